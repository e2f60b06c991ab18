import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TeamOrder } from '../../../src-sim/fabric/switching.ts';
import { Teams } from '../../../src-sim/fabric/teams.ts';
import { FabricDraft } from '../../support/fabric-builder.ts';

/** A switch with machines m0, m1, ... and uplinks to u0, u1, ...; ports of uplinks by their place. */
function teams(machines: number, uplinks: number, figures: Partial<TeamOrder> = {}, standby: number[] = []) {
  const draft = new FabricDraft().switch('sw');
  const inside: number[] = [];
  const outside: number[] = [];
  for (let n = 0; n < machines; n++) {
    draft.host(`m${n}`).link(`m${n}`, 'sw');
    inside.push(draft.port('sw', `m${n}`));
  }
  for (let n = 0; n < uplinks; n++) {
    draft.switch(`u${n}`).link('sw', `u${n}`);
    outside.push(draft.port('sw', `u${n}`));
  }
  const ofPlaces = (places: readonly number[]): number[] => places.map((place) => outside[place]);
  const order: TeamOrder = {
    balance: 'originating-port',
    active: outside.filter((_, place) => !standby.includes(place)),
    standby: ofPlaces(standby),
    failback: true,
    detectNs: 0,
    announces: true,
    ...figures,
  };
  const fabric = draft.build();
  const bridge = { ...fabric.nodes[0].bridge!, teams: [{ ports: outside, orders: [order] }] };
  const nodes = fabric.nodes.map((node, n) => (n === 0 ? { ...node, bridge } : node));
  const built = new Teams({ ...fabric, nodes });
  const used = (): number[] => inside.map((port) => outside.indexOf(built.memberFor(0, port, 0, 0)));
  const change = (place: number, works: boolean): boolean => built.changed(outside[place], works);
  return { built, inside, outside, used, change };
}

describe('the uplinks of a switch', () => {
  it('are taken in turns by the machines', () => {
    expect(teams(5, 3).used()).toEqual([0, 1, 2, 0, 1]);
  });

  it('lose only their own machines when one fails, and get them back', () => {
    const { used, change } = teams(4, 2);
    expect(change(0, false)).toBe(true);
    expect(used()).toEqual([1, 1, 1, 1]);
    change(0, true);
    expect(used()).toEqual([0, 1, 0, 1]);
  });

  it('are replaced by those that stand by, first things first', () => {
    const { used, change } = teams(2, 4, {}, [2, 3]);
    expect(used()).toEqual([0, 1]);
    change(1, false);
    expect(used()).toEqual([0, 2]);
    change(0, false);
    expect(used()).toEqual([3, 2]);
  });

  it('do not get machines back that stay where they are', () => {
    const { used, change } = teams(2, 3, { failback: false }, [2]);
    change(0, false);
    change(0, true);
    expect(used()).toEqual([2, 1]);
    change(2, false);
    expect(used()).toEqual([0, 1]);
  });

  it('are used one at a time where nothing balances them', () => {
    const { used, change } = teams(3, 2, { balance: 'failover' });
    expect(used()).toEqual([0, 0, 0]);
    change(0, false);
    expect(used()).toEqual([1, 1, 1]);
  });

  it('carry nothing when all have failed', () => {
    const { built, inside, change } = teams(1, 2);
    change(0, false);
    change(1, false);
    expect(built.memberFor(0, inside[0], 0, 0)).toBe(-1);
  });

  it('are never chosen while they are down, and machines of the others never move', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.boolean()), { maxLength: 12 }),
        (machines, uplinks, changes) => {
          const { used, change } = teams(machines, uplinks);
          const down = new Set<number>();
          for (const [place, works] of changes.filter(([at]) => at < uplinks)) {
            const before = used();
            change(place, works);
            if (works) down.delete(place);
            else down.add(place);
            const after = used();
            for (const [machine, uplink] of after.entries()) {
              expect(uplink === -1 ? down.size === uplinks : !down.has(uplink)).toBe(true);
              // A machine whose own uplink works is there.
              const own = machine % uplinks;
              if (!down.has(own)) expect(uplink).toBe(own);
              else if (!works && before[machine] !== place) expect(down.has(own)).toBe(true);
            }
          }
        },
      ),
      { seed: 2002, numRuns: 200 },
    );
  });
});
