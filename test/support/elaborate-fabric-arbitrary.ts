// Small random fabrics of everything a fabric can hold: routers with tunnels, translations, policy rules, source checks, filters;
// hosts on wires or behind switches, in one VLAN or another. Most are bad designs; all are ones an engine has to answer for.
import * as fc from 'fast-check';
import type { Fabric, Filter } from '../../src-sim/fabric/fabric.ts';
import type { PolicyRule } from '../../src-sim/fabric/policy.ts';
import type { Translation } from '../../src-sim/fabric/translation.ts';
import { addressOf, FabricDraft, origin, prefixOf } from './fabric-builder.ts';

/** Ports at which something that is drawn here begins or ends to match. */
export const cornerPorts = [0, 9, 10, 443, 444, 8443, 8444] as const;

const few = fc.nat(40);
const spot = { at: few, port: few };
const shape = fc.record({
  routers: fc.integer({ min: 2, max: 4 }),
  hosts: fc.array(fc.record({ at: few, switched: fc.boolean(), vlan: fc.constantFrom(10, 10, 20) }), {
    minLength: 2,
    maxLength: 4,
  }),
  links: fc.array(fc.tuple(few, few), { minLength: 1, maxLength: 5 }),
  routes: fc.array(fc.record({ at: few, host: few, first: few, count: fc.integer({ min: 0, max: 2 }) }), {
    maxLength: 16,
  }),
  tunnels: fc.array(fc.record({ a: few, b: few, host: few, back: fc.boolean() }), { maxLength: 2 }),
  translations: fc.array(
    fc.record({ ...spot, kind: fc.constantFrom('source', 'destination', 'static'), host: few, target: few }),
    { maxLength: 3 },
  ),
  policies: fc.array(fc.record({ ...spot, host: few, tcp: fc.boolean() }), { maxLength: 2 }),
  checks: fc.array(fc.record({ at: few, mode: fc.constantFrom('strict', 'loose') }), { maxLength: 1 }),
  gates: fc.array(
    fc.record({
      ...spot,
      outgoing: fc.boolean(),
      stateful: fc.boolean(),
      port: fc.constantFrom(9, 443, 8443),
    }),
    { maxLength: 3 },
  ),
});

type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

const everything = { from: [], to: [], protocol: 'any', portFrom: 0, portTo: 65535 } as const;

function gate(name: string, stateful: boolean, port: number): Filter {
  const rule = (protocol: 'tcp' | 'udp') => ({
    ...everything,
    allow: true,
    protocol,
    portFrom: port,
    portTo: port,
    sentence: `rule of ${name}`,
    origin: origin(name),
  });
  return {
    id: name,
    stateful,
    tracker: name,
    rules: [rule('tcp'), rule('udp')],
    otherwise: `${name} has no rule for this packet`,
    origin: origin(name),
  };
}

class Elaboration {
  readonly draft = new FabricDraft();
  readonly shape: Shape;
  /** Names of what each router is joined to. */
  private readonly around = new Map<string, string[]>();

  constructor(given: Shape) {
    this.shape = given;
  }

  build(): Fabric {
    const { draft, shape: drawn } = this;
    for (let n = 0; n < drawn.routers; n++) draft.router(`r${n}`, n % 2 === 0, `192.0.2.${n}`);
    for (const [a, b] of drawn.links) this.join(this.router(a), this.router(b));
    for (const n of drawn.hosts.keys()) this.host(n);
    for (const [n, { a, b, host, back }] of drawn.tunnels.entries()) this.tunnel(n, a, b, host, back);
    for (const { at, host, first, count } of drawn.routes) this.route(at, host, first, count);
    this.underlay();
    for (const [n, { at }] of drawn.hosts.entries()) {
      const { switched } = drawn.hosts[n];
      draft.route(this.router(at), `10.0.${n}.0/24`, [switched ? `sw${n}` : `h${n}`]);
    }
    this.settle();
    return draft.build();
  }

  private router(n: number): string {
    return `r${n % this.shape.routers}`;
  }

  private join(a: string, b: string): void {
    if (a === b || this.around.get(a)?.includes(b)) return;
    this.draft.link(a, b);
    for (const [one, other] of [
      [a, b],
      [b, a],
    ]) {
      this.around.set(one, [...(this.around.get(one) ?? []), other]);
    }
  }

  /** On a wire, or behind a switch whose port it may share no VLAN with. */
  private host(n: number): void {
    const { draft } = this;
    const { at, switched, vlan } = this.shape.hosts[n];
    const router = this.router(at);
    draft.host(`h${n}`, `10.0.${n}.1`);
    if (!switched) {
      this.join(`h${n}`, router);
      return;
    }
    draft.switch(`sw${n}`).link(`h${n}`, `sw${n}`).link(router, `sw${n}`);
    draft.attach(`h${n}`, `sw${n}`, `10.0.${n}.1`).attach(router, `sw${n}`, `10.0.${n}.254`);
    draft
      .vlan(`sw${n}`, `h${n}`, { mode: 'access', vlan })
      .vlan(`sw${n}`, router, { mode: 'access', vlan: 10 });
    draft.routeVia(`h${n}`, '0.0.0.0/1', `sw${n}`, `10.0.${n}.254`);
    draft.routeVia(`h${n}`, '128.0.0.0/1', `sw${n}`, `10.0.${n}.254`);
  }

  private tunnel(n: number, a: number, b: number, host: number, back: boolean): void {
    const [one, other] = [this.router(a), this.router(b)];
    if (one === other) return;
    const address = (router: string): string => `192.0.2.${router.slice(1)}`;
    const end = (at: string, far: string) =>
      ({ kind: 'gre', key: n, local: address(at), remotes: [address(far)] }) as const;
    this.draft.tunnel(`t${n}a`, one, end(one, other));
    this.draft.route(one, `10.0.${host % this.shape.hosts.length}.0/24`, [`t${n}a`]);
    if (back) this.draft.tunnel(`t${n}b`, other, end(other, one));
  }

  private route(at: number, host: number, first: number, count: number): void {
    const router = this.router(at);
    const neighbours = (this.around.get(router) ?? []).filter((name) => name.startsWith('r'));
    const taken = Array.from(
      { length: Math.min(count, neighbours.length) },
      (_, n) => neighbours[(first + n) % neighbours.length],
    );
    const prefix = `10.0.${host % this.shape.hosts.length}.0/24`;
    this.draft.route(router, prefix, taken.length === 0 ? 'unreachable' : taken);
  }

  /** Every router sends to the others' addresses by its first neighbour, unless the other is one. */
  private underlay(): void {
    for (let n = 0; n < this.shape.routers; n++) {
      const neighbours = (this.around.get(`r${n}`) ?? []).filter((name) => name.startsWith('r'));
      for (let far = 0; far < this.shape.routers && neighbours.length > 0; far++) {
        if (far === n) continue;
        const next = neighbours.includes(`r${far}`) ? `r${far}` : neighbours[0];
        this.draft.route(`r${n}`, `192.0.2.${far}/32`, [next]);
      }
    }
  }

  /** What is set at nodes and ports once all ports are there. */
  private settle(): void {
    const { builder } = this.draft;
    const translations = new Map<string, Translation[]>();
    for (const each of this.shape.translations) {
      const router = this.router(each.at);
      translations.set(router, [...(translations.get(router) ?? []), this.translation(router, each)]);
    }
    for (const [router, list] of translations)
      builder.setNode(this.draft.node(router), { translations: list });
    const policies = new Map<string, PolicyRule[]>();
    for (const [n, each] of this.shape.policies.entries()) {
      const router = this.router(each.at);
      policies.set(router, [...(policies.get(router) ?? []), this.policy(n, router, each)]);
    }
    for (const [router, policy] of policies) builder.setNode(this.draft.node(router), { policy });
    for (const { at, mode } of this.shape.checks) {
      builder.setNode(this.draft.node(this.router(at)), { reversePath: mode });
    }
    for (const [n, { at, port, outgoing, stateful }] of this.shape.gates.entries()) {
      const filter = builder.addFilter(gate(`gate${n}`, stateful, port));
      builder.addPortFilter(this.portOf(this.router(at), port), outgoing ? 'egress' : 'ingress', filter);
    }
  }

  private portOf(router: string, n: number): number {
    const neighbours = this.around.get(router) ?? [];
    const switched = this.shape.hosts.flatMap(({ switched: yes, at }, host) =>
      yes && this.router(at) === router ? [`sw${host}`] : [],
    );
    const all = [...neighbours, ...switched];
    return all.length === 0 ? 0 : this.draft.port(router, all[n % all.length]);
  }

  private translation(
    router: string,
    { port, kind, host, target }: Shape['translations'][number],
  ): Translation {
    const at = { port: this.portOf(router, port), sentence: `${router} translates`, origin: origin(router) };
    const count = this.shape.hosts.length;
    const outer = addressOf(`192.0.2.${router.slice(1)}`);
    const inner = addressOf(`10.0.${host % count}.1`);
    if (kind === 'static') return { ...everything, ...at, kind, inner, outer };
    if (kind === 'source') {
      return {
        ...everything,
        ...at,
        kind,
        from: [prefixOf('10.0.0.0/8')],
        pool: [outer],
        poolPortFrom: 1024,
        poolPortTo: 65535,
        reuse: 'per-destination',
        idleNs: { tcp: 1e12, udp: 1e12, icmp: 1e12 },
      };
    }
    return {
      ...everything,
      ...at,
      kind: 'destination',
      to: [prefixOf(`10.0.${host % count}.0/24`)],
      protocol: 'tcp',
      portFrom: 443,
      portTo: 443,
      targets: [{ address: addressOf(`10.0.${target % count}.1`), port: 8443 }],
    };
  }

  private policy(n: number, router: string, { port, host, tcp }: Shape['policies'][number]): PolicyRule {
    const { builder } = this.draft;
    const table = builder.addTable(`policy${n}`, origin(`policy${n}`, 'table'));
    const to = prefixOf(`10.0.${host % this.shape.hosts.length}.0/24`);
    const action = { kind: 'forward', ports: [this.portOf(router, port)] } as const;
    builder.addRoute(table, { prefix: to, action, source: 'static', origin: origin(`policy${n}`, 'route') });
    return {
      ...everything,
      protocol: tcp ? 'tcp' : 'any',
      portFrom: 9,
      portTo: 443,
      table,
      origin: origin(`policy${n}`),
    };
  }
}

export const drawElaborate = (given: Shape): Fabric => new Elaboration(given).build();
export const elaborateFabric: fc.Arbitrary<Fabric> = shape.map(drawElaborate);
