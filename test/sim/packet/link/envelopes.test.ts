import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DisciplineSettings } from '../../../../src-sim/packet/link/disciplines/build-discipline.ts';
import { type Departure, departures, discipline, PacketTable } from './packet-table.ts';

const arrivals = fc.array(
  fc.record({
    gap: fc.integer({ min: 0, max: 2_000_000 }),
    bytes: fc.integer({ min: 60, max: 1500 }),
    trafficClass: fc.integer({ min: 0, max: 1 }),
  }),
  { maxLength: 60 },
);
type Arrival = { gap: number; bytes: number; trafficClass: number };

/** Offers each packet at its time and sends whatever may go, the moment it may. */
function sent(settings: DisciplineSettings, table: PacketTable, list: readonly Arrival[]): Departure[] {
  const queue = discipline(settings, table);
  const all: Departure[] = [];
  let now = 0;
  for (const { gap, bytes, trafficClass } of list) {
    all.push(...departures(queue, now + gap, now));
    now += gap;
    queue.enqueue(table.add({ bytes, trafficClass }), now);
  }
  all.push(...departures(queue, Infinity, now));
  return all;
}

/** The most bits by which any interval, ends included, exceeds what the rate gives in it. */
function largestExcess(list: readonly Departure[], table: PacketTable, rateBps: number): number {
  let largest = 0;
  for (let first = 0; first < list.length; first++) {
    let bits = 0;
    for (let last = first; last < list.length; last++) {
      bits += 8 * table.bytes(list[last].packet);
      largest = Math.max(largest, bits - (rateBps * (list[last].at - list[first].at)) / 1e9);
    }
  }
  return largest;
}

describe('in no interval', () => {
  it('does a shaper send more than its burst and its rate, nor than a packet and its peak rate', () => {
    const settings = { rateBps: 7_000_003, burstBytes: 4000, peakRateBps: 40_000_007, mtuBytes: 1500 };
    fc.assert(
      fc.property(arrivals, (list) => {
        const table = new PacketTable();
        const all = sent({ kind: 'token-bucket', ...settings }, table, list);
        expect(all).toHaveLength(list.length);
        // A bit more, for departures on whole nanoseconds.
        expect(largestExcess(all, table, settings.rateBps)).toBeLessThanOrEqual(8 * settings.burstBytes + 1);
        expect(largestExcess(all, table, settings.peakRateBps)).toBeLessThanOrEqual(
          8 * settings.mtuBytes + 1,
        );
      }),
      { seed: 24, numRuns: 200 },
    );
  });

  it('does a class of HTB send more than its ceiling, the burst of that, and the debt of a packet', () => {
    const ceilBps = 6_000_011;
    const cburstBytes = 3000;
    const classes = [
      { parent: -1, rateBps: 10_000_000, burstBytes: 20_000 },
      { parent: 0, rateBps: 2_000_003, ceilBps, cburstBytes },
      { parent: 0, rateBps: 1_000_003, ceilBps: 10_000_000 },
    ];
    fc.assert(
      fc.property(arrivals, (list) => {
        const table = new PacketTable();
        const queues = [{ kind: 'fifo' as const }, { kind: 'fifo' as const }];
        const all = sent({ kind: 'htb', classes, queues }, table, list);
        const ofClass = all.filter(({ packet }) => table.packets[packet].trafficClass === 0);
        expect(all).toHaveLength(list.length);
        expect(largestExcess(ofClass, table, ceilBps)).toBeLessThanOrEqual(8 * (cburstBytes + 1500) + 1);
      }),
      { seed: 25, numRuns: 200 },
    );
  });
});
