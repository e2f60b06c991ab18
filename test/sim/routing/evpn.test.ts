import { describe, expect, it } from 'vitest';
import { parsePrefix } from '../../../src-sim/quantity/prefix.ts';
import { bestMacRoute, movedHere } from '../../../src-sim/routing/evpn/best-mac-route.ts';
import { convergenceNs } from '../../../src-sim/routing/evpn/convergence.ts';
import type { EvpnRoute, MacIpRoute } from '../../../src-sim/routing/evpn/evpn-route.ts';
import { evpnSessions, hearers } from '../../../src-sim/routing/evpn/evpn-sessions.ts';
import { importRoutes } from '../../../src-sim/routing/evpn/imported-routes.ts';
import { headEndCopies, multicastCopies } from '../../../src-sim/routing/evpn/replication.ts';

const leaves = (count: number): string[] => Array.from({ length: count }, (_, n) => `leaf-${n + 1}`);

function prefix(text: string) {
  const outcome = parsePrefix(text);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

const station = (over: Partial<MacIpRoute> = {}): MacIpRoute => ({
  type: 2,
  segment: 10_010,
  station: 7,
  address: { family: 4, bits: 0x0a01_000an },
  vrf: 'tenant',
  nextHop: 'leaf-1',
  sequence: 0,
  sticky: false,
  ...over,
});
const order = (end: string): number => leaves(9).indexOf(end);

describe('sessions of an EVPN', () => {
  // n(n - 1)/2: 8 x 7 / 2 = 28. With two reflectors 8 x 2 and one between them: 17.
  it('grow with the square of the switches, or with reflectors in step with them', () => {
    expect(evpnSessions(leaves(8), [])).toHaveLength(28);
    expect(evpnSessions(leaves(8), ['spine-1', 'spine-2'])).toHaveLength(17);
  });

  it('let everybody hear everybody, in a full mesh and by way of reflectors', () => {
    const members = leaves(4);
    for (const reflectors of [[], ['spine-1'], ['spine-1', 'spine-2'], ['leaf-1']]) {
      const heard = hearers(members, reflectors, evpnSessions(members, reflectors));
      for (const member of members)
        expect(heard.get(member)).toEqual(members.filter((each) => each !== member));
    }
  });

  // RFC 4271 section 9.2: what came by iBGP is not told on.
  it('tell nobody of a switch that has lost its session in a full mesh', () => {
    const members = leaves(3);
    const sessions = evpnSessions(members, []).filter(({ a, b }) => !(a === 'leaf-1' && b === 'leaf-3'));
    const heard = hearers(members, [], sessions);
    expect(heard.get('leaf-3')).toEqual(['leaf-2']);
    expect(heard.get('leaf-2')).toEqual(['leaf-1', 'leaf-3']);
  });

  it('carry a route from a client of one reflector to a client of another', () => {
    const sessions = [
      { a: 'leaf-1', b: 'spine-1' },
      { a: 'leaf-2', b: 'spine-2' },
      { a: 'spine-1', b: 'spine-2' },
    ];
    const heard = hearers(leaves(2), ['spine-1', 'spine-2'], sessions);
    expect(heard.get('leaf-2')).toEqual(['leaf-1']);
    // Without the session between the reflectors nothing comes across.
    const apart = hearers(leaves(2), ['spine-1', 'spine-2'], sessions.slice(0, 2));
    expect(apart.get('leaf-2')).toEqual([]);
  });
});

describe('routes to one station', () => {
  it('are decided by the latest move, then by the lower address of the switch', () => {
    const first = station();
    const moved = movedHere(first, 'leaf-3');
    expect(moved.sequence).toBe(1);
    expect(bestMacRoute([first, moved], order)).toBe(moved);
    const both = [station({ nextHop: 'leaf-3' }), station({ nextHop: 'leaf-2' })];
    expect(bestMacRoute(both, order).nextHop).toBe('leaf-2');
  });

  it('are decided before that by who may not move', () => {
    const fixed = station({ sticky: true });
    expect(bestMacRoute([station({ nextHop: 'leaf-2', sequence: 5 }), fixed], order)).toBe(fixed);
  });
});

describe('what a switch imports', () => {
  const routes: EvpnRoute[] = [
    { type: 3, segment: 10_010, nextHop: 'leaf-1' },
    { type: 3, segment: 10_010, nextHop: 'leaf-2' },
    { type: 3, segment: 10_020, nextHop: 'leaf-3' },
    station(),
    station({ nextHop: 'leaf-3', sequence: 1 }),
    station({ segment: 10_020, station: 8, nextHop: 'leaf-3', address: { family: 4, bits: 0x0a02_000an } }),
    { type: 5, vrf: 'tenant', prefix: prefix('10.2.0.0/16'), nextHop: 'leaf-1' },
    { type: 5, vrf: 'tenant', prefix: prefix('10.2.0.0/16'), nextHop: 'leaf-3' },
    { type: 5, vrf: 'other', prefix: prefix('10.3.0.0/16'), nextHop: 'leaf-3' },
  ];
  const imported = importRoutes({ id: 'leaf-2', segments: [10_010], vrfs: ['tenant'] }, routes, order);

  it('is copies to those with its segment, itself not among them', () => {
    expect([...imported.copies]).toEqual([[10_010, ['leaf-1']]]);
  });

  it('is stations of its own segments where they were last', () => {
    expect(imported.stations.map(({ station: number, nextHop }) => [number, nextHop])).toEqual([
      [7, 'leaf-3'],
    ]);
  });

  it('is hosts of its VRFs in other segments, too, and prefixes behind all who tell them', () => {
    expect(imported.hosts.map(({ nextHop }) => nextHop)).toEqual(['leaf-3', 'leaf-3']);
    expect(imported.prefixes).toEqual([
      { vrf: 'tenant', prefix: prefix('10.2.0.0/16'), nextHops: ['leaf-1', 'leaf-3'] },
    ]);
  });

  it('is not a station that has moved to itself', () => {
    const own = importRoutes({ id: 'leaf-3', segments: [10_010], vrfs: ['tenant'] }, routes, order);
    expect(own.stations).toEqual([]);
  });
});

describe('figures of a control plane', () => {
  it('add detection and an interval for every session on the way', () => {
    // RFC 5880 section 6.8.4: 3 x 300 ms; two sessions by way of a reflector, 5 s each (RFC 4271 section 10).
    const detectionNs = 900e6;
    expect(convergenceNs({ detectionNs, advertisementNs: 5e9, sessions: 2 })).toBe(10.9e9);
  });

  it('count copies made by the first switch and by the underlay', () => {
    // Spine and leaf: from leaf 1 by link 0 to the spine, from there by links 1, 2, 3 to the others.
    const ways = [
      [0, 1],
      [0, 2],
      [0, 3],
    ];
    expect(headEndCopies(ways)).toEqual({ sent: 3, links: 6 });
    expect(multicastCopies(ways)).toEqual({ sent: 1, links: 4 });
  });
});
