/** Templates and what can be chosen in them, as `netwright new --list --json` prints them. */
import { z } from 'zod';
import type { Parameter, TemplateDescription } from '../../templates/template.ts';
import { sameType } from './same-type.ts';

const described = {
  name: z.string().meta({ description: 'As in `--set name=value`' }),
  meaning: z.string(),
};

const parameterSchema = sameType<Parameter>()(
  z.union([
    z.strictObject({
      kind: z.literal('number').meta({ description: 'A whole number' }),
      ...described,
      default: z.int(),
      min: z.int(),
      max: z.int(),
    }),
    z.strictObject({ kind: z.literal('text'), ...described, default: z.string(), longest: z.int() }),
    z.strictObject({
      kind: z.literal('cidr').meta({ description: 'An IPv4 prefix' }),
      ...described,
      default: z.string(),
    }),
    z.strictObject({
      kind: z.literal('choice'),
      ...described,
      default: z.string(),
      choices: z.array(z.string()),
    }),
  ]),
);

const templateSchema = sameType<TemplateDescription>()(
  z.strictObject({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    parameters: z.array(parameterSchema).meta({ description: 'Empty where a scenario is copied as it is' }),
  }),
);

export const templatesSchema = z.strictObject({ templates: z.array(templateSchema) });
