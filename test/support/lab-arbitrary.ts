// Random small labs of generic parts: routers and machines on wires, routes that may loop, drop or lead nowhere, links of all
// kinds, plain packets and TCP, failures. Valid documents, most of them bad designs.
import fc from 'fast-check';
import { type Scenario, scenarioSchema } from '../../src-sim/scenario/schema.ts';

const rate = fc.constantFrom('64 kbit/s', '1 Mbit/s', '10 Mbit/s', '100 Mbit/s', '1 Gbit/s', '25 Gbit/s');
const delay = fc.constantFrom('0 ns', '1 ns', '500 ns', '10 us', '1 ms', '20 ms');
const queue = fc.oneof(
  fc.integer({ min: 1, max: 50 }).map((packets) => ({ packets })),
  fc.constantFrom('1 kB', '3000 B', '64 kB').map((bytes) => ({ bytes })),
);

const wire = fc.record(
  {
    rate,
    delay,
    queue,
    mtu: fc.constantFrom('576 B', '1280 B', '1500 B', '9000 B'),
    loss: fc.constantFrom('0 %', '1 %', '30 %'),
    framing: fc.constantFrom('packet', 'header', 'frame', 'line'),
  },
  { requiredKeys: ['rate', 'delay'] },
);

const packetFlow = fc.record(
  {
    kind: fc.constantFrom('constant-rate', 'poisson'),
    rate: fc.constantFrom('8 kbit/s', '1 Mbit/s', '30 Mbit/s'),
    packetSize: fc.constantFrom('64 B', '576 B', '1500 B', '9000 B'),
    protocol: fc.constantFrom('udp', 'tcp', 'icmp'),
  },
  { requiredKeys: ['kind', 'rate'] },
);

const transfer = fc.record(
  {
    kind: fc.constant('bulk'),
    size: fc.constantFrom('1 B', '1448 B', '100 kB'),
    congestion: fc.constantFrom('reno', 'cubic', 'bbr', 'dctcp'),
    ecn: fc.boolean(),
    start: fc.constantFrom('0 ns', '3 ms', '40 ms'),
    stop: fc.constantFrom('10 ms', '45 ms'),
    receiveBuffer: fc.constantFrom('4 kB', '64 kB'),
  },
  { requiredKeys: ['kind'] },
);

const wide = fc.constantFrom('on-off', 'video', 'echo', 'request-response', 'storage', 'migration');
const times = { start: fc.constantFrom('0 ns', '3 ms'), stop: fc.constantFrom('10 ms', '45 ms') };
const applications: Readonly<Record<string, fc.Arbitrary<object>>> = {
  'on-off': fc.record({
    rate: fc.constantFrom('1 Mbit/s', '30 Mbit/s'),
    on: fc.constantFrom('1 us', '3 ms', { mean: '2 ms', distribution: 'pareto' }),
    off: fc.constantFrom('1 us', '3 ms', { mean: '2 ms', distribution: 'exponential' }),
    ...times,
  }),
  video: fc.record({ rate: fc.constantFrom('64 kbit/s', '20 Mbit/s'), frames: fc.constantFrom(25, 1000) }),
  echo: fc.record({
    protocol: fc.constantFrom('icmp', 'udp'),
    interval: fc.constantFrom('100 us', '7 ms'),
    packetSize: fc.constantFrom('84 B', '1500 B', '9000 B'),
  }),
  'request-response': fc.oneof(
    fc.record({
      users: fc.integer({ min: 1, max: 5 }),
      think: fc.constantFrom('1 ms', { mean: '5 ms', distribution: 'exponential' }),
      request: fc.constantFrom('1 B', '400 B', '20 kB'),
      response: fc.constantFrom('1 B', '30 kB', 'web-search'),
      work: fc.constantFrom('0 ns', '2 ms'),
      workers: fc.integer({ min: 1, max: 3 }),
      ...times,
    }),
    fc.record({
      every: fc.constantFrom('500 us', '5 ms'),
      connections: fc.integer({ min: 1, max: 4 }),
      fresh: fc.boolean(),
      request: fc.constant('400 B'),
      response: fc.constantFrom('400 B', 'data-mining', { mean: '9 kB', distribution: 'pareto', shape: 1.2 }),
      ...times,
    }),
  ),
  storage: fc.record({
    block: fc.constantFrom('512 B', '64 KiB'),
    depth: fc.integer({ min: 1, max: 9 }),
    reads: fc.constantFrom('0 %', '50 %', '100 %'),
    access: fc.constantFrom('0 ns', '100 us'),
    ...times,
  }),
  migration: fc.record({
    memory: fc.constantFrom('1 B', '100 kB'),
    dirty: fc.constantFrom('0 bit/s', '1 Mbit/s', '1 Gbit/s'),
    downtime: fc.constantFrom('0 ns', '5 ms'),
    rounds: fc.integer({ min: 1, max: 4 }),
  }),
};
const application = wide.chain((kind) =>
  applications[kind].map((figures) => Object.assign({ kind }, figures)),
);

const event = fc.record({
  kind: fc.constantFrom('fail', 'repair'),
  at: fc.constantFrom('0 ns', '1 ms', '10 ms', '49 ms'),
});

interface Draft {
  readonly routers: number;
  readonly machines: number;
  readonly wires: readonly (readonly [number, number, object])[];
  readonly access: readonly object[];
  readonly routes: readonly (readonly [number, number, number])[];
  readonly flows: readonly (readonly [number, number, object])[];
  readonly events: readonly (readonly [number, object])[];
}

const small = fc.nat(50);

export function labArbitrary(): fc.Arbitrary<Scenario> {
  return fc
    .record({
      routers: fc.integer({ min: 1, max: 4 }),
      machines: fc.integer({ min: 2, max: 5 }),
      wires: fc.array(fc.tuple(small, small, wire), { maxLength: 6 }),
      access: fc.array(wire, { minLength: 5, maxLength: 5 }),
      routes: fc.array(fc.tuple(small, small, small), { maxLength: 16 }),
      flows: fc.array(fc.tuple(small, small, fc.oneof(packetFlow, transfer, application)), {
        minLength: 1,
        maxLength: 5,
      }),
      events: fc.array(fc.tuple(small, event), { maxLength: 3 }),
    })
    .map((draft) => scenarioSchema.parse(labOf(draft)));
}

function labOf({ routers, machines, wires, access, routes, flows, events }: Draft): object {
  const router = (n: number): string => `router${n % routers}`;
  const machine = (n: number): string => `machine${n % machines}`;
  const between = wires.filter(([a, b]) => a % routers !== b % routers);
  const links = Object.fromEntries([
    ...between.map(([a, b, figures], i) => [`wire${i}`, wireOf(router(a), router(b), figures)]),
    ...Array.from({ length: machines }, (_, i) => [
      `cable${i}`,
      { ...wireOf(machine(i), router(i), access[i]), subnet: `net${i}` },
    ]),
  ]);
  const names = Object.keys(links);
  return {
    netwright: 1,
    name: 'Random lab',
    simulation: { seed: 3, duration: '50 ms' },
    sites: { lab: { kind: 'data-centre' } },
    networks: { all: { kind: 'lan', site: 'lab', cidrs: ['10.0.0.0/8'] } },
    subnets: numbered('net', machines, (i) => ({ kind: 'segment', network: 'all', cidr: `10.0.${i}.0/30` })),
    devices: numbered('router', routers, (r) => ({ kind: 'router', routes: routesOf(r, routers, routes) })),
    links,
    workloads: numbered('machine', machines, (i) => ({
      kind: 'virtual-machine',
      subnet: `net${i}`,
      address: `10.0.${i}.2`,
    })),
    traffic: Object.fromEntries(
      flows
        .filter(([from, to]) => from % machines !== to % machines)
        .map(([from, to, flow], i) => [`flow${i}`, { ...flow, from: machine(from), to: machine(to) }]),
    ),
    events: Object.fromEntries(
      events.map(([target, one], i) => [`event${i}`, { ...one, target: names[target % names.length] }]),
    ),
  };
}

const wireOf = (a: string, b: string, figures: object) => ({
  kind: 'wire',
  ends: [{ to: a }, { to: b }],
  ...figures,
});

/** Every fifth route drops; the others lead to a router, wired to this one or not. */
function routesOf(own: number, routers: number, routes: Draft['routes']): object[] {
  return routes.flatMap(([at, to, via]): object[] => {
    if (at % routers !== own) return [];
    const prefix = to % 4 === 0 ? '0.0.0.0/0' : `10.0.${to % 5}.0/${24 + (via % 7)}`;
    if (via % 5 === 4) return [{ to: prefix, drop: true }];
    return via % routers === own ? [] : [{ to: prefix, via: `router${via % routers}` }];
  });
}

const numbered = (name: string, count: number, record: (i: number) => object) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${name}${i}`, record(i)]));
