/** Path of a value in the document as a person reads it: `networks.hub.cidrs[0]`. */
export type RecordPath = string;

export type PathStep = string | number;

/** One change of a document, by path. `set` creates missing records and lists on its way; `remove` of a missing value does nothing. */
export type Edit =
  | { readonly op: 'set'; readonly path: readonly PathStep[]; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: readonly PathStep[] }
  /** Renames a record's id and every reference to it. `path` is [collection, id]. */
  | { readonly op: 'rename'; readonly path: readonly [string, string]; readonly to: string };

const plainStep = /^[A-Za-z_][\w-]*$/;

export function formatPath(path: readonly PathStep[]): RecordPath {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (plainStep.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}
