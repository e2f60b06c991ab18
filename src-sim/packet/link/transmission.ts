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
 * An impaired direction marks the packets that it loses or damages; they end at the far end. Where packets may also be
 * late or come twice, the scheduled way launches them into a heap, so that they can overtake each other.
 *
 * Left out: half-duplex media.
 */
import type { EventQueue } from '../kernel/event-queue.ts';
import { type Discipline, type DropReason, dropReasons } from './disciplines/discipline.ts';
import * as D from './direction-record.ts';
import type { Directions } from './directions.ts';
import { Flight } from './flight.ts';
import type { LinkImpairments } from './impairments/link-impairments.ts';
import * as P from './packet-record.ts';
import type { Packets } from './packets.ts';

/** Why a direction refuses a packet; 0 where it takes it. */
export const taken = 0;
export const linkDown = 1;
export const tooBig = 2;
/** The first of a discipline's reasons; the others follow in their order. */
export const queueFull = 3;

export const refusalBy = (reason: DropReason): number => queueFull + dropReasons.indexOf(reason);

export interface TransmissionPlan {
  readonly directions: Directions;
  readonly packets: Packets;
  readonly queue: EventQueue;
  /** Entity of direction 0's end of transmission; arrivals of direction d are entity d. */
  readonly firstTransmitter: number;
  readonly insertionOrder: boolean;
  /** Per direction; undefined: the plain way. */
  readonly disciplines: readonly (Discipline | undefined)[];
  /** Per direction; those that move packets have a discipline. */
  readonly impairments: readonly (LinkImpairments | undefined)[];
  /** Told of packets that a discipline took and dropped later, and why, as `offer` would have said it. */
  readonly dropped: (direction: number, packet: number, refusal: number) => void;
  /** Makes another packet like this one. */
  readonly copied: (packet: number) => number;
  /** Told of packets on captured directions, with the start of their transmission. */
  readonly captured: (direction: number, packet: number, startNs: number) => void;
}

export class Transmission {
  private readonly directions: Directions;
  private readonly packets: Packets;
  private readonly queue: EventQueue;
  private readonly firstTransmitter: number;
  private readonly insertionOrder: boolean;
  private readonly disciplines: readonly (Discipline | undefined)[];
  private readonly impairments: readonly (LinkImpairments | undefined)[];
  private readonly dropped: (direction: number, packet: number, refusal: number) => void;
  private readonly copied: (packet: number) => number;
  private readonly captured: (direction: number, packet: number, startNs: number) => void;
  /** Per direction; undefined: packets keep their order. */
  private readonly flights: readonly (Flight | undefined)[];
  private readonly sending: Uint8Array;
  private inserted = 0;

  constructor(plan: TransmissionPlan) {
    this.directions = plan.directions;
    this.packets = plan.packets;
    this.queue = plan.queue;
    this.firstTransmitter = plan.firstTransmitter;
    this.insertionOrder = plan.insertionOrder;
    this.disciplines = plan.disciplines;
    this.impairments = plan.impairments;
    this.dropped = plan.dropped;
    this.copied = plan.copied;
    this.captured = plan.captured;
    this.sending = new Uint8Array(plan.directions.count);
    this.flights = plan.impairments.map((impairments) =>
      impairments?.movesPackets ? new Flight(plan.packets, impairments) : undefined,
    );
    for (let direction = 0; direction < plan.directions.count; direction++) {
      const scheduled = plan.disciplines[direction] === undefined ? 0 : D.isScheduled;
      const impaired = plan.impairments[direction] === undefined ? 0 : D.isImpaired;
      const up = plan.directions.integer(direction, D.state) & D.isUp;
      plan.directions.setInteger(direction, D.state, up | scheduled | impaired);
    }
  }

  /** The packets under way where they may overtake each other; undefined: they keep their order. */
  flightOf(direction: number): Flight | undefined {
    return this.flights[direction];
  }

  /** Schedules any entity's event; in insertion order this counts. */
  schedule(entity: number, time: number): void {
    if (this.insertionOrder) this.queue.ties[entity] = this.inserted++;
    this.queue.schedule(entity, time);
  }

  /** Takes the packet now, or says why not. */
  offer(direction: number, packet: number): number {
    const { integers } = this.directions;
    const base = direction * D.integersEach;
    const bytes = this.packets.integers[packet * P.integersEach + P.bytes];
    const state = integers[base + D.state];
    if ((state & D.isUp) === 0) return linkDown;
    const mtu = integers[base + D.mtu];
    if (mtu !== 0 && bytes > mtu) return tooBig;
    if ((state & ~D.isUp) === 0) return this.offerPlain(direction, packet, bytes);
    if ((state & D.isScheduled) !== 0) return this.offerScheduled(direction, packet);
    return this.offerWatched(direction, packet, bytes);
  }

  /** The first packet under way on a direction is at its far end. */
  arrived(direction: number): number {
    const { integers } = this.directions;
    const base = direction * D.integersEach;
    const packet = integers[base + D.head];
    if (packet < 0) return this.landed(direction);
    const following = this.packets.integers[packet * P.integersEach + P.next];
    integers[base + D.head] = following;
    if (following < 0) integers[base + D.tail] = -1;
    else {
      const record = following * P.numbersEach;
      if (this.insertionOrder) this.queue.ties[direction] = this.packets.numbers[record + P.tie];
      this.queue.schedule(direction, this.packets.numbers[record + P.arriveAt]);
    }
    if (integers[base + D.waiting] === packet) this.began(direction, packet);
    return packet;
  }

  /** A scheduled direction has sent a packet to its last bit. */
  sent(direction: number): void {
    this.sending[direction] = 0;
    this.sendNext(direction);
    this.collectDropped(direction, this.disciplines[direction]!);
  }

  /** All in one piece, for this is what almost every hop of almost every run does. */
  private offerPlain(direction: number, packet: number, bytes: number): number {
    const { numbers, integers } = this.directions;
    const base = direction * D.numbersEach;
    const integerBase = direction * D.integersEach;
    const record = packet * P.numbersEach;
    const { now } = this.queue;
    let start = numbers[base + D.freeAt];
    if (start > now) {
      if (!this.findRoom(direction, packet, bytes, now)) return queueFull;
    } else {
      start = now;
      integers[integerBase + D.waiting] = -1;
      numbers[base + D.waitingCount] = 0;
      numbers[base + D.waitingBytes] = 0;
    }
    const lasting = this.sendingTime(direction, bytes);
    const free = start + lasting;
    const delay = numbers[base + D.delay];
    const arrival = free + delay;
    numbers[base + D.freeAt] = free;
    numbers[base + D.busy] += lasting;
    numbers[base + D.packets]++;
    numbers[base + D.bytes] += bytes;
    const packets = this.packets.numbers;
    const handles = this.packets.integers;
    packets[record + P.startAt] = start;
    packets[record + P.arriveAt] = arrival;
    packets[record + P.sending] += lasting;
    packets[record + P.travelling] += delay;
    handles[packet * P.integersEach + P.next] = -1;
    if (this.insertionOrder) packets[record + P.tie] = this.inserted++;
    const tail = integers[integerBase + D.tail];
    integers[integerBase + D.tail] = packet;
    if (tail >= 0) handles[tail * P.integersEach + P.next] = packet;
    else {
      integers[integerBase + D.head] = packet;
      if (this.insertionOrder) this.queue.ties[direction] = packets[record + P.tie];
      this.queue.schedule(direction, arrival);
    }
    return taken;
  }

  /** Whether the queue of a busy direction takes the packet; it then waits there. */
  private findRoom(direction: number, packet: number, bytes: number, now: number): boolean {
    const { numbers, integers } = this.directions;
    const base = direction * D.numbersEach;
    const waiting = direction * D.integersEach + D.waiting;
    let first = integers[waiting];
    while (first >= 0 && this.packets.numbers[first * P.numbersEach + P.startAt] <= now) {
      this.began(direction, first);
      first = integers[waiting];
    }
    const depth = numbers[base + D.waitingCount] + 1;
    const depthBytes = numbers[base + D.waitingBytes] + bytes;
    if (depth > numbers[base + D.queuePackets] || depthBytes > numbers[base + D.queueBytes]) return false;
    numbers[base + D.waitingCount] = depth;
    numbers[base + D.waitingBytes] = depthBytes;
    if (depth > numbers[base + D.deepest]) numbers[base + D.deepest] = depth;
    if (first < 0) integers[waiting] = packet;
    return true;
  }

  /** The plain way, on a direction that is captured or spoils packets. */
  private offerWatched(direction: number, packet: number, bytes: number): number {
    const answer = this.offerPlain(direction, packet, bytes);
    if (answer === taken) {
      this.leaves(direction, packet, this.packets.numbers[packet * P.numbersEach + P.startAt]);
      this.damage(direction, packet, bytes);
    }
    return answer;
  }

  private leaves(direction: number, packet: number, startNs: number): void {
    const state = this.directions.integer(direction, D.state);
    if ((state & D.isCaptured) !== 0) this.captured(direction, packet, startNs);
  }

  private damage(direction: number, packet: number, bytes: number): number {
    const damage = this.impairments[direction]?.damage(bytes) ?? 0;
    this.packets.integers[packet * P.integersEach + P.marks] |= damage;
    return damage;
  }

  private offerScheduled(direction: number, packet: number): number {
    const discipline = this.disciplines[direction]!;
    const accepted = discipline.enqueue(packet, this.queue.now);
    // Asked at once, for what is dropped in its place has reasons of its own.
    const answer = accepted ? taken : refusalBy(discipline.dropReason);
    if (accepted && this.sending[direction] === 0) this.sendNext(direction);
    this.collectDropped(direction, discipline);
    const depth = discipline.packets;
    if (depth > this.directions.number(direction, D.deepest)) {
      this.directions.setNumber(direction, D.deepest, depth);
    }
    return answer;
  }

  /** Sends what the discipline gives now, or waits until it will give something. */
  private sendNext(direction: number): void {
    const discipline = this.disciplines[direction]!;
    const { now } = this.queue;
    const transmitter = this.firstTransmitter + direction;
    this.queue.cancel(transmitter);
    const packet = discipline.dequeue(now);
    if (packet >= 0) {
      const bytes = this.packets.integers[packet * P.integersEach + P.bytes];
      this.sending[direction] = 1;
      const free = now + this.sendingTime(direction, bytes);
      this.schedule(transmitter, free);
      this.leaves(direction, packet, now);
      const flight = this.flights[direction];
      if (flight !== undefined) this.launchAmong(flight, direction, packet, free);
      else {
        this.launch(direction, packet, bytes, now, free);
        this.damage(direction, packet, bytes);
      }
      return;
    }
    const ready = discipline.readyAt(now);
    if (ready !== Infinity) this.schedule(transmitter, ready);
  }

  private collectDropped(direction: number, discipline: Discipline): void {
    for (let packet = discipline.takeDropped(); packet >= 0; packet = discipline.takeDropped()) {
      this.dropped(direction, packet, refusalBy(discipline.dropReason));
    }
    this.directions.setNumber(direction, D.waitingCount, discipline.packets);
    this.directions.setNumber(direction, D.waitingBytes, discipline.bytes);
  }

  /** Launches a packet that may overtake others, be overtaken, and come twice. */
  private launchAmong(flight: Flight, direction: number, packet: number, free: number): void {
    const { packets } = this;
    const impairments = this.impairments[direction]!;
    const bytes = packets.integers[packet * P.integersEach + P.bytes];
    this.account(direction, bytes, this.queue.now, free);
    const due = free + this.directions.number(direction, D.delay);
    const damage = this.damage(direction, packet, bytes);
    packets.numbers[packet * P.numbersEach + P.sending] += free - this.queue.now;
    const arrival = impairments.arrivalNs(free, due);
    const copy = impairments.duplicates(damage) ? this.copied(packet) : -1;
    this.fly(flight, direction, packet, free, arrival);
    if (copy >= 0) this.fly(flight, direction, copy, free, impairments.arrivalNs(free, due));
  }

  private fly(flight: Flight, direction: number, packet: number, free: number, arrival: number): void {
    const { numbers } = this.packets;
    numbers[packet * P.numbersEach + P.travelling] += arrival - free;
    numbers[packet * P.numbersEach + P.arriveAt] = arrival;
    numbers[packet * P.numbersEach + P.tie] = this.inserted++;
    flight.add(packet);
    if (flight.first !== packet) return;
    this.queue.cancel(direction);
    this.expect(direction, packet);
  }

  /** The first of those that may overtake each other is at the far end. */
  private landed(direction: number): number {
    const flight = this.flights[direction]!;
    const packet = flight.land();
    if (flight.first >= 0) this.expect(direction, flight.first);
    return packet;
  }

  /** The packet is the next to arrive. */
  private expect(direction: number, packet: number): void {
    const record = packet * P.numbersEach;
    if (this.insertionOrder) this.queue.ties[direction] = this.packets.numbers[record + P.tie];
    this.queue.schedule(direction, this.packets.numbers[record + P.arriveAt]);
  }

  /** The packet is on the wire from `start`, has left at `free`, and arrives after the delay. */
  private launch(direction: number, packet: number, bytes: number, start: number, free: number): void {
    const { numbers, integers } = this.directions;
    const { packets } = this;
    const base = direction * D.numbersEach;
    const integerBase = direction * D.integersEach;
    const record = packet * P.numbersEach;
    const arrival = free + numbers[base + D.delay];
    this.account(direction, bytes, start, free);
    packets.numbers[record + P.arriveAt] = arrival;
    packets.numbers[record + P.sending] += free - start;
    packets.numbers[record + P.travelling] += arrival - free;
    packets.integers[packet * P.integersEach + P.next] = -1;
    if (this.insertionOrder) packets.numbers[record + P.tie] = this.inserted++;
    const tail = integers[integerBase + D.tail];
    integers[integerBase + D.tail] = packet;
    if (tail >= 0) {
      packets.integers[tail * P.integersEach + P.next] = packet;
      return;
    }
    integers[integerBase + D.head] = packet;
    if (this.insertionOrder) this.queue.ties[direction] = packets.numbers[record + P.tie];
    this.queue.schedule(direction, arrival);
  }

  private account(direction: number, bytes: number, start: number, free: number): void {
    const { numbers } = this.directions;
    const base = direction * D.numbersEach;
    numbers[base + D.freeAt] = free;
    numbers[base + D.busy] += free - start;
    numbers[base + D.packets]++;
    numbers[base + D.bytes] += bytes;
  }

  /** Whole nanoseconds; the fraction is carried to the packets behind, so that long-run throughput is exact. */
  private sendingTime(direction: number, packetBytes: number): number {
    const { numbers, integers } = this.directions;
    const base = direction * D.numbersEach;
    const rate = numbers[base + D.rate];
    if (rate === 0) return 0;
    const integerBase = direction * D.integersEach;
    if (integers[integerBase + D.sizeSent] !== packetBytes) {
      const padded = Math.max(packetBytes, integers[integerBase + D.leastBytes]);
      const bits = (padded + integers[integerBase + D.framing]) * 8e9;
      integers[integerBase + D.sizeSent] = packetBytes;
      numbers[base + D.sizeTime] = Math.floor(bits / rate);
      numbers[base + D.sizeRemainder] = bits % rate;
    }
    const owed = numbers[base + D.remainder] + numbers[base + D.sizeRemainder];
    if (owed < rate) {
      numbers[base + D.remainder] = owed;
      return numbers[base + D.sizeTime];
    }
    numbers[base + D.remainder] = owed - rate;
    return numbers[base + D.sizeTime] + 1;
  }

  /** The first of those that waited is being sent. */
  private began(direction: number, packet: number): void {
    const base = direction * D.numbersEach;
    const record = packet * P.integersEach;
    this.directions.integers[direction * D.integersEach + D.waiting] = this.packets.integers[record + P.next];
    this.directions.numbers[base + D.waitingCount]--;
    this.directions.numbers[base + D.waitingBytes] -= this.packets.integers[record + P.bytes];
  }
}
