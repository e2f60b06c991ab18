import { describe, expect, it } from 'vitest';
import { Red, type RedSettings, readRed } from '../../../../src-sim/packet/link/disciplines/red.ts';
import { good, PacketTable, refusal } from './packet-table.ts';

// weightLog 0: the average is the backlog itself.
const settings: RedSettings = {
  minBytes: 10_000,
  maxBytes: 30_000,
  limitBytes: 100_000,
  maxProbability: 0.1,
  weightLog: 0,
  packetTimeNs: 1e6,
  gentle: true,
  ecn: false,
};

describe('RED', () => {
  it('chooses with a probability that climbs linearly between the thresholds, and gently beyond', () => {
    const red = new Red(settings, new PacketTable().context);
    const abrupt = new Red({ ...settings, gentle: false }, new PacketTable().context);
    expect(red.baseProbability(9_999)).toBe(0);
    // 0.1 times a quarter, a half, three quarters of the way from 10 000 to 30 000.
    expect(red.baseProbability(15_000)).toBeCloseTo(0.025, 12);
    expect(red.baseProbability(20_000)).toBeCloseTo(0.05, 12);
    expect(red.baseProbability(25_000)).toBeCloseTo(0.075, 12);
    // Half way from 30 000 to 60 000: 0.1 + 0.9 / 2.
    expect(red.baseProbability(45_000)).toBeCloseTo(0.55, 12);
    expect(red.baseProbability(60_000)).toBe(1);
    expect(abrupt.baseProbability(30_000)).toBe(1);
  });

  it('spaces drops uniformly when the average is steady', () => {
    const table = new PacketTable(3);
    const red = new Red(settings, table.context);
    // Raise the backlog to 20 packets without meeting chance, then hold it there: one in, one out.
    while (red.packets < 20) red.enqueue(table.add(), 0);
    const gaps: number[] = [];
    for (let gap = 1; gaps.length < 4001; gap++) {
      if (red.enqueue(table.add(), 0)) red.dequeue(0);
      else {
        gaps.push(gap);
        gap = 0;
      }
    }
    gaps.shift();
    // pb = 0.05 = 1/20: after a drop, packet c is chosen with 1/(20 - c), so gaps are uniform on 1 to 19: mean 10,
    // variance (19^2 - 1) / 12 = 30. The mean of 4000 has a deviation of sqrt(30 / 4000) = 0.087; five of them.
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    expect(Math.abs(mean - 10)).toBeLessThan(0.44);
    expect(Math.max(...gaps)).toBe(19);
    expect(Math.min(...gaps)).toBe(1);
  });

  it('averages the backlog, and lets the average decay while the queue is empty', () => {
    const table = new PacketTable();
    const red = new Red({ ...settings, weightLog: 1 }, table.context);
    const averages = [0, 0, 0].map(() => {
      red.enqueue(table.add(), 0);
      return red.average;
    });
    // Found empty: 0. Found 1000: 0 + 1000/2. Found 2000: 500 + (2000 - 500)/2.
    expect(averages).toEqual([0, 500, 1250]);
    for (let i = 0; i < 3; i++) red.dequeue(5e6);
    // Empty from 5 ms to 8.7 ms: three packets of 1 ms would have found it so: 1250 / 2^3.
    red.enqueue(table.add(), 8.7e6);
    expect(red.average).toBe(156.25);
  });

  it('marks packets that can carry it between the thresholds, and drops even those above', () => {
    const table = new PacketTable();
    const red = new Red({ ...settings, maxProbability: 1, ecn: true, gentle: false }, table.context);
    for (let i = 0; i < 40; i++) red.enqueue(table.add({ ecn: true }), 0);
    // The 31st packet finds 30 000 bytes and is dropped, as are all after it.
    expect(red.packets).toBe(30);
    expect(red.dropReason).toBe('aqm');
    // At 29 000 bytes pb is 0.95, and two packets after a mark pb / (1 - 2 pb) is past 1: some are marked.
    expect(table.marked.size).toBeGreaterThan(0);
    expect(Math.min(...table.marked)).toBeGreaterThan(10);
  });

  it('lets an idle time count once, even where nothing is taken after it', () => {
    const table = new PacketTable();
    const slow = {
      ...settings,
      minBytes: 1000,
      maxBytes: 2000,
      maxProbability: 0.001,
      weightLog: 4,
      gentle: false,
    };
    const red = new Red(slow, table.context);
    for (let i = 0; i < 100; i++) red.enqueue(table.add(), 0);
    while (red.packets > 0) red.dequeue(0);
    const before = red.average;
    expect(before).toBeGreaterThan(4000);
    // A packet time later the average is 15/16 of what it was, still above the threshold; and it is asked twice.
    expect(red.enqueue(table.add(), 1e6)).toBe(false);
    expect(red.enqueue(table.add(), 1e6)).toBe(false);
    expect(red.average).toBe((before * 15) / 16);
  });

  it('begins to count anew when the average was below the threshold', () => {
    const table = new PacketTable();
    // Chance that never strikes: only certainty drops, at the 19th packet since the last choice (pb 1/20).
    const red = new Red(settings, { ...table.context, bits: () => 2 ** 32 - 1 });
    while (red.packets < 20) red.enqueue(table.add(), 0);
    const refusals = (packets: number): number => {
      let refused = 0;
      for (let i = 0; i < packets; i++) {
        if (red.enqueue(table.add(), 0)) red.dequeue(0);
        else refused++;
      }
      return refused;
    };
    const emptyAndRefill = (): void => {
      while (red.packets > 0) red.dequeue(0);
      while (red.packets < 20) red.enqueue(table.add(), 0);
    };
    for (let round = 0; round < 5; round++) {
      emptyAndRefill();
      // The refilling itself counts 10 packets between the thresholds, from 10 000 to 19 000 bytes; 5 more are 15.
      expect(refusals(5)).toBe(0);
    }
    // Without emptying it comes to 20.
    expect(refusals(10)).toBe(1);
  });

  it('says what is wrong with its settings', () => {
    const given = { minBytes: 30_000, maxBytes: 30_000, limitBytes: 90_000, packetTimeNs: 1 };
    expect(refusal(readRed(given))).toBe(
      'the lower threshold of RED (30000 B) must be below the upper (30000 B)',
    );
    expect(refusal(readRed({ ...given, minBytes: 1000, limitBytes: 30_000 }))).toContain(
      'must be above its upper',
    );
    expect(refusal(readRed({ ...given, minBytes: 1000, maxProbability: 0 }))).toContain(
      'maximum probability',
    );
    expect(good(readRed({ ...given, minBytes: 1000 })).weightLog).toBe(9);
  });
});
