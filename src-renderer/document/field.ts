/** How a field of a record is typed and edited, and short ways to say so. */
import type { CollectionName } from '../../src-sim/index.ts';

export type FieldType =
  | { readonly type: 'text'; readonly example?: string }
  | { readonly type: 'number' }
  /** A port or a range: a number where it is one. */
  | { readonly type: 'port' }
  | { readonly type: 'flag' }
  | { readonly type: 'choice'; readonly options: readonly string[] }
  | {
      readonly type: 'reference';
      readonly collections: readonly CollectionName[];
      readonly kinds?: readonly string[];
    }
  | {
      readonly type: 'references';
      readonly collections: readonly CollectionName[];
      readonly kinds?: readonly string[];
    }
  | { readonly type: 'list'; readonly item: string; readonly fresh: string }
  | {
      readonly type: 'rows';
      readonly row: string;
      readonly columns: readonly Field[];
      readonly fresh: Readonly<Record<string, unknown>>;
    };

export type Field = FieldType & {
  /** Dotted where it lies deeper: `nic.rate`. */
  readonly field: string;
  readonly label: string;
  readonly required?: boolean;
};

export const text = (field: string, label: string, example?: string, required = false): Field => ({
  type: 'text',
  field,
  label,
  required,
  ...(example === undefined ? {} : { example }),
});
export const reference = (
  field: string,
  label: string,
  collections: readonly CollectionName[],
  kinds?: readonly string[],
  required = true,
): Field => ({
  type: 'reference',
  field,
  label,
  collections,
  required,
  ...(kinds === undefined ? {} : { kinds }),
});
export const number = (field: string, label: string): Field => ({ type: 'number', field, label });
export const protocols = ['any', 'icmp', 'tcp', 'udp'] as const;
export const references = (
  field: string,
  label: string,
  collections: readonly CollectionName[],
  kinds?: readonly string[],
  required = false,
): Field => ({
  type: 'references',
  field,
  label,
  collections,
  required,
  ...(kinds === undefined ? {} : { kinds }),
});
export const flag = (field: string, label: string): Field => ({ type: 'flag', field, label });
export const choice = (field: string, label: string, options: readonly string[]): Field => ({
  type: 'choice',
  field,
  label,
  options,
});
export const rows = (
  field: string,
  label: string,
  row: string,
  fresh: Readonly<Record<string, unknown>>,
  columns: readonly Field[],
): Field => ({ type: 'rows', field, label, row, fresh, columns });
export const list = (field: string, label: string, item: string, fresh: string): Field => ({
  type: 'list',
  field,
  label,
  item,
  fresh,
});
