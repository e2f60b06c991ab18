import { describe, expect, it } from 'vitest';
import { shed, type SplitDemands } from '../../../src-sim/fluid/shedding.ts';

type Step = readonly [tail: number, head: number, share: number, element: number];

/** Demands as lists of steps; a unit of rate takes a unit of an element, and nothing else is lost. */
function demandsOf(all: readonly (readonly [rate: number, steps: readonly Step[]])[]): SplitDemands {
  const start = [0];
  const pointStart = [0];
  for (const [, steps] of all) {
    start.push(start.at(-1)! + steps.length);
    pointStart.push(pointStart.at(-1)! + 1 + Math.max(0, ...steps.map(([, head]) => head)));
  }
  const steps = all.flatMap(([, own]) => own);
  const column = (n: 0 | 1 | 2 | 3): number[] => steps.map((step) => step[n]);
  return {
    demands: all.length,
    rate: Float64Array.from(all.map(([rate]) => rate)),
    start: Int32Array.from(start),
    pointStart: Int32Array.from(pointStart),
    tail: Int32Array.from(column(0)),
    head: Int32Array.from(column(1)),
    share: Float64Array.from(column(2)),
    element: Int32Array.from(column(3)),
    amount: new Float64Array(steps.length).fill(1),
    keeps: new Float64Array(steps.length).fill(1),
  };
}

const arrivals = (demands: SplitDemands, capacity: readonly number[]) => {
  const { arrived, offered, settled } = shed(demands, Float64Array.from(capacity));
  expect(settled).toBe(true);
  const ends = Array.from({ length: demands.demands }, (_, d) => arrived[demands.pointStart[d + 1] - 1]);
  return { ends, offered: [...offered] };
};

describe('demand that does not slow down', () => {
  it('is lost in proportion to what arrives', () => {
    // 8 and 4 into 10: each keeps 10 / 12.
    const { ends } = arrivals(
      demandsOf([
        [8, [[0, 1, 1, 0]]],
        [4, [[0, 1, 1, 0]]],
      ]),
      [10],
    );
    expect(ends[0]).toBeCloseTo(80 / 12, 12);
    expect(ends[1]).toBeCloseTo(40 / 12, 12);
  });

  it('loads later elements only with what got through the earlier ones', () => {
    // 12 through 10, then through 8 together with 2 of another: 12 into 8, each keeps 8 / 12.
    const long = demandsOf([
      [
        12,
        [
          [0, 1, 1, 0],
          [1, 2, 1, 1],
        ],
      ],
      [2, [[0, 1, 1, 1]]],
    ]);
    const { ends, offered } = arrivals(long, [10, 8]);
    expect(offered).toEqual([12, 12]);
    expect(ends[0]).toBeCloseTo(80 / 12, 12);
    expect(ends[1]).toBeCloseTo(16 / 12, 12);
  });

  it('splits and joins: half takes each branch, and one of them is too thin', () => {
    // 8 in halves; 4 into 3 loses 1; both halves meet again at point 3.
    const steps: Step[] = [
      [0, 1, 0.5, 0],
      [0, 2, 0.5, 1],
      [1, 3, 1, -1],
      [2, 3, 1, 2],
    ];
    const { ends, offered } = arrivals(demandsOf([[8, steps]]), [10, 3, 10]);
    expect(ends).toEqual([7]);
    expect(offered).toEqual([4, 4, 3]);
  });

  it('settles where two demands meet twice in opposite order', () => {
    // By symmetry both elements pass p: 10 + 10 p arrives at each and 10 leaves, so (10 + 10 p) p = 10, p = (sqrt(5) - 1) / 2.
    const ring = demandsOf([
      [
        10,
        [
          [0, 1, 1, 0],
          [1, 2, 1, 1],
        ],
      ],
      [
        10,
        [
          [0, 1, 1, 1],
          [1, 2, 1, 0],
        ],
      ],
    ]);
    const p = (Math.sqrt(5) - 1) / 2;
    const { ends } = arrivals(ring, [10, 10]);
    expect(ends[0]).toBeCloseTo(10 * p * p, 6);
    expect(ends[1]).toBeCloseTo(10 * p * p, 6);
  });
});
