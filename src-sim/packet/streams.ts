/**
 * Streams: all packets with the same source, destination, protocol and ports. What depends on those five alone is worked out
 * once per stream and cached, so that a packet is a handful of numbers. A flow of the document (one source, one place in the
 * results) is one stream per destination and destination port it draws from.
 */
import type { Fabric } from '../fabric/fabric.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import { fmix32, fnv1a } from '../quantity/hash32.ts';
import { compareAddresses, formatAddress, type Address } from '../quantity/address.ts';

export interface Streams {
  readonly count: number;
  readonly flow: Int32Array;
  /** Index into `destinations`. */
  readonly destination: Int32Array;
  readonly destinationNode: Int32Array;
  readonly port: Int32Array;
  /** IP packet. */
  readonly bytes: Int32Array;
  /** Shares flows over equal next hops. */
  readonly hash: Int32Array;
  readonly sourceNode: Int32Array;
  readonly destinations: readonly Address[];
  readonly sources: readonly Address[];
  /** First stream of each flow; the next flow's is the end. */
  readonly firstOfFlow: Int32Array;
  header(stream: number): PacketHeader;
}

/** Ephemeral source port of a flow: fixed, so that a flow keeps its path. */
const sourcePort = (flowId: string): number => 49152 + (fnv1a(flowId) % 16384);

export function layOutStreams(fabric: Fabric): Streams {
  const firstOfFlow = new Int32Array(fabric.flows.length + 1);
  for (const [index, flow] of fabric.flows.entries()) {
    firstOfFlow[index + 1] = firstOfFlow[index] + flow.to.length * flow.portCount;
  }
  const count = firstOfFlow[fabric.flows.length];
  const streams: Streams = {
    count,
    flow: new Int32Array(count),
    destination: new Int32Array(count),
    destinationNode: new Int32Array(count),
    port: new Int32Array(count),
    bytes: new Int32Array(count),
    hash: new Int32Array(count),
    sourceNode: new Int32Array(count),
    destinations: [],
    sources: [],
    firstOfFlow,
    header: (stream) => {
      const flow = fabric.flows[streams.flow[stream]];
      return {
        source: streams.sources[stream],
        destination: streams.destinations[streams.destination[stream]],
        protocol: flow.protocol,
        sourcePort: sourcePort(flow.id),
        port: streams.port[stream],
      };
    },
  };
  const destinations = streams.destinations as Address[];
  const sources = streams.sources as Address[];
  const known = new Map<string, number>();
  for (const [index, flow] of fabric.flows.entries()) {
    const from = fabric.endpoints[flow.from];
    let stream = firstOfFlow[index];
    for (const target of flow.to) {
      const to = fabric.endpoints[target];
      const [source, destination] = commonFamily(from.addresses, to.addresses);
      const text = formatAddress(destination);
      let number = known.get(text);
      if (number === undefined) {
        number = destinations.push(destination) - 1;
        known.set(text, number);
      }
      for (let port = flow.port; port < flow.port + flow.portCount; port++, stream++) {
        sources[stream] = source;
        streams.flow[stream] = index;
        streams.destination[stream] = number;
        streams.destinationNode[stream] = to.node;
        streams.sourceNode[stream] = from.node;
        streams.port[stream] = port;
        streams.bytes[stream] = flow.packetBytes;
        streams.hash[stream] =
          flow.entropy?.[stream - firstOfFlow[index]] ??
          fmix32(fnv1a(`${formatAddress(source)} ${sourcePort(flow.id)} ${text} ${port} ${flow.protocol}`));
      }
    }
  }
  return streams;
}

/** The first pair of addresses of one family, lowest first as RFC 6724 rule 9 would have it for equals. */
function commonFamily(from: readonly Address[], to: readonly Address[]): [Address, Address] {
  const sorted = [...to].sort(compareAddresses);
  for (const destination of sorted) {
    const source = from.find((address) => address.family === destination.family);
    if (source !== undefined) return [source, destination];
  }
  return [from[0], to[0]];
}
