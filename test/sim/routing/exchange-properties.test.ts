import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exchangeRoutes } from '../../../src-sim/routing/exchange.ts';
import type { Outcome } from '../../../src-sim/routing/outcome.ts';
import { SmallInternet } from './small-internet.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const prefixes = ['10.0.0.0/8', '10.1.0.0/16', '192.0.2.0/24'];

/** Up to five ASes joined at random, each announcing some prefixes, with random costs and local preferences. */
const internet = fc
  .record({
    origins: fc.array(fc.subarray(prefixes), { minLength: 5, maxLength: 5 }),
    asns: fc.array(fc.constantFrom(1, 2, 3), { minLength: 5, maxLength: 5 }),
    links: fc.uniqueArray(
      fc.record({
        a: fc.constantFrom(...ids),
        b: fc.constantFrom(...ids),
        cost: fc.nat(2),
        localPreference: fc.constantFrom(undefined, 50, 200),
      }),
      { selector: ({ a, b }) => [a, b].sort().join(), maxLength: 8 },
    ),
  })
  .map(({ origins, asns, links }) => {
    const net = new SmallInternet();
    for (const [n, id] of ids.entries()) net.speaker(id, asns[n], { originates: origins[n] });
    for (const { a, b, cost, localPreference } of links) {
      if (a === b) continue;
      const change = localPreference === undefined ? {} : { localPreference };
      const imports = { rules: [{ accepts: true, change }], otherwise: 'accept' } as const;
      net.peers(a, b, { cost, imports }, { cost });
    }
    return net;
  });

const table = ({ ribs }: Outcome): unknown =>
  [...ribs].map(([id, entries]) => [
    id,
    entries.map(({ best, decidedBy }) => [best.trail, best.route, decidedBy]),
  ]);

const stable = (outcome: Outcome): boolean => outcome.findings.length === 0;

describe('the exchange of routes, on any network', () => {
  it('does not depend on the order of speakers and sessions', () => {
    const shuffled = internet.chain(({ speakers, sessions }) =>
      fc.tuple(
        fc.constant(exchangeRoutes(speakers, sessions)),
        fc.shuffledSubarray(speakers, { minLength: speakers.length }),
        fc.shuffledSubarray(sessions, { minLength: sessions.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([outcome, speakers, sessions]) => {
        expect(table(exchangeRoutes(speakers, sessions))).toEqual(table(outcome));
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it('leads to the origin over speakers that chose the same way: no loop, once it is stable', () => {
    fc.assert(
      fc.property(internet, (net) => {
        const outcome = net.exchange();
        if (!stable(outcome)) return;
        for (const entries of outcome.ribs.values()) {
          for (const { prefix, best } of entries) {
            expect(new Set(best.trail).size).toBe(best.trail.length);
            for (const [n, id] of best.trail.entries()) {
              const there = outcome.ribs.get(id)!.find((entry) => entry.prefix === prefix);
              expect(there?.best.trail).toEqual(best.trail.slice(0, n + 1));
            }
          }
        }
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('is after a withdrawal what it would be if the prefix had never been announced', () => {
    fc.assert(
      fc.property(internet, fc.constantFrom(...ids), (net, quiet) => {
        const without = net.speakers.map((speaker) =>
          speaker.id === quiet ? { ...speaker, originates: [] } : speaker,
        );
        const outcome = exchangeRoutes(without, net.sessions);
        for (const entries of outcome.ribs.values()) {
          for (const { best } of entries) expect(best.trail[0]).not.toBe(quiet);
        }
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it('gives every speaker that is joined by plain eBGP a route, as short as can be', () => {
    fc.assert(
      fc.property(internet, (net) => {
        const speakers = net.speakers.map((speaker, n) => ({ ...speaker, asn: n + 1 }));
        const sessions = net.sessions.map(({ id, from, to, via }) => ({
          id,
          from,
          to,
          via,
          type: 'ebgp' as const,
        }));
        const { ribs, findings } = exchangeRoutes(speakers, sessions);
        expect(findings).toEqual([]);
        for (const [start, { originates }] of speakers.entries()) {
          for (const { prefix } of originates) {
            const near = new Set([speakers[start].id]);
            for (const id of near) for (const { from, to } of sessions) if (from === id) near.add(to);
            for (const id of near)
              expect(ribs.get(id)!.some((entry) => entry.prefix.bits === prefix.bits)).toBe(true);
          }
        }
        // Breadth first from all origins of a prefix gives the least number of sessions, and so of ASes.
        for (const entries of ribs.values()) {
          for (const { prefix, best } of entries) {
            const distance = distances(speakers, sessions, prefix);
            expect(best.route.asPath.length).toBe(distance.get(best.trail.at(-1)!));
          }
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

function distances(
  speakers: SmallInternet['speakers'],
  sessions: SmallInternet['sessions'],
  prefix: SmallInternet['speakers'][number]['originates'][number]['prefix'],
): Map<string, number> {
  const same = (other: typeof prefix): boolean =>
    other.bits === prefix.bits && other.length === prefix.length;
  const found = new Map(
    speakers.flatMap(({ id, originates }) => (originates.some((own) => same(own.prefix)) ? [[id, 0]] : [])),
  );
  for (const [id, steps] of found) {
    for (const { from, to } of sessions) if (from === id && !found.has(to)) found.set(to, steps + 1);
  }
  return found;
}
