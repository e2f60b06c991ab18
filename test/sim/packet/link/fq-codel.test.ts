import { describe, expect, it } from 'vitest';
import { readFqCodel } from '../../../../src-sim/packet/link/disciplines/fq-codel.ts';
import { discipline, dropsOf, PacketTable, refusal } from './packet-table.ts';

const bulk = 1;
const other = 2;
const sparse = 3;

describe('FQ-CoDel', () => {
  it('lets a sparse flow overtake a bulk flow after at most a quantum', () => {
    const table = new PacketTable();
    const queue = discipline({ kind: 'fq-codel' }, table);
    for (let i = 0; i < 100; i++) queue.enqueue(table.add({ flow: bulk, bytes: 1514 }), 0);
    // The bulk flow's first quantum is used up by one packet of 1514.
    expect(queue.dequeue(0)).toBe(0);
    const quick = table.add({ flow: sparse, bytes: 100 });
    queue.enqueue(quick, 0);
    expect(queue.dequeue(0)).toBe(quick);
    expect(queue.dequeue(0)).toBe(1);
  });

  it('serves bulk flows by bytes, whatever their packet sizes', () => {
    const table = new PacketTable();
    const queue = discipline({ kind: 'fq-codel' }, table);
    for (let i = 0; i < 2000; i++) queue.enqueue(table.add({ flow: bulk, bytes: 1514 }), 0);
    for (let i = 0; i < 5000; i++) queue.enqueue(table.add({ flow: other, bytes: 400 }), 0);
    const bytes = [0, 0, 0];
    while (bytes[bulk] < 1000 * 1514) {
      const packet = queue.dequeue(0);
      bytes[table.packets[packet].flow] += table.bytes(packet);
    }
    // 1000 quanta of one flow stand for 999 or 1000 of the other, which overdraws by less than 400.
    expect(bytes[other]).toBeGreaterThanOrEqual(999 * 1514);
    expect(bytes[other]).toBeLessThan(1000 * 1514 + 400);
  });

  it('over its limit drops half of the fattest queue from the head, and nothing of the others', () => {
    const table = new PacketTable();
    const queue = discipline({ kind: 'fq-codel', packetsMax: 100 }, table);
    for (let i = 0; i < 99; i++) queue.enqueue(table.add({ flow: bulk }), 0);
    queue.enqueue(table.add({ flow: sparse }), 0);
    expect(dropsOf(queue)).toEqual([]);
    expect(queue.enqueue(table.add({ flow: sparse }), 0)).toBe(true);
    // 99 000 bytes; 50 packets are the fewest that leave no more than 49 500, and no more than 64.
    expect(dropsOf(queue)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(queue.dropReason).toBe('full');
    expect(queue.packets).toBe(51);
  });

  it('drops at most 64 at a time', () => {
    const table = new PacketTable();
    const queue = discipline({ kind: 'fq-codel', packetsMax: 1000 }, table);
    for (let i = 0; i < 1001; i++) queue.enqueue(table.add({ flow: bulk }), 0);
    expect(dropsOf(queue)).toHaveLength(64);
  });

  it('controls each flow by its own delay', () => {
    const table = new PacketTable();
    const queue = discipline({ kind: 'fq-codel', ecn: false }, table);
    for (let i = 0; i < 1000; i++) queue.enqueue(table.add({ flow: bulk }), 0);
    const dropped = new Set<number>();
    for (let time = 0; time < 600; time++) {
      queue.enqueue(table.add({ flow: sparse, bytes: 100 }), time * 1e6);
      queue.dequeue(time * 1e6);
      queue.dequeue(time * 1e6);
      for (const packet of dropsOf(queue)) dropped.add(table.packets[packet].flow);
    }
    expect([...dropped]).toEqual([bulk]);
  });

  it('puts a flow that emptied behind the others, so that none stays new for ever', () => {
    const table = new PacketTable();
    const queue = discipline({ kind: 'fq-codel' }, table);
    for (let i = 0; i < 10; i++) queue.enqueue(table.add({ flow: bulk, bytes: 500 }), 0);
    const first = table.add({ flow: sparse, bytes: 100 });
    queue.enqueue(first, 0);
    // 1514 lets four packets of 500 pass; then the sparse flow, which is now empty; then a new turn of the bulk flow.
    expect([1, 2, 3, 4, 5, 6].map(() => queue.dequeue(0))).toEqual([0, 1, 2, 3, first, 4]);
    const second = table.add({ flow: sparse, bytes: 100 });
    queue.enqueue(second, 0);
    // Not new any more: the bulk flow goes on with 1514 - 486 (overdrawn before) - 500 = 528: two packets.
    expect([1, 2, 3].map(() => queue.dequeue(0))).toEqual([5, 6, second]);
  });

  it('lets a new flow go before all that have been busy', () => {
    const table = new PacketTable();
    const queue = discipline({ kind: 'fq-codel' }, table);
    for (let i = 0; i < 10; i++)
      queue.enqueue(table.add({ flow: i % 2 === 0 ? bulk : other, bytes: 1514 }), 0);
    expect([queue.dequeue(0), queue.dequeue(0), queue.dequeue(0)]).toEqual([0, 1, 2]);
    const quick = table.add({ flow: sparse, bytes: 100 });
    queue.enqueue(quick, 0);
    expect(queue.dequeue(0)).toBe(quick);
  });

  it('counts what the limit dropped, so that control begins at that pace', () => {
    const table = new PacketTable();
    const queue = discipline({ kind: 'fq-codel', packetsMax: 1000 }, table);
    for (let i = 0; i < 1001; i++) queue.enqueue(table.add({ flow: bulk }), 0);
    expect(dropsOf(queue)).toHaveLength(64);
    const times: number[] = [];
    for (let time = 0; time <= 130; time++) {
      queue.dequeue(time * 1e6);
      for (const _ of dropsOf(queue)) times.push(time);
    }
    // Bad at 105 as ever; the next 100/sqrt 64 = 12.5 later, at 117.5; then 100/sqrt 65 = 12.4, at 129.9.
    expect(times).toEqual([105, 118, 130]);
  });

  it('says what is wrong with its settings', () => {
    expect(refusal(readFqCodel({ flows: 0 }))).toContain('the number of flow queues');
    expect(refusal(readFqCodel({ quantumBytes: 100 }))).toContain('quantum of FQ-CoDel');
    expect(refusal(readFqCodel({ intervalNs: 0 }))).toContain('interval of CoDel');
  });
});
