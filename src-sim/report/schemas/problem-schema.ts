/** Problems, their cures, and what their codes mean, as the command line prints them. */
import { z } from 'zod';
import type { Edit } from '../../scenario/edit.ts';
import type { Problem, ProblemExplanation } from '../../scenario/problem.ts';
import { sameType } from './same-type.ts';

const path = z.array(z.union([z.string(), z.number()]));

export const editSchema = sameType<Edit>()(
  z.union([
    z.strictObject({ op: z.literal('set'), path, value: z.unknown() }),
    z.strictObject({ op: z.literal('remove'), path }),
    z.strictObject({ op: z.literal('rename'), path: z.tuple([z.string(), z.string()]), to: z.string() }),
  ]),
);

export const problemSchema = sameType<Problem>()(
  z.strictObject({
    code: z
      .string()
      .meta({ description: 'Described by `netwright explain CODE`', examples: ['address/overlap'] }),
    severity: z.enum(['error', 'warning', 'info']),
    message: z.string(),
    path: z.string().meta({ description: "Dotted path in the document; '' for the file as a whole" }),
    line: z.int().min(0).meta({ description: 'From 1; 0 where the file has no such place' }),
    column: z.int().min(0),
    source: z
      .strictObject({ title: z.string(), url: z.string().exactOptional(), asOf: z.string().exactOptional() })
      .exactOptional(),
    cure: z.strictObject({ title: z.string(), edits: z.array(editSchema) }).exactOptional(),
  }),
);

export const explanationSchema = sameType<ProblemExplanation>()(
  z.strictObject({ code: z.string(), title: z.string(), why: z.string(), cure: z.string() }),
);
