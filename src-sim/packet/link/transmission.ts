/**
 * How packets get from one end of a direction to the other.
 *
 * The plain way needs one event a traversal: the queue is first in, first out at a fixed rate, so that a packet's start,
 * end and arrival are known when it is accepted, and only the first packet under way is in the event queue. Waiting
 * packets are counted lazily, by moving past those whose transmission has begun.
 *
 * The scheduled way adds an event for the end of each transmission, at which a discipline says what is sent next. It
 * serves disciplines that choose, and insertion order: events of one instant then happen in the order in which they were
 * scheduled, as in simulators with two events a traversal.
 *
 * Left out: half-duplex media, frames that overtake each other.
 */
import type { EventQueue } from '../kernel/event-queue.ts';
import type { Discipline } from './disciplines/discipline.ts';
import type { Directions } from './directions.ts';
import type { Packets } from './packets.ts';

/** Why a direction refuses a packet; 0 where it takes it. */
export const taken = 0;
export const linkDown = 1;
export const tooBig = 2;
export const queueFull = 3;

export interface TransmissionPlan {
  readonly directions: Directions;
  readonly packets: Packets;
  readonly queue: EventQueue;
  /** Entity of direction 0's end of transmission; arrivals of direction d are entity d. */
  readonly firstTransmitter: number;
  readonly insertionOrder: boolean;
  /** Per direction; undefined: the plain way. */
  readonly disciplines: readonly (Discipline | undefined)[];
  /** Told of packets that a discipline took and dropped later. */
  readonly dropped: (direction: number, packet: number) => void;
}

export class Transmission {
  private readonly directions: Directions;
  private readonly packets: Packets;
  private readonly queue: EventQueue;
  private readonly firstTransmitter: number;
  private readonly insertionOrder: boolean;
  private readonly disciplines: readonly (Discipline | undefined)[];
  private readonly dropped: (direction: number, packet: number) => void;
  /** 1 where a discipline decides. */
  private readonly scheduled: Uint8Array;
  private readonly sending: Uint8Array;
  private inserted = 0;

  constructor(plan: TransmissionPlan) {
    this.directions = plan.directions;
    this.packets = plan.packets;
    this.queue = plan.queue;
    this.firstTransmitter = plan.firstTransmitter;
    this.insertionOrder = plan.insertionOrder;
    this.disciplines = plan.disciplines;
    this.dropped = plan.dropped;
    this.scheduled = Uint8Array.from(plan.disciplines, (discipline) => (discipline === undefined ? 0 : 1));
    this.sending = new Uint8Array(plan.directions.count);
  }

  /** Schedules any entity's event; in insertion order this counts. */
  schedule(entity: number, time: number): void {
    if (this.insertionOrder) this.queue.ties[entity] = this.inserted++;
    this.queue.schedule(entity, time);
  }

  /** Takes the packet now, or says why not. */
  offer(direction: number, packet: number): number {
    const { directions } = this;
    const bytes = this.packets.bytes[packet];
    if (directions.up[direction] === 0) return linkDown;
    if (directions.mtu[direction] !== 0 && bytes > directions.mtu[direction]) return tooBig;
    if (this.scheduled[direction] === 1) return this.offerScheduled(direction, packet);
    return this.offerPlain(direction, packet, bytes);
  }

  /** The first packet under way on a direction is at its far end. */
  arrived(direction: number): number {
    const { directions, packets, queue } = this;
    const packet = directions.head[direction];
    const following = packets.next[packet];
    directions.head[direction] = following;
    if (following < 0) directions.tail[direction] = -1;
    else {
      if (this.insertionOrder) queue.ties[direction] = packets.tie[following];
      queue.schedule(direction, packets.arriveAt[following]);
    }
    if (directions.waiting[direction] === packet) this.began(direction, packet);
    return packet;
  }

  /** A scheduled direction has sent a packet to its last bit. */
  sent(direction: number): void {
    this.sending[direction] = 0;
    this.sendNext(direction);
    this.collectDropped(direction, this.disciplines[direction]!);
  }

  private offerPlain(direction: number, packet: number, bytes: number): number {
    const { directions, packets } = this;
    const now = this.queue.now;
    let start = directions.freeAt[direction];
    if (start > now) {
      let first = directions.waiting[direction];
      while (first >= 0 && packets.startAt[first] <= now) {
        this.began(direction, first);
        first = directions.waiting[direction];
      }
      const depth = directions.waitingCount[direction] + 1;
      const depthBytes = directions.waitingBytes[direction] + bytes;
      if (depth > directions.queuePackets[direction] || depthBytes > directions.queueBytes[direction]) {
        return queueFull;
      }
      directions.waitingCount[direction] = depth;
      directions.waitingBytes[direction] = depthBytes;
      if (depth > directions.deepest[direction]) directions.deepest[direction] = depth;
      if (first < 0) directions.waiting[direction] = packet;
    } else {
      start = now;
      directions.waiting[direction] = -1;
      directions.waitingCount[direction] = 0;
      directions.waitingBytes[direction] = 0;
    }
    packets.startAt[packet] = start;
    const free = start + this.sendingTime(direction, bytes + directions.framing[direction]);
    this.launch(direction, packet, bytes, start, free);
    return taken;
  }

  private offerScheduled(direction: number, packet: number): number {
    const discipline = this.disciplines[direction]!;
    const { now } = this.queue;
    const accepted = discipline.enqueue(packet, now);
    if (accepted && this.sending[direction] === 0) this.sendNext(direction);
    this.collectDropped(direction, discipline);
    const depth = discipline.packets;
    if (depth > this.directions.deepest[direction]) this.directions.deepest[direction] = depth;
    return accepted ? taken : queueFull;
  }

  /** Sends what the discipline gives now, or waits until it will give something. */
  private sendNext(direction: number): void {
    const discipline = this.disciplines[direction]!;
    const { now } = this.queue;
    const transmitter = this.firstTransmitter + direction;
    this.queue.cancel(transmitter);
    const packet = discipline.dequeue(now);
    if (packet >= 0) {
      const bytes = this.packets.bytes[packet];
      this.sending[direction] = 1;
      const free = now + this.sendingTime(direction, bytes + this.directions.framing[direction]);
      this.schedule(transmitter, free);
      this.launch(direction, packet, bytes, now, free);
      return;
    }
    const ready = discipline.readyAt(now);
    if (ready !== Infinity) this.schedule(transmitter, ready);
  }

  private collectDropped(direction: number, discipline: Discipline): void {
    for (let packet = discipline.takeDropped(); packet >= 0; packet = discipline.takeDropped()) {
      this.dropped(direction, packet);
    }
  }

  /** The packet is on the wire from `start`, has left at `free`, and arrives after the delay. */
  private launch(direction: number, packet: number, bytes: number, start: number, free: number): void {
    const { directions, packets, queue } = this;
    const arrival = free + directions.delay[direction];
    directions.freeAt[direction] = free;
    directions.busy[direction] += free - start;
    directions.packets[direction]++;
    directions.bytes[direction] += bytes;
    packets.arriveAt[packet] = arrival;
    packets.next[packet] = -1;
    const tie = this.insertionOrder ? this.inserted++ : 0;
    packets.tie[packet] = tie;
    const tail = directions.tail[direction];
    directions.tail[direction] = packet;
    if (tail >= 0) {
      packets.next[tail] = packet;
      return;
    }
    directions.head[direction] = packet;
    if (this.insertionOrder) queue.ties[direction] = tie;
    queue.schedule(direction, arrival);
  }

  /** Whole nanoseconds; the fraction is carried to the packets behind, so that long-run throughput is exact. */
  private sendingTime(direction: number, bytes: number): number {
    const { directions } = this;
    const rate = directions.rate[direction];
    if (rate === 0) return 0;
    if (directions.sizeSent[direction] !== bytes) {
      directions.sizeSent[direction] = bytes;
      directions.sizeTime[direction] = Math.floor((bytes * 8e9) / rate);
      directions.sizeRemainder[direction] = (bytes * 8e9) % rate;
    }
    const owed = directions.remainder[direction] + directions.sizeRemainder[direction];
    if (owed < rate) {
      directions.remainder[direction] = owed;
      return directions.sizeTime[direction];
    }
    directions.remainder[direction] = owed - rate;
    return directions.sizeTime[direction] + 1;
  }

  /** The first of those that waited is being sent. */
  private began(direction: number, packet: number): void {
    const { directions, packets } = this;
    directions.waiting[direction] = packets.next[packet];
    directions.waitingCount[direction]--;
    directions.waitingBytes[direction] -= packets.bytes[packet];
  }
}
