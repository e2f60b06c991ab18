/**
 * Messages by which a node tells the sender of a packet why it went no further (ICMP, RFC 792 and RFC 4443), and how they are
 * heard. They are packets of the network itself, routed like any other; stateful filters take them for answers to what they
 * are about. How many there are of them is limited as Linux does it (forward/error-limit.ts).
 *
 * Left out: port and protocol unreachable, since every machine takes what is sent to it; redirects, source quench.
 *
 * A note holds the fate they tell of, the MTU where that is it, and the stream they are about.
 */
import { type Fate, fates } from '../fabric/fate.ts';
import type { FabricNode } from '../fabric/fabric.ts';
import type { Address } from '../quantity/address.ts';
import { parseAddress } from '../quantity/address.ts';
import { fateNumber } from './fate-number.ts';
import { ErrorLimit } from './forward/error-limit.ts';
import * as P from './link/packet-record.ts';
import * as N from './piece-note.ts';
import type { Plane } from './plane.ts';
import { icmpErrorBytes } from './wire/icmp-quote.ts';

/** Places in the note. */
export const fateTold = 0;
export const mtuTold = 1;
export const streamTold = 2;

/** RFC 7600 section 4.8: stands in for the address of a router that has none. */
const dummy = parseAddress('192.0.0.8');

/** Address a node speaks from to somebody at `to`; where it has none, the dummy one or that of the packet itself. */
export function speakingAddress(node: FabricNode, to: Address, otherwise: Address): Address {
  const own = node.addresses.find(({ family }) => family === to.family);
  if (own !== undefined) return own;
  return to.family === 4 && dummy.ok ? dummy.value : otherwise;
}

export class Complaints {
  private readonly plane: Plane;
  /** Streams of messages, by the stream they are about, for each node. */
  private readonly streamOf = new Map<number, number>();
  private readonly limits = new Map<number, ErrorLimit>();
  private readonly nodes: number;

  constructor(plane: Plane) {
    this.plane = plane;
    this.nodes = plane.fabric.nodes.length;
  }

  tell(node: number, packet: number, fate: Fate, mtu: number, port?: number): void {
    const { plane } = this;
    const { ledger, streams, fabric } = plane;
    if (!speaks(fabric.nodes[node], fate) || !this.isWorthy(packet)) return;
    const about = ledger.field(packet, P.stream);
    if (node === streams.sourceNode[about]) return;
    const stream = this.streamFor(node, about);
    if (!this.limitOf(node).allows(plane.now, streams.destinationOf(stream), fate !== 'too-big')) return;
    const { source } = streams.header(about);
    const note = ledger.notes.take();
    ledger.notes.set(note, fateTold, fateNumber[fate]);
    ledger.notes.set(note, mtuTold, mtu);
    ledger.notes.set(note, streamTold, about);
    const bytes = icmpErrorBytes(source.family, ledger.field(packet, P.bytes));
    const message = ledger.inject(stream, bytes, P.isError, note);
    ledger.captures?.complained(message, node, packet);
    plane.send(node, message, port);
  }

  /** RFC 1122 section 3.2.2: never about an error, nor about a broadcast; of pieces the first alone is told about. */
  private isWorthy(packet: number): boolean {
    const { ledger } = this.plane;
    const kind = ledger.field(packet, P.kind);
    if (kind === P.isFragment) return ledger.notes.get(ledger.field(packet, P.content), N.offset) === 0;
    return kind !== P.isError && kind !== P.isResolution;
  }

  private limitOf(node: number): ErrorLimit {
    let limit = this.limits.get(node);
    if (limit === undefined) {
      limit = new ErrorLimit();
      this.limits.set(node, limit);
    }
    return limit;
  }

  /** The stream in which a node tells about another. */
  private streamFor(node: number, about: number): number {
    const key = about * this.nodes + node;
    const known = this.streamOf.get(key);
    if (known !== undefined) return known;
    const { streams, fabric } = this.plane;
    const { source, destination } = streams.header(about);
    const header = {
      source: speakingAddress(fabric.nodes[node], source, destination),
      destination: source,
      protocol: 'icmp',
      sourcePort: 0,
      port: 0,
    } as const;
    const stream = streams.add({ header, sourceNode: node, back: about, like: -1 });
    // Delivered where the packet came from: addresses may be in use more than once.
    streams.setOwner(stream, streams.sourceNode[about]);
    this.streamOf.set(key, stream);
    return stream;
  }
}

/** Fates a sender hears of; what filters, queues and blackholes drop goes in silence. */
const told: ReadonlySet<Fate> = new Set<Fate>([
  'too-big',
  'no-route',
  'unreachable',
  'prohibited',
  'no-neighbour',
  'ttl-exceeded',
]);

/** A router that does not count as a hop shows itself where packets are too big for it, and nowhere else. */
const speaks = ({ tellsErrors, decrementsTtl }: FabricNode, fate: Fate): boolean =>
  tellsErrors !== false && told.has(fate) && (decrementsTtl || fate === 'too-big');

export const fateOfNote = (number: number): Fate => fates[number];
