import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DisciplineSettings } from '../../../../src-sim/packet/link/disciplines/build-discipline.ts';
import { discipline, dropsOf, PacketTable } from './packet-table.ts';

// Small limits, so that few packets meet all of them.
const fifo: DisciplineSettings = { kind: 'fifo', packetsMax: 4, bytesMax: 5000 };
const codel: DisciplineSettings = { kind: 'codel', targetNs: 1e5, intervalNs: 1e6, packetsMax: 20 };
const shaper: DisciplineSettings = {
  kind: 'token-bucket',
  rateBps: 7_000_003,
  burstBytes: 1700,
  peakRateBps: 30_000_001,
  mtuBytes: 1500,
  packetsMax: 6,
};
const fqCodel: DisciplineSettings = {
  kind: 'fq-codel',
  targetNs: 1e5,
  intervalNs: 1e6,
  packetsMax: 12,
  bytesMax: 9000,
};
const htb: DisciplineSettings = {
  kind: 'htb',
  classes: [
    { parent: -1, rateBps: 10_000_019 },
    { parent: 0, rateBps: 3_000_017, ceilBps: 9_000_000, burstBytes: 1500, priority: 1 },
    { parent: 0, rateBps: 5_000_011 },
    { parent: 2, rateBps: 1_000_003, ceilBps: 8_000_000, cburstBytes: 1500 },
    { parent: 2, rateBps: 2_000_003, ceilBps: 10_000_000, priority: 3 },
  ],
  queues: [fifo, codel, shaper],
};
const all: readonly DisciplineSettings[] = [
  fifo,
  {
    kind: 'red',
    minBytes: 1000,
    maxBytes: 3000,
    limitBytes: 5000,
    weightLog: 1,
    packetTimeNs: 1e5,
    ecn: true,
  },
  codel,
  { ...codel, ecn: true },
  fqCodel,
  { kind: 'pie', targetNs: 1e5, updateNs: 1e5, burstNs: 2e5, packetsMax: 20, mtuBytes: 500, ecn: true },
  shaper,
  { kind: 'strict-priority', queues: [shaper, fifo, codel] },
  { kind: 'deficit-round-robin', by: 'bytes', quanta: [500, 1000, 3000], queues: [fifo, shaper, fqCodel] },
  { kind: 'deficit-round-robin', by: 'packets', quanta: [1, 2, 3], queues: [fifo, fifo, htb] },
  htb,
];

interface Step {
  readonly gap: number;
  readonly bytes: number;
  readonly flow: number;
  readonly ecn: boolean;
  readonly sends: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  gap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3_000_000 })),
  bytes: fc.integer({ min: 60, max: 1600 }),
  flow: fc.integer({ min: 0, max: 5 }),
  ecn: fc.boolean(),
  sends: fc.integer({ min: 0, max: 2 }),
});

/** Offers and sends by the steps, empties the queue, and checks the contract all along. */
function obeys(settings: DisciplineSettings, steps: readonly Step[]): void {
  const table = new PacketTable();
  const queue = discipline(settings, table);
  const inside = new Set<number>();
  const lastOfFlow = new Map<number, number>();
  let now = 0;
  const collectDrops = (): void => {
    for (const packet of dropsOf(queue)) expect(inside.delete(packet)).toBe(true);
  };
  const send = (): boolean => {
    const at = queue.readyAt(now);
    expect(at).toBeGreaterThanOrEqual(now);
    expect(at === Infinity).toBe(inside.size === 0);
    if (at > now) expect(queue.dequeue(now)).toBe(-1);
    if (at === Infinity) return false;
    expect(Number.isInteger(at)).toBe(true);
    if (at > now + 1) expect(queue.dequeue(at - 1)).toBe(-1);
    now = at;
    const packet = queue.dequeue(at);
    collectDrops();
    expect(inside.delete(packet)).toBe(true);
    const { flow } = table.packets[packet];
    expect(packet).toBeGreaterThan(lastOfFlow.get(flow) ?? -1);
    lastOfFlow.set(flow, packet);
    return true;
  };
  const check = (): void => {
    expect(queue.packets).toBe(inside.size);
    expect(queue.bytes).toBe([...inside].reduce((sum, packet) => sum + table.bytes(packet), 0));
  };
  for (const { gap, bytes, flow, ecn, sends } of steps) {
    now += gap;
    const packet = table.add({ bytes, flow, ecn, trafficClass: flow % 3 });
    if (queue.enqueue(packet, now)) inside.add(packet);
    collectDrops();
    check();
    for (let i = 0; i < sends; i++) send();
    check();
  }
  while (send()) check();
  expect(inside.size).toBe(0);
}

describe('every discipline', () => {
  for (const settings of all) {
    const name =
      settings.kind === 'deficit-round-robin' ? `${settings.kind} by ${settings.by}` : settings.kind;
    it(`(${name}) gives or drops each packet once, keeps flows in order and is ready when it says`, () => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 80 }), (steps) => obeys(settings, steps)),
        { seed: 20, numRuns: 60 },
      );
    });
  }

  it('tells the same story twice', () => {
    const steps = fc.sample(fc.array(step, { minLength: 300, maxLength: 300 }), { seed: 21, numRuns: 1 })[0];
    const story = (settings: DisciplineSettings): string[] => {
      const table = new PacketTable(7);
      const queue = discipline(settings, table);
      return steps.map(({ gap, bytes, flow, ecn }, index) => {
        const packet = table.add({ bytes, flow, ecn, trafficClass: flow % 3 });
        const taken = queue.enqueue(packet, index * 1e6 + gap);
        return `${taken} ${queue.dequeue(index * 1e6 + gap)} ${dropsOf(queue).join()} ${table.marked.size}`;
      });
    };
    for (const settings of all) expect(story(settings)).toEqual(story(settings));
  });
});
