import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalendarQueue } from '../../../../src-sim/packet/kernel/calendar-queue.ts';
import type { EventQueue } from '../../../../src-sim/packet/kernel/event-queue.ts';
import { HeapQueue } from '../../../../src-sim/packet/kernel/heap-queue.ts';

const entities = 40;

/** Times ahead of now: equal instants, neighbours, and leaps far past one turn of any ring. */
const ahead = fc.oneof(
  fc.constantFrom(0, 1, 2),
  fc.integer({ min: 0, max: 5_000 }),
  fc.integer({ min: 0, max: 20_000_000 }),
  fc.integer({ min: 0, max: 2 ** 40 }),
);

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constant('schedule' as const), entity: fc.nat(entities - 1), ahead }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('pop' as const), times: fc.integer({ min: 1, max: 30 }) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('cancel' as const), entity: fc.nat(entities - 1) }) },
);

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What a queue tells of a history; in insertion order each scheduling gets the next tie. */
function history(queue: EventQueue, steps: readonly Step[], insertionOrder: boolean): string[] {
  const told: string[] = [];
  const pending = new Set<number>();
  let inserted = 0;
  for (const one of steps) {
    if (one.act === 'schedule') {
      if (pending.has(one.entity)) continue;
      if (insertionOrder) queue.ties[one.entity] = inserted++;
      queue.schedule(one.entity, queue.now + one.ahead);
      pending.add(one.entity);
    } else if (one.act === 'cancel') {
      queue.cancel(one.entity);
      pending.delete(one.entity);
    } else {
      for (let i = 0; i < one.times; i++) {
        const next = queue.nextTime();
        if (queue.size > 0) expect(queue.pop(next - 1)).toBe(-1);
        const upcoming = queue.upcoming();
        const entity = queue.pop(next);
        expect(entity).toBe(upcoming);
        if (entity >= 0) {
          expect(queue.now).toBe(next);
          pending.delete(entity);
        }
        told.push(`${entity}@${queue.now}/${queue.size}, ${queue.popped} so far`);
      }
    }
    expect(queue.size).toBe(pending.size);
  }
  return told;
}

describe('the calendar queue', () => {
  it('tells the same history as the plain heap, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), fc.boolean(), (steps, insertionOrder) => {
        expect(history(new CalendarQueue(entities), steps, insertionOrder)).toEqual(
          history(new HeapQueue(entities), steps, insertionOrder),
        );
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('keeps the order while its buckets follow traffic that grows 10,000 times denser', () => {
    // 40,000 events are more than two looks at the width (every 16,384 pops), first 1 ms and then 100 ns apart.
    const calendar = new CalendarQueue(64);
    const heap = new HeapQueue(64);
    for (const queue of [calendar, heap])
      for (let e = 0; e < 64; e++) queue.schedule(e, 1 + ((e * 7919) % 64));
    for (let i = 0; i < 80_000; i++) {
      const entity = calendar.pop(Infinity);
      expect(entity).toBe(heap.pop(Infinity));
      expect(calendar.now).toBe(heap.now);
      const gap = i < 40_000 ? 64_000_000 : 6_400;
      const time = calendar.now + gap - ((entity * 104_729 + i) % 61);
      calendar.schedule(entity, time);
      heap.schedule(entity, time);
    }
  });

  it('orders events of one instant by entity, and in insertion order by when they were scheduled', () => {
    const byEntity = new CalendarQueue(4);
    for (const entity of [2, 0, 3, 1]) byEntity.schedule(entity, 5);
    expect([0, 1, 2, 3].map(() => byEntity.pop(Infinity))).toEqual([0, 1, 2, 3]);
    const byInsertion = new CalendarQueue(4);
    for (const [tie, entity] of [2, 0, 3, 1].entries()) {
      byInsertion.ties[entity] = tie;
      byInsertion.schedule(entity, 5);
    }
    expect([0, 1, 2, 3].map(() => byInsertion.pop(Infinity))).toEqual([2, 0, 3, 1]);
  });

  it('holds whole nanoseconds exactly after a hundred days', () => {
    const days = 100 * 86_400 * 1e9;
    const queue = new CalendarQueue(2);
    queue.schedule(0, days + 1);
    queue.schedule(1, days);
    expect(queue.pop(Infinity)).toBe(1);
    expect(queue.pop(Infinity)).toBe(0);
    expect(queue.now).toBe(days + 1);
  });
});
