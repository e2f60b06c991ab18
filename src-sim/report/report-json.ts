/**
 * The report for programs, as `netwright schema report` describes it. Keys are sorted at every level, so two equal
 * reports are equal texts; big numbers of addresses are strings.
 */
import { assumptionsOf } from './assumptions.ts';
import type { ReportInput } from './report-input.ts';
import { summary } from './summary.ts';

export function reportJson(input: ReportInput): string {
  const { scenario, planned, problems, intents, addressPlan, reach, traces, run, facts, reproduction } =
    input;
  const report = {
    name: scenario.name,
    summary: summary(input),
    problems,
    intents,
    addressPlan,
    reach,
    traces,
    run,
    facts,
    assumptions: assumptionsOf(input),
    reproduction,
    scenario,
    planned,
  };
  return `${JSON.stringify(report, sortedKeys, 2)}\n`;
}

/** By code unit, which no locale changes. */
function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
