import { describe, expect, it } from 'vitest';
import { type GivenHtbClass, readHtb } from '../../../../src-sim/packet/link/disciplines/htb-settings.ts';
import { departures, discipline, PacketTable, refusal } from './packet-table.ts';

const mega = 1e6;
const second = 1e9;
// 10 000 bits: at n Mbit/s, 100 n packets a second.
const bytes = 1250;

/** Packets of each leaf sent from 2 s, when the bursts are over, to 12 s; `busy` leaves have all they can send. */
function sentInTenSeconds(
  classes: readonly GivenHtbClass[],
  leaves: number,
  busy: readonly number[],
): number[] {
  const table = new PacketTable();
  const queues = Array.from({ length: leaves }, () => ({ kind: 'fifo' as const }));
  const queue = discipline({ kind: 'htb', classes, queues }, table);
  for (const trafficClass of busy) {
    for (let i = 0; i < 12_100; i++) queue.enqueue(table.add({ trafficClass, bytes }), 0);
  }
  const sent = Array.from({ length: leaves }, () => 0);
  for (const { at, packet } of departures(queue, 12 * second)) {
    if (at >= 2 * second) sent[table.packets[packet].trafficClass]++;
  }
  return sent;
}

/** Ten seconds may begin or end between two packets. */
function expectNear(sent: readonly number[], expected: readonly number[]): void {
  expect(sent).toHaveLength(expected.length);
  sent.forEach((count, leaf) => expect(Math.abs(count - expected[leaf])).toBeLessThanOrEqual(2));
}

const link: GivenHtbClass = { parent: -1, rateBps: 10 * mega };
const child = (rate: number, more: Partial<GivenHtbClass> = {}): GivenHtbClass => ({
  parent: 0,
  rateBps: rate * mega,
  ceilBps: 10 * mega,
  ...more,
});

describe('hierarchical token bucket', () => {
  it('gives busy classes exactly their rates when these fill the link', () => {
    // 3 and 7 of 10: every 10 ms are alike, three packets and seven, and ten seconds are a thousand times that.
    expect(sentInTenSeconds([link, child(3), child(7)], 2, [0, 1])).toEqual([3000, 7000]);
  });

  it('lends what an idle class leaves, up to the ceiling', () => {
    expectNear(sentInTenSeconds([link, child(3), child(7)], 2, [1]), [0, 10_000]);
    expectNear(sentInTenSeconds([link, child(3), child(7, { ceilBps: 9 * mega })], 2, [1]), [0, 9000]);
    expectNear(sentInTenSeconds([link, child(3), child(7, { ceilBps: 7 * mega })], 2, [1]), [0, 7000]);
  });

  it('lends to the smaller priority number first', () => {
    // Both have their 1; the 8 that are left go to the first.
    expectNear(sentInTenSeconds([link, child(1), child(1, { priority: 1 })], 2, [0, 1]), [9000, 1000]);
  });

  it('lends to equals in turns of their quanta', () => {
    const classes = [link, child(1, { quantumBytes: bytes }), child(1, { quantumBytes: 2 * bytes })];
    // 8 to lend, 1 : 2. Per second 100 + 800/3 and 100 + 1600/3.
    expectNear(sentInTenSeconds(classes, 2, [0, 1]), [3667, 6333]);
  });

  it('lends inside a department before it lends to others', () => {
    const classes = [
      link,
      child(6),
      { parent: 1, rateBps: 3 * mega, ceilBps: 10 * mega },
      { parent: 1, rateBps: 3 * mega, ceilBps: 10 * mega },
      child(4),
    ];
    // Leaf 1 is idle: leaf 0 has its 3 and its department's other 3. Leaf 2 has 4.
    expectNear(sentInTenSeconds(classes, 3, [0, 2]), [6000, 0, 4000]);
    // And a department that is idle altogether leaves its 6 to the other.
    expectNear(sentInTenSeconds(classes, 3, [2]), [0, 0, 10_000]);
  });

  it('lends in turns to departments, not to one of them for ever', () => {
    const leaf = (parent: number, rate: number) => child(rate, { parent, quantumBytes: bytes });
    const classes = [link, child(2), leaf(1, 1), leaf(1, 1), child(2), leaf(4, 2)];
    // 1, 1 and 2 of their own; 6 to lend in rounds of leaf 0, leaf 1, leaf 2.
    expectNear(sentInTenSeconds(classes, 3, [0, 1, 2]), [3000, 3000, 4000]);
  });

  it('takes turns by quantum also among classes that need not borrow', () => {
    const table = new PacketTable();
    const classes = [link, child(3, { quantumBytes: bytes }), child(7, { quantumBytes: bytes })];
    const queue = discipline({ kind: 'htb', classes, queues: [{ kind: 'fifo' }, { kind: 'fifo' }] }, table);
    for (let i = 0; i < 20; i++) queue.enqueue(table.add({ trafficClass: i < 10 ? 0 : 1, bytes }), 0);
    // A slow line: each 10 ms both have tokens for a packet, so only the turns decide.
    const order = Array.from(
      { length: 10 },
      (_, i) => table.packets[queue.dequeue(i * 10 * mega)].trafficClass,
    );
    expect(order).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
  });

  it('forgets what a class owes beyond a minute', () => {
    const table = new PacketTable();
    const classes = [
      { parent: -1, rateBps: mega },
      { parent: 0, rateBps: 10 * mega },
      { parent: 0, rateBps: 10_000, ceilBps: mega },
    ];
    const queue = discipline({ kind: 'htb', classes, queues: [{ kind: 'fifo' }, { kind: 'fifo' }] }, table);
    for (let i = 0; i < 10_000; i++) queue.enqueue(table.add({ bytes }), 0);
    // Ten seconds at ten times the root's rate: it would owe 90 s. Then the other class wants more than its one
    // packet a second: the root can lend from 70 s on, somewhat later for the packets sent meanwhile, at 100 a second.
    departures(queue, 11 * second);
    for (let i = 0; i < 3000; i++) queue.enqueue(table.add({ trafficClass: 1, bytes }), 11 * second);
    const times = departures(queue, 85 * second, 11 * second).map(({ at }) => at / second);
    const between = (from: number, to: number): number => times.filter((at) => at >= from && at < to).length;
    expect(between(20, 60)).toBe(40);
    expectNear([between(75, 85)], [1000]);
  });

  it('lets a burst pass at once and then goes into debt by less than a packet', () => {
    const table = new PacketTable();
    const classes = [{ parent: -1, rateBps: 10 * mega, burstBytes: 5000, cburstBytes: 5000 }];
    const queue = discipline({ kind: 'htb', classes, queues: [{ kind: 'fifo' }] }, table);
    for (let i = 0; i < 10; i++) queue.enqueue(table.add({ bytes }), 0);
    // 5000 bytes pay for four packets, and at 0 a fifth may go: 1250 of debt are a millisecond at 10 Mbit/s.
    const times = departures(queue, second).map(({ at }) => at);
    expect(times).toEqual([0, 0, 0, 0, 0, 1e6, 2e6, 3e6, 4e6, 5e6]);
  });

  it('fills in what tc would', () => {
    const read = readHtb([{ parent: -1, rateBps: 8 * mega }]);
    // A millisecond at 8 Mbit/s is 1000 B, and a packet of 1600 B; the quantum is 8e6 / 80, the ceiling is the rate.
    expect(read.ok && read.value.classes[0]).toEqual({
      parent: -1,
      rateBps: 8 * mega,
      ceilBps: 8 * mega,
      burstBytes: 2600,
      cburstBytes: 2600,
      quantumBytes: 100_000,
      priority: 0,
    });
  });

  it('says what is wrong with its classes', () => {
    expect(refusal(readHtb([]))).toContain('from 1 to 256 classes');
    expect(refusal(readHtb([{ parent: 0, rateBps: 1 }]))).toContain('the parent of HTB class 0');
    expect(refusal(readHtb([{ parent: -1, rateBps: 2000, ceilBps: 1000 }]))).toBe(
      'the ceiling of HTB class 0 (1000 bit/s) must not be below its rate (2000 bit/s)',
    );
    expect(refusal(readHtb([{ parent: -1, rateBps: -5 }]))).toContain('the rate of HTB class 0');
    const chain = Array.from({ length: 9 }, (_, place) => ({ parent: place - 1, rateBps: 1000 }));
    expect(refusal(readHtb(chain))).toContain('at most 8 deep');
  });
});
