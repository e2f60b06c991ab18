/**
 * JSON Schemas (draft 2020-12) of what the command line prints with `--json`, made from the Zod schemas that are
 * held to the engines' own types. Objects are closed: a key that is not listed is an error, so that scripts notice;
 * only the scenario inside a report has its own schema elsewhere.
 */
import { z } from 'zod';
import { benchSchema } from './schemas/bench-schema.ts';
import { explanationSchema, problemSchema } from './schemas/problem-schema.ts';
import { reportSchema } from './schemas/report-schema.ts';
import { runSchema } from './schemas/run-schema.ts';
import { reachSchema, traceSchema } from './schemas/trace-schema.ts';

export const checkSchema = z.strictObject({
  file: z.string(),
  problems: z.array(problemSchema),
  errors: z.int().min(0),
  warnings: z.int().min(0),
});

export const explainSchema = z.strictObject({ explanations: z.array(explanationSchema) });

export const templatesSchema = z.strictObject({
  templates: z.array(z.strictObject({ id: z.string(), title: z.string(), description: z.string() })),
});

const published = {
  check: checkSchema,
  trace: traceSchema,
  reach: reachSchema,
  run: runSchema,
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
