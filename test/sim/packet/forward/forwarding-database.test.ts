import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ForwardingDatabase,
  kept,
  learnt,
  moved,
  refused,
} from '../../../../src-sim/packet/forward/forwarding-database.ts';

const local = -1;
const portOf = (table: ForwardingDatabase, station: number, vlan: number, now: number): number => {
  const place = table.lookup(station, vlan, now);
  return place < 0 ? -1 : table.port(place);
};

describe('the forwarding database', () => {
  it('knows an address where it was heard last, in each VLAN by itself', () => {
    const table = new ForwardingDatabase(0, 0);
    expect(table.learn(7, 10, 1, local, 0)).toBe(learnt);
    expect(table.learn(7, 20, 2, local, 0)).toBe(learnt);
    expect(table.learn(7, 10, 1, local, 5)).toBe(kept);
    expect(table.learn(7, 10, 3, local, 6)).toBe(moved);
    expect([portOf(table, 7, 10, 6), portOf(table, 7, 20, 6), portOf(table, 7, 30, 6)]).toEqual([3, 2, -1]);
  });

  it('forgets what was silent for the ageing time; only frames from the address keep it', () => {
    const table = new ForwardingDatabase(100, 0);
    table.learn(7, 1, 4, local, 0);
    // Looked for at 60, heard at 90: alive up to, and not at, 90 + 100.
    expect(portOf(table, 7, 1, 60)).toBe(4);
    expect(table.learn(7, 1, 4, local, 90)).toBe(kept);
    expect([portOf(table, 7, 1, 189), portOf(table, 7, 1, 190)]).toEqual([4, -1]);
    expect(table.learn(7, 1, 4, local, 190)).toBe(learnt);
    // Of the frames to an address none counts: last heard at 190.
    for (let now = 191; now < 290; now++) expect(portOf(table, 7, 1, now)).toBe(4);
    expect(portOf(table, 7, 1, 290)).toBe(-1);
  });

  it('moves with the remote behind a tunnel, too', () => {
    const table = new ForwardingDatabase(0, 0);
    table.learn(7, 1, 4, 0, 0);
    expect(table.learn(7, 1, 4, 2, 1)).toBe(moved);
    expect(table.remote(table.lookup(7, 1, 1))).toBe(2);
  });

  it('forgets what was learnt at a port that went down, but not what somebody fixed there', () => {
    const table = new ForwardingDatabase(0, 0);
    table.learn(1, 1, 4, local, 0);
    table.learn(2, 1, 5, local, 0);
    table.fix(3, 1, 4, local);
    table.flush(4);
    expect([1, 2, 3].map((station) => portOf(table, station, 1, 1))).toEqual([-1, 5, 4]);
  });

  it('keeps fixed entries, whatever is heard and however long', () => {
    const table = new ForwardingDatabase(100, 0);
    table.fix(3, 1, 4, local);
    expect(table.learn(3, 1, 9, local, 50)).toBe(kept);
    expect(portOf(table, 3, 1, 1e12)).toBe(4);
  });

  it('when full learns nothing new until something has aged', () => {
    const table = new ForwardingDatabase(100, 2);
    table.learn(1, 1, 1, local, 0);
    table.learn(2, 1, 2, local, 50);
    expect(table.learn(3, 1, 3, local, 60)).toBe(refused);
    // Those that are known may still move.
    expect(table.learn(2, 1, 7, local, 70)).toBe(moved);
    // At 100 address 1 has been silent for 100.
    expect(table.learn(3, 1, 3, local, 99)).toBe(refused);
    expect(table.learn(3, 1, 3, local, 100)).toBe(learnt);
    expect(table.count(100)).toBe(2);
  });

  it('says what a plain list of the last frames of each address says', () => {
    const frame = fc.record({
      station: fc.nat(40),
      vlan: fc.nat(2),
      port: fc.nat(5),
      apart: fc.nat(30),
      down: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 300 }), (frames) => {
        const table = new ForwardingDatabase(100, 0);
        const last = new Map<number, { port: number; at: number }>();
        let now = 0;
        for (const { station, vlan, port, apart, down } of frames) {
          now += apart;
          if (down && port === 0) {
            table.flush(station % 6);
            for (const [key, entry] of last) if (entry.port === station % 6) last.delete(key);
          }
          table.learn(station, vlan, port, local, now);
          last.set(station * 4096 + vlan, { port, at: now });
          const asked = (station * 7) % 41;
          const entry = last.get(asked * 4096 + vlan);
          const expected = entry === undefined || now - entry.at >= 100 ? -1 : entry.port;
          if (portOf(table, asked, vlan, now) !== expected) return false;
        }
        const alive = [...last.values()].filter(({ at }) => now - at < 100).length;
        return table.count(now) === alive;
      }),
      { seed: 20_261_120, numRuns: 200 },
    );
  });
});
