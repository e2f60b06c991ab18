import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fabric } from '../../../src-sim/fabric/fabric.ts';
import type { SteadyFlow } from '../../../src-sim/fabric/flow.ts';
import { runFabric } from '../../../src-sim/packet/run-fabric.ts';
import { ask, type Outcome } from '../../../src-sim/trace/ask.ts';
import { classRank } from '../../../src-sim/trace/classify.ts';
import { groundworkOf } from '../../../src-sim/trace/groundwork.ts';
import { reach } from '../../../src-sim/trace/reach.ts';
import { trace } from '../../../src-sim/trace/trace.ts';
import type { ReachClass, TracePath } from '../../../src-sim/trace/trace-result.ts';
import { Ways } from '../../../src-sim/trace/ways.ts';
import { fabric as plainFabric } from '../../support/fabric-arbitrary.ts';
import { cornerPorts, elaborateFabric } from '../../support/elaborate-fabric-arbitrary.ts';
import { origin } from '../../support/fabric-builder.ts';

const seed = 20261120;

/** Every packet that anything here could tell apart is walked step by step, both ways: no chains, no choice of probes. */
function* bruteForce(fabric: Fabric): Generator<readonly [string, readonly Outcome[]]> {
  const ground = groundworkOf(fabric, []);
  for (const a of fabric.endpoints) {
    for (const b of fabric.endpoints) {
      if (a === b) continue;
      const pair = { source: a.addresses[0], destination: b.addresses[0] };
      const ways = new Ways(ground.decisions, { address: pair.destination, node: b.node });
      const there = { node: a.node, ways, chain: null };
      const outcomes = (['icmp', 'tcp', 'udp'] as const).flatMap((protocol) =>
        (protocol === 'icmp' ? [0] : cornerPorts).map((port) =>
          ask({ ground, pair, from: a.node, to: b.node, there, back: null, protocol, port }),
        ),
      );
      yield [`${a.id} ${b.id}`, outcomes];
    }
  }
}

const rank = (kind: ReachClass, isLost: boolean): number =>
  classRank.indexOf(kind === 'asymmetric' && isLost ? 'one-way' : kind);

/** Which of the two happens; what is not reached is lost for one reason or another, depending on the packet. */
function holds(fabric: Fabric, met: Map<string, number>): void {
  const found = new Map(reach(fabric).pairs.map(({ from, to, class: kind }) => [`${from} ${to}`, kind]));
  for (const [pair, outcomes] of bruteForce(fabric)) {
    const best = Math.min(
      ...outcomes.map(({ class: kind, reverse }) => rank(kind, reverse?.fate !== 'delivered')),
    );
    const kind = found.get(pair)!;
    met.set(kind, (met.get(kind) ?? 0) + 1);
    const worst = classRank.indexOf('denied');
    const own = outcomes.filter((outcome) => outcome.class === kind);
    expect(own.length, `${pair}: no packet is ${kind}`).toBeGreaterThan(0);
    const reached = Math.min(...own.map(({ reverse }) => rank(kind, reverse?.fate !== 'delivered')));
    expect(Math.min(reached, worst), pair).toBe(Math.min(best, worst));
  }
}

describe('the reach matrix of everything a fabric can hold', () => {
  it('says what walking every packet step by step says', () => {
    const met = new Map<string, number>();
    fc.assert(
      fc.property(elaborateFabric, (fabric) => holds(fabric, met)),
      { seed, numRuns: 400 },
    );
    for (const kind of ['delivered', 'denied', 'no-route', 'one-way', 'asymmetric', 'loop']) {
      expect(met.get(kind), kind).toBeGreaterThan(0);
    }
  });

  it('says so of plain fabrics, where it takes short cuts', () => {
    fc.assert(
      fc.property(plainFabric, (fabric) => holds(fabric, new Map())),
      { seed, numRuns: 200 },
    );
  });
});

describe('a trace of everything a fabric can hold', () => {
  it('ends, says how, and agrees with the matrix', () => {
    const fates = new Set<string>();
    const tell = (path: TracePath): void => {
      fates.add(path.fate);
      expect(path.reason.length, path.fate).toBeGreaterThan(0);
      expect(path.steps.length).toBeGreaterThan(0);
      for (const { sentence } of path.steps) expect(sentence.length).toBeGreaterThan(0);
      for (const branch of path.branches ?? []) tell(branch);
    };
    fc.assert(
      fc.property(elaborateFabric, (fabric) => {
        for (const { from, to, class: kind, reason } of reach(fabric).pairs) {
          const result = trace(fabric, { from, to });
          expect({ class: result.class, verdict: result.verdict }).toEqual({ class: kind, verdict: reason });
          tell(result.forward);
          tell(result.reverse);
        }
      }),
      { seed, numRuns: 200 },
    );
    for (const fate of [
      'no-neighbour',
      'no-tunnel',
      'reverse-path',
      'not-for-me',
      'denied',
      'ttl-exceeded',
    ]) {
      expect(fates, fate).toContain(fate);
    }
  });
});

type Service = Pick<SteadyFlow, 'protocol' | 'port'>;

const service: fc.Arbitrary<Service> = fc.constantFrom<Service>(
  { protocol: 'icmp', port: 0 },
  { protocol: 'udp', port: 9 },
  { protocol: 'tcp', port: 443 },
);

/** Three packets of 1000 B, a second apart: 8 kbit/s for 3 s. */
const flowBetween = (from: number, to: number, given: Service): SteadyFlow => ({
  id: `${from}-${to}`,
  from,
  to: [to],
  ...given,
  portCount: 1,
  chance: from * 7 + to,
  pattern: 'constant-rate',
  rateBps: 8000,
  packetBytes: 1000,
  startNs: 0,
  stopNs: 3e9,
  origin: origin(`${from}-${to}`, 'traffic'),
});

describe('the packet engine on everything a fabric can hold', () => {
  it('ends packets as one of the ways that a trace tells', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(elaborateFabric, service, (drawn, given) => {
        for (const from of drawn.endpoints.keys()) {
          for (const to of drawn.endpoints.keys()) {
            if (from === to) continue;
            const fabric = { ...drawn, flows: [flowBetween(from, to, given)], durationNs: 3e9 };
            const [{ delivered, lossByFate }] = runFabric(fabric).flows;
            const ends = { from: fabric.endpoints[from].id, to: fabric.endpoints[to].id };
            const { forward } = trace(
              fabric,
              given.protocol === 'icmp' ? { ...ends, protocol: 'icmp' } : { ...ends, ...given },
            );
            const told = [forward, ...(forward.branches ?? [])].map(({ fate }) => fate as string);
            for (const fate of [...(delivered > 0 ? ['delivered'] : []), ...Object.keys(lossByFate)]) {
              met.add(fate);
              expect(told, `${ends.from} to ${ends.to}`).toContain(fate);
            }
          }
        }
      }),
      { seed, numRuns: 150 },
    );
    for (const fate of ['delivered', 'denied', 'no-neighbour', 'reverse-path', 'no-tunnel']) {
      expect(met, fate).toContain(fate);
    }
  });
});
