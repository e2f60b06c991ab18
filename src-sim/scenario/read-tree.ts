/**
 * Text to tree, in bounded time and memory, for any text at all. `yaml` composes the values once the tokens are known
 * to be harmless. Duplicate keys are looked for here: the composer would compare every key with every other.
 */
import { Composer, isMap, isScalar, isSeq } from 'yaml';
import type { CST, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { lineStartsOf, linePosition } from './line-starts.ts';
import { faultsMax, readTokens } from './read-tokens.ts';
import { sourceFault } from './source-text.ts';
import type { SourceFault } from './source-text.ts';
import { syntaxSentence } from './syntax-sentences.ts';
import type {
  ScalarValue,
  TextComment,
  TextEntry,
  TextItem,
  TextMap,
  TextNode,
  TextScalar,
} from './text-tree.ts';

export interface ReadTree {
  readonly root: TextNode | null;
  readonly faults: readonly SourceFault[];
  readonly comments: readonly TextComment[];
  readonly lineStarts: readonly number[];
}

class TreeBuilder {
  readonly faults: SourceFault[] = [];
  readonly #text: string;
  readonly #lineStarts: readonly number[];

  constructor(text: string, lineStarts: readonly number[]) {
    this.#text = text;
    this.#lineStarts = lineStarts;
  }

  node(source: Node | null, fallback: number): TextNode {
    if (isMap(source)) return this.#map(source as YAMLMap<unknown, Node | null>);
    if (isSeq(source)) return this.#list(source as YAMLSeq<Node>);
    if (isScalar(source)) return scalar(source, fallback, this.#text);
    return { kind: 'scalar', value: null, style: 'empty', start: fallback, end: fallback };
  }

  #fault(code: string, message: string, offset: number): void {
    if (this.faults.length < faultsMax) this.faults.push({ code, message, offset });
  }

  #map(source: YAMLMap<unknown, Node | null>): TextMap {
    const entries: TextEntry[] = [];
    const seen = new Map<string, number>();
    for (const pair of source.items) {
      const entry = this.#entry(pair);
      if (entry === null) continue;
      const first = seen.get(entry.key);
      if (first === undefined) {
        seen.set(entry.key, entry.keyStart);
        entries.push(entry);
        continue;
      }
      const here = linePosition(this.#lineStarts, entry.keyStart);
      const there = linePosition(this.#lineStarts, first);
      const message = `"${entry.key}" at line ${here.line}, column ${here.column} is already there at line ${there.line}, column ${there.column}: rename or remove one of the two.`;
      this.#fault('document/duplicate-id', message, entry.keyStart);
    }
    const [start, end] = source.range as [number, number, number];
    const flow = source.flow === true;
    const last = entries.at(-1);
    return { kind: 'map', flow, entries, start, end: flow || last === undefined ? end : last.node.end };
  }

  #entry(pair: Pair<unknown, Node | null>): TextEntry | null {
    const key = pair.key;
    const item = pair.srcToken;
    const keyRange = isScalar(key) ? (key as Scalar.Parsed).range : null;
    if (
      !isScalar(key) ||
      typeof key.value !== 'string' ||
      key.value === '' ||
      key.value === '__proto__' ||
      keyRange === null
    ) {
      const at = keyRange?.[0] ?? item?.start[0]?.offset ?? sourceStart(item?.key);
      this.#fault('document/bad-key', 'A key is a plain word here; this one cannot be used.', at);
      return null;
    }
    if (key.value === '<<') {
      const message = 'Merge keys (<<) are not part of the format: write the values out.';
      this.#fault('document/merge-key', message, keyRange[0]);
      return null;
    }
    const colon = item?.sep?.find((token) => token.type === 'map-value-ind');
    const colonEnd = colon === undefined ? keyRange[1] : colon.offset + 1;
    return {
      key: key.value,
      keyStart: keyRange[0],
      keyEnd: keyRange[1],
      colonEnd,
      node: this.node(pair.value, colonEnd),
    };
  }

  #list(source: YAMLSeq<Node>): TextNode {
    const [start, end] = source.range as [number, number, number];
    const flow = source.flow === true;
    const token = source.srcToken;
    const dashes: number[] = [];
    if (token?.type === 'block-seq') {
      for (const item of token.items) {
        const dash = item.start.find((part) => part.type === 'seq-item-ind');
        if (dash !== undefined) dashes.push(dash.offset);
      }
    } else if (token?.type === 'flow-collection') {
      const pair = token.items.find((item) => item.sep?.some((part) => part.type === 'map-value-ind'));
      if (pair !== undefined) {
        const message = 'A list holds values; write braces around "key: value" here.';
        this.#fault('document/syntax', message, sourceStart(pair.key) || start);
      }
    }
    const items = source.items.map((item, index): TextItem => {
      const dash = dashes[index];
      const node = this.node(item, dash === undefined ? end : dash + 1);
      return { start: dash ?? node.start, node };
    });
    const last = items.at(-1);
    return { kind: 'list', flow, items, start, end: flow || last === undefined ? end : last.node.end };
  }
}

const sourceStart = (token: CST.Token | null | undefined): number => token?.offset ?? 0;

const styles: Readonly<Record<string, TextScalar['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
};

function scalar(source: Scalar, fallback: number, text: string): TextScalar {
  const range = source.range ?? [fallback, fallback, fallback];
  const value = source.value as ScalarValue;
  if (range[0] === range[1]) return { kind: 'scalar', value, style: 'empty', start: fallback, end: fallback };
  const style = styles[source.type ?? 'PLAIN'] ?? 'plain';
  // The line ends and blank lines behind a block belong to the layout of the file, not to the value.
  const end = style === 'block' ? range[0] + text.slice(range[0], range[1]).trimEnd().length : range[1];
  return { kind: 'scalar', value, style, start: range[0], end };
}

export function readTree(text: string): ReadTree {
  const fault = sourceFault(text);
  const lineStarts = fault?.code === 'read/too-large' ? [0] : lineStartsOf(text);
  if (fault !== null) return { root: null, faults: [fault], comments: [], lineStarts };
  const { stream, comments, faults: found } = readTokens(text);
  const faults = [...found];
  const second = stream.filter((token) => token.type === 'document')[1];
  if (second !== undefined) {
    const message = 'A file holds one scenario; a second document begins here.';
    faults.push({ code: 'document/several-documents', message, offset: second.offset });
  }
  if (faults.length > 0) return { root: null, faults, comments, lineStarts };
  const composer = new Composer({
    keepSourceTokens: true,
    logLevel: 'silent',
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false,
  });
  const [document] = [...composer.compose(stream, true, text.length)];
  for (const error of document?.errors ?? []) {
    if (faults.length < faultsMax) faults.push(syntaxSentence(error));
  }
  if (document === undefined || faults.length > 0) return { root: null, faults, comments, lineStarts };
  if (document.contents === null) {
    const empty = { code: 'read/empty', message: 'The file holds comments only, no scenario.', offset: 0 };
    return { root: null, faults: [empty], comments, lineStarts };
  }
  const builder = new TreeBuilder(text, lineStarts);
  const root = builder.node(document.contents, 0);
  return { root, faults: builder.faults, comments, lineStarts };
}
