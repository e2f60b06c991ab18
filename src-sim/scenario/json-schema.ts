/**
 * The format as a JSON Schema (draft 2020-12), for editors and other programs. It says what the Zod definitions say,
 * except for what JSON Schema cannot express: units and addresses are given as rough patterns, references not at all.
 */
import { z } from 'zod';
import { scenarioSchema } from './schema.ts';

export function scenarioJsonSchema(): object {
  return z.toJSONSchema(scenarioSchema, { target: 'draft-2020-12', io: 'input' });
}
