// One small report made by hand: a hub with a database, a spoke with a web server, a transit gateway between.
// The figures are invented but hang together: offered = delivered + lost + in flight for each flow and in total.
import type { IntentResult } from '../../../src-sim/check/intents/intent-result.ts';
import type { Fabric, FabricNode } from '../../../src-sim/fabric/fabric.ts';
import type { Fact } from '../../../src-sim/facts/fact.ts';
import type { RunResult, Waterfall } from '../../../src-sim/packet/run-result.ts';
import type { ReportInput } from '../../../src-sim/report/report-input.ts';
import type { Problem } from '../../../src-sim/scenario/problem.ts';
import type { Scenario } from '../../../src-sim/scenario/schema.ts';
import type { ReachResult, TracePath, TraceResult } from '../../../src-sim/trace/trace-result.ts';
import { addressPlanFixture } from './address-plan-fixture.ts';

const scenario: Scenario = {
  netwright: 1,
  name: 'Small hub',
  description: 'A hub and one spoke.\nThe database answers only the web server.',
  sites: {
    frankfurt: { kind: 'aws-region', name: 'Frankfurt', region: 'eu-central-1' },
    berlin: { kind: 'data-centre', name: 'Berlin' },
  },
  networks: {
    hub: { kind: 'aws-vpc', name: 'Hub', site: 'frankfurt', cidrs: ['10.0.0.0/16'] },
    spoke: { kind: 'aws-vpc', site: 'frankfurt', cidrs: ['10.1.0.0/16'] },
    office: { kind: 'lan', name: 'Office', site: 'berlin', cidrs: ['192.168.0.0/22'] },
  },
  subnets: {
    'hub-data': { kind: 'aws-subnet', network: 'hub', cidr: '10.0.1.0/24' },
    'spoke-web': { kind: 'aws-subnet', network: 'spoke', cidr: 'auto/24' },
    desks: { kind: 'segment', network: 'office', cidr: '192.168.1.0/24', gateway: 'office-router' },
  },
  gateways: { transit: { kind: 'aws-transit-gateway', name: 'Transit', site: 'frankfurt' } },
  attachments: {
    'hub-attachment': {
      kind: 'aws-transit-gateway-attachment',
      gateway: 'transit',
      network: 'hub',
      subnets: ['hub-data'],
    },
    'spoke-attachment': {
      kind: 'aws-transit-gateway-attachment',
      gateway: 'transit',
      network: 'spoke',
      subnets: ['spoke-web'],
    },
  },
  devices: { 'office-router': { kind: 'router', name: 'Office router', site: 'berlin' } },
  workloads: {
    database: { kind: 'virtual-machine', name: 'Database', subnet: 'hub-data', address: '10.0.1.10' },
    web: { kind: 'virtual-machine', subnet: 'spoke-web', address: 'auto' },
    desk: { kind: 'virtual-machine', subnet: 'desks', address: '192.168.1.20' },
  },
  traffic: {
    queries: { kind: 'poisson', name: 'Queries', from: 'web', to: 'database', rate: '600 Mbit/s' },
    scan: { kind: 'constant-rate', from: 'desk', to: 'database', rate: '1 Mbit/s' },
  },
};

const planned: Scenario = {
  ...scenario,
  subnets: {
    ...scenario.subnets,
    'spoke-web': { kind: 'aws-subnet', network: 'spoke', cidr: '10.1.0.0/24' },
  },
  workloads: {
    ...scenario.workloads,
    web: { kind: 'virtual-machine', subnet: 'spoke-web', address: '10.1.0.4' },
  },
};

const node = (id: string, path: string, noun: string, name: string): FabricNode => ({
  id,
  role: path.startsWith('workloads') ? 'host' : 'router',
  origin: { path, noun, name },
  ports: [],
  table: 0,
  addresses: [],
  decrementsTtl: false,
});

const fabric: Fabric = {
  nodes: [
    node('database', 'workloads.database', 'virtual machine', 'Database'),
    node('web', 'workloads.web', 'virtual machine', 'web'),
    node('desk', 'workloads.desk', 'virtual machine', 'desk'),
    node('hub-data', 'subnets.hub-data', 'subnet', 'hub-data'),
    node('spoke-web', 'subnets.spoke-web', 'subnet', 'spoke-web'),
    node('transit', 'gateways.transit', 'transit gateway', 'Transit'),
  ],
  ports: [],
  links: [],
  tables: [],
  filters: [],
  endpoints: [],
  flows: [],
  events: [],
  probes: [],
  captures: [],
  seed: 7,
  durationNs: 100_000_000,
};

const problems: Problem[] = [
  {
    code: 'aws/tgw-attachments',
    severity: 'info',
    message: 'Transit has 2 of 5000 attachments',
    path: 'gateways.transit',
    line: 31,
    column: 3,
    source: { title: 'Transit Gateway quotas', url: 'https://docs.example.com/tgw?a=1&b=2', asOf: '2026' },
  },
  {
    code: 'address/overlap',
    severity: 'error',
    message: '10.1.0.0/16 of spoke overlaps 10.1.0.0/20 of the partner',
    path: 'networks.spoke.cidrs[0]',
    line: 12,
    column: 20,
    source: { title: 'VPC CIDR blocks', url: 'https://docs.example.com/vpc', asOf: '2023-05' },
    cure: {
      title: 'Use 10.2.0.0/16, the next free block',
      edits: [{ op: 'set', path: ['networks', 'spoke', 'cidrs', 0], value: '10.2.0.0/16' }],
    },
  },
  {
    code: 'security/open-to-the-world',
    severity: 'warning',
    message: 'Anyone may reach web, on "every" port',
    path: 'securityGroups.web-group.inbound[0]',
    line: 50,
    column: 9,
  },
];

const reach: ReachResult = {
  endpoints: ['database', 'web', 'desk'],
  pairs: [
    { from: 'database', to: 'web', class: 'delivered', reason: 'delivered both ways' },
    { from: 'web', to: 'database', class: 'delivered', reason: 'delivered both ways' },
    { from: 'database', to: 'desk', class: 'no-route', reason: 'hub-routes has no route to 192.168.1.20' },
    { from: 'desk', to: 'database', class: 'no-route', reason: 'Office router has no route to 10.0.1.10' },
    { from: 'web', to: 'desk', class: 'denied', reason: 'web-group refuses tcp 22' },
    { from: 'desk', to: 'web', class: 'one-way', reason: 'the answer is lost at Transit' },
  ],
};

const forward: TracePath = {
  fate: 'delivered',
  reason: '',
  steps: [
    {
      at: 'web',
      record: 'workloads.web',
      noun: 'virtual machine',
      decidedBy: { kind: 'route', table: 'web', entry: '0.0.0.0/0', record: 'workloads.web' },
      sentence: 'sends it to its subnet',
      link: 'web-nic',
      mtu: 9001,
    },
    {
      at: 'transit',
      record: 'gateways.transit',
      noun: 'transit gateway',
      decidedBy: {
        kind: 'route',
        table: 'transit-routes',
        entry: '10.0.0.0/16 propagated',
        record: 'routeTables.transit-routes',
      },
      sentence: 'forwards it to the hub',
      link: 'transit-hub',
      mtu: 8500,
    },
    {
      at: 'database',
      record: 'workloads.database',
      noun: 'virtual machine',
      decidedBy: { kind: 'delivery', table: 'addresses', entry: '10.0.1.10', record: 'workloads.database' },
      sentence: 'has the address',
    },
  ],
};

const reverse: TracePath = {
  fate: 'denied',
  reason: 'web-group refuses it',
  steps: [forward.steps[2]],
  branches: [{ fate: 'no-route', reason: 'the second way ends', steps: [] }],
};

const traces: TraceResult[] = [
  {
    from: 'web',
    to: 'database',
    protocol: 'tcp',
    port: 5432,
    forward,
    reverse,
    class: 'one-way',
    verdict: 'Database is reached, but the answer is refused',
  },
];

const noApplication = { back: null, requests: null, migration: null, echo: null };

function waterfall(packets: number): Waterfall {
  return {
    queueing: 30_500 * packets,
    sending: 26_000 * packets,
    travelling: 24_000 * packets,
    processing: 0,
    encapsulation: 0,
    retransmission: 0,
    total: 80_500 * packets,
  };
}

// queries: 5000 = 4980 + 18 queue full + 2 in flight; scan: 9 = 0 + 9 no route. Together 5009 = 4980 + 27 + 2.
const run: RunResult = {
  version: '0.1.0',
  seed: 7,
  digest: '0123456789abcdef',
  simulatedNs: 100_000_000,
  packets: { injected: 5009, delivered: 4980, dropped: 27, inFlight: 2 },
  control: { injected: 0, delivered: 0, ended: 0 },
  flows: [
    {
      id: 'queries',
      from: 'web',
      to: 'database',
      offered: 5000,
      delivered: 4980,
      inFlight: 2,
      goodputBps: 597_600_000,
      lossByFate: { 'queue-full': 18 },
      latencyNs: {
        min: 52_000,
        mean: 80_500,
        p50: 71_000,
        p95: 160_000,
        p99: 310_000,
        p999: 640_000,
        p9999: 820_000,
        max: 820_000,
      },
      waterfallNs: waterfall(1),
      waterfallSumsNs: waterfall(4980),
      jitterNs: { interarrival: 9000, mean: 41_000, max: 700_000 },
      limit: {
        kind: 'link',
        at: 'web-nic:web>spoke-web',
        figures: { goodputBps: 597_600_000, capacityBps: 1e9, busy: 0.97 },
      },
      tcp: null,
      ...noApplication,
    },
    {
      id: 'scan',
      from: 'desk',
      to: 'database',
      offered: 9,
      delivered: 0,
      inFlight: 0,
      goodputBps: 0,
      lossByFate: { 'no-route': 9 },
      latencyNs: null,
      waterfallNs: null,
      waterfallSumsNs: null,
      jitterNs: null,
      limit: { kind: 'application', at: null, figures: { goodputBps: 0, offeredBps: 1e6 } },
      tcp: null,
      ...noApplication,
    },
  ],
  links: [
    link('web-nic', 'workloads.web', 'web', 'spoke-web', 5000, 0.97, 18, 100),
    link('web-nic', 'workloads.web', 'spoke-web', 'web', 0, 0, 0, 0),
    link('transit-spoke', 'attachments.spoke-attachment', 'spoke-web', 'transit', 4982, 0.41, 0, 3),
    link('transit-hub', 'attachments.hub-attachment', 'transit', 'hub-data', 4982, 0.12, 0, 1),
    link('hub-core', 'subnets.hub-data', 'hub-data', 'database', 4982, null, 0, 0),
  ],
  series: [{ id: 'load', link: 'web-nic', quantity: 'utilisation', everyNs: 1_000_000, values: [0.9, 0.95] }],
  nodes: [],
  flowSeries: [],
  nodeSeries: [],
};

function link(
  id: string,
  record: string,
  from: string,
  to: string,
  packets: number,
  utilisation: number | null,
  drops: number,
  queuePacketsMax: number,
): RunResult['links'][number] {
  const bytes = packets * 1500;
  return {
    id: `${id}:${from}>${to}`,
    link: id,
    record,
    from,
    to,
    packets,
    bytes,
    utilisation,
    drops,
    marks: 0,
    queuePacketsMax,
    impairments: null,
  };
}

const facts: Fact[] = [
  {
    id: 'aws.tgw.mtu',
    kind: 'limit',
    title: 'MTU of a transit gateway',
    value: 8500,
    unit: 'bytes',
    source: { title: 'Transit gateways', url: 'https://docs.example.com/tgw-mtu', section: 'MTU' },
    asOf: '2026',
    confidence: 'verified',
    note: '',
    provider: 'aws',
    adjustable: false,
    overridden: false,
    published: 8500,
  },
  {
    id: 'aws.vpc.per-region',
    kind: 'limit',
    title: 'VPCs per region',
    value: 50,
    unit: 'VPCs',
    source: { title: 'VPC quotas', url: 'https://docs.example.com/quotas' },
    asOf: '2026',
    confidence: 'verified',
    note: 'can be raised',
    overridden: true,
    published: 5,
  },
];

const intents: IntentResult[] = [
  {
    id: 'answers',
    kind: 'must-reach',
    name: 'Web reaches its database',
    status: 'broken',
    sentence: 'database is not reached: no route',
    pairs: 1,
    judged: 1,
    failed: 1,
    failures: [{ from: 'web', to: 'database', sentence: 'database is not reached: no route' }],
  },
];

export const reportFixture: ReportInput = {
  scenario,
  planned,
  problems,
  intents,
  addressPlan: addressPlanFixture,
  fabric,
  reach,
  traces,
  run,
  facts,
  reproduction: {
    documentHash: 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    seed: 7,
    version: '0.1.0',
    command: 'netwright report small-hub.yaml --seed 7 -o small-hub.html',
    digest: run.digest,
  },
};

/** Every free text of the input replaced by the given one; ids, addresses and codes stay. */
export function withTexts(input: ReportInput, text: string): ReportInput {
  const names = new Set([
    'name',
    'description',
    'message',
    'reason',
    'sentence',
    'verdict',
    'entry',
    'table',
    'title',
  ]);
  const replaced = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return names.has(key) ? text : value;
    if (Array.isArray(value)) return value.map((each) => replaced(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, replaced(each, name)]));
  };
  return {
    ...(replaced({ ...input, addressPlan: null }, '') as ReportInput),
    addressPlan: input.addressPlan,
  };
}
