import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DirectedLink, LinkStateGraph } from '../../../src-sim/routing/spf/equal-cost-ways.ts';

const both = (from: number, to: number, cost: number): DirectedLink[] => [
  { from, to, cost },
  { from: to, to: from, cost },
];

describe('shortest paths of link-state routing', () => {
  it('finds both ways round a square, and only the cheap one where costs differ', () => {
    // 0 - 1 - 3 and 0 - 2 - 3. Links 0, 2, 4, 6 are those written, 1, 3, 5, 7 the way back.
    const square = [...both(0, 1, 1), ...both(0, 2, 1), ...both(1, 3, 1), ...both(2, 3, 1)];
    const even = new LinkStateGraph(4, square).waysTo([3]);
    expect([...even.cost]).toEqual([2, 1, 1, 0]);
    expect(even.links).toEqual([[0, 2], [4], [6], []]);
    const uneven = new LinkStateGraph(4, [...square.slice(0, 6), ...both(2, 3, 2)]).waysTo([3]);
    // Router 2 has 2 straight and 1 + 1 + 1 = 3 round.
    expect(uneven.links).toEqual([[0], [4], [6], []]);
  });

  it('counts parallel links as ways of their own, and each direction by its own cost', () => {
    const links = [...both(0, 1, 3), ...both(0, 1, 3), { from: 0, to: 1, cost: 4 }];
    expect(new LinkStateGraph(2, links).waysTo([1]).links[0]).toEqual([0, 2]);
    const oneWay = new LinkStateGraph(2, [{ from: 0, to: 1, cost: 1 }]);
    expect(oneWay.waysTo([0])).toEqual({ cost: Float64Array.of(0, Infinity), links: [[], []] });
  });

  it('leads to the nearest of several destinations, and to both where they are as near', () => {
    const line = new LinkStateGraph(3, [...both(0, 1, 5), ...both(1, 2, 5)]);
    expect(line.waysTo([0, 2]).links).toEqual([[], [1, 2], []]);
  });

  it('refuses costs of nothing, with which ways could go round', () => {
    expect(() => new LinkStateGraph(2, both(0, 1, 0))).toThrow(RangeError);
  });

  it('finds what relaxing all links again and again finds', () => {
    const arbitrary = fc.record({
      routers: fc.constant(8),
      links: fc.array(
        fc.record({ from: fc.nat({ max: 7 }), to: fc.nat({ max: 7 }), cost: fc.integer({ min: 1, max: 4 }) }),
        { maxLength: 30 },
      ),
      destination: fc.nat({ max: 7 }),
    });
    fc.assert(
      fc.property(arbitrary, ({ routers, links, destination }) => {
        const cost = Array.from({ length: routers }, (_, r) => (r === destination ? 0 : Infinity));
        for (let round = 0; round < routers; round++) {
          for (const { from, to, cost: step } of links) cost[from] = Math.min(cost[from], cost[to] + step);
        }
        const ways = new LinkStateGraph(routers, links).waysTo([destination]);
        expect([...ways.cost]).toEqual(cost);
        for (const [router, own] of ways.links.entries()) {
          for (const link of own) expect(cost[links[link].to] + links[link].cost).toBe(cost[router]);
        }
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});
