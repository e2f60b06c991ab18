import { describe, expect, it } from 'vitest';
import {
  type DisciplineSettings,
  readDiscipline,
} from '../../../../src-sim/packet/link/disciplines/build-discipline.ts';
import { readDeficitRoundRobin } from '../../../../src-sim/packet/link/disciplines/deficit-round-robin.ts';
import { discipline, dropsOf, PacketTable, refusal } from './packet-table.ts';

const fifo: DisciplineSettings = { kind: 'fifo' };

describe('strict priority', () => {
  it('sends the most urgent first, and within a class in order', () => {
    const table = new PacketTable();
    const queue = discipline({ kind: 'strict-priority', queues: [fifo, fifo, fifo] }, table);
    for (const trafficClass of [2, 1, 0, 2, 1, 0]) queue.enqueue(table.add({ trafficClass }), 0);
    expect([1, 2, 3, 4, 5, 6].map(() => queue.dequeue(0))).toEqual([2, 5, 1, 4, 0, 3]);
  });

  it('limits each class on its own', () => {
    const table = new PacketTable();
    const one: DisciplineSettings = { kind: 'fifo', packetsMax: 1 };
    const queue = discipline({ kind: 'strict-priority', queues: [one, fifo] }, table);
    const offered = [0, 0, 1, 1].map((trafficClass) => queue.enqueue(table.add({ trafficClass }), 0));
    expect(offered).toEqual([true, false, true, true]);
  });

  it('sends traffic classes where the list says, and those beyond it to the last queue', () => {
    const table = new PacketTable();
    const queue = discipline({ kind: 'strict-priority', queues: [fifo, fifo], childOfClass: [1, 0] }, table);
    for (const trafficClass of [0, 9, 1]) queue.enqueue(table.add({ trafficClass }), 0);
    expect([queue.dequeue(0), queue.dequeue(0), queue.dequeue(0)]).toEqual([2, 0, 1]);
  });

  it('goes on to the next class while a shaper holds the first back', () => {
    const table = new PacketTable();
    const shaped: DisciplineSettings = {
      kind: 'token-bucket',
      rateBps: 8e6,
      burstBytes: 1000,
      mtuBytes: 1000,
    };
    const queue = discipline({ kind: 'strict-priority', queues: [shaped, fifo] }, table);
    for (const trafficClass of [0, 0, 1]) queue.enqueue(table.add({ trafficClass }), 0);
    // 1000 bytes at 8 Mbit/s are a millisecond.
    expect([queue.dequeue(0), queue.dequeue(0), queue.dequeue(0)]).toEqual([0, 2, -1]);
    expect(queue.readyAt(0)).toBe(1e6);
    expect(queue.dequeue(1e6)).toBe(1);
  });

  it('refuses with the reason of the queue inside', () => {
    const table = new PacketTable();
    const shaped: DisciplineSettings = { kind: 'token-bucket', rateBps: 8e6, burstBytes: 1514 };
    const queue = discipline({ kind: 'strict-priority', queues: [shaped, fifo] }, table);
    expect(queue.enqueue(table.add({ bytes: 2000 }), 0)).toBe(false);
    expect(queue.dropReason).toBe('oversize');
  });

  it('hands on what its queues drop, with the reason', () => {
    const table = new PacketTable();
    const queue = discipline({ kind: 'strict-priority', queues: [{ kind: 'codel' }] }, table);
    for (let i = 0; i < 500; i++) queue.enqueue(table.add(), 0);
    for (let time = 0; time <= 105; time++) queue.dequeue(time * 1e6);
    // See the test of CoDel: the packet that would have been sent at 105 ms.
    expect(dropsOf(queue)).toEqual([105]);
    expect(queue.dropReason).toBe('aqm');
  });
});

describe('deficit round robin', () => {
  it('shares 1 : 2 : 3 by bytes between packets of unequal sizes', () => {
    const table = new PacketTable();
    const queue = discipline(
      { kind: 'deficit-round-robin', by: 'bytes', quanta: [1500, 3000, 4500], queues: [fifo, fifo, fifo] },
      table,
    );
    const sizes = [1500, 700, 900];
    for (let i = 0; i < 1000; i++) {
      for (let trafficClass = 0; trafficClass < 3; trafficClass++) {
        queue.enqueue(table.add({ trafficClass, bytes: sizes[trafficClass] }), 0);
      }
    }
    const bytes = [0, 0, 0];
    for (;;) {
      const packet = queue.dequeue(0);
      const { trafficClass } = table.packets[packet];
      if (trafficClass === 0 && bytes[0] === 100 * 1500) break;
      bytes[trafficClass] += table.bytes(packet);
    }
    // The 101st packet of class 0 begins round 101. In 100 rounds the others had 100 quanta, overdrawn by less than
    // a packet. (Packets of 900 divide 4500, so class 2 is never overdrawn.)
    expect(bytes[1]).toBeGreaterThanOrEqual(100 * 3000);
    expect(bytes[1]).toBeLessThan(100 * 3000 + 700);
    expect(bytes[2]).toBe(100 * 4500);
  });

  it('by packets is weighted round robin', () => {
    const table = new PacketTable();
    const queue = discipline(
      { kind: 'deficit-round-robin', by: 'packets', quanta: [1, 2, 3], queues: [fifo, fifo, fifo] },
      table,
    );
    for (let i = 0; i < 30; i++) queue.enqueue(table.add({ trafficClass: i % 3, bytes: 60 + 40 * i }), 0);
    const classes = Array.from({ length: 12 }, () => table.packets[queue.dequeue(0)].trafficClass);
    expect(classes).toEqual([0, 1, 1, 2, 2, 2, 0, 1, 1, 2, 2, 2]);
  });

  it('remembers what a queue overdrew while it was idle', () => {
    const table = new PacketTable();
    const queue = discipline(
      { kind: 'deficit-round-robin', by: 'bytes', quanta: [500, 500], queues: [fifo, fifo] },
      table,
    );
    // Class 0 has one packet of 1500 at a time and is idle after each; class 1 always has packets of 500.
    for (let i = 0; i < 3000; i++) queue.enqueue(table.add({ trafficClass: 1, bytes: 500 }), 0);
    queue.enqueue(table.add({ trafficClass: 0, bytes: 1500 }), 0);
    const bytes = [0, 0];
    while (bytes[1] < 1_500_000) {
      const packet = queue.dequeue(0);
      const { trafficClass } = table.packets[packet];
      bytes[trafficClass] += table.bytes(packet);
      if (trafficClass === 0) queue.enqueue(table.add({ trafficClass: 0, bytes: 1500 }), 0);
    }
    // Equal quanta, equal bytes, to within a packet and a quantum.
    expect(Math.abs(bytes[0] - bytes[1])).toBeLessThanOrEqual(2000);
  });

  it('keeps no credit for a queue that fell idle', () => {
    const table = new PacketTable();
    const queue = discipline(
      { kind: 'deficit-round-robin', by: 'bytes', quanta: [10_000, 1000], queues: [fifo, fifo] },
      table,
    );
    // Class 0 uses 100 of its 10 000 and goes idle, three times; then it is busy and gets one quantum, not four.
    for (let i = 0; i < 3; i++) {
      queue.enqueue(table.add({ trafficClass: 0, bytes: 100 }), 0);
      queue.dequeue(0);
    }
    for (let i = 0; i < 50; i++) queue.enqueue(table.add({ trafficClass: 0 }), 0);
    queue.enqueue(table.add({ trafficClass: 1 }), 0);
    const classes = Array.from({ length: 12 }, () => table.packets[queue.dequeue(0)].trafficClass);
    expect(classes).toEqual([...Array.from({ length: 10 }, () => 0), 1, 0]);
  });

  it('says what is wrong with its settings', () => {
    expect(refusal(readDeficitRoundRobin({ by: 'bytes', quanta: [10] }))).toContain('the quantum of queue 0');
    expect(refusal(readDeficitRoundRobin({ by: 'packets', quanta: [] }))).toContain('not 0');
    const given: DisciplineSettings = {
      kind: 'deficit-round-robin',
      by: 'packets',
      quanta: [1, 1],
      queues: [fifo],
    };
    expect(refusal(readDiscipline(given))).toBe(
      'a round robin has 2 quanta but 1 queues: give as many of each',
    );
    expect(refusal(readDiscipline({ kind: 'strict-priority', queues: [fifo], childOfClass: [1] }))).toContain(
      'the queue for traffic class 0',
    );
  });

  it('refuses a bad queue deep inside, and too deep nesting', () => {
    let nested: DisciplineSettings = { kind: 'fifo', packetsMax: -1 };
    nested = { kind: 'strict-priority', queues: [fifo, { kind: 'strict-priority', queues: [nested] }] };
    expect(refusal(readDiscipline(nested))).toContain('the limit of the queue in packets');
    let deep: DisciplineSettings = { kind: 'fifo' };
    for (let i = 0; i < 9; i++) deep = { kind: 'strict-priority', queues: [deep] };
    expect(refusal(readDiscipline(deep))).toContain('at most 8 deep');
  });
});
