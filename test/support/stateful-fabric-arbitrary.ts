// Random small labs in which everything that remembers something takes part: TCP, disciplines that count and draw, links that
// lose, delay and double packets by their own chance, series, failures.
import fc from 'fast-check';
import type { Fabric, FlowProbe, SeriesProbe } from '../../src-sim/fabric/fabric.ts';
import type { Impairments } from '../../src-sim/fabric/impairments.ts';
import type { QueueDiscipline } from '../../src-sim/fabric/queue-discipline.ts';
import type { Scenario } from '../../src-sim/scenario/schema.ts';
import { openScenario } from '../../src-sim/session/open.ts';
import { labArbitrary } from './lab-arbitrary.ts';

/** Roomy enough for packets of 9,000 B on any link. */
const disciplines: readonly QueueDiscipline[] = [
  { kind: 'fifo', packetsMax: 5 },
  { kind: 'red', minBytes: 100, maxBytes: 4_000, limitBytes: 40_000, weightLog: 1, ecn: true },
  { kind: 'codel', targetNs: 100_000, intervalNs: 1_000_000 },
  { kind: 'fq-codel', targetNs: 100_000, intervalNs: 1_000_000, ecn: true },
  { kind: 'pie', targetNs: 1_000, updateNs: 100_000, burstNs: 0 },
  { kind: 'token-bucket', rateBps: 2e6, burstBytes: 20_000 },
  { kind: 'policed', rateBps: 2e6, burstBytes: 20_000, queue: { kind: 'fifo', packetsMax: 9 } },
  { kind: 'strict-priority', queues: [{ kind: 'fifo' }, { kind: 'codel' }] },
  {
    kind: 'deficit-round-robin',
    by: 'bytes',
    quanta: [9_000, 1_500],
    queues: [{ kind: 'fifo' }, { kind: 'pie' }],
  },
];

const impairments: readonly Impairments[] = [
  { burstLoss: { mean: 0.05, burst: 3 } },
  { bitErrorRate: 1e-5 },
  { duplication: 0.1 },
  { reordering: { delayNs: 200_000, share: 0.3 } },
  { jitter: { shape: 'normal', spreadNs: 300_000, keepOrder: false } },
];

const mutation = fc.record({
  link: fc.nat(50),
  discipline: fc.option(fc.constantFrom(...disciplines), { nil: undefined }),
  impairments: fc.option(fc.constantFrom(...impairments), { nil: undefined }),
});

const probe = fc.record({
  link: fc.nat(50),
  quantity: fc.constantFrom('utilisation' as const, 'queue-depth' as const, 'drops' as const),
  everyNs: fc.constantFrom(100_000, 1_000_003, 7_000_000),
});

interface Decoration {
  readonly mutations: readonly {
    readonly link: number;
    readonly discipline: QueueDiscipline | undefined;
    readonly impairments: Impairments | undefined;
  }[];
  readonly probes: readonly SeriesProbeDraft[];
  readonly flowProbes: readonly Pick<FlowProbe, 'flow' | 'quantity'>[];
  readonly classes: readonly number[];
}

type SeriesProbeDraft = Pick<SeriesProbe, 'link' | 'quantity' | 'everyNs'>;

const flowProbe = fc.record({
  flow: fc.nat(50),
  quantity: fc.constantFrom('goodput' as const, 'congestion-window' as const, 'round-trip' as const),
});

export function statefulFabricArbitrary(): fc.Arbitrary<Fabric> {
  const decoration: fc.Arbitrary<Decoration> = fc.record({
    mutations: fc.array(mutation, { minLength: 2, maxLength: 8 }),
    probes: fc.array(probe, { maxLength: 3 }),
    flowProbes: fc.array(flowProbe, { maxLength: 2 }),
    classes: fc.array(fc.nat(1), { minLength: 5, maxLength: 5 }),
  });
  return fc.tuple(labArbitrary(), decoration).map(([scenario, each]) => decorated(scenario, each));
}

function decorated(scenario: Scenario, { mutations, probes, flowProbes, classes }: Decoration): Fabric {
  const { fabric, problems } = openScenario(JSON.stringify(scenario));
  if (fabric === null) throw new Error(problems.map(({ message }) => message).join());
  const links = [...fabric.links];
  for (const { link, discipline, impairments: spoils } of mutations) {
    const place = link % links.length;
    const { queue, ...others } = links[place];
    links[place] = {
      ...others,
      queue: { ...queue, ...(discipline && { discipline }) },
      ...(spoils && { impairments: spoils }),
    };
  }
  return {
    ...fabric,
    links,
    probes: probes.map(({ link, quantity, everyNs }, n): SeriesProbe => {
      return { id: `probe${n}`, link: link % links.length, quantity, everyNs };
    }),
    flowProbes: fabric.flows.length === 0 ? [] : flowProbes.map(onFlow(fabric.flows.length)),
    flows: fabric.flows.map((flow, n) =>
      Object.assign({}, flow, { trafficClass: classes[n % classes.length] }),
    ),
  };
}

const onFlow =
  (flows: number) =>
  ({ flow, quantity }: Pick<FlowProbe, 'flow' | 'quantity'>, n: number): FlowProbe => ({
    id: `flowProbe${n}`,
    flow: flow % flows,
    quantity,
    everyNs: 2_000_000,
  });
