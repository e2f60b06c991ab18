/**
 * SNDlib's native format of networks, version 1.0: sections of entries in parentheses. Read are META (its unit), NODES, LINKS and
 * DEMANDS; admissible paths are passed over. Left out: set-up and routing costs, bounds on the length of paths.
 */
import { ImportRefusal } from './import-refusal.ts';
import { type SndlibDemand, type SndlibLink, sndlibTopology } from './sndlib-parts.ts';
import { TextTokens, type Token } from './text-tokens.ts';
import { wanLimits, type WanNode, type WanTopology } from './wan-topology.ts';

/** The first line that is no comment. */
const firstLine =
  /^\uFEFF?(?:[ \t\r]*(?:#[^\n]*)?\n)*[ \t]*\?SNDlib\s+native\s+format\s*;\s*type\s*:\s*(\w+)[^\n]*/iu;

export const isSndlibNative = (text: string): boolean => firstLine.test(text);

export function readSndlibNative(file: string, text: string, title: string): WanTopology {
  const type = firstLine.exec(text)?.[1].toLowerCase();
  if (type !== 'network') {
    throw new ImportRefusal(`this is an SNDlib file of type ${type}; networks are read`, file, 1, 1);
  }
  return new NativeReader(
    file,
    text.replace(firstLine, (head) => '\n'.repeat(head.split('\n').length - 1)),
  ).read(title);
}

class NativeReader {
  readonly #tokens: TextTokens;
  readonly #nodes: WanNode[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #links: SndlibLink[] = [];
  readonly #demands: SndlibDemand[] = [];
  readonly #names = new Set<string>();
  #unit: string | null = null;

  constructor(file: string, text: string) {
    this.#tokens = new TextTokens(file, text);
  }

  read(title: string): WanTopology {
    const tokens = this.#tokens;
    const seen = new Set<string>();
    while (!tokens.isAtEnd) {
      const section = tokens.name('the name of a section');
      const name = section.text.toUpperCase();
      if (seen.has(name)) throw tokens.refusal(section, `there are two sections ${name}`);
      seen.add(name);
      tokens.expect('(', `section ${name}`);
      if (name === 'META') this.#meta();
      else if (name === 'NODES') this.#entries('nodes', wanLimits.nodes, (id) => this.#node(id));
      else if (name === 'LINKS') this.#entries('links', wanLimits.lines, (id) => this.#link(id));
      else if (name === 'DEMANDS') this.#entries('demands', wanLimits.demands, (id) => this.#demand(id));
      else this.#skip(`section ${name}`);
    }
    if (this.#nodes.length === 0) throw new ImportRefusal('the file has no nodes', tokens.file);
    return sndlibTopology({
      title,
      nodes: this.#nodes,
      links: this.#links,
      demands: this.#demands,
      unit: this.#unit,
      geographic: null,
    });
  }

  /** `key = value` as words; only the unit matters. */
  #meta(): void {
    for (let token = this.#tokens.take('the end of META'); token.text !== ')'; ) {
      if (token.text === '(') this.#skip('META');
      const isUnit = token.text.toLowerCase() === 'unit';
      token = this.#tokens.take('the end of META');
      if (!isUnit || token.text !== '=') continue;
      token = this.#tokens.take('the unit');
      if (token.text !== ')') this.#unit = token.text;
    }
  }

  #entries(what: string, most: number, read: (id: Token) => void): void {
    this.#names.clear();
    for (;;) {
      const token = this.#tokens.take(`the end of the ${what}`);
      if (token.text === ')') return;
      if (token.text === '(') throw this.#tokens.refusal(token, `an id is missing among the ${what}`);
      if (this.#names.has(token.text)) throw this.#tokens.refusal(token, `two ${what} have one id`);
      this.#names.add(token.text);
      if (this.#names.size > most)
        throw this.#tokens.refusal(token, `more than ${most} ${what} are not read`);
      read(token);
    }
  }

  #node({ text: name }: Token): void {
    const tokens = this.#tokens;
    tokens.expect('(', `node ${name}`);
    const x = tokens.number('the longitude of a node');
    const y = tokens.number('the latitude of a node');
    tokens.expect(')', `node ${name}`);
    this.#numbers.set(name, this.#nodes.length);
    this.#nodes.push({ name, x, y });
  }

  #ends(what: string): [number, number] {
    this.#tokens.expect('(', what);
    const ends: [number, number] = [this.#end(what), this.#end(what)];
    this.#tokens.expect(')', what);
    return ends;
  }

  #end(what: string): number {
    const token = this.#tokens.name(`a node of ${what}`);
    const number = this.#numbers.get(token.text);
    if (number === undefined) throw this.#tokens.refusal(token, `${what} names a node that is not in NODES`);
    return number;
  }

  #link({ text: name }: Token): void {
    const tokens = this.#tokens;
    const [a, b] = this.#ends(`link ${name}`);
    const installed = tokens.notNegative('the preinstalled capacity');
    for (const cost of ['preinstalled capacity', 'routing', 'set-up']) tokens.number(`the cost of ${cost}`);
    tokens.expect('(', `the modules of link ${name}`);
    const modules: number[] = [];
    while (tokens.peek()?.text !== ')') {
      modules.push(tokens.notNegative('the capacity of a module'));
      tokens.number('the cost of a module');
    }
    tokens.expect(')', `the modules of link ${name}`);
    this.#links.push({ name, a, b, installed, modules });
  }

  #demand({ text: name }: Token): void {
    const [from, to] = this.#ends(`demand ${name}`);
    this.#tokens.notNegative('the routing unit');
    const value = this.#tokens.notNegative('the value of a demand');
    this.#tokens.name('the greatest length of a path');
    this.#demands.push({ name, from, to, value });
  }

  /** To the parenthesis that closes the one before. */
  #skip(what: string): void {
    for (let depth = 1; depth > 0; ) {
      const { text } = this.#tokens.take(`the end of ${what}`);
      if (text === '(') depth += 1;
      if (text === ')') depth -= 1;
    }
  }
}
