/**
 * REPETITA's topologies and demands (Gay, Schaus, Vissicchio 2017): lists with a count and a line of headings. Edges are directed,
 * with a weight for shortest paths, kbit/s and microseconds; nodes are counted from 0. Two edges against each other with one
 * rate and delay are one line, in the order of the file; what is left are lines that carry one way.
 */
import { ImportRefusal } from './import-refusal.ts';
import { readNumber } from './text-tokens.ts';
import { type WanDemand, type WanLine, wanLimits, type WanNode } from './wan-topology.ts';

const bpsPerKbps = 1000;
const nsPerMicrosecond = 1000;
const edgeMetricMax = 4_294_967_295;

export interface RepetitaGraph {
  readonly nodes: readonly WanNode[];
  readonly lines: readonly WanLine[];
}

export const isRepetitaGraph = (text: string): boolean =>
  /^\uFEFF?\s*NODES\s+\d+\s*$/mu.test(firstLineOf(text));
export const isRepetitaDemands = (text: string): boolean =>
  /^\uFEFF?\s*DEMANDS\s+\d+\s*$/mu.test(firstLineOf(text));

const firstLineOf = (text: string): string => text.trimStart().split('\n', 1)[0] ?? '';

interface Edge {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  readonly rateBps: number;
  readonly delayNs: number;
}

export function readRepetitaGraph(file: string, text: string): RepetitaGraph {
  const rows = new Rows(file, text);
  const nodes = rows.list('NODES', 3, wanLimits.nodes, (row): WanNode => {
    return { name: row.word(0), x: row.number(1), y: row.number(2) };
  });
  const edges = rows.list('EDGES', 6, 2 * wanLimits.lines, (row): Edge => {
    return {
      name: row.word(0),
      from: row.index(1, nodes.length),
      to: row.index(2, nodes.length),
      weight: row.whole(3, 1, edgeMetricMax),
      rateBps: Math.round(row.notNegative(4) * bpsPerKbps),
      delayNs: Math.round(row.notNegative(5) * nsPerMicrosecond),
    };
  });
  return { nodes, lines: pairedLines(edges) };
}

export function readRepetitaDemands(file: string, text: string, nodes: number): WanDemand[] {
  return new Rows(file, text).list('DEMANDS', 4, wanLimits.demands, (row): WanDemand => {
    return {
      name: row.word(0),
      from: row.index(1, nodes),
      to: row.index(2, nodes),
      rateBps: Math.round(row.notNegative(3) * bpsPerKbps),
    };
  });
}

function pairedLines(edges: readonly Edge[]): WanLine[] {
  /** Places in `lines` of those whose other direction has not come yet. */
  const waiting = new Map<string, number[]>();
  const lines: WanLine[] = [];
  for (const { name, from, to, weight, rateBps, delayNs } of edges) {
    const key = (a: number, b: number): string => `${a} ${b} ${rateBps} ${delayNs}`;
    const other = waiting.get(key(to, from))?.shift();
    if (other !== undefined) {
      lines[other] = { ...lines[other], costB: weight };
      continue;
    }
    const line: WanLine = { name, a: from, b: to, rateBps, delayNs, costA: weight, costB: null };
    const same = waiting.get(key(from, to)) ?? [];
    same.push(lines.push(line) - 1);
    waiting.set(key(from, to), same);
  }
  return lines;
}

/** The lines of the file that hold something, one after the other. */
class Rows {
  readonly #file: string;
  readonly #text: string;
  #at = 0;
  #line = 0;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text.replace(/^\uFEFF/u, '');
  }

  list<T>(heading: string, columns: number, most: number, read: (row: Row) => T): T[] {
    const first = this.#take(`${heading} and their number`);
    const [word, text = ''] = first.words;
    const count = /^\d{1,9}$/u.test(text) ? Number(text) : -1;
    if (word !== heading || count < 0)
      this.#refuse(first.line, `${heading} and their number should stand here`);
    if (count > most) this.#refuse(first.line, `more than ${most} ${heading.toLowerCase()} are not read`);
    const titles = this.#take('the line of headings');
    if (titles.words[0] !== 'label') this.#refuse(titles.line, 'the line of headings begins with label');
    return Array.from({ length: count }, () => {
      const { words, line } = this.#take(`one of ${count} ${heading.toLowerCase()}`);
      if (words.length < columns) this.#refuse(line, `there are ${columns} columns in ${heading}`);
      return read(new Row(words, (message) => this.#refuse(line, message)));
    });
  }

  #take(wanted: string): { readonly words: readonly string[]; readonly line: number } {
    while (this.#at < this.#text.length) {
      const end = this.#text.indexOf('\n', this.#at);
      const row = this.#text.slice(this.#at, end < 0 ? undefined : end).trim();
      this.#at = end < 0 ? this.#text.length : end + 1;
      this.#line += 1;
      if (row !== '') return { words: row.split(/\s+/u), line: this.#line };
    }
    throw new ImportRefusal(`the file ends where ${wanted} should be`, this.#file);
  }

  #refuse(line: number, message: string): never {
    throw new ImportRefusal(message, this.#file, line, 1);
  }
}

class Row {
  readonly #words: readonly string[];
  readonly #refuse: (message: string) => never;

  constructor(words: readonly string[], refuse: (message: string) => never) {
    this.#words = words;
    this.#refuse = refuse;
  }

  word(column: number): string {
    return this.#words[column];
  }

  number(column: number): number {
    const value = readNumber(this.word(column));
    return (
      value ?? this.#refuse(`column ${column + 1} is a number, not ${JSON.stringify(this.word(column))}`)
    );
  }

  notNegative(column: number): number {
    const value = this.number(column);
    return value < 0 ? this.#refuse(`column ${column + 1} cannot be negative`) : value;
  }

  whole(column: number, least: number, most: number): number {
    const value = this.number(column);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    return this.#refuse(`column ${column + 1} is a whole number from ${least} to ${most}, not ${value}`);
  }

  index(column: number, count: number): number {
    return this.whole(column, 0, count - 1);
  }
}
