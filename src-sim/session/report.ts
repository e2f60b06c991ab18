/** Everything a report tells of one scenario: its problems, who reaches whom, the way of each flow, and a run. */
import type { RunResult } from '../packet/run-result.ts';
import { engineVersion } from '../packet/version.ts';
import { sha256 } from '../quantity/sha256.ts';
import { reportHtml } from '../report/html/report-html.ts';
import { reportCsv } from '../report/report-csv.ts';
import type { ReportInput } from '../report/report-input.ts';
import { reportJson } from '../report/report-json.ts';
import { reportMarkdown } from '../report/report-markdown.ts';
import type { Fabric } from '../fabric/fabric.ts';
import { reach } from '../trace/reach.ts';
import { trace } from '../trace/trace.ts';
import type { TraceResult } from '../trace/trace-result.ts';
import type { Opened } from './open.ts';

const writers = {
  html: reportHtml,
  md: reportMarkdown,
  csv: reportCsv,
  json: reportJson,
} as const satisfies Record<string, (input: ReportInput) => string>;

export type ReportFormat = keyof typeof writers;

export const reportFormats = Object.keys(writers) as ReportFormat[];

export interface ReportWish {
  /** The document as it stands in the file; its hash goes into the report. */
  readonly text: string;
  readonly opened: Opened;
  readonly run: RunResult | null;
  readonly format: ReportFormat;
}

/** Null where the document has errors that keep it from being built. */
export function report({ text, opened, run, format }: ReportWish): string | null {
  const { scenario, planned, fabric, addressPlan, facts, problems, intents } = opened;
  if (scenario === null || planned === null || fabric === null || addressPlan === null) return null;
  return writers[format]({
    scenario,
    planned,
    problems,
    intents,
    addressPlan,
    fabric,
    reach: reach(fabric),
    traces: flowTraces(fabric),
    run,
    facts: facts.consulted(),
    reproduction: {
      documentHash: `sha256:${sha256(text)}`,
      seed: run?.seed ?? fabric.seed,
      version: engineVersion,
      command: `netwright report FILE -o report.${format}`,
      digest: run?.digest ?? null,
    },
  });
}

/** The way of each flow to its first destination. */
function flowTraces(fabric: Fabric): TraceResult[] {
  return fabric.flows.map((flow) =>
    trace(fabric, {
      from: fabric.endpoints[flow.from].id,
      to: fabric.endpoints[flow.to[0]].id,
      protocol: flow.protocol,
      port: flow.port,
    }),
  );
}
