/**
 * The discrete-event engine: directions of links, sources, connections, alarms and the timeline of events behind one queue of
 * events, and what happens when the next is due.
 *
 * One event a traversal: when a direction accepts a packet, its arrival is known, and only the first packet under way is
 * queued. Packets end in exactly one fate, counted and digested in the order of their ends.
 */
import type { Fabric, TableChange, TimedEvent } from '../fabric/fabric.ts';
import { isTcpFlow } from '../fabric/flow.ts';
import { CapturePoints, type CaptureWish } from './capture-points.ts';
import { fateOfNote, fateTold, mtuTold, streamTold } from './complaints.ts';
import { conversationEntities, Conversations } from './conversations.ts';
import { Echoes } from './echoes.ts';
import { Exits } from './exits.ts';
import type { Decisions } from './forward/decisions.ts';
import { layOutDecisions, PortFilters } from './forwarding.ts';
import { Hops } from './hops.ts';
import { AlarmClock } from './kernel/alarm-clock.ts';
import { CalendarQueue } from './kernel/calendar-queue.ts';
import type { EventQueue } from './kernel/event-queue.ts';
import { laterTables } from './later-tables.ts';
import { layOutConversations } from './lay-out-conversations.ts';
import { layOutDirections } from './lay-out-directions.ts';
import { layOutDisciplines } from './lay-out-disciplines.ts';
import { layOutImpairments } from './lay-out-impairments.ts';
import { layOutStack, type OpenParts } from './lay-out-stack.ts';
import { Ledger } from './ledger.ts';
import * as D from './link/direction-record.ts';
import type { Directions } from './link/directions.ts';
import type { Discipline } from './link/disciplines/discipline.ts';
import type { LinkImpairments } from './link/impairments/link-impairments.ts';
import * as P from './link/packet-record.ts';
import { PacketLens } from './packet-lens.ts';
import { Transmission } from './link/transmission.ts';
import { Streams } from './streams.ts';
import { Sources } from './traffic/sources.ts';
import { Segment } from './transport/tcp/segment.ts';

export interface EngineChoices {
  readonly seed: number;
  readonly untilNs: number;
  /** Events of one instant in the order in which they were scheduled, for comparison with other simulators. */
  readonly insertionOrder: boolean;
  readonly captures?: CaptureWish | undefined;
  /** Packets can be opened at any instant; left out: no. */
  readonly lens?: boolean;
}

export class PacketEngine {
  readonly fabric: Fabric;
  readonly queue: EventQueue;
  readonly directions: Directions;
  readonly streams: Streams;
  readonly ledger: Ledger;
  readonly hops: Hops;
  readonly conversations: Conversations;
  readonly echoes: Echoes;
  /** Per direction. */
  readonly impairments: readonly (LinkImpairments | undefined)[];
  readonly transmission: Transmission;
  readonly filters: PortFilters;
  /** Per direction; undefined: first in, first out. */
  readonly disciplines: readonly (Discipline | undefined)[];
  readonly parts: OpenParts;
  /** Null where nobody opens packets. */
  readonly lens: PacketLens | null;
  private readonly sources: Sources;
  // Per source: its node, the first of its streams, whether it asks for echoes, and marks of what it sends.
  private readonly sourceNode: Int32Array;
  private readonly firstStream: Int32Array;
  private readonly asks: Uint8Array;
  private readonly marks: Uint8Array;
  private readonly arriving = new Segment();
  private readonly untilNs: number;
  private readonly events: readonly TimedEvent[];
  private readonly laterTables: ReadonlyMap<TableChange, number>;
  private readonly decisions: Decisions;
  private nextEvent = 0;
  // Entities of the event queue, in the order of their numbers; arrivals of direction d are entity d.
  private readonly firstTransmitter: number;
  private readonly firstSource: number;
  private readonly firstConversation: number;
  private readonly alarms: number;
  private readonly timeline: number;

  constructor(fabric: Fabric, { seed, untilNs, insertionOrder, captures: wish, lens }: EngineChoices) {
    this.fabric = fabric;
    this.untilNs = untilNs;
    this.directions = layOutDirections(fabric);
    this.streams = new Streams(fabric);
    const { directions, streams } = this;
    const flowOfSource = fabric.flows.flatMap((flow, index) => (isTcpFlow(flow) ? [] : [index]));
    const packetFlows = fabric.flows.filter((flow) => !isTcpFlow(flow));
    this.sources = new Sources(packetFlows, seed, untilNs);
    this.firstStream = Int32Array.from(flowOfSource, (flow) => streams.firstOfFlow[flow]);
    this.sourceNode = this.firstStream.map((stream) => streams.sourceNode[stream]);
    this.asks = Uint8Array.from(packetFlows, ({ pattern }) => (pattern === 'echo' ? 1 : 0));
    this.marks = Uint8Array.from(packetFlows, (flow) => (flow.dontFragment === false ? P.mayFragment : 0));
    this.events = [...fabric.events].sort((a, b) => a.atNs - b.atNs);
    this.laterTables = laterTables(fabric);
    this.impairments = layOutImpairments(fabric, seed);
    const conversations = layOutConversations(fabric, streams);
    this.firstTransmitter = directions.count;
    this.firstSource = this.firstTransmitter + directions.count;
    this.firstConversation = this.firstSource + this.sources.count;
    this.alarms = this.firstConversation + conversationEntities(conversations);
    this.timeline = this.alarms + 1;
    this.queue = new CalendarQueue(this.timeline + 1);
    const { queue } = this;
    this.ledger = new Ledger(streams, queue);
    const { ledger } = this;
    const { packets } = ledger;
    const schedule = (entity: number, time: number) => this.transmission.schedule(entity, time);
    this.echoes = new Echoes(fabric.flows, ledger, streams);
    const exits = new Exits(fabric, streams);
    const decisions = layOutDecisions(fabric, streams, exits);
    this.decisions = decisions;
    this.filters = new PortFilters(fabric, streams);
    const { filters } = this;
    this.hops = new Hops({
      fabric,
      seed,
      queue,
      clock: new AlarmClock(queue, this.alarms, schedule),
      ledger,
      streams,
      directions,
      decisions,
      exits,
      filters,
      deliver: (packet) => this.deliver(packet),
    });
    this.disciplines = layOutDisciplines({
      fabric,
      packets,
      streams,
      directions,
      impairments: this.impairments,
      seed,
      insertionOrder,
    });
    this.transmission = new Transmission({
      directions,
      packets,
      queue,
      firstTransmitter: this.firstTransmitter,
      insertionOrder,
      disciplines: this.disciplines,
      impairments: this.impairments,
      dropped: (direction, packet, refusal) => this.hops.dropped(direction, packet, refusal),
      copied: (packet) => ledger.copy(packet),
      captured: (direction, packet, startNs) => ledger.captures?.sends(direction, packet, startNs),
    });
    this.parts = layOutStack({
      hops: this.hops,
      transmission: this.transmission,
      decisions,
      exits,
      filters,
      deliver: (packet) => this.deliver(packet),
    });
    this.lens =
      lens === true && wish === undefined ? new PacketLens({ fabric, seed, ledger, streams }) : null;
    ledger.captures =
      wish === undefined ? this.lens : new CapturePoints({ fabric, seed, directions, ledger, streams, wish });
    this.conversations = new Conversations(conversations, {
      queue,
      firstEntity: this.firstConversation,
      untilNs,
      seed,
      schedule,
      emit: (stream, segment, bytes) => this.sendSegment(stream, segment, bytes),
      backlogNs: (stream) => this.backlogNs(stream),
      firstRate: (stream) => this.firstRate(stream),
    });
    for (const [source, flow] of packetFlows.entries()) {
      const first = this.sources.first(source, flow.startNs);
      if (first !== Infinity) schedule(this.firstSource + source, first);
    }
    this.scheduleTimeline();
  }

  get now(): number {
    return this.queue.now;
  }

  /** Handles up to so many events, none after `untilNs`; false once there is nothing left to do. */
  advance(events: number, untilNs: number): boolean {
    const { queue, hops } = this;
    for (let i = 0; i < events; i++) {
      const entity = queue.pop(untilNs);
      if (entity < 0) return false;
      if (entity < this.firstTransmitter) hops.arrive(entity);
      else if (entity < this.firstSource) this.transmission.sent(entity - this.firstTransmitter);
      else if (entity < this.firstConversation) this.send(entity - this.firstSource);
      else if (entity < this.alarms) this.converse(entity);
      else if (entity < this.timeline) this.ring();
      else this.handleTimeline();
    }
    return true;
  }

  private send(source: number): void {
    const { now } = this.queue;
    const stream = this.firstStream[source] + this.sources.draw(source);
    const bytes = this.sources.bytes[source];
    const packet =
      this.asks[source] === 0
        ? this.ledger.inject(stream, bytes, P.isPlain, 0)
        : this.ledger.inject(stream, bytes, P.isEchoRequest, this.echoes.ask(now));
    if (this.marks[source] !== 0) this.ledger.setField(packet, P.marks, this.marks[source]);
    this.hops.send(this.sourceNode[source], packet);
    const next = this.sources.next(source, now);
    if (next !== Infinity) this.transmission.schedule(this.firstSource + source, next);
  }

  /** Once sources have stopped and nothing is under way, timers no longer matter. */
  private get isOver(): boolean {
    return this.queue.now > this.untilNs && this.ledger.packets.inFlight === 0;
  }

  private converse(entity: number): void {
    if (!this.isOver) this.conversations.handle(entity);
  }

  private ring(): void {
    if (!this.isOver) this.hops.ring();
  }

  private sendSegment(stream: number, segment: Segment, bytes: number): void {
    const way = this.streams.wayOf[stream];
    const packet = this.ledger.inject(way, bytes, P.isSegment, this.ledger.segments.keep(segment));
    if (segment.ect) this.ledger.setField(packet, P.marks, P.isCapable);
    this.hops.start(packet);
  }

  private backlogNs(stream: number): number {
    const direction = this.hops.firstDirection(stream);
    return direction < 0 ? 0 : Math.max(0, this.directions.number(direction, D.freeAt) - this.queue.now);
  }

  private firstRate(stream: number): number {
    const direction = this.hops.firstDirection(stream);
    return direction < 0 ? 0 : this.directions.number(direction, D.rate);
  }

  /** A packet is where its stream ends. What it says is heard after it has ended. */
  private deliver(packet: number): void {
    const { ledger } = this;
    const kind = ledger.packets.integers[packet * P.integersEach + P.kind];
    if (kind === P.isPlain) ledger.deliver(packet);
    else if (kind === P.isSegment) this.hearSegment(packet, ledger.field(packet, P.stream));
    else if (kind === P.isError) this.hearError(packet);
    else if (kind === P.isEchoRequest) this.hearRequest(packet, ledger.field(packet, P.stream));
    else if (kind === P.isEchoReply) this.echoes.heard(packet, this.queue.now);
    else if (kind === P.isFragment) this.putTogether(packet);
    else ledger.deliver(packet);
  }

  private putTogether(piece: number): void {
    const whole = this.ledger.pieces!.collect(piece);
    if (whole >= 0) this.deliver(whole);
  }

  private hearSegment(packet: number, stream: number): void {
    const { ledger, streams, arriving } = this;
    ledger.segments.read(ledger.field(packet, P.content), arriving);
    arriving.ce = (ledger.field(packet, P.marks) & P.ecnBits) === P.isCongested;
    ledger.deliver(packet);
    const answer = streams.back[streams.root[stream]];
    if (answer < 0) return;
    if (streams.root[stream] !== stream) streams.wayOf[answer] = streams.back[stream];
    this.conversations.arrived(answer, arriving);
  }

  /** RFC 1122 section 3.2.2.6, RFC 862: the same bytes go back where they came from. */
  private hearRequest(packet: number, stream: number): void {
    const { ledger, streams } = this;
    const back = streams.back[stream];
    const bytes = ledger.field(packet, P.bytes);
    const mayFragment = ledger.field(packet, P.marks) & P.mayFragment;
    const content = this.echoes.answer(packet);
    ledger.deliver(packet);
    const reply = ledger.inject(back, bytes, P.isEchoReply, content);
    ledger.setField(reply, P.marks, mayFragment);
    this.hops.start(reply);
  }

  private hearError(packet: number): void {
    const { ledger } = this;
    const note = ledger.field(packet, P.content);
    const fate = fateOfNote(ledger.notes.get(note, fateTold));
    const mtu = ledger.notes.get(note, mtuTold);
    const about = ledger.notes.get(note, streamTold);
    ledger.deliver(packet);
    const flow = this.streams.root[about];
    if (fate !== 'too-big') {
      this.conversations.unreachable(flow);
      return;
    }
    this.parts.tunnels?.tooBig(about, mtu);
    this.conversations.tooBig(flow, mtu);
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
      for (const direction of directions) {
        this.directions.setUp(direction, event.action === 'repair');
        if (event.action === 'fail') this.hops.wentDown(direction);
        else this.hops.cameUp(direction);
      }
      this.relearn(event);
    }
    this.scheduleTimeline();
  }

  /** What routers and switches know from now on, and who says where he is. */
  private relearn({ tables = [], fixed = [], announces = [] }: TimedEvent): void {
    for (const change of tables) this.decisions.replace(change.table, this.laterTables.get(change)!);
    for (const { node, address } of fixed) this.parts.bridges?.fix(node, address);
    for (const port of announces) this.parts.neighbours?.announce(port);
  }

  private scheduleTimeline(): void {
    const event = this.events[this.nextEvent];
    if (event !== undefined) this.transmission.schedule(this.timeline, event.atNs);
  }
}
