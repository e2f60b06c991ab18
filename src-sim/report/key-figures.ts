/** The few figures that sum up a report: each engine's answer in one number, and whether it is cause for concern. */
import type { LinkResult, RunResult } from '../packet/run-result.ts';
import type { Problem, Severity } from '../scenario/problem.ts';
import type { ReachClass } from '../trace/trace-result.ts';
import { count, latency, share, wholePercent } from './figures.ts';
import type { ReportInput } from './report-input.ts';

export type Tone = 'good' | 'attention' | 'bad' | 'plain';

export interface KeyFigure {
  readonly title: string;
  readonly value: string;
  readonly note: string;
  readonly tone: Tone;
}

/** Links above this are named; see utilisation-band.ts for why. */
export const BUSY_FROM = 0.8;

export function keyFigures({ problems, reach, run }: ReportInput): KeyFigure[] {
  const errors = countOf(problems, 'error');
  const warnings = countOf(problems, 'warning');
  const figures: KeyFigure[] = [
    {
      title: 'Errors',
      value: count(errors),
      note: warnings === 1 ? '1 warning' : `${count(warnings)} warnings`,
      tone: errors > 0 ? 'bad' : warnings > 0 ? 'attention' : 'good',
    },
    {
      title: 'Pairs delivered',
      value: count(classCount(reach.pairs, 'delivered') + classCount(reach.pairs, 'asymmetric')),
      note: `of ${count(reach.pairs.length)}, there and back`,
      tone: 'plain',
    },
  ];
  return run === null ? figures : [...figures, ...runFigures(run)];
}

function runFigures(run: RunResult): KeyFigure[] {
  const { injected, dropped } = run.packets;
  const lost = injected === 0 ? 0 : dropped / injected;
  const slowest = slowestFlow(run);
  const busiest = busiestLink(run);
  return [
    {
      title: 'Packets lost',
      value: share(lost),
      note: `${count(dropped)} of ${count(injected)}`,
      tone: dropped === 0 ? 'good' : lost > 0.01 ? 'bad' : 'attention',
    },
    {
      title: 'Slowest p99 latency',
      value: slowest === null ? '–' : latency(slowest.latencyNs.p99),
      note: slowest === null ? 'nothing arrived' : 'of all flows, one way',
      tone: 'plain',
    },
    {
      title: 'Busiest link',
      value: busiest === null ? '–' : wholePercent(busiest.utilisation),
      note: busiest === null ? 'no link has a rate' : 'of its rate',
      tone: busiest === null || busiest.utilisation < BUSY_FROM ? 'plain' : 'attention',
    },
  ];
}

export const countOf = (problems: readonly Problem[], severity: Severity): number =>
  problems.filter((problem) => problem.severity === severity).length;

export const classCount = (pairs: readonly { readonly class: ReachClass }[], wanted: ReachClass): number =>
  pairs.filter((pair) => pair.class === wanted).length;

type Measured<T, K extends keyof T> = T & { readonly [P in K]: NonNullable<T[P]> };

/** By 99th percentile; the first of equals. Null where no flow delivered anything. */
export function slowestFlow(run: RunResult): Measured<RunResult['flows'][number], 'latencyNs'> | null {
  let slowest: Measured<RunResult['flows'][number], 'latencyNs'> | null = null;
  for (const flow of run.flows) {
    const { latencyNs } = flow;
    if (latencyNs !== null && latencyNs.p99 > (slowest?.latencyNs.p99 ?? -1))
      slowest = { ...flow, latencyNs };
  }
  return slowest;
}

export function busiestLink(run: RunResult): Measured<LinkResult, 'utilisation'> | null {
  let busiest: Measured<LinkResult, 'utilisation'> | null = null;
  for (const link of run.links) {
    const { utilisation } = link;
    if (utilisation !== null && utilisation > (busiest?.utilisation ?? -1))
      busiest = { ...link, utilisation };
  }
  return busiest;
}
