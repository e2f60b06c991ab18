import { describe, expect, it } from 'vitest';
import { Pie, readPie } from '../../../../src-sim/packet/link/disciplines/pie.ts';
import { good, PacketTable, refusal } from './packet-table.ts';

const ms = 1e6;

/** A packet in each millisecond, and one out `delay` milliseconds after it came in. */
function hold(pie: Pie, table: PacketTable, delay: number, until: number): number {
  let refused = 0;
  for (let time = 0; time <= until; time++) {
    if (time >= delay) pie.dequeue(time * ms);
    if (!pie.enqueue(table.add(), time * ms)) refused++;
  }
  return refused;
}

describe('PIE', () => {
  it('moves its probability by the delay beyond the target and by its growth', () => {
    const table = new PacketTable();
    const pie = new Pie(good(readPie({})), table.context);
    // The first packet leaves at 30 ms, having waited 30; the update at 30 ms comes before it and still sees none.
    hold(pie, table, 30, 44);
    expect(pie.probability).toBe(0);
    const first = new Pie(good(readPie({})), table.context);
    hold(first, table, 30, 45);
    // (0.125 (0.030 - 0.015) + 1.25 (0.030 - 0)) / 2048 = 0.039375 / 2048.
    expect(first.probability).toBeCloseTo(0.039375 / 2048, 12);
    const second = new Pie(good(readPie({})), table.context);
    hold(second, table, 30, 60);
    // 1.9e-5 is below 1e-4, so the next step is 0.125 x 0.015 / 128, and the delay has not grown.
    expect(second.probability).toBeCloseTo(0.039375 / 2048 + 0.001875 / 128, 12);
  });

  it('lets the first 150 ms pass whatever the delay, and drops later', () => {
    const table = new PacketTable();
    expect(hold(new Pie(good(readPie({})), table.context), table, 60, 149)).toBe(0);
    expect(hold(new Pie(good(readPie({})), table.context), table, 60, 5000)).toBeGreaterThan(0);
  });

  it('spares a first burst even where its probability is high', () => {
    const table = new PacketTable();
    const eager = good(readPie({ targetNs: ms, updateNs: ms, burstNs: 150 * ms, alpha: 2, beta: 20 }));
    const pie = new Pie(eager, table.context);
    // Delay shows from 60 ms on, so the update of 61 ms is the first to take a millisecond from the 150 of a burst, and
    // the one of 210 the last.
    expect(hold(pie, table, 60, 209)).toBe(0);
    expect(pie.probability).toBeGreaterThan(0.5);
    let refused = 0;
    for (let i = 0; i < 100; i++) if (!pie.enqueue(table.add(), 210 * ms)) refused++;
    // At 0.5 each drop takes three packets on average: the second reaches 0.85, and then every other is chosen.
    expect(refused).toBeGreaterThan(25);
  });

  it('keeps drops apart, and from staying away', () => {
    const table = new PacketTable(13);
    const pie = new Pie(good(readPie({ burstNs: 0, updateNs: 1e12 })), table.context);
    pie.probability = 0.25;
    // More than the two packets below which nothing is dropped, and then one in, one out.
    for (let i = 0; i < 4; i++) pie.enqueue(table.add(), 0);
    const gaps: number[] = [];
    for (let gap = 1; gaps.length < 2001; gap++) {
      if (pie.enqueue(table.add(), 0)) pie.dequeue(0);
      else {
        gaps.push(gap);
        gap = 0;
      }
    }
    gaps.shift();
    // 0.25 n reaches 0.85 at n = 4, where chance begins: gaps are 3 + geometric with mean 4, deviation sqrt 12; and at
    // n = 34, 8.5 is reached. The mean of 2000: deviation 0.077.
    expect(Math.min(...gaps)).toBe(4);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(34);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    expect(Math.abs(mean - 7)).toBeLessThan(5 * 0.077);
  });

  it('rises by no more than 2 % at once where it is high, and falls by 2 % and more when there is no delay', () => {
    const table = new PacketTable();
    const rising = new Pie(good(readPie({ updateNs: 100 * ms })), table.context);
    rising.probability = 0.2;
    for (let i = 0; i < 3; i++) rising.enqueue(table.add(), 0);
    rising.dequeue(60 * ms);
    rising.dequeue(100 * ms - 1);
    // 0.125 (0.1 - 0.015) + 1.25 x 0.1 would be 0.136.
    rising.enqueue(table.add(), 100 * ms);
    expect(rising.probability).toBeCloseTo(0.22, 12);
    const falling = new Pie(good(readPie({ updateNs: 100 * ms })), table.context);
    falling.probability = 0.5;
    falling.dequeue(100 * ms);
    // (0.5 - 0.125 x 0.015) x 0.98.
    expect(falling.probability).toBeCloseTo(0.4881625, 12);
  });

  it('comes to rest after a long pause at the same point, however the pause is cut', () => {
    const ends = [1, 1000].map((pieces) => {
      const table = new PacketTable();
      const pie = new Pie(good(readPie({})), table.context);
      hold(pie, table, 40, 1000);
      while (pie.dequeue(1001 * ms) >= 0);
      for (let piece = 1; piece <= pieces; piece++) pie.dequeue((1001 + (60_000 * piece) / pieces) * ms);
      return pie.probability;
    });
    expect(ends).toEqual([0, 0]);
  });

  it('says what is wrong with its settings', () => {
    expect(refusal(readPie({ alpha: 0 }))).toContain('alpha and beta of PIE');
    expect(refusal(readPie({ targetNs: 0 }))).toContain('the target of PIE');
  });
});
