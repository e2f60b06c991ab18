/**
 * Streams: all packets with the same source, destination, protocol and ports. What depends on those five alone is worked out
 * once per stream, so that a packet is a handful of numbers. A flow of the document (one source, one place in the results)
 * is one stream per destination and destination port it draws from, or per TCP connection; connections and echoes have a second
one for the way back.
 *
 * Translated packets, outer packets of tunnels and messages of the network itself are streams, too. They come about during
 * the run and stand behind those of the flows.
 */
import type { Endpoint, Fabric } from '../fabric/fabric.ts';
import { connectionsOf, type FlowDemand, isTcpFlow } from '../fabric/flow.ts';
import { answerTo, type PacketHeader } from '../fabric/filter-verdict.ts';
import { flowHash, writtenFlowHash } from '../fabric/flow-hash.ts';
import { type Address, compareAddresses, formatAddress } from '../quantity/address.ts';
import { fnv1a } from '../quantity/hash32.ts';

/** Of a stream whose packets belong to whoever has their address, for several nodes have it; and of one that nobody has. */
export const nodeOfAddress = -1;
const nobody = -2;
/** Where each of a stream's numbers lies. */
export const numbersEach = 4;
export const ownerAt = 0;
export const destinationAt = 1;
export const hashAt = 2;
export const counterAt = 3;

/** A stream that comes about during the run. */
export interface StreamSpec {
  readonly header: PacketHeader;
  /** Node that sends it. */
  readonly sourceNode: number;
  /** Its answers; -1: none, or not known yet. */
  readonly back: number;
  /** The stream it stands for, whose class and hash it has; -1: none. */
  readonly like: number;
}

export class Streams {
  count: number;
  /** First stream of each flow; ways back stand behind all flows, in the order of their flows. */
  readonly firstOfFlow: Int32Array;
  /** The last counter is that of messages of the network itself. */
  readonly counters: number;
  /** Flows with answers; the counters of those are in this order behind those of all flows. */
  readonly answered: readonly number[];
  readonly controlCounter: number;
  /** What every packet needs of its stream, `numbersEach` a stream, so that it lies together. */
  numbers: Int32Array;
  sourceNode: Int32Array;
  /** IP packet, where all of the stream have one size. */
  bytes: Int32Array;
  /** Whether any flow has a class other than 0. */
  readonly hasClasses: boolean;
  /** What disciplines sort by. */
  trafficClass: Int32Array;
  /** The stream of the answers; -1: there are none. */
  back: Int32Array;
  /** The stream of a flow that this one is a translation of; itself where it is none. */
  root: Int32Array;
  /** What a machine sends where it means a stream: translated answers need another one than was planned. */
  wayOf: Int32Array;
  private readonly flows: readonly FlowDemand[];
  /** Flow and destination endpoint of each stream; of a way back those of the way there. */
  private readonly flowOf: Int32Array;
  private readonly portOf: Int32Array;
  private readonly endpointOf: Int32Array;
  /** Which of its flow's connections a stream is. */
  private readonly lineOf: Int32Array;
  private readonly endpoints: readonly Endpoint[];
  private readonly known = new Destinations();
  private readonly owners: AddressOwners;
  /** Headers of streams that came about during the run, the first at `ofFlows`. */
  private readonly headers: PacketHeader[] = [];
  private readonly ofFlows: number;

  constructor(fabric: Fabric) {
    const { flows, endpoints } = fabric;
    this.owners = new AddressOwners(fabric);
    this.flows = flows;
    this.hasClasses = flows.some(({ trafficClass = 0 }) => trafficClass !== 0);
    this.endpoints = endpoints;
    this.firstOfFlow = new Int32Array(flows.length);
    let forward = 0;
    for (const [index, flow] of flows.entries()) {
      this.firstOfFlow[index] = forward;
      forward += streamsOf(flow);
    }
    this.answered = flows.flatMap((flow, index) =>
      isTcpFlow(flow) || flow.pattern === 'echo' ? [index] : [],
    );
    this.count = this.answered.reduce((sum, flow) => sum + streamsOf(flows[flow]), forward);
    this.ofFlows = this.count;
    this.counters = flows.length + this.answered.length + 1;
    this.controlCounter = this.counters - 1;
    const integers = () => new Int32Array(this.count);
    this.numbers = new Int32Array(numbersEach * this.count);
    [this.sourceNode, this.bytes, this.trafficClass] = [integers(), integers(), integers()];
    this.back = integers().fill(-1);
    [this.flowOf, this.portOf] = [integers(), integers()];
    [this.endpointOf, this.lineOf] = [integers(), integers()];
    this.root = Int32Array.from({ length: this.count }, (_, stream) => stream);
    this.wayOf = this.root.slice();
    for (const flow of flows.keys()) this.addFlow(flow, this.known);
    let back = forward;
    for (const [index, flow] of this.answered.entries()) {
      const first = this.firstOfFlow[flow];
      for (let there = first; there < first + streamsOf(flows[flow]); there++) {
        this.addAnswers(there, back++, flows.length + index, this.known);
      }
    }
  }

  /** Where it is delivered; `nodeOfAddress`: at any node with its destination address. */
  ownerOf(stream: number): number {
    return this.numbers[numbersEach * stream + ownerAt];
  }

  setOwner(stream: number, node: number): void {
    this.numbers[numbersEach * stream + ownerAt] = node;
  }

  /** Index into `destinations`. */
  destinationOf(stream: number): number {
    return this.numbers[numbersEach * stream + destinationAt];
  }

  /** Shares flows over equal next hops. */
  hashOf(stream: number): number {
    return this.numbers[numbersEach * stream + hashAt];
  }

  /** Place in the counters: the flow's own, or behind all flows for ways back. */
  counterOf(stream: number): number {
    return this.numbers[numbersEach * stream + counterAt];
  }

  /** Addresses that packets go to. */
  get destinations(): readonly Address[] {
    return this.known.list;
  }

  /** Number of an address among the destinations, new or not. */
  numberOf(address: Address): number {
    return this.known.number(address);
  }

  /** A stream that comes about now. */
  add({ header, sourceNode, back, like }: StreamSpec): number {
    const stream = this.count++;
    if (stream >= this.sourceNode.length) this.grow();
    this.headers.push(header);
    this.numbers[numbersEach * stream + counterAt] = like < 0 ? this.controlCounter : this.counterOf(like);
    this.sourceNode[stream] = sourceNode;
    this.numbers[numbersEach * stream + ownerAt] = this.owners.ownerOf(header.destination);
    this.numbers[numbersEach * stream + destinationAt] = this.known.number(header.destination);
    this.bytes[stream] = like < 0 ? 0 : this.bytes[like];
    this.trafficClass[stream] = like < 0 ? 0 : this.trafficClass[like];
    this.numbers[numbersEach * stream + hashAt] = flowHash(header);
    this.back[stream] = back;
    this.root[stream] = stream;
    this.wayOf[stream] = stream;
    return stream;
  }

  private grow(): void {
    const streams = Math.max(64, 2 * this.sourceNode.length);
    const wider = (before: Int32Array, each = 1): Int32Array => {
      const after = new Int32Array(streams * each);
      after.set(before);
      return after;
    };
    this.numbers = wider(this.numbers, numbersEach);
    this.sourceNode = wider(this.sourceNode);
    this.bytes = wider(this.bytes);
    this.trafficClass = wider(this.trafficClass);
    this.back = wider(this.back);
    this.root = wider(this.root);
    this.wayOf = wider(this.wayOf);
  }

  header(stream: number): PacketHeader {
    if (stream >= this.ofFlows) return this.headers[stream - this.ofFlows];
    const flow = this.flows[this.flowOf[stream]];
    const pair = addressPair(
      this.endpoints[flow.from],
      this.endpoints[this.endpointOf[stream]],
      flow.address,
    );
    const there = {
      ...pair,
      protocol: flow.protocol,
      sourcePort: sourcePort(flow.id, this.lineOf[stream]),
      port: this.portOf[stream],
    };
    return this.counterOf(stream) < this.flows.length ? there : answerTo(there);
  }

  private addFlow(flow: number, destinations: Destinations): void {
    const demand = this.flows[flow];
    const { from, to, port, portCount, entropy } = demand;
    const first = this.firstOfFlow[flow];
    const connections = Math.max(1, connectionsOf(demand));
    const each = portCount * connections;
    // The same for all streams to one endpoint.
    let destination = 0;
    let owner = 0;
    let [sourceText, destinationText] = ['', ''];
    for (let place = 0; place < streamsOf(demand); place++) {
      const stream = first + place;
      const endpoint = to[Math.floor(place / each)];
      const line = place % connections;
      const toPort = port + (Math.floor(place / connections) % portCount);
      if (place % each === 0) {
        const pair = addressPair(this.endpoints[from], this.endpoints[endpoint], demand.address);
        destination = destinations.number(pair.destination);
        owner = takerOf(demand, this.endpoints[endpoint]);
        sourceText = formatAddress(pair.source);
        destinationText = formatAddress(pair.destination);
      }
      this.flowOf[stream] = flow;
      this.portOf[stream] = toPort;
      this.lineOf[stream] = line;
      this.endpointOf[stream] = endpoint;
      this.sourceNode[stream] = this.endpoints[from].node;
      this.bytes[stream] = isTcpFlow(demand) ? 0 : demand.packetBytes;
      this.trafficClass[stream] = demand.trafficClass ?? 0;
      const own = numbersEach * stream;
      this.numbers[own + counterAt] = flow;
      this.numbers[own + ownerAt] = owner;
      this.numbers[own + destinationAt] = destination;
      this.numbers[own + hashAt] =
        entropy?.[place] ??
        writtenFlowHash(sourceText, sourcePort(demand.id, line), destinationText, toPort, demand.protocol);
    }
  }

  /** The way back of a connection or an echo. */
  private addAnswers(there: number, back: number, counter: number, destinations: Destinations): void {
    this.back[there] = back;
    this.back[back] = there;
    this.flowOf[back] = this.flowOf[there];
    this.portOf[back] = this.portOf[there];
    this.endpointOf[back] = this.endpointOf[there];
    this.lineOf[back] = this.lineOf[there];
    this.bytes[back] = this.bytes[there];
    this.numbers[numbersEach * back + counterAt] = counter;
    this.sourceNode[back] = this.endpoints[this.endpointOf[there]].node;
    this.numbers[numbersEach * back + ownerAt] = this.sourceNode[there];
    this.trafficClass[back] = this.trafficClass[there];
    const header = this.header(back);
    this.numbers[numbersEach * back + destinationAt] = destinations.number(header.destination);
    this.numbers[numbersEach * back + hashAt] = flowHash(header);
  }
}

/** Which node has an address, where that is one node. */
class AddressOwners {
  private readonly nodes = new Map<string, number>();

  constructor({ nodes }: Fabric) {
    for (const [node, { addresses }] of nodes.entries()) {
      for (const address of addresses) {
        const key = keyOf(address);
        this.nodes.set(key, (this.nodes.get(key) ?? node) === node ? node : nodeOfAddress);
      }
    }
  }

  ownerOf(address: Address): number {
    return this.nodes.get(keyOf(address)) ?? nobody;
  }
}

const keyOf = ({ family, bits }: Address): string => `${family} ${bits}`;

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

/** One for each destination and port, or for each connection. */
const streamsOf = (flow: FlowDemand): number =>
  flow.to.length * flow.portCount * Math.max(1, connectionsOf(flow));

/** Ephemeral source port of a flow's connection: fixed, so that it keeps its path. */
const sourcePort = (flowId: string, line: number): number => 49152 + ((fnv1a(flowId) + line) % 16384);

const takerOf = ({ address }: FlowDemand, { node, addresses }: Endpoint): number =>
  address === undefined || addresses.some((own) => compareAddresses(own, address) === 0) ? node : nobody;

const inOrder = (addresses: readonly Address[]): readonly Address[] =>
  addresses.length < 2 ? addresses : [...addresses].sort(compareAddresses);

/** The first pair of addresses of one family, the lowest destination first, or the one that is named. */
function addressPair(
  from: Endpoint,
  to: Endpoint,
  named: Address | undefined,
): { source: Address; destination: Address } {
  const destinations = named === undefined ? inOrder(to.addresses) : [named];
  for (const destination of destinations) {
    const source = from.addresses.find((address) => address.family === destination.family);
    if (source !== undefined) return { source, destination };
  }
  return { source: from.addresses[0], destination: destinations[0] };
}
