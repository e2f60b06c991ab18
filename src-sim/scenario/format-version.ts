/** Whether this reader can read the document at all: the `netwright` key, before anything else is looked at. */
import type { Finding } from './problem.ts';
import { schemaVersion } from './schema.ts';

export type FormatVersion =
  | { readonly version: number; readonly finding: null }
  | { readonly version: null; readonly finding: Finding };

const refused = (finding: Omit<Finding, 'severity'>): FormatVersion => ({
  version: null,
  finding: { severity: 'error', ...finding },
});

export function formatVersionOf(document: unknown): FormatVersion {
  const path = ['netwright'];
  const cure = {
    title: `Add netwright: ${schemaVersion}`,
    edits: [{ op: 'set' as const, path, value: schemaVersion }],
  };
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    const message = 'This is not a scenario: a scenario is a record that begins with "netwright: 1".';
    return refused({ code: 'document/not-a-scenario', message, path: [] });
  }
  if (!Object.hasOwn(document, 'netwright')) {
    const message = `The document does not say which version of the format it is in; write "netwright: ${schemaVersion}" at the top.`;
    return refused({ code: 'document/missing-key', message, path, cure });
  }
  const version = (document as { readonly netwright: unknown }).netwright;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) {
    const message = `netwright is the version of the format, a whole number; write "netwright: ${schemaVersion}".`;
    return refused({ code: 'document/bad-value', message, path, cure });
  }
  if (version > schemaVersion) {
    const message = `This file is in version ${version} of the format, made by a newer Netwright; this one reads versions up to ${schemaVersion}. The file is left as it is.`;
    return refused({ code: 'document/newer-version', message, path });
  }
  return { version, finding: null };
}
