/**
 * Streams: all packets with the same source, destination, protocol and ports. What depends on those five alone is worked out
 * once per stream, so that a packet is a handful of numbers. A flow of the document (one source, one place in the results)
 * is one stream per destination and destination port it draws from; a TCP connection has a second one for the way back.
 */
import type { Endpoint, Fabric, FlowDemand } from '../fabric/fabric.ts';
import { answerTo, type PacketHeader } from '../fabric/filter-verdict.ts';
import { type Address, compareAddresses, formatAddress } from '../quantity/address.ts';
import { fmix32, fnv1a } from '../quantity/hash32.ts';

export class Streams {
  /** Place in the counters: the flow's own, or behind all flows for ways back. */
  readonly counter: Int32Array;
  readonly counters: number;
  readonly sourceNode: Int32Array;
  readonly destinationNode: Int32Array;
  /** Index into `destinations`. */
  readonly destination: Int32Array;
  /** IP packet, where all of the stream have one size. */
  readonly bytes: Int32Array;
  /** Shares flows over equal next hops. */
  readonly hash: Int32Array;
  readonly trafficClass: Uint8Array;
  /** The stream of the answers; -1: there are none. */
  readonly back: Int32Array;
  /** First stream of each flow. */
  readonly firstOfFlow: Int32Array;
  readonly destinations: readonly Address[];
  private readonly headers: readonly PacketHeader[];

  constructor(fabric: Fabric) {
    const draft = new StreamDraft();
    this.firstOfFlow = Int32Array.from(fabric.flows, (flow, index) => draft.addFlow(fabric, flow, index));
    let counters = fabric.flows.length;
    for (const [index, flow] of fabric.flows.entries()) {
      if (flow.pattern === 'bulk') draft.addAnswers(this.firstOfFlow[index], counters++);
    }
    const { rows } = draft;
    this.counters = counters;
    this.counter = Int32Array.from(rows, (row) => row.counter);
    this.sourceNode = Int32Array.from(rows, (row) => row.sourceNode);
    this.destinationNode = Int32Array.from(rows, (row) => row.destinationNode);
    this.destination = Int32Array.from(rows, (row) => row.destination);
    this.bytes = Int32Array.from(rows, (row) => row.bytes);
    this.hash = Int32Array.from(rows, (row) => row.hash);
    this.trafficClass = Uint8Array.from(rows, (row) => row.trafficClass);
    this.back = Int32Array.from(rows, (row) => row.back);
    this.headers = rows.map((row) => row.header);
    this.destinations = draft.destinations;
  }

  get count(): number {
    return this.headers.length;
  }

  header(stream: number): PacketHeader {
    return this.headers[stream];
  }
}

interface StreamRow {
  readonly counter: number;
  readonly sourceNode: number;
  readonly destinationNode: number;
  readonly destination: number;
  readonly bytes: number;
  readonly hash: number;
  readonly trafficClass: number;
  readonly header: PacketHeader;
  back: number;
}

class StreamDraft {
  readonly rows: StreamRow[] = [];
  readonly destinations: Address[] = [];
  private readonly known = new Map<string, number>();

  /** Returns the first stream of the flow. */
  addFlow(fabric: Fabric, flow: FlowDemand, counter: number): number {
    const first = this.rows.length;
    const from = fabric.endpoints[flow.from];
    for (const target of flow.to) {
      for (let port = flow.port; port < flow.port + flow.portCount; port++) {
        const to = fabric.endpoints[target];
        const header = {
          ...addressPair(from, to),
          protocol: flow.protocol,
          sourcePort: sourcePort(flow.id),
          port,
        };
        this.rows.push({
          counter,
          sourceNode: from.node,
          destinationNode: to.node,
          destination: this.destinationNumber(header.destination),
          bytes: flow.pattern === 'bulk' ? 0 : flow.packetBytes,
          hash: flow.entropy?.[this.rows.length - first] ?? hashOf(header),
          trafficClass: flow.trafficClass ?? 0,
          header,
          back: -1,
        });
      }
    }
    return first;
  }

  /** The way back of a connection. */
  addAnswers(stream: number, counter: number): void {
    const there = this.rows[stream];
    const header = answerTo(there.header);
    there.back = this.rows.length;
    this.rows.push({
      counter,
      sourceNode: there.destinationNode,
      destinationNode: there.sourceNode,
      destination: this.destinationNumber(header.destination),
      bytes: 0,
      hash: hashOf(header),
      trafficClass: there.trafficClass,
      header,
      back: stream,
    });
  }

  private destinationNumber(address: Address): number {
    const text = formatAddress(address);
    let number = this.known.get(text);
    if (number === undefined) {
      number = this.destinations.push(address) - 1;
      this.known.set(text, number);
    }
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
