import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutRecord } from '../../../src-sim/check/without-record.ts';
import { buildFabric } from '../../../src-sim/clouds/build-fabric.ts';
import { wanScenario } from '../../../src-sim/exchange/import/wan-scenario.ts';
import type { FailureCase } from '../../../src-sim/plan/plan-result.ts';
import { printScenario } from '../../../src-sim/scenario/format-text.ts';
import { loadedNetwork } from '../../../src-sim/session/plan/network-state.ts';
import { openScenario } from '../../../src-sim/session/open.ts';
import { planScenario } from '../../../src-sim/session/plan/plan-scenario.ts';

interface Drawn {
  readonly nodes: number;
  readonly lines: readonly (readonly [a: number, b: number, cost: number, mbps: number])[];
  readonly demands: readonly (readonly [from: number, to: number, mbps: number])[];
}

function opened({ nodes, lines, demands }: Drawn) {
  const { scenario } = wanScenario({
    title: 'Drawn',
    geographic: false,
    nodes: Array.from({ length: nodes }, (_, n) => ({ name: `n${n}`, x: n, y: 0 })),
    lines: lines.map(([a, b, cost, mbps], n) => ({
      name: String(n),
      a,
      b,
      rateBps: mbps * 1e6,
      delayNs: 1e6,
      costA: cost,
      costB: cost,
    })),
    demands: demands.map(([from, to, mbps], n) => ({ name: String(n), from, to, rateBps: mbps * 1e6 })),
    notes: [],
  });
  return openScenario(printScenario(scenario));
}

const named = ({ elements }: FailureCase): string => elements.map(({ record }) => record).join(' ');
const casesOf = (drawn: Drawn, failures: 1 | 2): Map<string, FailureCase> => {
  const { cases } = planScenario(opened(drawn), { failures })!.failures!;
  return new Map(cases.map((each) => [named(each), each]));
};

/** A square, n0 to n2 over n1 or n3, with the way over n3 dearer; 10 Mbit/s each. */
const square: Drawn = {
  nodes: 4,
  lines: [
    [0, 1, 1, 10],
    [1, 2, 1, 10],
    [0, 3, 1, 5],
    [3, 2, 2, 5],
  ],
  demands: [
    [0, 2, 8],
    [3, 0, 1],
  ],
};

describe('failures', () => {
  it('moves what goes over a failed line to the other way, where it may not fit', () => {
    const cases = casesOf(square, 1);
    // 8 Mbit/s over lines of 5: 3 are short. The way over n3 has as many lines, so it is no longer.
    expect(cases.get('links.link-0')).toMatchObject({
      unreachable: [],
      lostBps: 0,
      overloaded: ['link-2:n0>n3', 'link-3:n3>n2'],
      addedNs: 0,
      busiest: { utilisation: 1.6 },
    });
    expect(cases.get('links.link-0')!.shortBps).toBeCloseTo(3e6, 3);
    // n3 to n0 goes over its line; without it 2 + 1 + 1 round the other way, three lines of 1 ms instead of one.
    expect(cases.get('links.link-2')).toMatchObject({ unreachable: [], addedNs: 2e6 });
    // Behind n3 stands the sender of the second demand.
    expect(cases.get('devices.n3')).toMatchObject({ unreachable: ['demand-1'], lostBps: 1e6 });
  });

  it('puts lost reach first, and does not try what carries nothing', () => {
    const { failures } = planScenario(opened(square), { failures: 1 })!;
    const lost = failures!.cases.map(({ lostBps }) => lostBps);
    expect(lost).toEqual([...lost].sort((a, b) => b - a));
    expect(failures!.cases.some((each) => named(each) === 'links.link-3')).toBe(false);
    expect(failures!.unchanged).toBe(1);
  });

  it('tries pairs: both ways gone, nothing is left', () => {
    const cases = casesOf(square, 2);
    const both = cases.get('links.link-0 links.link-2') ?? cases.get('links.link-0 links.link-3');
    expect(both).toMatchObject({ unreachable: expect.arrayContaining(['demand-0']) });
  });

  it('tells what a design built without the element tells, on random networks', () => {
    const drawn: fc.Arbitrary<Drawn> = fc.integer({ min: 3, max: 7 }).chain((nodes) => {
      const node = fc.nat({ max: nodes - 1 });
      return fc.record({
        nodes: fc.constant(nodes),
        lines: fc.array(
          fc
            .tuple(node, node, fc.integer({ min: 1, max: 3 }), fc.constantFrom(2, 5, 10))
            .filter(([a, b]) => a !== b),
          { minLength: 2, maxLength: 12 },
        ),
        demands: fc.array(
          fc.tuple(node, node, fc.integer({ min: 1, max: 6 })).filter(([from, to]) => from !== to),
          { minLength: 1, maxLength: 6 },
        ),
      });
    });
    fc.assert(
      fc.property(drawn, (network) => {
        const whole = opened(network);
        const { cases } = planScenario(whole, { failures: 2 })!.failures!;
        for (const { elements, unreachable, shortBps } of cases) {
          const rest = elements.reduce(
            (left, { record }) => withoutRecord(left, record.split('.')[1]),
            whole.planned!,
          );
          const anew = loadedNetwork(buildFabric(rest, whole.facts).fabric);
          const before = loadedNetwork(whole.fabric!);
          const served = new Map(anew.demands.map((each) => [each.id, each]));
          const cut = before.demands.filter(
            ({ id, boundBy }) =>
              boundBy !== 'unreachable' && (served.get(id)?.boundBy ?? 'unreachable') === 'unreachable',
          );
          expect(unreachable).toEqual(cut.map(({ id }) => id));
          const short = before.demands.reduce((sum, { id, servedBps }) => {
            const now = served.get(id);
            if (now === undefined || now.boundBy === 'unreachable') return sum;
            return sum + Math.max(0, servedBps! - now.servedBps!);
          }, 0);
          expect(Math.abs(shortBps - short)).toBeLessThan(1);
        }
      }),
      { seed: 13, numRuns: 25 },
    );
  });
});
