import { describe, expect, it } from 'vitest';
import { History, type HistoryLimits } from '../../../src-sim/packet/history.ts';
import { StateCopier } from '../../../src-sim/packet/kernel/state-copy.ts';

/** Counts its own events, and how many it has handled in all, which no copy takes back. */
class Counter {
  readonly state = { events: 0, page: new Uint8Array(1 << 14) };
  handled = 0;
  readonly history: History;

  constructor(limits: Partial<HistoryLimits>) {
    this.history = new History(new StateCopier([this.state]), limits);
  }

  runTo(events: number): void {
    const { state, history } = this;
    while (state.events < events) {
      const due = Math.min(events, history.due(state.events));
      this.handled += due - state.events;
      state.events = due;
      state.page.fill(due & 255);
      if (due !== events || history.due(due - 1) === due) history.keep(due, 10 * due);
    }
  }

  backTo(events: number): void {
    this.history.returnTo(events);
    this.runTo(events);
  }
}

const limits = { intervalEvents: 1 << 13, snapshotsMax: 16, bytesMax: 1e9 };

describe('the history of a run', () => {
  it('keeps a bounded number of copies, however long the run', () => {
    const run = new Counter(limits);
    for (let events = 0; events <= 1e7; events += 12_345) {
      run.runTo(events);
      expect(run.history.count).toBeLessThanOrEqual(16);
    }
    // A quarter is for finer ones: at most 12; of 12, halved when the 13th came, at least 7 are left.
    expect(run.history.count).toBeGreaterThanOrEqual(7);
  });

  it('keeps within its memory, and at worst the beginning', () => {
    const run = new Counter({ ...limits, bytesMax: 100_000 });
    for (let events = 0; events <= 1e6; events += 54_321) {
      run.runTo(events);
      expect(run.history.bytes).toBeLessThanOrEqual(100_000);
    }
    // Five pages of 16 KiB and a little beside each fit.
    expect(run.history.count).toBeGreaterThanOrEqual(2);
    const poor = new Counter({ ...limits, bytesMax: 1 });
    poor.runTo(1e6);
    expect(poor.history.count).toBe(1);
    poor.backTo(500_000);
    expect(poor.state.events).toBe(500_000);
  });

  it('returns to any number of events and any instant', () => {
    const run = new Counter(limits);
    run.runTo(1_000_000);
    for (const events of [999_999, 12, 500_000, 8192, 0]) {
      run.backTo(events);
      expect(run.state.events).toBe(events);
    }
    run.runTo(900_000);
    run.history.returnToInstant(5_000_000);
    // 10 ns each: 500,000 events are done by then, and a copy is no more than an interval before.
    expect(run.state.events).toBeLessThanOrEqual(500_000);
    expect(run.state.events).toBeGreaterThan(500_000 - 2 ** 18);
  });

  it('makes many single steps back cheap, wherever they begin', () => {
    const run = new Counter({ ...limits, intervalEvents: 1 << 20 });
    run.runTo(1_000_000);
    run.handled = 0;
    for (let step = 1; step <= 1000; step++) run.backTo(1_000_000 - step);
    // The first runs a million events again. The others begin at a finer copy: as fewer than 2^12 events are never
    // copied and the last half-way copy lies at most 2 x 2^12 before, under 8,192 each.
    expect(run.handled).toBeLessThan(1_000_000 + 999 * 8192);
  });
});
