/**
 * Values as YAML text, in the one style this project writes: plain words where they read back as themselves, double
 * quotes otherwise, short records in braces, long ones on lines of their own.
 */

/** A record in braces that would pass this column is written on lines of its own. */
export const flowColumnMax = 100;

/** Texts the core schema of YAML 1.2 (section 10.3.2), or a reader of YAML 1.1, takes for something else. */
const otherValue =
  /^(?:~|null|true|false|yes|no|on|off|[-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d+)(?:e[-+]?\d+)?|0[xo][\da-f]+|[\d-]+:[\d:]+)$/i;

/** Begins with a letter or digit and holds nothing that could end a plain word, on a line or in braces. */
const plainWord = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} _./:;'+*()@°%=!?<>|~&–—-]*$/u;

type Values = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface PrintStyle {
  /** JSON quotes every key and text. */
  readonly json: boolean;
  readonly indentStep: number;
  readonly eol: string;
  /** Items of a list that is the value of a key stand further in than the key. */
  readonly indentedLists: boolean;
}

export const ownStyle: PrintStyle = { json: false, indentStep: 2, eol: '\n', indentedLists: true };

/** JSON leaves these as they are, but a reader of YAML may take them for line ends or refuse them. */
const unescapedByJson = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

export function printQuoted(text: string): string {
  return JSON.stringify(text).replace(
    unescapedByJson,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function printText(text: string, style: PrintStyle): string {
  const plain = !style.json && plainWord.test(text) && !otherValue.test(text) && !/: |:$| $/.test(text);
  return plain ? text : printQuoted(text);
}

export function printScalar(value: unknown, style: PrintStyle): string {
  if (typeof value === 'string') return printText(value, style);
  if (typeof value === 'number' && !style.json) {
    if (Number.isNaN(value)) return '.nan';
    if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  }
  return Object.is(value, -0) ? '-0' : String(value);
}

/** In braces and brackets, on one line. */
export function printFlow(value: unknown, style: PrintStyle): string {
  if (Array.isArray(value)) return `[${value.map((item) => printFlow(item, style)).join(', ')}]`;
  if (!isRecord(value)) return printScalar(value, style);
  const entries = Object.entries(value).map(
    ([key, inner]) => `${printText(key, style)}: ${printFlow(inner, style)}`,
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

const isCollection = (value: unknown): boolean => typeof value === 'object' && value !== null;

/**
 * A list of single values reads well in brackets, a record whose values are single, or such lists, or small records,
 * in braces. Records of nothing but records are collections and have lines.
 */
function readsWellInFlow(value: unknown, depth = 0): boolean {
  if (Array.isArray(value)) return value.every((item) => !isCollection(item));
  if (!isRecord(value)) return true;
  const inner = Object.values(value);
  if (inner.length === 0) return true;
  return depth < 2 && !inner.every(isRecord) && inner.every((one) => readsWellInFlow(one, depth + 1));
}

/** A text of several lines as a literal block, if it can be one: no trailing blanks, no leading ones, no control characters. */
function literalBlock(value: unknown, indent: string, style: PrintStyle): string | null {
  if (typeof value !== 'string' || style.json || !/^\S[^\n]*\n/.test(value)) return null;
  if (/[^\P{C}\n]|[\u2028\u2029]|[ ](?:\n|$)|\n\n$/u.test(value)) return null;
  const chomping = value.endsWith('\n') ? '' : '-';
  const lines = value.replace(/\n$/, '').split('\n');
  return `|${chomping}${lines.map((line) => (line === '' ? style.eol : `${style.eol}${indent}${line}`)).join('')}`;
}

export interface BehindOptions {
  /** Behind a dash the first line goes on. */
  readonly inList?: boolean;
  /** Lines even where braces would do, as the records around it have them. */
  readonly preferLines?: boolean;
}

/**
 * What stands behind `key:` or `-`, beginning with the blank or the line end in front of it. `column` is where the
 * value would begin on the line; `indent` that of the lines below.
 */
export function printBehind(
  value: unknown,
  indent: string,
  column: number,
  style: PrintStyle,
  options: BehindOptions = {},
): string {
  const { inList = false, preferLines = false } = options;
  const literal = literalBlock(value, indent, style);
  if (literal !== null) return ` ${literal}`;
  if (!isCollection(value)) return ` ${printScalar(value, style)}`;
  if (style.json || (readsWellInFlow(value) && !preferLines)) {
    const flow = printFlow(value, style);
    if (style.json || column + 1 + flow.length <= flowColumnMax) return ` ${flow}`;
  }
  const lines = printLines(value, indent, style);
  if (lines === null) return ` ${printFlow(value, style)}`;
  return inList ? ` ${lines.trimStart()}` : `${style.eol}${lines}`;
}

/** A record or list on lines of its own, each beginning with `indent`; null for an empty one, which has no lines. */
export function printLines(value: unknown, indent: string, style: PrintStyle): string | null {
  if (Array.isArray(value)) {
    const deeper = `${indent}  `;
    const items = value.map(
      (item) => `${indent}-${printBehind(item, deeper, indent.length + 1, style, { inList: true })}`,
    );
    return items.length === 0 ? null : items.join(style.eol);
  }
  const entries = Object.entries(value as Values).map(([key, inner]) =>
    printEntry(key, inner, indent, style),
  );
  return entries.length === 0 ? null : entries.join(style.eol);
}

/** `key: value` with the lines that belong to it, without a line end. */
export function printEntry(
  key: string,
  value: unknown,
  indent: string,
  style: PrintStyle,
  preferLines = false,
): string {
  const head = `${indent}${printText(key, style)}:`;
  const deeper =
    Array.isArray(value) && !style.indentedLists ? indent : indent + ' '.repeat(style.indentStep);
  return head + printBehind(value, deeper, head.length, style, { preferLines });
}
