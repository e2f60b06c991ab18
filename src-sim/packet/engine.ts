/**
 * The discrete-event engine: directions of links, sources and the timeline of events behind one queue of events.
 *
 * One event a traversal: when a direction accepts a packet, its arrival is known, and only the first packet under way is
 * queued. A node takes no time to decide. Packets end in exactly one fate, counted and digested in the order of their ends.
 *
 * Left out: time a node needs per packet, fragmentation, answers by ICMP.
 */
import { fates } from '../fabric/fate.ts';
import type { Fabric, TimedEvent } from '../fabric/fabric.ts';
import { bitsOfState, nextState } from '../quantity/random.ts';
import { fmix32 } from '../quantity/hash32.ts';
import { type Decisions, fateOf } from './forward/decisions.ts';
import { fateNumber, layOutDecisions, PortFilters } from './forwarding.ts';
import { CalendarQueue } from './kernel/calendar-queue.ts';
import type { EventQueue } from './kernel/event-queue.ts';
import { layOutDirections } from './lay-out-directions.ts';
import { layOutDisciplines } from './lay-out-disciplines.ts';
import * as D from './link/direction-record.ts';
import type { Directions } from './link/directions.ts';
import * as P from './link/packet-record.ts';
import { Packets } from './link/packets.ts';
import { Digest } from './measure/digest.ts';
import { FlowCounters } from './measure/flow-counters.ts';
import { LatencyHistogram } from './measure/latency-histogram.ts';
import { linkDown, queueFull, taken, tooBig, Transmission } from './link/transmission.ts';
import { layOutStreams, type Streams } from './streams.ts';
import { Sources } from './traffic/sources.ts';

/** RFC 1700's recommended default, and what hosts send today. */
const initialHops = 64;
const initialNodes = 255;

/** By what a direction answers. */
const refusalFates: number[] = [];
refusalFates[linkDown] = fateNumber['link-down'];
refusalFates[tooBig] = fateNumber['too-big'];
refusalFates[queueFull] = fateNumber['queue-full'];

export interface EngineChoices {
  readonly seed: number;
  readonly untilNs: number;
  /** Events of one instant in the order in which they were scheduled, for comparison with other simulators. */
  readonly insertionOrder: boolean;
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
  private readonly timeline: number;
  private readonly events: readonly TimedEvent[];
  private nextEvent = 0;
  private lossState: number;

  constructor(fabric: Fabric, { seed, untilNs, insertionOrder }: EngineChoices) {
    this.fabric = fabric;
    this.directions = layOutDirections(fabric);
    this.streams = layOutStreams(fabric);
    this.sources = new Sources(fabric.flows, seed, untilNs);
    this.flows = new FlowCounters(fabric.flows.length, fates.length);
    this.decisions = layOutDecisions(fabric, this.streams);
    this.filters = new PortFilters(fabric, this.streams);
    this.tableOfNode = Int32Array.from(fabric.nodes, (node) => node.table);
    this.events = [...fabric.events].sort((a, b) => a.atNs - b.atNs);
    this.lossState = fmix32(seed ^ 0x10551055);
    this.firstTransmitter = this.directions.count;
    this.firstSource = this.firstTransmitter + this.directions.count;
    this.timeline = this.firstSource + this.sources.count;
    this.queue = new CalendarQueue(this.timeline + 1);
    this.transmission = new Transmission({
      directions: this.directions,
      packets: this.packets,
      queue: this.queue,
      firstTransmitter: this.firstTransmitter,
      insertionOrder,
      disciplines: layOutDisciplines(fabric, this.packets, insertionOrder),
      dropped: (direction, packet) => this.refuse(direction, packet, fateNumber['queue-full']),
    });
    for (const [source, flow] of fabric.flows.entries()) {
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
      else if (entity < this.timeline) this.send(entity - this.firstSource);
      else this.handleTimeline();
    }
    return true;
  }

  private send(source: number): void {
    const { streams, packets } = this;
    const now = this.queue.now;
    const stream = streams.firstOfFlow[source] + this.sources.draw(source);
    const packet = packets.take();
    if (packet < 0) throw new OutOfPackets();
    const record = packet * P.integersEach;
    const { integers } = packets;
    packets.numbers[packet * P.numbersEach + P.sentAt] = now;
    integers[record + P.stream] = stream;
    integers[record + P.bytes] = streams.bytes[stream];
    integers[record + P.hopsLeft] = initialHops;
    integers[record + P.nodesLeft] = initialNodes;
    this.injected++;
    this.flows.offered[source]++;
    const node = streams.sourceNode[stream];
    if (node === streams.destinationNode[stream]) this.deliver(packet, stream);
    else this.route(packet, stream, this.tableOfNode[node]);
    const next = this.sources.next(source, now);
    if (next !== Infinity) this.transmission.schedule(this.firstSource + source, next);
  }

  /** The first packet under way on a direction is at its far end. */
  private arrive(direction: number): void {
    const packet = this.transmission.arrived(direction);
    const { integers } = this.directions;
    const base = direction * D.integersEach;
    const stream = this.packets.integers[packet * P.integersEach + P.stream];
    const arrival = integers[base + D.arrival];
    if ((arrival & D.loses) !== 0 && this.lost(direction)) {
      this.end(packet, stream, fateNumber['link-loss']);
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
      this.end(packet, stream, fateNumber.denied);
      return;
    }
    const answer = this.transmission.offer(decision, packet);
    if (answer !== taken) this.refuse(decision, packet, refusalFates[answer]);
  }

  private refuse(direction: number, packet: number, fate: number): void {
    this.directions.numbers[direction * D.numbersEach + D.drops]++;
    this.end(packet, this.packets.integers[packet * P.integersEach + P.stream], fate);
  }

  private lost(direction: number): boolean {
    this.lossState = nextState(this.lossState);
    return bitsOfState(this.lossState) < this.directions.number(direction, D.lossBelow);
  }

  private deliver(packet: number, stream: number): void {
    const { packets, flows } = this;
    const flow = this.streams.flow[stream];
    const latency = this.queue.now - packets.numbers[packet * P.numbersEach + P.sentAt];
    flows.delivered[flow]++;
    flows.deliveredBytes[flow] += packets.integers[packet * P.integersEach + P.bytes];
    flows.latency[flow].add(latency);
    this.latency.add(latency);
    this.end(packet, stream, fateNumber.delivered);
  }

  private end(packet: number, stream: number, fate: number): void {
    this.flows.end(this.streams.flow[stream], fate);
    this.digest.packetEnds(stream, this.queue.now, fate);
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
      for (const link of event.links) {
        this.directions.setUp(2 * link, event.action === 'repair');
        this.directions.setUp(2 * link + 1, event.action === 'repair');
      }
    }
    this.scheduleTimeline();
  }

  private scheduleTimeline(): void {
    const event = this.events[this.nextEvent];
    if (event !== undefined) this.transmission.schedule(this.timeline, event.atNs);
  }
}
