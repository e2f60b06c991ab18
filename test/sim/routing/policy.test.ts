import { describe, expect, it } from 'vitest';
import { type Announcement, ownAnnouncement } from '../../../src-sim/routing/announcement.ts';
import { judge, type RouteMatch } from '../../../src-sim/routing/bgp/policy.ts';
import { prefixOf } from '../../support/fabric-builder.ts';

const told = (text: string, attributes: Partial<Announcement> = {}): Announcement =>
  ownAnnouncement(prefixOf(text), attributes);

const matches = (match: RouteMatch, route: Announcement): boolean =>
  judge({ rules: [{ match, accepts: true }], otherwise: 'refuse' }, route, 65001) !== null;

describe('a route policy', () => {
  it('matches a prefix itself, and longer ones up to the length it names', () => {
    const exact = { prefixes: [{ prefix: prefixOf('10.0.0.0/8') }] };
    const orLonger = { prefixes: [{ prefix: prefixOf('10.0.0.0/8'), lengthMax: 16 }] };
    expect(matches(exact, told('10.0.0.0/8'))).toBe(true);
    expect(matches(exact, told('10.1.0.0/16'))).toBe(false);
    expect(matches(orLonger, told('10.1.0.0/16'))).toBe(true);
    expect(matches(orLonger, told('10.1.1.0/24'))).toBe(false);
    expect(matches(orLonger, told('0.0.0.0/0'))).toBe(false);
  });

  it('matches an AS in the path, the AS it begins in, and communities; all conditions at once', () => {
    const route = told('10.0.0.0/8', { asPath: [1, 2, 3], communities: ['65000:7'] });
    expect(matches({ throughAs: [2] }, route)).toBe(true);
    expect(matches({ throughAs: [4] }, route)).toBe(false);
    expect(matches({ fromAs: [3] }, route)).toBe(true);
    expect(matches({ fromAs: [1] }, route)).toBe(false);
    expect(matches({ fromAs: [3] }, told('10.0.0.0/8'))).toBe(false);
    expect(matches({ communities: ['65000:7'] }, route)).toBe(true);
    expect(matches({ communities: ['65000:7'], throughAs: [4] }, route)).toBe(false);
  });

  it('lets the first matching rule decide', () => {
    const policy = {
      rules: [
        { match: { prefixes: [{ prefix: prefixOf('10.1.0.0/16') }] }, accepts: false },
        { accepts: true, change: { med: 7, localPreference: 200, weight: 3 } },
      ],
      otherwise: 'accept',
    } as const;
    expect(judge(policy, told('10.1.0.0/16'), 65001)).toBeNull();
    expect(judge(policy, told('10.2.0.0/16'), 65001)).toMatchObject({
      route: { med: 7, localPreference: 200 },
      weight: 3,
    });
  });

  it("puts the sender's AS in front as often as it says, and changes communities", () => {
    const change = { prepends: 2, addsCommunities: ['b'], removesCommunities: ['a'] };
    const policy = { rules: [{ accepts: true, change }], otherwise: 'refuse' } as const;
    const route = told('10.0.0.0/8', { asPath: [9], communities: ['a', 'c'] });
    expect(judge(policy, route, 65001)?.route).toMatchObject({
      asPath: [65001, 65001, 9],
      communities: ['b', 'c'],
    });
  });

  it('leaves everything as it is where there is none', () => {
    const route = told('10.0.0.0/8');
    expect(judge(undefined, route, 1)).toEqual({ route, weight: undefined });
  });
});
