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
import type { Directions } from './link/directions.ts';
import { emptyPackets, freePacket, takePacket, type Packets } from './link/packets.ts';
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
  readonly packets: Packets = emptyPackets(1 << 10);
  injected = 0;
  ended = 0;
  private readonly decisions: Decisions;
  private readonly filters: PortFilters;
  private readonly tableOfPort: Int32Array;
  private readonly tableOfNode: Int32Array;
  private readonly isHost: Uint8Array;
  private readonly countsHops: Uint8Array;
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
    this.tableOfPort = Int32Array.from(fabric.ports, (port) => port.table);
    this.tableOfNode = Int32Array.from(fabric.nodes, (node) => node.table);
    this.isHost = Uint8Array.from(fabric.nodes, (node) => (node.role === 'host' ? 1 : 0));
    this.countsHops = Uint8Array.from(fabric.nodes, (node) => (node.decrementsTtl ? 1 : 0));
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
    const { queue, streams, packets } = this;
    const now = queue.now;
    const stream = streams.firstOfFlow[source] + this.sources.draw(source);
    const packet = takePacket(packets);
    if (packet < 0) throw new OutOfPackets();
    packets.stream[packet] = stream;
    packets.bytes[packet] = streams.bytes[stream];
    packets.sentAt[packet] = now;
    packets.hopsLeft[packet] = initialHops;
    packets.nodesLeft[packet] = initialNodes;
    this.injected++;
    this.flows.offered[source]++;
    if (streams.sourceNode[stream] === streams.destinationNode[stream]) this.deliver(packet);
    else this.route(packet, this.tableOfNode[streams.sourceNode[stream]]);
    const next = this.sources.next(source, now);
    if (next !== Infinity) this.transmission.schedule(this.firstSource + source, next);
  }

  /** The first packet under way on a direction is at its far end. */
  private arrive(direction: number): void {
    const { directions, packets } = this;
    const packet = this.transmission.arrived(direction);
    const stream = packets.stream[packet];
    const node = directions.toNode[direction];
    const port = directions.toPort[direction];
    if (directions.lossBelow[direction] > 0 && this.lost(direction)) {
      this.end(packet, fateNumber['link-loss']);
    } else if (this.filters.guardsIngress[port] === 1 && !this.filters.entering(port, stream)) {
      this.end(packet, fateNumber.denied);
    } else if (this.streams.destinationNode[stream] === node) {
      this.deliver(packet);
    } else if (this.isHost[node] === 1) {
      this.end(packet, fateNumber['not-for-me']);
    } else if (this.outOfHops(packet, node)) {
      this.end(packet, fateNumber['ttl-exceeded']);
    } else {
      this.route(packet, this.tableOfPort[port]);
    }
  }

  /** RFC 1812 section 5.3.1: a router that would bring the count to 0 discards the packet. */
  private outOfHops(packet: number, node: number): boolean {
    const { packets } = this;
    if (--packets.nodesLeft[packet] === 0) return true;
    return this.countsHops[node] === 1 && --packets.hopsLeft[packet] === 0;
  }

  private route(packet: number, table: number): void {
    const stream = this.packets.stream[packet];
    const { destination, hash } = this.streams;
    const decision = this.decisions.decide(table, destination[stream], hash[stream]);
    if (decision < 0) {
      this.end(packet, fateOf(decision));
      return;
    }
    const port = this.directions.fromPort[decision];
    if (this.filters.guardsEgress[port] === 1 && !this.filters.leaving(port, stream)) {
      this.end(packet, fateNumber.denied);
    } else this.offer(decision, packet);
  }

  private offer(direction: number, packet: number): void {
    const answer = this.transmission.offer(direction, packet);
    if (answer !== taken) this.refuse(direction, packet, refusalFates[answer]);
  }

  private refuse(direction: number, packet: number, fate: number): void {
    this.directions.drops[direction]++;
    this.end(packet, fate);
  }

  private lost(direction: number): boolean {
    this.lossState = nextState(this.lossState);
    return bitsOfState(this.lossState) < this.directions.lossBelow[direction];
  }

  private deliver(packet: number): void {
    const { packets, flows, streams } = this;
    const stream = packets.stream[packet];
    const flow = streams.flow[stream];
    const latency = this.queue.now - packets.sentAt[packet];
    flows.delivered[flow]++;
    flows.deliveredBytes[flow] += packets.bytes[packet];
    flows.latency[flow].add(latency);
    this.latency.add(latency);
    this.end(packet, fateNumber.delivered);
  }

  private end(packet: number, fate: number): void {
    const stream = this.packets.stream[packet];
    this.flows.end(this.streams.flow[stream], fate);
    this.digest.packetEnds(stream, this.queue.now, fate);
    this.ended++;
    freePacket(this.packets, packet);
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
        this.directions.up[2 * link] = event.action === 'fail' ? 0 : 1;
        this.directions.up[2 * link + 1] = event.action === 'fail' ? 0 : 1;
      }
    }
    this.scheduleTimeline();
  }

  private scheduleTimeline(): void {
    const event = this.events[this.nextEvent];
    if (event !== undefined) this.transmission.schedule(this.timeline, event.atNs);
  }
}
