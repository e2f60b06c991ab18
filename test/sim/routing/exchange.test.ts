import { describe, expect, it } from 'vitest';
import { ownAnnouncement } from '../../../src-sim/routing/announcement.ts';
import type { Policy } from '../../../src-sim/routing/bgp/policy.ts';
import { prefixOf } from '../../support/fabric-builder.ts';
import { SmallInternet } from './small-internet.ts';

const block = '10.0.0.0/8';
const preferring = (localPreference: number): Policy => ({
  rules: [{ accepts: true, change: { localPreference } }],
  otherwise: 'accept',
});
const pathOf = (net: SmallInternet, speaker: string): readonly number[] | undefined =>
  net.entry(speaker, block)?.best.route.asPath;

describe('the exchange of routes', () => {
  it('puts the AS of each sender in front (RFC 4271 section 5.1.2)', () => {
    const net = new SmallInternet()
      .speaker('a', 1, { originates: [block] })
      .speaker('b', 2)
      .speaker('c', 3)
      .peers('a', 'b')
      .peers('b', 'c');
    expect(pathOf(net, 'b')).toEqual([1]);
    expect(pathOf(net, 'c')).toEqual([2, 1]);
    expect(net.entry('c', block)?.best.trail).toEqual(['a', 'b', 'c']);
  });

  it('uses the shorter of two ways and keeps the other as a candidate', () => {
    const net = new SmallInternet()
      .speaker('a', 1, { originates: [block] })
      .speaker('b', 2)
      .speaker('c', 3)
      .peers('a', 'b')
      .peers('b', 'c')
      .peers('a', 'c');
    const entry = net.entry('c', block)!;
    expect(entry.best.learned?.session.from).toBe('a');
    expect(entry.decidedBy).toBe('shortest AS path');
    expect(entry.candidates.map(({ route }) => route.asPath)).toEqual([[1], [2, 1]]);
  });

  it('tells nothing that nobody announces', () => {
    const net = new SmallInternet().speaker('a', 1).speaker('b', 2).peers('a', 'b');
    expect([...net.exchange().ribs.values()]).toEqual([[], []]);
  });

  it('refuses a path with the own AS in it, unless it may be there', () => {
    // Two branches with AS 65001 behind one provider: each refuses the other's prefix.
    const branches = (ownAsMax?: number): SmallInternet => {
      const terms = ownAsMax === undefined ? {} : { ownAsMax };
      return new SmallInternet()
        .speaker('east', 65001, { originates: [block] })
        .speaker('provider', 1)
        .speaker('west', 65001)
        .peers('east', 'provider')
        .peers('provider', 'west', terms);
    };
    expect(branches().entry('west', block)).toBeUndefined();
    expect(
      branches()
        .exchange()
        .refused.map(({ session, reason }) => [session.to, reason]),
    ).toEqual([['west', 'own AS in the path']]);
    expect(pathOf(branches(1), 'west')).toEqual([1, 65001]);
  });

  it('does not tell an iBGP neighbour what another one told (RFC 4271 section 9.2)', () => {
    const line = (client?: 'from' | 'to'): SmallInternet => {
      const reflected = client === undefined ? {} : { client };
      return new SmallInternet()
        .speaker('edge', 1, { originates: [block] })
        .speaker('a', 65000)
        .speaker('b', 65000)
        .speaker('c', 65000)
        .peers('edge', 'a')
        .peers('a', 'b')
        .peers('b', 'c', reflected);
    };
    expect(line().entry('b', block)).toBeDefined();
    expect(line().entry('c', block)).toBeUndefined();
    expect(
      line()
        .exchange()
        .refused.find(({ session }) => session.to === 'c')?.reason,
    ).toBe('learned from another iBGP neighbour');
    // RFC 4456 section 6: b reflects to c, its client; iBGP leaves the path as it is.
    expect(pathOf(line('to'), 'c')).toEqual([1]);
  });

  it('reflects what a client told to everybody', () => {
    const net = new SmallInternet()
      .speaker('client', 65000, { originates: [block] })
      .speaker('reflector', 65000)
      .speaker('other', 65000)
      .peers('client', 'reflector', { client: 'from' }, { client: 'to' })
      .peers('reflector', 'other');
    expect(net.entry('other', block)?.best.trail).toEqual(['client', 'reflector', 'other']);
  });

  it('keeps local preference inside the AS and MEDs between neighbours (RFC 4271 sections 5.1.4 and 5.1.5)', () => {
    const net = new SmallInternet()
      .speaker('a', 1, { originates: [] })
      .speaker('b', 2)
      .speaker('b2', 2)
      .speaker('c', 3);
    net.speakers[0] = { ...net.speakers[0], originates: [ownAnnouncement(prefixOf(block), { med: 50 })] };
    net
      .peers('a', 'b', { imports: preferring(300) })
      .peers('b', 'b2')
      .peers('b2', 'c');
    const seen = (id: string) => {
      const { localPreference, med } = net.entry(id, block)!.best.route;
      return [localPreference, med];
    };
    expect(seen('b')).toEqual([300, 50]);
    expect(seen('b2')).toEqual([300, 50]);
    expect(seen('c')).toEqual([100, 0]);
  });

  it('copies routes between tables as they are', () => {
    const net = new SmallInternet()
      .speaker('edge', 1, { originates: [block] })
      .speaker('gateway', 65000)
      .speaker('table', 65000)
      .speaker('far', 7)
      .peers('edge', 'gateway', { imports: preferring(150) })
      .tells('gateway', 'table', { type: 'propagation' })
      .tells('table', 'far');
    expect(net.entry('table', block)?.best.route).toMatchObject({ asPath: [1], localPreference: 150 });
    expect(pathOf(net, 'far')).toEqual([65000, 1]);
  });

  it('keeps routes with a well-known community where it says (RFC 1997)', () => {
    const tagged = (community: string): SmallInternet => {
      const exports: Policy = {
        rules: [{ accepts: true, change: { addsCommunities: [community] } }],
        otherwise: 'accept',
      };
      return new SmallInternet()
        .speaker('a', 1, { originates: [block] })
        .speaker('b', 2)
        .speaker('b2', 2)
        .speaker('c', 3)
        .peers('a', 'b', { exports })
        .peers('b', 'b2')
        .peers('b', 'c');
    };
    const reached = (net: SmallInternet): boolean[] =>
      ['b', 'b2', 'c'].map((id) => net.entry(id, block) !== undefined);
    expect(reached(tagged('65000:1'))).toEqual([true, true, true]);
    expect(reached(tagged('no-export'))).toEqual([true, true, false]);
    expect(reached(tagged('no-advertise'))).toEqual([true, false, false]);
  });

  it('closes a session that is told more than it takes, or ignores what comes last', () => {
    const told = (beyond: 'close' | 'ignore'): string[] => {
      const net = new SmallInternet()
        .speaker('a', 1, { originates: ['10.3.0.0/16', '10.1.0.0/16', '10.2.0.0/16'] })
        .speaker('b', 2)
        .peers('a', 'b', { limit: { max: 2, beyond } });
      const outcome = net.exchange();
      expect(outcome.findings).toMatchObject([{ kind: 'prefix-limit', prefixes: 3 }]);
      // Second bytes of the prefixes: bits 16 to 23.
      return outcome.ribs.get('b')!.map(({ prefix }) => String((prefix.bits >> 16n) & 255n));
    };
    expect(told('close')).toEqual([]);
    expect(told('ignore')).toEqual(['1', '2']);
  });

  it('finds that three policies in a circle never settle, and ends', () => {
    // The "bad gadget" of Griffin, Shepherd and Wilfong, 2002: each of three prefers the way over the next one to its own.
    const net = new SmallInternet().speaker('origin', 9, { originates: [block] });
    for (const [n, id] of ['a', 'b', 'c'].entries()) net.speaker(id, n + 1);
    const direct: Policy = {
      rules: [{ match: { throughAs: [1, 2, 3] }, accepts: false }],
      otherwise: 'accept',
    };
    for (const id of ['a', 'b', 'c']) net.tells('origin', id, { imports: direct });
    // Over a neighbour only its direct way is taken: a path of two ASes, which is preferred.
    const over = (own: number, neighbour: number): Policy => ({
      rules: [
        { match: { throughAs: [1, 2, 3].filter((asn) => asn !== own && asn !== neighbour) }, accepts: false },
        { accepts: true, change: { localPreference: 200 } },
      ],
      otherwise: 'refuse',
    });
    net.tells('b', 'a', { imports: over(1, 2) });
    net.tells('c', 'b', { imports: over(2, 3) });
    net.tells('a', 'c', { imports: over(3, 1) });
    const { findings } = net.exchange();
    expect(findings).toMatchObject([{ kind: 'oscillation', speakers: ['a', 'b', 'c'] }]);
  });

  it('finds that history decides where two each prefer the way over the other (RFC 4264)', () => {
    const net = new SmallInternet()
      .speaker('origin', 9, { originates: [block] })
      .speaker('a', 1)
      .speaker('b', 2);
    net.tells('origin', 'a').tells('origin', 'b');
    net.peers('a', 'b', { imports: preferring(200) }, { imports: preferring(200) });
    const { findings } = net.exchange();
    expect(findings).toMatchObject([{ kind: 'order-dependent', speakers: ['a', 'b'] }]);
  });

  it('says so where a session names a speaker there is none of', () => {
    const net = new SmallInternet().speaker('a', 1);
    net.sessions.push({ id: 's', from: 'a', to: 'nobody', type: 'ebgp', via: 0 });
    expect(() => net.exchange()).toThrow('the speaker nobody');
  });
});
