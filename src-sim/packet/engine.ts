/**
 * The discrete-event engine: directions of links, sources and the timeline of events behind one queue of events.
 *
 * One event a traversal: when a direction accepts a packet, its arrival is known, and only the first packet under way is
 * queued. A node takes no time to decide. Packets end in exactly one fate, counted and digested in the order of their ends.
 *
 * Left out: time a node needs per packet, fragmentation, answers by ICMP.
 */
import { type Fate, fates } from '../fabric/fate.ts';
import type { Fabric, TimedEvent } from '../fabric/fabric.ts';
import { type Decisions, fateOf } from './forward/decisions.ts';
import { fateNumber, layOutDecisions, PortFilters } from './forwarding.ts';
import { CalendarQueue } from './kernel/calendar-queue.ts';
import type { EventQueue } from './kernel/event-queue.ts';
import { layOutDirections } from './lay-out-directions.ts';
import { layOutDisciplines } from './lay-out-disciplines.ts';
import { layOutImpairments } from './lay-out-impairments.ts';
import * as D from './link/direction-record.ts';
import type { Directions } from './link/directions.ts';
import type { LinkImpairments } from './link/impairments/link-impairments.ts';
import * as P from './link/packet-record.ts';
import { Packets } from './link/packets.ts';
import { Digest } from './measure/digest.ts';
import { FlowCounters } from './measure/flow-counters.ts';
import { LatencyHistogram } from './measure/latency-histogram.ts';
import { CapturePoints, type CaptureWish } from './capture-points.ts';
import { Conversations, entitiesEach } from './conversations.ts';
import { layOutConversations } from './lay-out-conversations.ts';
import { linkDown, refusalBy, taken, tooBig, Transmission } from './link/transmission.ts';
import { SegmentStore } from './segment-store.ts';
import { Streams } from './streams.ts';
import { Sources } from './traffic/sources.ts';
import { Segment } from './transport/tcp/segment.ts';
import { icmpErrorBytes } from './wire/icmp-quote.ts';

/** RFC 1700's recommended default, and what hosts send today. */
const initialHops = 64;
const initialNodes = 255;

/** By what a direction answers. */
const refusalFates: number[] = [];
refusalFates[linkDown] = fateNumber['link-down'];
refusalFates[tooBig] = fateNumber['too-big'];
refusalFates[refusalBy('full')] = fateNumber['queue-full'];
refusalFates[refusalBy('aqm')] = fateNumber.aqm;
refusalFates[refusalBy('oversize')] = fateNumber['too-big'];
refusalFates[refusalBy('policed')] = fateNumber.policed;

export interface EngineChoices {
  readonly seed: number;
  readonly untilNs: number;
  /** Events of one instant in the order in which they were scheduled, for comparison with other simulators. */
  readonly insertionOrder: boolean;
  readonly captures?: CaptureWish | undefined;
}

export class OutOfPackets extends Error {}

export class PacketEngine {
  readonly fabric: Fabric;
  readonly queue: EventQueue;
  readonly directions: Directions;
  readonly streams: Streams;
  readonly sources: Sources;
  readonly flows: FlowCounters;
  readonly latency = new LatencyHistogram(17);
  readonly digest = new Digest();
  readonly packets: Packets = new Packets(1 << 10);
  injected = 0;
  ended = 0;
  private readonly decisions: Decisions;
  private readonly filters: PortFilters;
  private readonly tableOfNode: Int32Array;
  private readonly transmission: Transmission;
  private readonly firstTransmitter: number;
  private readonly firstSource: number;
  private readonly flowOfSource: readonly number[];
  private readonly firstConversation: number;
  readonly conversations: Conversations;
  private readonly segments = new SegmentStore();
  private readonly arriving = new Segment();
  /** Null where nobody looks at the bytes. */
  readonly captures: CapturePoints | null;
  private readonly untilNs: number;
  /** When a packet moved last; timers that ring later tell nothing. */
  lastMove = 0;
  private readonly timeline: number;
  private readonly events: readonly TimedEvent[];
  private nextEvent = 0;
  /** Per direction. */
  readonly impairments: readonly (LinkImpairments | undefined)[];

  constructor(fabric: Fabric, { seed, untilNs, insertionOrder, captures: wish }: EngineChoices) {
    this.fabric = fabric;
    this.untilNs = untilNs;
    this.directions = layOutDirections(fabric);
    this.streams = new Streams(fabric);
    this.flowOfSource = fabric.flows.flatMap((flow, index) => (flow.pattern === 'bulk' ? [] : [index]));
    const packetFlows = fabric.flows.filter((flow) => flow.pattern !== 'bulk');
    this.sources = new Sources(packetFlows, seed, untilNs);
    this.flows = new FlowCounters(this.streams.counters, fates.length);
    this.decisions = layOutDecisions(fabric, this.streams);
    this.filters = new PortFilters(fabric, this.streams);
    this.tableOfNode = Int32Array.from(fabric.nodes, (node) => node.table);
    this.events = [...fabric.events].sort((a, b) => a.atNs - b.atNs);
    this.impairments = layOutImpairments(fabric, seed);
    this.firstTransmitter = this.directions.count;
    this.firstSource = this.firstTransmitter + this.directions.count;
    this.firstConversation = this.firstSource + this.sources.count;
    const conversations = layOutConversations(fabric, this.streams);
    this.timeline = this.firstConversation + entitiesEach * conversations.length;
    this.queue = new CalendarQueue(this.timeline + 1);
    this.transmission = new Transmission({
      directions: this.directions,
      packets: this.packets,
      queue: this.queue,
      firstTransmitter: this.firstTransmitter,
      insertionOrder,
      disciplines: layOutDisciplines({
        fabric,
        packets: this.packets,
        streams: this.streams,
        impairments: this.impairments,
        seed,
        insertionOrder,
      }),
      impairments: this.impairments,
      dropped: (direction, packet, refusal) => this.refuse(direction, packet, refusalFates[refusal]),
      copied: (packet) => this.copy(packet),
      captured: (direction, packet, startNs) => this.captures?.sends(direction, packet, startNs),
    });
    const { directions, packets, segments, streams } = this;
    this.captures =
      wish === undefined
        ? null
        : new CapturePoints({ fabric, seed, directions, packets, segments, streams, wish });
    this.conversations = new Conversations(conversations, {
      queue: this.queue,
      firstEntity: this.firstConversation,
      untilNs,
      schedule: (entity, time) => this.transmission.schedule(entity, time),
      emit: (stream, segment, bytes) => this.sendSegment(stream, segment, bytes),
      backlogNs: (stream) => this.backlogNs(stream),
      firstRate: (stream) => this.firstRate(stream),
    });
    for (const [source, flow] of packetFlows.entries()) {
      const first = this.sources.first(source, flow.startNs);
      if (first !== Infinity) this.transmission.schedule(this.firstSource + source, first);
    }
    this.scheduleTimeline();
  }

  get now(): number {
    return this.queue.now;
  }

  /** Handles up to so many events, none after `untilNs`; false once there is nothing left to do. */
  advance(events: number, untilNs: number): boolean {
    const { queue } = this;
    for (let i = 0; i < events; i++) {
      const entity = queue.pop(untilNs);
      if (entity < 0) return false;
      if (entity < this.firstTransmitter) this.arrive(entity);
      else if (entity < this.firstSource) this.transmission.sent(entity - this.firstTransmitter);
      else if (entity < this.firstConversation) this.send(entity - this.firstSource);
      else if (entity < this.timeline) this.converse(entity);
      else this.handleTimeline();
    }
    return true;
  }

  private send(source: number): void {
    const { streams } = this;
    const { now } = this.queue;
    const stream = streams.firstOfFlow[this.flowOfSource[source]] + this.sources.draw(source);
    this.start(this.inject(stream, streams.bytes[stream], P.isPlain, 0), stream);
    const next = this.sources.next(source, now);
    if (next !== Infinity) this.transmission.schedule(this.firstSource + source, next);
  }

  /** Once sources have stopped and nothing is under way, timers no longer matter. */
  private converse(entity: number): void {
    if (this.queue.now > this.untilNs && this.packets.inFlight === 0) return;
    this.conversations.handle(entity);
  }

  private sendSegment(stream: number, segment: Segment, bytes: number): void {
    const packet = this.inject(stream, bytes, P.isSegment, this.segments.keep(segment));
    if (segment.ect) this.packets.integers[packet * P.integersEach + P.marks] = P.isCapable;
    this.start(packet, stream);
  }

  /** A packet that is handed over now. */
  private inject(stream: number, bytes: number, kind: number, content: number): number {
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
    integers[record + P.stream] = stream;
    integers[record + P.bytes] = bytes;
    integers[record + P.hopsLeft] = initialHops;
    integers[record + P.nodesLeft] = initialNodes;
    integers[record + P.kind] = kind;
    integers[record + P.content] = content;
    integers[record + P.marks] = 0;
    this.injected++;
    this.lastMove = now;
    this.flows.offered[this.streams.counter[stream]]++;
    this.captures?.injected(packet);
    return packet;
  }

  /** A second packet like this one, which comes about on a link; it counts as handed over, too. */
  private copy(packet: number): number {
    const { packets, segments } = this;
    const copy = packets.take();
    if (copy < 0) throw new OutOfPackets();
    const { integers } = packets;
    const [from, to] = [packet * P.integersEach, copy * P.integersEach];
    integers.copyWithin(to, from, from + P.integersEach);
    if (integers[to + P.kind] === P.isSegment) {
      segments.read(integers[from + P.content], this.arriving);
      integers[to + P.content] = segments.keep(this.arriving);
    }
    this.injected++;
    this.flows.offered[this.streams.counter[integers[to + P.stream]]]++;
    this.captures?.copied(copy, packet);
    return copy;
  }

  private start(packet: number, stream: number): void {
    const node = this.streams.sourceNode[stream];
    if (node === this.streams.destinationNode[stream]) this.deliver(packet, stream);
    else this.route(packet, stream, this.tableOfNode[node]);
  }

  /** Link a stream leaves its machine by; negative where it has none. */
  private firstDirection(stream: number): number {
    const { streams } = this;
    const table = this.tableOfNode[streams.sourceNode[stream]];
    return this.decisions.decide(table, streams.destination[stream], streams.hash[stream]);
  }

  /** Directions that packets of a stream pass, up to where they are delivered, dropped or have gone round. */
  pathOf(stream: number): number[] {
    const { streams, directions } = this;
    const path: number[] = [];
    let table = this.tableOfNode[streams.sourceNode[stream]];
    while (path.length < initialNodes) {
      const direction = this.decisions.decide(table, streams.destination[stream], streams.hash[stream]);
      if (direction < 0) break;
      path.push(direction);
      if (directions.integer(direction, D.toNode) === streams.destinationNode[stream]) break;
      table = directions.integer(direction, D.toTable);
    }
    return path;
  }

  private backlogNs(stream: number): number {
    const direction = this.firstDirection(stream);
    return direction < 0 ? 0 : Math.max(0, this.directions.number(direction, D.freeAt) - this.queue.now);
  }

  private firstRate(stream: number): number {
    const direction = this.firstDirection(stream);
    return direction < 0 ? 0 : this.directions.number(direction, D.rate);
  }

  /** The first packet under way on a direction is at its far end. */
  private arrive(direction: number): void {
    const packet = this.transmission.arrived(direction);
    this.lastMove = this.queue.now;
    const { integers } = this.directions;
    const base = direction * D.integersEach;
    const stream = this.packets.integers[packet * P.integersEach + P.stream];
    const arrival = integers[base + D.arrival];
    const spoilt = (arrival & D.loses) === 0 ? null : this.spoilt(packet);
    if ((arrival & D.isSeenArriving) !== 0) {
      this.captures?.arrives(direction, packet, this.queue.now, spoilt);
    }
    if (spoilt !== null) {
      this.end(packet, stream, fateNumber[spoilt]);
    } else if (
      (arrival & D.guardsIngress) !== 0 &&
      !this.filters.entering(integers[base + D.toPort], stream)
    ) {
      this.end(packet, stream, fateNumber.denied);
    } else if (this.streams.destinationNode[stream] === integers[base + D.toNode]) {
      this.deliver(packet, stream);
    } else if ((arrival & D.isHost) !== 0) {
      this.end(packet, stream, fateNumber['not-for-me']);
    } else if (this.outOfHops(packet, arrival)) {
      this.end(packet, stream, fateNumber['ttl-exceeded']);
    } else {
      this.route(packet, stream, integers[base + D.toTable]);
    }
  }

  /** RFC 1812 section 5.3.1: a router that would bring the count to 0 discards the packet. */
  private outOfHops(packet: number, arrival: number): boolean {
    const { integers } = this.packets;
    const record = packet * P.integersEach;
    if (--integers[record + P.nodesLeft] === 0) return true;
    return (arrival & D.countsHops) !== 0 && --integers[record + P.hopsLeft] === 0;
  }

  private route(packet: number, stream: number, table: number): void {
    const { streams } = this;
    const decision = this.decisions.decide(table, streams.destination[stream], streams.hash[stream]);
    if (decision < 0) {
      this.end(packet, stream, fateOf(decision));
      return;
    }
    const { integers } = this.directions;
    const base = decision * D.integersEach;
    if (integers[base + D.guardsEgress] === 1 && !this.filters.leaving(integers[base + D.fromPort], stream)) {
      this.captures?.refused(decision, packet, this.queue.now, fateNumber.denied);
      this.end(packet, stream, fateNumber.denied);
      return;
    }
    const answer = this.transmission.offer(decision, packet);
    if (answer === taken) return;
    if (answer === tooBig) this.tellTooBig(decision, packet, stream);
    this.refuse(decision, packet, refusalFates[answer]);
  }

  private refuse(direction: number, packet: number, fate: number): void {
    this.directions.numbers[direction * D.numbersEach + D.drops]++;
    this.captures?.refused(direction, packet, this.queue.now, fate);
    this.end(packet, this.packets.integers[packet * P.integersEach + P.stream], fate);
  }

  /** What the link it was on has done to a packet. */
  private spoilt(packet: number): Fate | null {
    const marks = this.packets.integers[packet * P.integersEach + P.marks];
    if ((marks & P.isSpoilt) === 0) return null;
    return (marks & P.isLost) === 0 ? 'corrupted' : 'link-loss';
  }

  /**
   * A router that cannot pass a segment on tells its sender what the next link carries (RFC 1191 section 4). The message
   * goes the way of the answers and passes filters as one of them.
   */
  private tellTooBig(direction: number, packet: number, stream: number): void {
    const back = this.streams.back[stream];
    if (back < 0 || this.packets.integers[packet * P.integersEach + P.kind] !== P.isSegment) return;
    const port = this.directions.integer(direction, D.fromPort);
    const node = this.fabric.ports[port].node;
    if (node === this.streams.sourceNode[stream]) return;
    const { family } = this.streams.header(back).destination;
    const bytes = icmpErrorBytes(family, this.packets.integers[packet * P.integersEach + P.bytes]);
    const message = this.inject(back, bytes, P.isTooBig, this.directions.integer(direction, D.mtu));
    this.captures?.complained(message, node, packet);
    this.route(message, back, this.tableOfNode[node]);
  }

  private deliver(packet: number, stream: number): void {
    const { packets, flows } = this;
    const record = packet * P.integersEach;
    const counter = this.streams.counter[stream];
    const latency = this.queue.now - packets.numbers[packet * P.numbersEach + P.sentAt];
    flows.delivered[counter]++;
    flows.deliveredBytes[counter] += packets.integers[record + P.bytes];
    flows.lastAt[counter] = this.queue.now;
    flows.sending[counter] += packets.numbers[packet * P.numbersEach + P.sending];
    flows.travelling[counter] += packets.numbers[packet * P.numbersEach + P.travelling];
    flows.latency[counter].add(latency);
    this.latency.add(latency);
    const kind = packets.integers[record + P.kind];
    if (kind === P.isPlain) this.end(packet, stream, fateNumber.delivered);
    else this.hear(packet, stream, kind);
  }

  /** What a connection's packet says is heard after the packet has ended. */
  private hear(packet: number, stream: number, kind: number): void {
    const content = this.packets.integers[packet * P.integersEach + P.content];
    const { arriving } = this;
    if (kind === P.isSegment) {
      this.segments.take(content, arriving);
      const marks = this.packets.integers[packet * P.integersEach + P.marks];
      arriving.ce = (marks & P.ecnBits) === P.isCongested;
    }
    this.packets.integers[packet * P.integersEach + P.kind] = P.isPlain;
    this.end(packet, stream, fateNumber.delivered);
    const back = this.streams.back[stream];
    if (kind === P.isSegment) this.conversations.arrived(back, arriving);
    else this.conversations.tooBig(back, content);
  }

  private end(packet: number, stream: number, fate: number): void {
    const record = packet * P.integersEach;
    const { integers } = this.packets;
    if (integers[record + P.kind] === P.isSegment) this.segments.release(integers[record + P.content]);
    this.flows.end(this.streams.counter[stream], fate);
    this.digest.packetEnds(stream, this.queue.now, fate);
    this.captures?.ended(packet, this.queue.now, fate);
    this.ended++;
    this.packets.release(packet);
  }

  private handleTimeline(): void {
    const { events } = this;
    for (
      ;
      this.nextEvent < events.length && events[this.nextEvent].atNs <= this.queue.now;
      this.nextEvent++
    ) {
      const event = events[this.nextEvent];
      const directions = event.directions ?? event.links.flatMap((link) => [2 * link, 2 * link + 1]);
      for (const direction of directions) this.directions.setUp(direction, event.action === 'repair');
    }
    this.scheduleTimeline();
  }

  private scheduleTimeline(): void {
    const event = this.events[this.nextEvent];
    if (event !== undefined) this.transmission.schedule(this.timeline, event.atNs);
  }
}
