/** Measures the engine on the reference workloads, beside ns-3 in turns where that is installed. */
import { fileURLToPath } from 'node:url';
import {
  type BenchResult,
  comparedWorkload,
  parseDuration,
  referenceWorkloadNames,
  type WorkloadChoices,
} from '../../../src-sim/index.ts';
import type { Measured, MeasureOrder, PeerMeasured } from '../../bench/measured.ts';
import { measureCheck } from '../../bench/measure-check.ts';
import { measuredProcess } from '../../bench/measured-process.ts';
import { measureReach } from '../../bench/measure-reach.ts';
import { measureSharing } from '../../bench/measure-sharing.ts';
import { ns3Peer, type Peer } from '../../bench/ns3-peer.ts';
import { columnLines } from '../columns.ts';
import { exitCode } from '../exit-code.ts';
import { usageRefusal } from '../refusal.ts';
import { jsonOption, type Verb, type VerbCall } from '../verb.ts';

const measureProgram = fileURLToPath(new URL('./measure-workload.js', import.meta.url));
const turns = 4;
const repeats = 1;

type WorkloadResult = BenchResult['workloads'][number];

export const bench: Verb = {
  name: 'bench',
  summary: 'Measure the engine on reference workloads, beside ns-3 where it is installed',
  positionals: '',
  positionalsMin: 0,
  positionalsMax: 0,
  options: {
    workload: {
      kind: 'value',
      value: 'W1',
      meaning: `one of ${referenceWorkloadNames.join(', ')}; all when left out`,
    },
    load: { kind: 'value', value: '0.8', meaning: 'share of the bottleneck that is offered' },
    queue: { kind: 'value', value: '100', meaning: 'packets a queue holds' },
    until: { kind: 'value', value: '1s', meaning: 'simulated time at which sources stop' },
    seed: { kind: 'value', value: '1', meaning: 'seed of all chance' },
    order: {
      kind: 'value',
      value: 'insertion',
      meaning: 'order of events at one instant: insertion or default',
    },
    reach: {
      kind: 'flag',
      meaning: 'measure the reach matrix instead: pairs per second by number of networks',
    },
    check: { kind: 'flag', meaning: 'measure the check of a large design instead, whole and after an edit' },
    sharing: { kind: 'flag', meaning: 'measure max-min fair sharing instead: 1,000 to 100,000 flows' },
    json: jsonOption,
  },
  run(call) {
    if (call.flag('check')) return benchCheck(call);
    if (call.flag('reach')) return benchReach(call);
    if (call.flag('sharing')) return benchSharing(call);
    const names = chosenWorkloads(call.value('workload'));
    const choices = chosenValues(call);
    const insertionOrder = chosenOrder(call.value('order'));
    const peer = ns3Peer();
    if (peer === null)
      call.terminal.tell('No peer: ns-3 (libns3-dev) or a compiler for it is not installed.');
    const workloads = names.map((name) => {
      call.terminal.tell(`measuring ${name}`);
      const order = { name, choices, insertionOrder, repeats };
      const besides = comparedWorkload(name);
      return besides === null ? measureInTurns(order, peer) : measureBeside(order, besides);
    });
    const result: BenchResult = { workloads };
    if (call.flag('json')) call.terminal.json(result);
    else for (const line of columnLines(columns, workloads.map(row))) call.terminal.print(line);
    return Promise.resolve(exitCode.good);
  },
};

function benchCheck({ terminal, flag }: VerbCall): Promise<number> {
  const check = measureCheck();
  if (flag('json')) terminal.json({ workloads: [], check } satisfies BenchResult);
  else {
    const { networks, fullSeconds, afterEditSeconds, afterMoveSeconds } = check;
    terminal.print(
      `${networks} networks: ${fullSeconds.toFixed(2)} s, after an edit ${afterEditSeconds.toFixed(2)} s, after a move ${afterMoveSeconds.toFixed(2)} s`,
    );
  }
  return Promise.resolve(exitCode.good);
}

function benchSharing({ terminal, flag }: VerbCall): Promise<number> {
  const sharing = measureSharing((what) => terminal.tell(what));
  if (flag('json')) terminal.json({ workloads: [], sharing } satisfies BenchResult);
  else {
    const headings = ['flows', 'links', 'ms'].map(right);
    const rows = sharing.map(({ flows, links, cpuSeconds }) => [
      String(flows),
      String(links),
      (cpuSeconds * 1000).toFixed(2),
    ]);
    for (const line of columnLines(headings, rows)) terminal.print(line);
  }
  return Promise.resolve(exitCode.good);
}

function benchReach({ terminal, flag }: VerbCall): Promise<number> {
  const reach = measureReach((what) => terminal.tell(what));
  if (flag('json')) terminal.json({ workloads: [], reach } satisfies BenchResult);
  else {
    const headings = [{ heading: 'design' }, ...['networks', 'pairs', 'seconds', 'pairs/s'].map(right)];
    const rows = reach.map(({ design, networks, pairs, cpuSeconds, pairsPerCpuSecond }) => [
      design,
      String(networks),
      String(pairs),
      cpuSeconds.toFixed(2),
      pairsPerCpuSecond.toFixed(0),
    ]);
    for (const line of columnLines(headings, rows)) terminal.print(line);
  }
  return Promise.resolve(exitCode.good);
}

/** The workload and the one it is compared with take turns; of each the fastest run counts. */
function measureBeside(order: MeasureOrder, besides: string): WorkloadResult {
  let own: Measured | null = null;
  let other: Measured | null = null;
  for (let turn = 0; turn < turns; turn++) {
    own = faster(own, measured(order));
    other = faster(other, measured({ ...order, name: besides }));
  }
  const rate = ({ hops, cpuSeconds }: Measured): number => hops / cpuSeconds;
  return {
    name: order.name,
    ...own!,
    hopsPerCpuSecond: rate(own!),
    peer: null,
    compared: { name: besides, share: rate(own!) / rate(other!) },
    ratio: null,
  };
}

function measured(order: MeasureOrder): Measured {
  const told = measuredProcess(process.execPath, [measureProgram, JSON.stringify(order)]) as Measured | null;
  if (told === null) throw usageRefusal(`The workload ${order.name} could not be run with these values.`);
  return told;
}

const faster = <M extends { readonly cpuSeconds: number }>(best: M | null, next: M): M =>
  best === null || next.cpuSeconds < best.cpuSeconds ? next : best;

/** The two programs take turns; of each the fastest run counts. */
function measureInTurns(order: MeasureOrder, peer: Peer | null): WorkloadResult {
  let own: Measured | null = null;
  let other: PeerMeasured | null = null;
  for (let turn = 0; turn < turns; turn++) {
    own = faster(own, measured(order));
    const peers = peer?.measure(order.name, order.choices) ?? null;
    if (peers !== null) other = faster(other, peers);
  }
  const { cpuSeconds, peakRssBytes, ...totals } = own as Measured;
  const hopsPerCpuSecond = totals.hops / cpuSeconds;
  return {
    name: order.name,
    ...totals,
    cpuSeconds,
    hopsPerCpuSecond,
    peakRssBytes,
    peer: other && peer && { name: peer.name, version: peer.version, ...other },
    compared: null,
    ratio: other && hopsPerCpuSecond / (other.hops / other.cpuSeconds),
  };
}

function chosenWorkloads(name: string | null): readonly string[] {
  if (name === null) return referenceWorkloadNames;
  const found = referenceWorkloadNames.find((each) => each === name.toUpperCase());
  if (found === undefined) throw usageRefusal(`--workload is one of ${referenceWorkloadNames.join(', ')}.`);
  return [found];
}

function chosenOrder(order: string | null): boolean {
  if (order !== null && order !== 'insertion' && order !== 'default') {
    throw usageRefusal('--order is insertion or default.');
  }
  return order === 'insertion';
}

function chosenValues(call: VerbCall): WorkloadChoices {
  const choices: { load?: number; queue?: number; untilNs?: number; seed?: number } = {};
  const load = call.value('load');
  if (load !== null) choices.load = within(load, '--load', 0.001, 10);
  const queue = call.value('queue');
  if (queue !== null) choices.queue = whole(queue, '--queue', 1, 10_000_000);
  const seed = call.value('seed');
  if (seed !== null) choices.seed = whole(seed, '--seed', 0, 4_294_967_295);
  const until = call.value('until');
  if (until !== null) {
    const duration = parseDuration(until);
    if (!duration.ok) throw usageRefusal(`--until: ${duration.message}`);
    choices.untilNs = duration.value;
  }
  return choices;
}

function within(text: string, option: string, from: number, to: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= from && value <= to))
    throw usageRefusal(`${option} is a number from ${from} to ${to}.`);
  return value;
}

function whole(text: string, option: string, from: number, to: number): number {
  const value = within(text, option, from, to);
  if (!Number.isInteger(value)) throw usageRefusal(`${option} is a whole number.`);
  return value;
}

const right = (heading: string) => ({ heading, right: true });
const columns = [
  { heading: 'workload' },
  ...[
    'delivered',
    'dropped',
    'hops',
    'latency sum ns',
    'peer’s sum',
    'Mhops/s',
    'peer’s',
    'ratio',
    'peak MiB',
  ].map(right),
];

/** What must agree with the peer: the sum of all latencies, or for TCP the goodput, which agrees within bands. */
function outcome({
  latencySumNs,
  goodputBps,
}: Pick<WorkloadResult, 'goodputBps'> & { latencySumNs: number | null }): string {
  return goodputBps === null ? `${latencySumNs} ns` : `${(goodputBps / 1e6).toFixed(1)} Mbit/s`;
}

const share = ({ compared }: WorkloadResult): string =>
  compared === null ? '-' : `${compared.share.toFixed(2)} of ${compared.name}`;

function row(result: WorkloadResult): string[] {
  const { peer, ratio } = result;
  return [
    result.name,
    String(result.delivered),
    String(result.dropped),
    String(result.hops),
    outcome(result),
    peer === null ? '-' : outcome(peer),
    (result.hopsPerCpuSecond / 1e6).toFixed(2),
    peer === null ? '-' : (peer.hops / peer.cpuSeconds / 1e6).toFixed(2),
    ratio === null ? share(result) : `${ratio.toFixed(1)} x`,
    (result.peakRssBytes / 2 ** 20).toFixed(0),
  ];
}
