import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unfairness } from '../../../src-sim/fluid/certificate.ts';
import { maxMinRates } from '../../../src-sim/fluid/max-min.ts';
import { SharingDraft, type SharingSystem } from '../../../src-sim/fluid/sharing-system.ts';

interface FlowSpec {
  readonly over: readonly number[];
  readonly weight?: number;
  readonly cap?: number;
  readonly amount?: number;
}

function systemOf(capacities: readonly number[], flows: readonly FlowSpec[]): SharingSystem {
  const draft = new SharingDraft();
  for (const capacity of capacities) draft.addResource(capacity);
  for (const { over, weight = 1, cap = Infinity, amount = 1 } of flows) {
    draft.addFlow(
      over.map((resource) => ({ resource, amount })),
      { weight, cap },
    );
  }
  return draft.build();
}

const ratesOf = (capacities: readonly number[], flows: readonly FlowSpec[]): number[] => {
  const system = systemOf(capacities, flows);
  const rates = maxMinRates(system);
  expect(unfairness(system, rates)).toBeNull();
  return [...rates];
};

describe('max-min fair sharing', () => {
  it('shares one link evenly, and by weight', () => {
    expect(ratesOf([12], [{ over: [0] }, { over: [0] }, { over: [0] }])).toEqual([4, 4, 4]);
    // 12 = t + 2 t + 3 t, so t = 2.
    expect(ratesOf([12], [{ over: [0] }, { over: [0], weight: 2 }, { over: [0], weight: 3 }])).toEqual([
      2, 4, 6,
    ]);
  });

  it('gives what a flow at its cap leaves to the others', () => {
    // All grow to 1, where the first has enough; 11 is left for two.
    expect(ratesOf([12], [{ over: [0], cap: 1 }, { over: [0] }, { over: [0] }])).toEqual([1, 5.5, 5.5]);
  });

  it('holds a flow over several links back at the tightest, and lets the others have the rest', () => {
    // Links of 10, 4 and 6. At level 2 the link of 4 is full (flows 0 and 2 on it); of 6, flow 0 takes 2 and flow 3 the
    // other 4; of 10, flow 0 takes 2 and flow 1 the other 8.
    const flows = [{ over: [0, 1, 2] }, { over: [0] }, { over: [1] }, { over: [2] }];
    expect(ratesOf([10, 4, 6], flows)).toEqual([2, 8, 2, 4]);
  });

  it('knows the textbook case: a long flow over n links with a short one on each gets half', () => {
    expect(ratesOf([1, 1, 1], [{ over: [0, 1, 2] }, { over: [0] }, { over: [1] }, { over: [2] }])).toEqual([
      0.5, 0.5, 0.5, 0.5,
    ]);
  });

  it('counts what a unit of rate takes: half of a flow over each of two links takes half of both', () => {
    // The first is split over both links: t / 2 of each. The second shares link 0: t / 2 + t = 6, t = 4.
    const draft = new SharingDraft();
    draft.addResource(6);
    draft.addResource(6);
    draft.addFlow([
      { resource: 0, amount: 0.5 },
      { resource: 1, amount: 0.5 },
    ]);
    draft.addFlow([{ resource: 0, amount: 1 }]);
    expect([...maxMinRates(draft.build())]).toEqual([4, 4]);
  });

  it('holds bits and packets in one system: small packets run into the packet rate', () => {
    // 10 Gbit/s and 1 Mpacket/s. Bits of 64 B packets: 1 / 512 packets a bit; of 1500 B: 1 / 12000.
    // Packets: t (1 / 512 + 1 / 12000) = 1e6, t = 1e6 / (0.001953125 + 0.0000833...) = 491053.75... bit/s x 1000.
    const draft = new SharingDraft();
    const bits = draft.addResource(10e9);
    const packets = draft.addResource(1e6);
    for (const bytes of [64, 1500]) {
      draft.addFlow([
        { resource: bits, amount: 1 },
        { resource: packets, amount: 1 / (8 * bytes) },
      ]);
    }
    const [small, large] = maxMinRates(draft.build());
    const level = 1e6 / (1 / 512 + 1 / 12_000);
    expect(small).toBeCloseTo(level, 3);
    expect(large).toBeCloseTo(level, 3);
  });

  it('gives nothing over a link without capacity, and no bound to who uses nothing', () => {
    expect(ratesOf([0, 5], [{ over: [0, 1] }, { over: [1] }])).toEqual([0, 5]);
    expect([...maxMinRates(systemOf([1], [{ over: [] }, { over: [], cap: 3 }]))]).toEqual([Infinity, 3]);
    expect([...maxMinRates(systemOf([Infinity], [{ over: [0], cap: 7 }, { over: [0] }]))]).toEqual([
      7,
      Infinity,
    ]);
    expect([...maxMinRates(systemOf([], []))]).toEqual([]);
  });

  it('agrees with filling in small steps, on systems small enough for that', () => {
    fc.assert(
      fc.property(smallSystem, (system) => {
        const exact = maxMinRates(system);
        const steps = filledInSteps(system, 1e-3);
        for (let f = 0; f < system.flows; f++) {
          // A step of 1e-3 for a weight up to 4, with the rest of a step on each of up to 4 resources.
          expect(Math.abs(exact[f] - steps[f])).toBeLessThan(0.05);
        }
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('is fair on random systems: the certificate holds', () => {
    fc.assert(
      fc.property(anySystem, (system) => {
        expect(unfairness(system, maxMinRates(system))).toBeNull();
      }),
      { seed: 11, numRuns: 400 },
    );
  });

  it('solves 100,000 flows over six of 10,000 links, and the certificate holds', () => {
    const system = largeSystem(100_000, 10_000, 6);
    expect(unfairness(system, maxMinRates(system), 1e-6)).toBeNull();
  });
});

describe('the certificate', () => {
  const system = systemOf([10, 4], [{ over: [0, 1] }, { over: [0] }]);

  it('refuses what is over capacity, what could have more, and what takes from a slower one', () => {
    // Fair is 4 and 6.
    expect(unfairness(system, Float64Array.of(4, 6))).toBeNull();
    expect(unfairness(system, Float64Array.of(4, 7))).toBe('resource 0 is over its capacity');
    expect(unfairness(system, Float64Array.of(4, 5))).toBe('nothing holds flow 1 back');
    expect(unfairness(system, Float64Array.of(3, 7))).toBe('nothing holds flow 0 back');
  });
});

const flowSpec = (resources: number) =>
  fc.record({
    over: fc.uniqueArray(fc.nat({ max: resources - 1 }), { maxLength: 4, minLength: 1 }),
    weight: fc.constantFrom(0.5, 1, 1, 1, 2, 4),
    cap: fc.constantFrom(Infinity, Infinity, 0, 0.25, 1, 3),
    amount: fc.constantFrom(1, 1, 0.5, 2),
  });

const systemArbitrary = (resourcesMax: number, flowsMax: number) =>
  fc
    .array(fc.constantFrom(0, 0.5, 1, 2, 5, 10), { minLength: 1, maxLength: resourcesMax })
    .chain((capacities) =>
      fc
        .array(flowSpec(capacities.length), { maxLength: flowsMax })
        .map((flows) => systemOf(capacities, flows)),
    );

const smallSystem = systemArbitrary(4, 5);
const anySystem = systemArbitrary(12, 40);

/** The definition carried out: all that can still grow do, by a small step each. */
function filledInSteps(system: SharingSystem, step: number): Float64Array {
  const { flows, start, resource, amount, weight, cap, capacity } = system;
  const rates = new Float64Array(flows);
  const left = Float64Array.from(capacity);
  const growing = new Set(Array.from({ length: flows }, (_, f) => f));
  while (growing.size > 0) {
    for (const f of growing) {
      const more = step * weight[f];
      let fits = rates[f] + more <= cap[f];
      for (let use = start[f]; use < start[f + 1]; use++) {
        if (left[resource[use]] < more * amount[use]) fits = false;
      }
      if (!fits) {
        growing.delete(f);
        continue;
      }
      rates[f] += more;
      for (let use = start[f]; use < start[f + 1]; use++) left[resource[use]] -= more * amount[use];
    }
  }
  return rates;
}

/** Drawn by a fixed sequence: x -> 1664525 x + 1013904223 (mod 2^32). */
function largeSystem(flows: number, links: number, hops: number): SharingSystem {
  let x = 2026;
  const draw = (below: number): number => {
    x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((x / 2 ** 32) * below);
  };
  const draft = new SharingDraft();
  for (let l = 0; l < links; l++) draft.addResource(1 + draw(100));
  for (let f = 0; f < flows; f++) {
    draft.addFlow(Array.from({ length: hops }, () => ({ resource: draw(links), amount: 1 })));
  }
  return draft.build();
}
