/**
 * A quantity of a link over time, the worse of its two directions: share of the interval spent sending, packets waiting
 * at the end of it, packets dropped during it. At most a fixed number of samples; a longer run keeps every second one and
 * doubles the interval, so memory is bounded.
 */
import * as D from '../link/direction-record.ts';
import type { Directions } from '../link/directions.ts';
import * as P from '../link/packet-record.ts';
import type { Packets } from '../link/packets.ts';

const samplesMax = 4096;

export interface Probe {
  readonly link: number;
  readonly quantity: 'utilisation' | 'queue-depth' | 'drops';
  readonly everyNs: number;
}

export class LinkSeries {
  everyNs: number;
  nextNs: number;
  private readonly probe: Probe;
  values: number[] = [];
  private readonly before: [number, number] = [0, 0];

  constructor(probe: Probe) {
    this.probe = probe;
    this.everyNs = probe.everyNs;
    this.nextNs = probe.everyNs;
  }

  /** All events up to and including `nextNs` have been handled. */
  sample(directions: Directions, packets: Packets): void {
    const here = [0, 1].map((way) => this.measure(directions, packets, 2 * this.probe.link + way, way));
    this.values.push(Math.max(here[0], here[1]));
    if (this.values.length === samplesMax) this.halve();
    this.nextNs += this.everyNs;
  }

  private measure(directions: Directions, packets: Packets, direction: number, way: number): number {
    if (this.probe.quantity === 'queue-depth') return waitingAt(directions, packets, direction, this.nextNs);
    const total =
      this.probe.quantity === 'drops'
        ? directions.number(direction, D.drops)
        : directions.number(direction, D.busy) -
          Math.max(0, directions.number(direction, D.freeAt) - this.nextNs);
    const change = total - this.before[way];
    this.before[way] = total;
    return this.probe.quantity === 'drops' ? change : change / this.everyNs;
  }

  private halve(): void {
    const pairs = this.values.length / 2;
    this.values = Array.from({ length: pairs }, (_, i) =>
      this.join(this.values[2 * i], this.values[2 * i + 1]),
    );
    this.everyNs *= 2;
  }

  private join(a: number, b: number): number {
    if (this.probe.quantity === 'drops') return a + b;
    return this.probe.quantity === 'queue-depth' ? b : (a + b) / 2;
  }
}

function waitingAt(directions: Directions, packets: Packets, direction: number, now: number): number {
  const isScheduled = (directions.integer(direction, D.state) & D.isScheduled) !== 0;
  if (isScheduled) return directions.number(direction, D.waitingCount);
  let count = 0;
  for (let packet = directions.integer(direction, D.waiting); packet >= 0; ) {
    if (packets.numbers[packet * P.numbersEach + P.startAt] > now) count++;
    packet = packets.integers[packet * P.integersEach + P.next];
  }
  return count;
}
