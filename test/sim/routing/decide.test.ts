import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Announcement, ownAnnouncement } from '../../../src-sim/routing/announcement.ts';
import { decide } from '../../../src-sim/routing/bgp/decide.ts';
import type { Step } from '../../../src-sim/routing/bgp/step.ts';
import type { Candidate } from '../../../src-sim/routing/candidate.ts';
import type { Session, Speaker } from '../../../src-sim/routing/speaker.ts';
import { prefixOf } from '../../support/fabric-builder.ts';

const here: Speaker = { id: 'here', asn: 65000, routerId: 1, originates: [] };

interface Heard {
  route?: Partial<Announcement>;
  session?: Partial<Session>;
  routerId?: number;
  weight?: number;
}

function heard(name: string, { route = {}, session = {}, routerId = 9, weight = 0 }: Heard = {}): Candidate {
  const peer: Speaker = { id: name, asn: 65001, routerId, originates: [] };
  return {
    route: ownAnnouncement(prefixOf('10.0.0.0/8'), { asPath: [65001], ...route }),
    weight,
    learned: { session: { id: name, from: name, to: 'here', type: 'ebgp', via: 0, ...session }, peer },
    trail: [name, 'here'],
  };
}

const own: Candidate = {
  route: ownAnnouncement(prefixOf('10.0.0.0/8')),
  weight: 0,
  learned: null,
  trail: ['here'],
};

const winner = (candidates: readonly Candidate[], speaker = here): [string, Step | null] => {
  const { best, decidedBy } = decide(speaker, candidates);
  return [best.learned?.peer.id ?? 'own', decidedBy];
};

describe('the decision process', () => {
  // Each pair differs in the attribute of the step, and the loser is better in that of the next step.
  const cases: readonly [Step, Candidate, Candidate][] = [
    ['own route', own, heard('b', { weight: 5 })],
    ['highest weight', heard('a', { weight: 1 }), heard('b', { route: { localPreference: 200 } })],
    [
      'highest local preference',
      heard('a', { route: { localPreference: 101, asPath: [1, 2] } }),
      heard('b', { route: { localPreference: 100, asPath: [1] } }),
    ],
    [
      'shortest AS path',
      heard('a', { route: { asPath: [1], origin: 'incomplete' } }),
      heard('b', { route: { asPath: [1, 2], origin: 'igp' } }),
    ],
    [
      'lowest origin',
      heard('a', { route: { origin: 'igp', med: 9 } }),
      heard('b', { route: { origin: 'egp', med: 0 } }),
    ],
    [
      'lowest MED',
      heard('a', { route: { med: 1 }, session: { type: 'ibgp' } }),
      heard('b', { route: { med: 2 } }),
    ],
    ['eBGP over iBGP', heard('a', { session: { cost: 9 } }), heard('b', { session: { type: 'ibgp' } })],
    [
      'lowest cost to the neighbour',
      heard('a', { session: { cost: 1 }, routerId: 9 }),
      heard('b', { session: { cost: 2 }, routerId: 1 }),
    ],
    ['lowest router id', heard('b', { routerId: 1 }), heard('a', { routerId: 2 })],
    ['lowest peer address', heard('a'), heard('b')],
  ];
  for (const [step, better, worse] of cases) {
    it(`names the ${step} that decides, in either order`, () => {
      const name = better.learned?.peer.id ?? 'own';
      expect(winner([better, worse])).toEqual([name, step]);
      expect(winner([worse, better])).toEqual([name, step]);
    });
  }

  it('has nothing to decide on a single route', () => {
    expect(winner([heard('a')])).toEqual(['a', null]);
  });

  it('compares MEDs of one neighbour AS only, unless told otherwise', () => {
    // a comes from AS 1 with MED 9, b from AS 2 with MED 0: without comparison the lower router id decides.
    const pair = [
      heard('a', { route: { asPath: [1], med: 9 }, routerId: 1 }),
      heard('b', { route: { asPath: [2], med: 0 }, routerId: 2 }),
    ];
    expect(winner(pair)).toEqual(['a', 'lowest router id']);
    expect(winner(pair, { ...here, alwaysComparesMed: true })).toEqual(['b', 'lowest MED']);
  });

  it('lets a route fall by MED only to one that is still in, whatever the order (RFC 4451 section 3.2)', () => {
    // Of AS 1: a (MED 1) takes out b (MED 2). c is of AS 2. Left are a and c: the lower router id is c's.
    const three = [
      heard('a', { route: { asPath: [1], med: 1 }, routerId: 3 }),
      heard('b', { route: { asPath: [1], med: 2 }, routerId: 1 }),
      heard('c', { route: { asPath: [2], med: 5 }, routerId: 2 }),
    ];
    expect(winner(three)).toEqual(['c', 'lowest router id']);
    expect(winner([...three].reverse())).toEqual(['c', 'lowest router id']);
  });

  it('follows the steps of a speaker that has its own', () => {
    // By RFC the shorter path; for this speaker the weight counts after the path, so the path still decides; without
    // the path among its steps the weight does.
    const pair = [
      heard('a', { route: { asPath: [1] }, weight: 0 }),
      heard('b', { route: { asPath: [1, 2] }, weight: 5 }),
    ];
    expect(winner(pair, { ...here, steps: ['shortest AS path', 'highest weight'] })).toEqual([
      'a',
      'shortest AS path',
    ]);
    expect(winner(pair, { ...here, steps: ['highest weight'] })).toEqual(['b', 'highest weight']);
  });

  it('uses equal paths together up to the number allowed, of one AS path unless that is relaxed', () => {
    const paths = [
      heard('a', { route: { asPath: [1, 5] } }),
      heard('b', { route: { asPath: [1, 5] } }),
      heard('c', { route: { asPath: [2, 5] } }),
      heard('d', { route: { asPath: [1, 4, 5] } }),
    ];
    const used = (multipath: NonNullable<Speaker['multipath']>): string[] =>
      decide({ ...here, multipath }, paths).paths.map(({ learned }) => learned!.peer.id);
    expect(used({ max: 8 })).toEqual(['a', 'b']);
    expect(used({ max: 8, relaxesAsPath: true })).toEqual(['a', 'b', 'c']);
    expect(used({ max: 2, relaxesAsPath: true })).toEqual(['a', 'b']);
    expect(used({ max: 1 })).toEqual(['a']);
  });

  it('does not depend on the order of the candidates', () => {
    const candidate = fc.record({
      route: fc.record({
        localPreference: fc.constantFrom(100, 200),
        asPath: fc.array(fc.constantFrom(1, 2), { minLength: 1, maxLength: 2 }),
        med: fc.constantFrom(0, 1, 2),
      }),
      session: fc.record({ type: fc.constantFrom('ebgp' as const, 'ibgp' as const), cost: fc.nat(2) }),
      routerId: fc.nat(2),
      weight: fc.nat(1),
    });
    const shuffled = fc
      .array(candidate, { minLength: 1, maxLength: 6 })
      .map((all) => all.map((each, n) => heard(`p${n}`, each)))
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(winner(other)).toEqual(winner(all));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
