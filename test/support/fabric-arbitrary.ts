// Small random fabrics: hosts on routers, routers joined at random, routes that may be missing, loop or be shared.
import * as fc from 'fast-check';
import type { Fabric, Filter } from '../../src-sim/fabric/fabric.ts';
import { FabricDraft, origin, prefixOf } from './fabric-builder.ts';

interface Shape {
  readonly routers: number;
  /** Router each host hangs on. */
  readonly hosts: readonly number[];
  /** Pairs of routers with a link. */
  readonly links: readonly (readonly [number, number])[];
  /** At a router, for a host: how many of its neighbours take packets, and from which one on; 0 is a dead end. */
  readonly routes: readonly {
    readonly at: number;
    readonly host: number;
    readonly first: number;
    readonly count: number;
  }[];
  /** Hosts that admit one udp port only. */
  readonly guards: readonly { readonly host: number; readonly port: number }[];
}

const routersMax = 5;
const hostsMax = 4;

const shape: fc.Arbitrary<Shape> = fc.record({
  routers: fc.integer({ min: 1, max: routersMax }),
  hosts: fc.array(fc.nat(routersMax - 1), { minLength: 2, maxLength: hostsMax }),
  links: fc.array(fc.tuple(fc.nat(routersMax - 1), fc.nat(routersMax - 1)), { maxLength: 8 }),
  routes: fc.array(
    fc.record({
      at: fc.nat(routersMax - 1),
      host: fc.nat(hostsMax - 1),
      first: fc.nat(7),
      count: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 30 },
  ),
  guards: fc.array(fc.record({ host: fc.nat(hostsMax - 1), port: fc.constantFrom(9, 443) }), {
    maxLength: 2,
  }),
});

const guard = (host: string, port: number): Filter => ({
  id: `${host}:in`,
  stateful: true,
  tracker: host,
  rules: [
    {
      allow: true,
      from: [prefixOf('10.0.0.0/16')],
      to: [],
      protocol: 'udp',
      portFrom: port,
      portTo: port,
      sentence: `udp ${port}`,
      origin: origin(host),
    },
  ],
  otherwise: 'no rule for this packet',
  origin: origin(host),
});

/** Every ordered pair of hosts has a flow of a few udp packets to port 9. */
export function draw({ routers, hosts, links, routes, guards }: Shape): Fabric {
  const draft = new FabricDraft();
  const neighbours = new Map<string, Set<string>>();
  const join = (a: string, b: string): void => {
    if (a === b || neighbours.get(a)?.has(b)) return;
    draft.link(a, b);
    neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b));
    neighbours.set(b, (neighbours.get(b) ?? new Set()).add(a));
  };
  const router = (n: number): string => `r${n % routers}`;
  for (let n = 0; n < routers; n++) draft.router(`r${n}`, n % 2 === 0);
  for (const n of hosts.keys()) draft.host(`h${n}`, `10.0.${n}.1`);
  for (const [n, at] of hosts.entries()) join(`h${n}`, router(at));
  for (const [a, b] of links) join(router(a), router(b));
  for (const { at, host, first, count } of routes) {
    const around = [...(neighbours.get(router(at)) ?? [])];
    const taken = Array.from(
      { length: Math.min(count, around.length) },
      (_, n) => around[(first + n) % around.length],
    );
    draft.route(router(at), `10.0.${host}.0/24`, taken.length === 0 ? 'unreachable' : taken);
  }
  // What nobody decided otherwise finds hosts that hang on the router itself.
  for (const [n, at] of hosts.entries()) draft.route(router(at), `10.0.${n}.0/24`, [`h${n}`]);
  const guarded = new Set<number>();
  for (const { host, port } of guards) {
    if (host >= hosts.length || guarded.has(host)) continue;
    guarded.add(host);
    draft.filter(`h${host}`, router(hosts[host]), 'ingress', guard(`h${host}`, port));
  }
  for (const from of hosts.keys()) {
    for (const to of hosts.keys()) {
      if (from !== to) draft.flow(`h${from}-h${to}`, `h${from}`, `h${to}`, { rateBps: 8000, stopNs: 5e9 });
    }
  }
  return draft.build(1, 5e9);
}

export const fabric: fc.Arbitrary<Fabric> = shape.map(draw);
