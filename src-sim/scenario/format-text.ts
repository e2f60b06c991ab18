/**
 * The canonical layout of a document: collections and keys in the order of the schema, two blanks of indentation,
 * a blank line between collections, records in braces where they were and where they fit. Comments go where the value
 * they belong to goes. The result is read again and must hold the same values and every comment.
 */
import { CommentPlaces } from './comment-places.ts';
import type { CommentLines } from './comment-places.ts';
import type { PathStep } from './edit.ts';
import { formatVersionOf } from './format-version.ts';
import { linePosition } from './line-starts.ts';
import { documentPositions, locate } from './positions.ts';
import { orderedValue } from './print-scenario.ts';
import { flowColumnMax, ownStyle, printScalar, printText } from './print-value.ts';
import type { Problem } from './problem.ts';
import { readTree } from './read-tree.ts';
import type { ReadTree } from './read-tree.ts';
import { sameValue } from './same-value.ts';
import { knownKeys } from './schema-shape.ts';
import { valueOf } from './text-tree.ts';
import type { TextEntry, TextItem, TextMap, TextNode, TextScalar } from './text-tree.ts';

export { printScenario } from './print-scenario.ts';

export type FormatOutcome = { readonly text: string } | { readonly problems: readonly Problem[] };

interface Printed {
  /** Behind the colon or dash, with the blank in front; empty where everything is on lines below. */
  readonly head: string;
  readonly lines: readonly string[];
}

class Formatter {
  readonly #text: string;
  readonly #document: unknown;
  readonly #comments: CommentPlaces;

  constructor(text: string, tree: ReadTree, root: TextMap) {
    this.#text = text;
    this.#document = valueOf(root);
    this.#comments = new CommentPlaces(text, tree, root);
  }

  document(root: TextMap): string[] {
    const parts: (readonly string[])[] = [];
    let previous: TextEntry | undefined;
    for (const entry of this.#inOrder(root, [])) {
      const printed = this.#entry(entry, [entry.key], 0);
      const { apart } = this.#comments.ofPart.get(entry)!;
      const isCollection =
        entry.node.kind !== 'scalar' || (previous !== undefined && previous.node.kind !== 'scalar');
      if (previous !== undefined && (apart || isCollection)) parts.push(['']);
      parts.push(printed);
      previous = entry;
    }
    return [...parts, this.#tail(root, 0)].flat();
  }

  /** Entries in the order of the schema; keys it does not know come last, as they were. Records keep their order. */
  #inOrder(map: TextMap, path: readonly PathStep[]): TextEntry[] {
    const known = knownKeys(path, this.#document);
    if (known.length === 0) return [...map.entries];
    const rank = (entry: TextEntry): number =>
      known.includes(entry.key) ? known.indexOf(entry.key) : known.length;
    return [...map.entries].sort((a, b) => rank(a) - rank(b));
  }

  #above(lines: CommentLines, indent: number): string[] {
    return lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
  }

  #tail(node: TextNode, indent: number): string[] {
    return this.#above(this.#comments.ofTail.get(node) ?? [], indent);
  }

  #entry(entry: TextEntry, path: readonly PathStep[], indent: number): string[] {
    const { above, behind } = this.#comments.ofPart.get(entry)!;
    const head = `${' '.repeat(indent)}${this.#key(entry)}:`;
    const { head: rest, lines } = this.#behind(entry.node, path, indent, indent + 2, head.length);
    return [...this.#above(above, indent), ...withComment(`${head}${rest}`, lines, behind, entry.node)];
  }

  #key({ key, keyStart, keyEnd }: TextEntry): string {
    const written = this.#text.slice(keyStart, keyEnd);
    return written.includes('\n') ? printText(key, ownStyle) : written;
  }

  #item(item: TextItem, path: readonly PathStep[], indent: number): string[] {
    const { above, behind } = this.#comments.ofPart.get(item)!;
    const dash = `${' '.repeat(indent)}-`;
    const { head, lines } = this.#behind(item.node, path, indent, indent + 2, dash.length);
    const first = lines[0];
    const joined =
      head === '' && behind === null && first !== undefined && !first.trimStart().startsWith('#');
    const printed = joined
      ? [`${dash} ${first.trimStart()}`, ...lines.slice(1)]
      : withComment(`${dash}${head}`, lines, behind, item.node);
    return [...this.#above(above, indent), ...printed];
  }

  /** `column` is where the value would go on after its key or dash; `indent` that of lines below. */
  #behind(node: TextNode, path: readonly PathStep[], outer: number, indent: number, column: number): Printed {
    if (node.kind === 'scalar') return this.#scalar(node, outer, indent);
    const parts = node.kind === 'map' ? node.entries : node.items;
    const commented = this.#comments.isWithin(node);
    if (parts.length === 0 && !commented) return { head: node.kind === 'map' ? ' {}' : ' []', lines: [] };
    if (node.flow && !commented) {
      const flow = this.#flow(node, path);
      if (column + 1 + flow.length <= flowColumnMax) return { head: ` ${flow}`, lines: [] };
    }
    if (parts.length === 0) {
      // Nothing but comments between the braces: they go below the empty value.
      return { head: node.kind === 'map' ? ' {}' : ' []', lines: this.#tail(node, indent) };
    }
    const printed =
      node.kind === 'map'
        ? this.#inOrder(node, path).map((entry) => ({
            part: entry as TextEntry | TextItem,
            lines: this.#entry(entry, [...path, entry.key], indent),
          }))
        : node.items.map((item, index) => ({
            part: item as TextEntry | TextItem,
            lines: this.#item(item, [...path, index], indent),
          }));
    const lines = printed.flatMap((one, index) =>
      index > 0 && !node.flow && this.#comments.ofPart.get(one.part)!.apart
        ? [''].concat(one.lines)
        : one.lines,
    );
    return { head: '', lines: [...lines, ...this.#tail(node, indent)] };
  }

  #flow(node: TextNode, path: readonly PathStep[]): string {
    if (node.kind === 'scalar') {
      const written = this.#text.slice(node.start, node.end);
      return node.style === 'empty' || written.includes('\n') ? printScalar(node.value, ownStyle) : written;
    }
    if (node.kind === 'list')
      return `[${node.items.map((item, index) => this.#flow(item.node, [...path, index])).join(', ')}]`;
    const entries = this.#inOrder(node, path).map(
      (entry) => `${this.#key(entry)}: ${this.#flow(entry.node, [...path, entry.key])}`,
    );
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }

  #scalar(node: TextScalar, outer: number, indent: number): Printed {
    if (node.style === 'empty') return { head: '', lines: [] };
    const [first, ...rest] = this.#text.slice(node.start, node.end).split(/\r?\n/) as [string, ...string[]];
    if (node.style !== 'block') {
      const lines = rest.map((line) => (line.trim() === '' ? '' : ' '.repeat(indent) + line.trim()));
      return { head: ` ${first.trimEnd()}`, lines };
    }
    const written = rest.find((line) => line.trim() !== '') ?? '';
    const digit = /^[|>][+-]?([1-9])/.exec(first)?.[1];
    // With a digit in the header the text itself begins with blanks, which are not to be taken for indentation.
    const inner = digit === undefined ? indent : outer + Number(digit);
    const stripped =
      digit === undefined
        ? written.length - written.trimStart().length
        : this.#blockIndent(node, Number(digit));
    const lines = rest.map((line) =>
      line.length > stripped ? ' '.repeat(inner) + line.slice(stripped) : '',
    );
    return { head: ` ${first.trimEnd()}`, lines: [...lines, ...this.#keptLines(node, first)] };
  }

  /** Indentation of a block text whose header gives it relative to the line its key stands on. */
  #blockIndent(node: TextScalar, digit: number): number {
    const line = this.#text.slice(this.#text.lastIndexOf('\n', node.start - 1) + 1, node.start);
    return line.search(/[^\s-]/) + digit;
  }

  /** A + in the header makes the blank lines behind the text a part of it. */
  #keptLines(node: TextScalar, header: string): string[] {
    if (!header.split('#')[0].includes('+')) return [];
    const blank = /^(?:[ \t]*\r?\n)*/.exec(this.#text.slice(this.#text.indexOf('\n', node.end) + 1));
    return Array.from({ length: (blank?.[0].split('\n').length ?? 1) - 1 }, () => '');
  }
}

function withComment(
  first: string,
  lines: readonly string[],
  comment: string | null,
  node: TextNode,
): string[] {
  if (comment === null) return [first, ...lines];
  if (node.kind !== 'scalar' || lines.length === 0) return [`${first} ${comment}`, ...lines];
  return [first, ...lines.slice(0, -1), `${lines.at(-1)!} ${comment}`];
}

const problemsOf = ({ faults, lineStarts }: ReadTree): Problem[] =>
  faults.map(({ code, message, offset }) => ({
    code,
    severity: 'error',
    message,
    path: '',
    ...linePosition(lineStarts, offset),
  }));

const commentTexts = (text: string, { comments }: ReadTree): string[] =>
  comments.map(({ start, end }) => text.slice(start, end).trimEnd()).sort();

/** JSON stays JSON: the same order, two blanks, no comments to mind. */
function formattedJson(text: string): string | null {
  if (!/^\s*\{/.test(text.replace(/^\uFEFF/, ''))) return null;
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
  return `${JSON.stringify(orderedValue(document, [], document), null, 2)}\n`;
}

export function formatScenario(text: string): FormatOutcome {
  const tree = readTree(text);
  if (tree.root === null || tree.faults.length > 0) return { problems: problemsOf(tree) };
  const { root } = tree;
  const { finding } = formatVersionOf(valueOf(root));
  if (root.kind !== 'map' || finding !== null) {
    return { problems: finding === null ? [] : [locate(finding, documentPositions(root, tree.lineStarts))] };
  }
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const formatted =
    formattedJson(text) ?? `${new Formatter(text, tree, root).document(root).join(eol)}${eol}`;
  const reread = readTree(formatted);
  const sound =
    reread.root !== null &&
    reread.faults.length === 0 &&
    sameValue(valueOf(reread.root), valueOf(root)) &&
    sameValue(commentTexts(formatted, reread), commentTexts(text, tree));
  if (sound) return { text: formatted };
  const message =
    'The layout of this file cannot be changed without changing what it says; it is left as it is.';
  return {
    problems: [{ code: 'document/not-formatted', severity: 'error', message, path: '', line: 1, column: 1 }],
  };
}
