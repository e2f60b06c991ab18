/** The answers of the engines in plain sentences, for readers who read nothing else. */
import type { RunResult } from '../packet/run-result.ts';
import type { Scenario } from '../scenario/schema.ts';
import { count, counted, goodput, latency, listed, share, wholePercent } from './figures.ts';
import { BUSY_FROM, busiestLink, classCount, countOf, slowestFlow } from './key-figures.ts';
import { lossByFate } from './loss.ts';
import { recordNames, type RecordNames } from './record-names.ts';
import type { ReportInput } from './report-input.ts';
import { fateWords, reachClasses, reachWords } from './verdict-words.ts';

export interface SummaryAnswer {
  readonly question: string;
  readonly sentences: readonly string[];
}

export function summary(input: ReportInput): SummaryAnswer[] {
  const names = recordNames(input.planned, input.fabric);
  return [
    { question: 'What is designed', sentences: [designed(input.planned)] },
    { question: 'Is it right', sentences: rightness(input) },
    { question: 'Who reaches whom', sentences: reached(input) },
    {
      question: 'How fast',
      sentences: input.run === null ? [notSimulated] : speed(input.run, input.planned, names),
    },
    { question: 'What is loaded', sentences: input.run === null ? [notSimulated] : load(input.run, names) },
  ];
}

const notSimulated = 'Nothing was simulated for this report.';

const size = (collection: object | undefined): number => Object.keys(collection ?? {}).length;

function designed(scenario: Scenario): string {
  const sites = Object.entries(scenario.sites ?? {}).map(([id, site]) => site.name ?? id);
  const parts = [
    [size(scenario.networks), 'network'],
    [size(scenario.subnets), 'subnet'],
    [size(scenario.gateways), 'gateway'],
    [size(scenario.devices), 'device'],
    [size(scenario.workloads), 'workload'],
    [size(scenario.traffic), 'flow of traffic'],
  ] as const;
  const has = parts
    .filter(([howMany]) => howMany > 0)
    .map(([howMany, word]) =>
      counted(howMany, word, word === 'flow of traffic' ? 'flows of traffic' : `${word}s`),
    );
  const where =
    sites.length === 0 ? '' : ` in ${sites.length <= 4 ? listed(sites) : counted(sites.length, 'site')}`;
  return has.length === 0 ? 'The design is empty.' : `The design has ${listed(has)}${where}.`;
}

function rightness({ problems }: ReportInput): string[] {
  const errors = countOf(problems, 'error');
  const warnings = countOf(problems, 'warning');
  const remarks = countOf(problems, 'info');
  const also = [
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
    ...(remarks > 0 ? [counted(remarks, 'remark')] : []),
  ];
  if (errors === 0) {
    return [
      also.length === 0
        ? 'The checks found nothing wrong.'
        : `The checks found no error, and ${listed(also)}.`,
    ];
  }
  const first = problems.find((problem) => problem.severity === 'error')!;
  const lead = errors === 1 ? 'It says: ' : 'The first says: ';
  return [
    `The checks found ${listed([counted(errors, 'error'), ...also])}; it cannot be built as drawn.`,
    lead + (first.message.endsWith('.') ? first.message : `${first.message}.`),
  ];
}

function reached({ reach: { endpoints, pairs } }: ReportInput): string[] {
  if (pairs.length === 0) return ['There are no two endpoints, so there is nobody to reach.'];
  const classes = reachClasses
    .map((each) => ({ words: reachWords[each], howMany: classCount(pairs, each) }))
    .filter(({ howMany }) => howMany > 0)
    .map(({ words, howMany }) => `${count(howMany)} ${words.title}`);
  return [
    `Of ${counted(pairs.length, 'directed pair')} between ${counted(endpoints.length, 'endpoint')}: ${listed(classes)}.`,
  ];
}

function speed(run: RunResult, scenario: Scenario, names: RecordNames): string[] {
  const { injected, delivered, dropped, inFlight } = run.packets;
  if (injected === 0) return ['The simulation sent no packet.'];
  const causes = [...lossByFate(run.flows)].map(([fate, howMany]) => `${count(howMany)} ${fateWords[fate]}`);
  const lost = dropped === 0 ? 'none was dropped' : `${count(dropped)} were dropped (${listed(causes)})`;
  const rest = inFlight === 0 ? '' : `, ${count(inFlight)} were still on their way`;
  const sentences = [
    `In ${latency(run.simulatedNs)} of simulated time ${counted(injected, 'packet')} were sent; ${count(delivered)} arrived (${share(delivered / injected)}), ${lost}${rest}.`,
  ];
  const total = run.flows.reduce((sum, flow) => sum + flow.goodputBps, 0);
  if (run.flows.length > 1) sentences.push(`All flows together deliver ${goodput(total)}.`);
  const slowest = slowestFlow(run);
  if (slowest !== null) {
    const name = scenario.traffic?.[slowest.id]?.name ?? slowest.id;
    const way = `${names.ofWorkload(slowest.from)} to ${names.ofWorkload(slowest.to)}`;
    const { p50, p99 } = slowest.latencyNs;
    const which = run.flows.length > 1 ? 'The slowest flow' : 'The flow';
    sentences.push(
      `${which}, ${name} (${way}), arrives within ${latency(p50)} in half of all cases and within ${latency(p99)} in 99 %.`,
    );
  }
  return sentences;
}

function load(run: RunResult, names: RecordNames): string[] {
  const busiest = busiestLink(run);
  if (busiest === null) return ['No link of the design has a rate, so none can be full.'];
  const measured = run.links.filter((link) => link.utilisation !== null);
  const busy = measured.filter((link) => link.utilisation! >= BUSY_FROM).length;
  const dropping = run.links.filter((link) => link.drops > 0).length;
  const way = `${names.ofNode(busiest.from)} to ${names.ofNode(busiest.to)}`;
  return [
    `The busiest link goes from ${way} and is sending ${wholePercent(busiest.utilisation)} of the time.`,
    `${busy === 0 ? 'None' : count(busy)} of ${counted(measured.length, 'link direction')} with a rate ${busy > 1 ? 'are' : 'is'} at ${wholePercent(BUSY_FROM)} or more; packets were dropped at ${dropping === 0 ? 'none' : count(dropping)}.`,
  ];
}
