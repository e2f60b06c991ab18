/** Which flows are TCP connections, and what their ends know of the links they stand on. */
import type { Fabric } from '../fabric/fabric.ts';
import { connectionsOf, isTcpFlow } from '../fabric/flow.ts';
import type { ConversationPlan } from './conversations.ts';
import type { Streams } from './streams.ts';

/** RFC 894: what Ethernet carries; stands in where a machine's link names no size. */
const ethernetMtu = 1500;
const ipHeaderBytes = { 4: 20, 6: 40 } as const;
/** RFC 791 section 3.2, RFC 8200 section 5: what every link carries, and hosts count on. */
const leastMtu = { 4: 68, 6: 1280 } as const;
/** The length of a packet has 16 bits; jumbograms (RFC 2675) are left out. */
const largestPacket = 65_535;

export function layOutConversations(fabric: Fabric, streams: Streams): ConversationPlan[] {
  return fabric.flows.flatMap((flow, index) => {
    if (!isTcpFlow(flow)) return [];
    const there = streams.firstOfFlow[index];
    const back = streams.back[there];
    const { family } = streams.header(there).destination;
    const mtuAt = (stream: number): number =>
      Math.min(largestPacket, Math.max(leastMtu[family], mtuOf(fabric, streams.sourceNode[stream])));
    return [
      {
        flow,
        there,
        back,
        connections: connectionsOf(flow),
        mtu: [mtuAt(there), mtuAt(back)] as const,
        ipHeaderBytes: ipHeaderBytes[family],
      },
    ];
  });
}

/** The smallest of a machine's links. */
function mtuOf(fabric: Fabric, node: number): number {
  const sizes = fabric.nodes[node].ports.flatMap((port) => {
    const link = fabric.ports[port].link;
    return link < 0 || fabric.links[link].mtu === 0 ? [] : [fabric.links[link].mtu];
  });
  return sizes.length === 0 ? ethernetMtu : Math.min(...sizes);
}
