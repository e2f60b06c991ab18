/**
 * JSON Schemas (draft 2020-12) of what the command line prints with `--json`, made from the Zod schemas that are
 * held to the engines' own types. Objects are closed: a key that is not listed is an error, so that scripts notice;
 * only the scenario inside a report has its own schema elsewhere.
 */
import { z } from 'zod';
import { benchSchema } from './schemas/bench-schema.ts';
import { intentSchema } from './schemas/intent-schema.ts';
import { planSchema } from './schemas/plan-schema.ts';
import { explanationSchema, problemSchema } from './schemas/problem-schema.ts';
import { reportSchema } from './schemas/report-schema.ts';
import { runSchema } from './schemas/run-schema.ts';
import { templatesSchema } from './schemas/templates-schema.ts';
import { reachSchema, traceAnswerSchema } from './schemas/trace-schema.ts';

export const checkSchema = z.strictObject({
  file: z.string(),
  problems: z.array(problemSchema),
  intents: z.array(intentSchema),
  errors: z.int().min(0),
  warnings: z.int().min(0),
});

export const explainSchema = z.strictObject({ explanations: z.array(explanationSchema) });

const published = {
  check: checkSchema,
  trace: traceAnswerSchema,
  reach: reachSchema,
  run: runSchema,
  plan: planSchema,
  report: reportSchema,
  bench: benchSchema,
  explain: explainSchema,
  templates: templatesSchema,
} as const;

export type OutputName = keyof typeof published;

export const outputNames = Object.keys(published) as readonly OutputName[];

export const outputSchemas: Readonly<Record<OutputName, object>> = Object.fromEntries(
  outputNames.map((name) => [
    name,
    { title: `Output of netwright ${name}`, ...z.toJSONSchema(published[name]) },
  ]),
) as Record<OutputName, object>;
