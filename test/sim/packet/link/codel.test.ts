import { describe, expect, it } from 'vitest';
import { readCodel } from '../../../../src-sim/packet/link/disciplines/codel.ts';
import type { Discipline } from '../../../../src-sim/packet/link/disciplines/discipline.ts';
import { discipline, dropsOf, PacketTable, refusal } from './packet-table.ts';

const ms = 1e6;

/** One packet a millisecond, from `from` on; the milliseconds at which others were dropped on the way. */
function dropTimes(queue: Discipline, from: number, until: number): number[] {
  const times: number[] = [];
  for (let time = from; time <= until; time++) {
    queue.dequeue(time * ms);
    for (const _ of dropsOf(queue)) times.push(time);
  }
  return times;
}

function filled(table: PacketTable, packets: number, ecn = false): Discipline {
  const queue = discipline({ kind: 'codel', ecn }, table);
  for (let i = 0; i < packets; i++) queue.enqueue(table.add({ ecn }), 0);
  return queue;
}

describe('CoDel', () => {
  it('drops first after 100 ms above 5 ms, then ever faster by the square root of the count', () => {
    // All packets came at 0, so the one sent at t has waited t: above target from 5 on, bad since 105.
    // Next 105 + 100/1 = 205; + 100/sqrt 2 = 275.7; + 100/sqrt 3 = 333.4; + 50 = 383.4; + 100/sqrt 5 = 428.2; and the
    // first departure not before each of these drops.
    expect(dropTimes(filled(new PacketTable(), 900), 0, 430)).toEqual([105, 205, 276, 334, 384, 429]);
  });

  it('marks packets that can carry it, at the same times, and drops none', () => {
    const table = new PacketTable();
    const queue = filled(table, 900, true);
    expect(dropTimes(queue, 0, 430)).toEqual([]);
    // One packet leaves each millisecond and none is skipped, so packet n is the one sent at n.
    expect([...table.marked]).toEqual([105, 205, 276, 334, 384, 429]);
  });

  it('leaves alone a queue whose packets wait less than the target at least once an interval', () => {
    const table = new PacketTable();
    const queue = discipline({ kind: 'codel' }, table);
    let drops = 0;
    for (let time = 0; time < 2000; time++) {
      // Bursts of 90 every 90 ms, drained at one a millisecond: the last waits 89 ms, the first none.
      if (time % 90 === 0) for (let i = 0; i < 90; i++) queue.enqueue(table.add(), time * ms);
      queue.dequeue(time * ms);
      drops += dropsOf(queue).length;
    }
    expect(drops).toBe(0);
  });

  it('never drops the last packet, however long it waited', () => {
    const table = new PacketTable();
    const queue = filled(table, 3);
    // The first two make the queue bad, from 1 s to 10 s; the third waits alone.
    expect(queue.dequeue(1000 * ms)).toBe(0);
    expect(queue.dequeue(10_000 * ms)).toBe(1);
    expect(queue.dequeue(20_000 * ms)).toBe(2);
    expect(dropsOf(queue)).toEqual([]);
  });

  it('takes up its former pace when the queue goes bad again soon', () => {
    const table = new PacketTable();
    const queue = filled(table, 900);
    // Five drops, the last at 384: count 5, of which lastcount is 1. At 400 the queue is emptied for good.
    dropTimes(queue, 0, 400);
    while (queue.packets > 0) {
      queue.dequeue(400 * ms);
      dropsOf(queue);
    }
    for (let i = 0; i < 900; i++) queue.enqueue(table.add(), 500 * ms);
    // Above target from 505, bad from 605: within 16 intervals, so it starts with a count of 5 - 1 = 4.
    // 605 + 100/sqrt 4 = 655; + 100/sqrt 5 = 699.7; + 100/sqrt 6 = 740.5.
    expect(dropTimes(queue, 500, 741)).toEqual([605, 655, 700, 741]);
  });

  it('starts afresh when it was good for more than 16 intervals', () => {
    const table = new PacketTable();
    const queue = filled(table, 900);
    dropTimes(queue, 0, 400);
    while (queue.packets > 0) {
      queue.dequeue(400 * ms);
      dropsOf(queue);
    }
    for (let i = 0; i < 900; i++) queue.enqueue(table.add(), 2100 * ms);
    // The next drop was due at 428; 2205 is more than 1600 later. 2205, then 2305.
    expect(dropTimes(queue, 2100, 2350)).toEqual([2205, 2305]);
  });

  it('stops at the first packet that did not wait too long', () => {
    const table = new PacketTable();
    const queue = filled(table, 207);
    // One leaves each millisecond, two at 105: packet 205 leaves at 204, and 206 is the one dropped at 205.
    dropTimes(queue, 0, 203);
    for (let i = 0; i < 5; i++) queue.enqueue(table.add(), 203 * ms);
    dropTimes(queue, 204, 204);
    expect(queue.dequeue(205 * ms)).toBe(207);
    expect(dropsOf(queue)).toEqual([206]);
  });

  it('says what is wrong with its settings', () => {
    expect(refusal(readCodel({ targetNs: 200e6 }))).toBe(
      'the target of CoDel in nanoseconds must be a whole number from 1 to 100000000, not 200000000',
    );
    expect(refusal(readCodel({ packetsMax: 0 }))).toContain('the limit of the CoDel queue');
  });
});
