/**
 * A quantity of a link over time, the worse of its two directions: share of the interval spent sending, packets or bytes that
 * wait at the end of it, packets dropped or marked (ECN) during it.
 */
import * as D from '../link/direction-record.ts';
import type { Directions } from '../link/directions.ts';
import * as P from '../link/packet-record.ts';
import type { Packets } from '../link/packets.ts';
import { DecimatingSeries, type Joining } from './decimating-series.ts';

const joinings = {
  utilisation: 'mean',
  'queue-depth': 'last',
  'queue-bytes': 'last',
  drops: 'sum',
  marks: 'sum',
} as const satisfies Record<string, Joining>;

export interface Probe {
  readonly link: number;
  readonly quantity: keyof typeof joinings;
  readonly everyNs: number;
}

export class LinkSeries {
  readonly series: DecimatingSeries;
  private readonly probe: Probe;
  /** Totals of the two directions at the sample before. */
  private readonly before: [number, number] = [0, 0];

  constructor(probe: Probe, slots?: number) {
    this.probe = probe;
    this.series = new DecimatingSeries(probe.everyNs, joinings[probe.quantity], slots);
  }

  /** All events up to and including `series.nextNs` have been handled. */
  sample({ directions, ledger }: { directions: Directions; ledger: { readonly packets: Packets } }): void {
    const there = this.measure(directions, ledger.packets, 0);
    this.series.push(Math.max(there, this.measure(directions, ledger.packets, 1)));
  }

  private measure(directions: Directions, packets: Packets, way: 0 | 1): number {
    const { quantity, link } = this.probe;
    const direction = 2 * link + way;
    const { nextNs, everyNs } = this.series;
    if (quantity === 'queue-depth') return waitingAt(directions, packets, direction, nextNs);
    if (quantity === 'queue-bytes') return waitingBytesAt(directions, packets, direction, nextNs);
    if (quantity === 'drops') return this.change(way, directions.number(direction, D.drops));
    if (quantity === 'marks') return this.change(way, directions.number(direction, D.congestionMarks));
    const toGo = Math.max(0, directions.number(direction, D.freeAt) - nextNs);
    return this.change(way, directions.number(direction, D.busy) - toGo) / everyNs;
  }

  private change(way: 0 | 1, total: number): number {
    const change = total - this.before[way];
    this.before[way] = total;
    return change;
  }
}

/** Packets that wait in front of a direction. */
export function waitingAt(directions: Directions, packets: Packets, direction: number, now: number): number {
  if (isScheduled(directions, direction)) return directions.number(direction, D.waitingCount);
  let count = 0;
  for (let packet = directions.integer(direction, D.waiting); packet >= 0; ) {
    if (packets.numbers[packet * P.numbersEach + P.startAt] > now) count++;
    packet = packets.integers[packet * P.integersEach + P.next];
  }
  return count;
}

function waitingBytesAt(directions: Directions, packets: Packets, direction: number, now: number): number {
  if (isScheduled(directions, direction)) return directions.number(direction, D.waitingBytes);
  let bytes = 0;
  for (let packet = directions.integer(direction, D.waiting); packet >= 0; ) {
    const record = packet * P.integersEach;
    if (packets.numbers[packet * P.numbersEach + P.startAt] > now)
      bytes += packets.integers[record + P.bytes];
    packet = packets.integers[record + P.next];
  }
  return bytes;
}

const isScheduled = (directions: Directions, direction: number): boolean =>
  (directions.integer(direction, D.state) & D.isScheduled) !== 0;
