/**
 * What a window may pass to each method of the host. A window is not trusted: it shows documents from anywhere, so
 * every argument is checked for kind and size before a service sees it.
 */
import { z } from 'zod';
import type { Host, HostMethod } from './host.ts';

/** Largest document, in bytes on disk and in characters over a door. */
export const documentBytesMax = 16 * 1024 * 1024;

// The host makes ids itself; anything longer than its own cannot be one.
const fileId = z.string().min(1).max(64);
const recoveryKey = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const fileName = z.string().min(1).max(200);
const text = z.string().max(documentBytesMax);
/** What the window can write for others; never a document, and nothing that a system would run. */
const exportName = z
  .string()
  .max(200)
  .regex(/^[^/\\\0]+\.(?:html|md|csv|json)$/);
/** As many values as a template could have parameters, and no longer than anything a parameter takes. */
const templateValues = z
  .record(z.string().max(64), z.string().max(200))
  .refine((values) => Object.keys(values).length <= 50);
const exportContent = z.string().max(4 * documentBytesMax);

const schemas = {
  describe: z.tuple([]),
  files: z.tuple([]),
  chooseFile: z.tuple([]),
  chooseTarget: z.tuple([fileName, z.boolean()]),
  templates: z.tuple([]),
  fillTemplate: z.tuple([z.string().min(1).max(64), templateValues]),
  readFile: z.tuple([fileId]),
  writeFile: z.tuple([fileId, text, z.number().min(0).nullable()]),
  exportFile: z.tuple([exportName, exportContent]),
  keepRecovery: z.tuple([recoveryKey, fileName, fileId.nullable(), text]),
  recoveries: z.tuple([]),
  dropRecovery: z.tuple([recoveryKey]),
} as const satisfies { readonly [M in HostMethod]: z.ZodType<Parameters<Host[M]>> };

/** The arguments as the method takes them, or null where they are not. */
export function hostArguments<M extends HostMethod>(method: M, given: unknown): Parameters<Host[M]> | null {
  const read = schemas[method].safeParse(given);
  return read.success ? (read.data as Parameters<Host[M]>) : null;
}
