/**
 * Streams: all packets with the same source, destination, protocol and ports. What depends on those five alone is worked out
 * once per stream, so that a packet is a handful of numbers. A flow of the document (one source, one place in the results)
 * is one stream per destination and destination port it draws from; a TCP connection has a second one for the way back.
 */
import type { Endpoint, Fabric } from '../fabric/fabric.ts';
import type { FlowDemand } from '../fabric/flow.ts';
import { answerTo, type PacketHeader } from '../fabric/filter-verdict.ts';
import { type Address, compareAddresses, formatAddress } from '../quantity/address.ts';
import { fmix32, fnv1a } from '../quantity/hash32.ts';

export class Streams {
  readonly count: number;
  /** First stream of each flow; ways back stand behind all flows, in the order of their flows. */
  readonly firstOfFlow: Int32Array;
  /** Place in the counters: the flow's own, or behind all flows for ways back. */
  readonly counter: Int32Array;
  readonly counters: number;
  readonly sourceNode: Int32Array;
  readonly destinationNode: Int32Array;
  /** Index into `destinations`. */
  readonly destination: Int32Array;
  /** IP packet, where all of the stream have one size. */
  readonly bytes: Int32Array;
  /** What disciplines sort by. */
  readonly trafficClass: Int32Array;
  /** Shares flows over equal next hops. */
  readonly hash: Int32Array;
  /** The stream of the answers; -1: there are none. */
  readonly back: Int32Array;
  readonly destinations: readonly Address[];
  private readonly flows: readonly FlowDemand[];
  /** Flow and destination endpoint of each stream; of a way back those of the way there. */
  private readonly flowOf: Int32Array;
  private readonly portOf: Int32Array;
  private readonly endpointOf: Int32Array;
  private readonly endpoints: readonly Endpoint[];

  constructor(fabric: Fabric) {
    const { flows, endpoints } = fabric;
    this.flows = flows;
    this.endpoints = endpoints;
    this.firstOfFlow = new Int32Array(flows.length);
    let forward = 0;
    for (const [flow, { to, portCount }] of flows.entries()) {
      this.firstOfFlow[flow] = forward;
      forward += to.length * portCount;
    }
    const answered = flows.flatMap(({ pattern }, flow) => (pattern === 'bulk' ? [flow] : []));
    this.count = forward + answered.length;
    this.counters = flows.length + answered.length;
    const integers = () => new Int32Array(this.count);
    [this.counter, this.sourceNode, this.destinationNode] = [integers(), integers(), integers()];
    [this.destination, this.bytes, this.trafficClass] = [integers(), integers(), integers()];
    [this.hash, this.back] = [integers(), integers().fill(-1)];
    [this.flowOf, this.portOf, this.endpointOf] = [integers(), integers(), integers()];
    const destinations = new Destinations();
    for (const flow of flows.keys()) this.addFlow(flow, destinations);
    for (const [index, flow] of answered.entries()) {
      this.addAnswers(this.firstOfFlow[flow], forward + index, flows.length + index, destinations);
    }
    this.destinations = destinations.list;
  }

  header(stream: number): PacketHeader {
    const flow = this.flows[this.flowOf[stream]];
    const pair = addressPair(this.endpoints[flow.from], this.endpoints[this.endpointOf[stream]]);
    const there = {
      ...pair,
      protocol: flow.protocol,
      sourcePort: sourcePort(flow.id),
      port: this.portOf[stream],
    };
    return this.counter[stream] < this.flows.length ? there : answerTo(there);
  }

  private addFlow(flow: number, destinations: Destinations): void {
    const demand = this.flows[flow];
    const { from, to, port, portCount, entropy } = demand;
    let stream = this.firstOfFlow[flow];
    for (const endpoint of to) {
      for (let at = port; at < port + portCount; at++, stream++) {
        this.flowOf[stream] = flow;
        this.portOf[stream] = at;
        this.endpointOf[stream] = endpoint;
        this.counter[stream] = flow;
        this.sourceNode[stream] = this.endpoints[from].node;
        this.destinationNode[stream] = this.endpoints[endpoint].node;
        this.bytes[stream] = demand.pattern === 'bulk' ? 0 : demand.packetBytes;
        this.trafficClass[stream] = demand.trafficClass ?? 0;
        const header = this.header(stream);
        this.destination[stream] = destinations.number(header.destination);
        this.hash[stream] = entropy?.[stream - this.firstOfFlow[flow]] ?? hashOf(header);
      }
    }
  }

  /** The way back of a connection. */
  private addAnswers(there: number, back: number, counter: number, destinations: Destinations): void {
    this.back[there] = back;
    this.back[back] = there;
    this.flowOf[back] = this.flowOf[there];
    this.portOf[back] = this.portOf[there];
    this.endpointOf[back] = this.endpointOf[there];
    this.counter[back] = counter;
    this.sourceNode[back] = this.destinationNode[there];
    this.destinationNode[back] = this.sourceNode[there];
    this.trafficClass[back] = this.trafficClass[there];
    const header = this.header(back);
    this.destination[back] = destinations.number(header.destination);
    this.hash[back] = hashOf(header);
  }
}

/** Addresses that packets go to, numbered as they come. */
class Destinations {
  readonly list: Address[] = [];
  private readonly numbers = new Map<bigint, number>();

  number(address: Address): number {
    const key = address.family === 4 ? address.bits : -1n - address.bits;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.list.push(address) - 1;
    this.numbers.set(key, number);
    return number;
  }
}

/** Ephemeral source port of a flow: fixed, so that a flow keeps its path. */
const sourcePort = (flowId: string): number => 49152 + (fnv1a(flowId) % 16384);

function hashOf({ source, destination, protocol, sourcePort, port }: PacketHeader): number {
  return (
    fmix32(
      fnv1a(`${formatAddress(source)} ${sourcePort} ${formatAddress(destination)} ${port} ${protocol}`),
    ) | 0
  );
}

/** The first pair of addresses of one family, the lowest destination first. */
function addressPair(from: Endpoint, to: Endpoint): { source: Address; destination: Address } {
  for (const destination of [...to.addresses].sort(compareAddresses)) {
    const source = from.addresses.find((address) => address.family === destination.family);
    if (source !== undefined) return { source, destination };
  }
  return { source: from.addresses[0], destination: to.addresses[0] };
}
