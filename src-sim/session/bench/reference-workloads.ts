/**
 * The reference workloads, as documents: a dumbbell (W1), a hub with fifty spokes (W3) and a leaf-spine (W4), all UDP
 * packets of 1500 bytes. They are defined with ns-3 programs beside them, so that results can be compared to the last digit and
 * speed in the same run.
 *
 * Two things a document does not say are put into the fabric afterwards, because the peer's programs fix them: which numbers each
 * source draws, and which spine a flow takes.
 */
import { buildFabric } from '../../clouds/build-fabric.ts';
import type { Fabric, FlowDemand } from '../../fabric/fabric.ts';
import { factBook } from '../../facts/fact-book.ts';
import { fmix32 } from '../../quantity/hash32.ts';
import { planAddresses } from '../../scenario/address-plan.ts';
import { type Scenario, scenarioSchema } from '../../scenario/schema.ts';

export interface WorkloadChoices {
  /** Share of the bottleneck's rate that is offered. */
  readonly load?: number;
  /** Packets that may wait on each link. */
  readonly queue?: number;
  readonly untilNs?: number;
  readonly seed?: number;
}

interface Workload {
  readonly title: string;
  readonly load: number;
  readonly untilNs: number;
  draw(load: number, queue: number): Drawing;
}

interface Wire {
  readonly a: string;
  readonly b: string;
  readonly rate: string;
  readonly delay: string;
}

interface Drawing {
  readonly hosts: number;
  readonly wires: readonly Wire[];
  /** Written routes by device: prefix and next hop. */
  readonly routes: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  /** Router a host hangs on, and its wire. */
  readonly access: (host: number) => {
    readonly router: string;
    readonly rate: string;
    readonly delay: string;
  };
  readonly flow: (
    host: number,
  ) => { readonly to: readonly number[]; readonly ports: number; readonly bps: number } | null;
  readonly pattern: 'constant-rate' | 'poisson';
  /** What equal next hops are chosen by. */
  readonly entropy?: (from: number, to: number, port: number) => number;
}

const packetBytes = 1500;
const firstPort = 9000;
const defaultQueue = 100;

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Hosts of group g have the addresses 10.g.k.2, one /30 a host. */
const hostPrefix = (group: number, k: number): string => `10.${group}.${k}.0/30`;
const groupPrefix = (group: number): string => `10.${group}.0.0/16`;

const dumbbell: Workload = {
  title: 'UDP dumbbell',
  load: 0.8,
  untilNs: 1e9,
  draw: (load) => ({
    hosts: 64,
    wires: [{ a: 'left', b: 'right', rate: '10 Gbit/s', delay: '10 us' }],
    routes: { left: [[groupPrefix(1), 'right']], right: [[groupPrefix(0), 'left']] },
    access: (host) => ({ router: host < 32 ? 'left' : 'right', rate: '10 Gbit/s', delay: '1 us' }),
    flow: (host) => (host < 32 ? { to: [host + 32], ports: 1, bps: (load * 10e9) / 32 } : null),
    pattern: 'constant-rate',
  }),
};

const hubAndSpoke: Workload = {
  title: 'hub and fifty spokes',
  load: 0.6,
  untilNs: 30e6,
  draw: (load) => ({
    hosts: 200,
    wires: range(50).map((s) => ({ a: `spoke${s}`, b: 'hub', rate: '10 Gbit/s', delay: '50 us' })),
    routes: {
      hub: range(50).map((s) => [groupPrefix(s), `spoke${s}`]),
      ...Object.fromEntries(range(50).map((s) => [`spoke${s}`, [['10.0.0.0/8', 'hub'] as const]])),
    },
    access: (host) => ({ router: `spoke${host >> 2}`, rate: '10 Gbit/s', delay: '1 us' }),
    flow: (host) => ({
      to: range(200).filter((other) => other >> 2 !== host >> 2),
      ports: 1,
      bps: (load * 10e9) / 4,
    }),
    pattern: 'poisson',
  }),
};

const leafSpine: Workload = {
  title: 'leaf-spine',
  load: 0.7,
  untilNs: 4e6,
  draw: (load) => ({
    hosts: 128,
    wires: range(8).flatMap((leaf) =>
      range(4).map((spine) => ({
        a: `leaf${leaf}`,
        b: `spine${spine}`,
        rate: '100 Gbit/s',
        delay: '500 ns',
      })),
    ),
    routes: {
      ...Object.fromEntries(
        range(8).map((leaf) => [`leaf${leaf}`, range(4).map((s) => ['10.0.0.0/8', `spine${s}`] as const)]),
      ),
      ...Object.fromEntries(
        range(4).map((s) => [`spine${s}`, range(8).map((l) => [groupPrefix(l), `leaf${l}`] as const)]),
      ),
    },
    access: (host) => ({ router: `leaf${host >> 4}`, rate: '25 Gbit/s', delay: '500 ns' }),
    flow: (host) => {
      const place = host & 15;
      const leaf = ((host >> 4) + 1 + (place % 7)) & 7;
      return { to: [(leaf << 4) | place], ports: 4, bps: load * 25e9 };
    },
    pattern: 'poisson',
    entropy: (from, to, port) => fmix32((from << 16) | (to << 8) | port),
  }),
};

const referenceWorkloads: Readonly<Record<string, Workload>> = {
  W1: dumbbell,
  W3: hubAndSpoke,
  W4: leafSpine,
};

export const referenceWorkloadNames: readonly string[] = Object.keys(referenceWorkloads);

/** The workload as a document that anybody could have written. */
export function referenceScenario(name: string, choices: WorkloadChoices = {}): Scenario {
  const workload = referenceWorkloads[name];
  const drawing = workload.draw(choices.load ?? workload.load, choices.queue ?? defaultQueue);
  const queue = { packets: choices.queue ?? defaultQueue };
  const hosts = range(drawing.hosts).map((host) => ({ host, ...drawing.access(host) }));
  const groups = [...new Set(hosts.map(({ router }) => router))];
  const seen = new Map<string, number>();
  const places = hosts.map(({ router }) => {
    const k = seen.get(router) ?? 0;
    seen.set(router, k + 1);
    return { group: groups.indexOf(router), k };
  });
  const routers = [...new Set([...drawing.wires.flatMap(({ a, b }) => [a, b]), ...groups])];
  return scenarioSchema.parse({
    netwright: 1,
    name: `Reference workload ${name}: ${workload.title}`,
    simulation: { seed: choices.seed ?? 1, duration: `${choices.untilNs ?? workload.untilNs} ns` },
    sites: { lab: { kind: 'data-centre' } },
    networks: { fabric: { kind: 'lan', site: 'lab', cidrs: ['10.0.0.0/8'] } },
    subnets: Object.fromEntries(
      places.map(({ group, k }, host) => [
        `access${host}`,
        { kind: 'segment', network: 'fabric', cidr: hostPrefix(group, k) },
      ]),
    ),
    devices: Object.fromEntries(
      routers.map((router) => [
        router,
        {
          kind: 'router',
          site: 'lab',
          routes: (drawing.routes[router] ?? []).map(([to, via]) => ({ to, via })),
        },
      ]),
    ),
    links: Object.fromEntries([
      ...hosts.map(({ host, router, rate, delay }) => [
        `cable${host}`,
        {
          kind: 'wire',
          ends: [{ to: `host${host}` }, { to: router }],
          subnet: `access${host}`,
          rate,
          delay,
          queue,
          framing: 'packet',
        },
      ]),
      ...drawing.wires.map(({ a, b, rate, delay }) => [
        `${a}-${b}`,
        { kind: 'wire', ends: [{ to: a }, { to: b }], rate, delay, queue, framing: 'packet' },
      ]),
    ]),
    workloads: Object.fromEntries(
      places.map(({ group, k }, host) => [
        `host${host}`,
        { kind: 'virtual-machine', subnet: `access${host}`, address: `10.${group}.${k}.2` },
      ]),
    ),
    traffic: Object.fromEntries(
      range(drawing.hosts).flatMap((host) => {
        const flow = drawing.flow(host);
        if (flow === null) return [];
        return [
          [
            `from${host}`,
            {
              kind: drawing.pattern,
              from: `host${host}`,
              to: flow.to.map((other) => `host${other}`),
              port: flow.ports === 1 ? firstPort : `${firstPort}-${firstPort + flow.ports - 1}`,
              rate: `${flow.bps} bit/s`,
              packetSize: `${packetBytes} B`,
            },
          ],
        ];
      }),
    ),
  });
}

/** The fabric of a workload, with the peer's choice of random numbers and spines put in. */
export function referenceFabric(name: string, choices: WorkloadChoices = {}): Fabric {
  const workload = referenceWorkloads[name];
  const { entropy } = workload.draw(choices.load ?? workload.load, choices.queue ?? defaultQueue);
  const facts = factBook();
  const { scenario } = planAddresses(referenceScenario(name, choices), facts);
  const { fabric } = buildFabric(scenario, facts);
  const hostOf = (endpoint: number): number => Number(fabric.endpoints[endpoint].id.slice('host'.length));
  const flows = fabric.flows.map((flow): FlowDemand => {
    const from = hostOf(flow.from);
    const chance = Math.imul(0x9e3779b9, from + 1) >>> 0;
    if (entropy === undefined) return { ...flow, chance };
    const hashes = flow.to.flatMap((to) =>
      range(flow.portCount).map((port) => entropy(from, hostOf(to), port)),
    );
    return { ...flow, chance, entropy: hashes };
  });
  return { ...fabric, flows };
}
