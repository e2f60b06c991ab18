/**
 * The life of a packet from being handed over to its one fate, and what is counted of it. Packets of the network itself
 * (resolution of neighbours, messages of ICMP, fragments) are counted apart from those of the flows.
 */
import { fates } from '../fabric/fate.ts';
import { fateNumber } from './fate-number.ts';
import type { EventQueue } from './kernel/event-queue.ts';
import * as P from './link/packet-record.ts';
import { Packets } from './link/packets.ts';
import { Digest } from './measure/digest.ts';
import { FlowCounters } from './measure/flow-counters.ts';
import { LatencyHistogram } from './measure/latency-histogram.ts';
import type { PacketWatch } from './packet-watch.ts';
import { RecordStore } from './record-store.ts';
import { SegmentStore } from './segment-store.ts';
import * as S from './streams.ts';
import { Segment } from './transport/tcp/segment.ts';
import * as W from './wrapping-record.ts';

/** RFC 1700's recommended default, and what hosts send today. */
export const initialHops = 64;
export const initialNodes = 255;

export class OutOfPackets extends Error {}

/** Whoever knows which packets the fragments under way are pieces of; notes are those the fragments carry. */
export interface Pieces {
  /** A piece is where the whole is put together; gives the whole, or -1 while pieces are missing. */
  collect(piece: number): number;
  /** A piece came about as a copy of another. */
  copied(note: number): void;
  /** A piece has ended on its way. */
  lost(note: number, fate: number): void;
  /** The held packet that a piece is of; -1 once that has ended. */
  wholeOf(note: number): number;
}

export class Ledger {
  readonly streams: S.Streams;
  readonly packets: Packets = new Packets(1 << 10);
  readonly segments = new SegmentStore();
  /** Inner headers of wrapped packets. */
  readonly wrappings = new RecordStore(W.integersEach);
  /** What messages of the network say: errors, resolutions, places of fragments. */
  readonly notes = new RecordStore(4);
  readonly flows: FlowCounters;
  readonly latency = new LatencyHistogram(17);
  readonly digest = new Digest();
  injected = 0;
  ended = 0;
  /** Of those handed over and ended, the packets of the network itself, flooded copies among them. */
  control = { injected: 0, delivered: 0, ended: 0 };
  /** Flooded copies on their way. */
  spares = 0;
  /** When a packet moved last; timers that ring later tell nothing. */
  lastMove = 0;
  /** Null where nobody looks at the bytes. */
  captures: PacketWatch | null = null;
  /** Null where no packet is cut. */
  pieces: Pieces | null = null;
  private readonly queue: EventQueue;
  private readonly controlCounter: number;
  private readonly copying = new Segment();

  constructor(streams: S.Streams, queue: EventQueue) {
    this.streams = streams;
    this.queue = queue;
    this.flows = new FlowCounters(streams.counters, fates.length);
    this.controlCounter = streams.controlCounter;
  }

  field(packet: number, field: number): number {
    return this.packets.integers[packet * P.integersEach + field];
  }

  setField(packet: number, field: number, value: number): void {
    this.packets.integers[packet * P.integersEach + field] = value;
  }

  /** The header that decides from now on: of a translation, an outer packet, or again of the inner one. */
  setStream(packet: number, stream: number): void {
    const { numbers } = this.streams;
    const { integers } = this.packets;
    const record = packet * P.integersEach;
    const own = stream * S.numbersEach;
    integers[record + P.stream] = stream;
    integers[record + P.owner] = numbers[own + S.ownerAt];
    integers[record + P.destination] = numbers[own + S.destinationAt];
    integers[record + P.hash] = numbers[own + S.hashAt];
  }

  /** A packet that is handed over now. */
  inject(stream: number, bytes: number, kind: number, content: number): number {
    const { packets } = this;
    const { now } = this.queue;
    const packet = packets.take();
    if (packet < 0) throw new OutOfPackets();
    const record = packet * P.integersEach;
    const { integers } = packets;
    const numberBase = packet * P.numbersEach;
    packets.numbers[numberBase + P.sentAt] = now;
    packets.numbers[numberBase + P.sending] = 0;
    packets.numbers[numberBase + P.travelling] = 0;
    packets.numbers[numberBase + P.processing] = 0;
    this.setStream(packet, stream);
    integers[record + P.bytes] = bytes;
    integers[record + P.hopsLeft] = initialHops;
    integers[record + P.nodesLeft] = initialNodes;
    integers[record + P.kind] = kind;
    integers[record + P.content] = content;
    integers[record + P.marks] = 0;
    integers[record + P.vlan] = P.untagged;
    integers[record + P.trafficClass] = this.streams.hasClasses ? this.streams.trafficClass[stream] : 0;
    const counter = this.streams.counterOf(stream);
    integers[record + P.counter] = counter;
    this.count(counter);
    this.lastMove = now;
    this.captures?.injected(packet);
    return packet;
  }

  /** A second packet like this one; it counts as handed over, too. */
  copy(packet: number): number {
    const { packets } = this;
    const copy = packets.take();
    if (copy < 0) throw new OutOfPackets();
    const { integers, numbers } = packets;
    const [from, to] = [packet * P.integersEach, copy * P.integersEach];
    numbers.copyWithin(copy * P.numbersEach, packet * P.numbersEach, (packet + 1) * P.numbersEach);
    integers[to + P.content] = this.copyOfContent(integers[from + P.kind], integers[from + P.content]);
    this.count(integers[to + P.counter]);
    if ((integers[to + P.marks] & P.isSpare) !== 0) this.spare(copy);
    this.captures?.copied(copy, packet);
    return copy;
  }

  /** A copy for another port of a switch. */
  copySpare(packet: number): number {
    const copy = this.copy(packet);
    const marks = this.field(copy, P.marks);
    if ((marks & P.isSpare) !== 0) return copy;
    this.setField(copy, P.marks, marks | P.isSpare);
    this.spare(copy);
    return copy;
  }

  /** Counts a copy for the network instead of its flow. */
  private spare(copy: number): void {
    this.spares++;
    const counter = this.field(copy, P.counter);
    if (counter === this.controlCounter) return;
    this.control.injected++;
    this.flows.takeBack(counter);
  }

  /** A piece of a packet, which is held meanwhile; it counts as a packet of the network itself. */
  piece(packet: number, bytes: number, note: number): number {
    const { packets, controlCounter } = this;
    const piece = packets.take();
    if (piece < 0) throw new OutOfPackets();
    const { integers, numbers } = packets;
    const to = piece * P.integersEach;
    numbers.copyWithin(piece * P.numbersEach, packet * P.numbersEach, (packet + 1) * P.numbersEach);
    integers[to + P.bytes] = bytes;
    integers[to + P.kind] = P.isFragment;
    integers[to + P.content] = note;
    integers[to + P.counter] = controlCounter;
    this.count(controlCounter);
    this.captures?.copied(piece, packet);
    return piece;
  }

  private count(counter: number): void {
    this.injected++;
    if (counter === this.controlCounter) this.control.injected++;
    this.flows.offer(counter);
  }

  private copyOfContent(kind: number, content: number): number {
    if (kind === P.isPlain) return content;
    if (kind === P.isSegment) {
      this.segments.read(content, this.copying);
      return this.segments.keep(this.copying);
    }
    const store = kind === P.isWrapped ? this.wrappings : this.notes;
    const each = kind === P.isWrapped ? W.integersEach : 4;
    const copy = store.take();
    for (let field = 0; field < each; field++) store.set(copy, field, store.get(content, field));
    if (kind === P.isFragment) this.pieces?.copied(copy);
    if (kind === P.isWrapped) {
      const inner = this.copyOfContent(store.get(content, W.kind), store.get(content, W.content));
      store.set(copy, W.content, inner);
    }
    return copy;
  }

  private releaseContent(kind: number, content: number, fate: number): void {
    if (kind === P.isPlain) return;
    if (kind === P.isSegment) this.segments.release(content);
    else if (kind === P.isWrapped) {
      this.releaseContent(this.wrappings.get(content, W.kind), this.wrappings.get(content, W.content), fate);
      this.wrappings.release(content);
    } else {
      if (kind === P.isFragment) this.pieces?.lost(content, fate);
      this.notes.release(content);
    }
  }

  /** It is where it was sent to; what it carries has been taken care of. */
  deliver(packet: number): void {
    const { packets, flows } = this;
    const record = packet * P.integersEach;
    const numberBase = packet * P.numbersEach;
    const counter = packets.integers[record + P.counter];
    const { now } = this.queue;
    const latency = now - packets.numbers[numberBase + P.sentAt];
    flows.deliver(
      counter,
      now,
      latency,
      packets.integers[record + P.bytes],
      packets.numbers[numberBase + P.sending],
      packets.numbers[numberBase + P.travelling],
      packets.numbers[numberBase + P.processing],
    );
    if (counter === this.controlCounter) this.control.delivered++;
    else this.latency.add(latency);
    this.end(packet, fateNumber.delivered);
  }

  end(packet: number, fate: number): void {
    const record = packet * P.integersEach;
    const { integers } = this.packets;
    const counter = integers[record + P.counter];
    if (integers[record + P.kind] !== P.isPlain) {
      this.releaseContent(integers[record + P.kind], integers[record + P.content], fate);
    }
    const isSpare = (integers[record + P.marks] & P.isSpare) !== 0;
    if (isSpare) this.spares--;
    if (isSpare && counter !== this.controlCounter) this.endSpare(counter, fate);
    else {
      if (counter === this.controlCounter) this.control.ended++;
      // What was flooded to others is nothing that a sender offered or lost.
      if (fate === fateNumber.ignored) this.flows.takeBack(counter);
      else this.flows.end(counter, fate);
    }
    this.digest.packetEnds(integers[record + P.stream], this.queue.now, fate);
    this.captures?.ended(packet, this.queue.now, fate);
    this.ended++;
    this.packets.release(packet);
  }

  /** One that was delivered after all came twice, or in place of the frame itself. */
  private endSpare(counter: number, fate: number): void {
    if (fate !== fateNumber.delivered) {
      this.control.ended++;
      return;
    }
    this.control.injected--;
    this.flows.offer(counter);
    this.flows.end(counter, fate);
  }
}
