/** Words and parentheses of a text with their places; comments begin with `#` and end with the line. */
import { ImportRefusal } from './import-refusal.ts';

export interface Token {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** Parentheses stand for themselves, `=` too; all else that no white space divides is one word. */
const pattern = /#[^\n]*|[()=]|[^\s()#=]+/gu;

export class TextTokens {
  readonly file: string;
  readonly #text: string;
  readonly #pattern = new RegExp(pattern);
  /** The next one; null at the end. */
  #next: Token | null;
  #line = 1;
  #lineStart = 0;
  #lineEnd: number;

  constructor(file: string, text: string) {
    this.file = file;
    this.#text = text;
    this.#lineEnd = this.#endAfter(0);
    this.#next = this.#find();
  }

  get isAtEnd(): boolean {
    return this.#next === null;
  }

  /** Null at the end. */
  peek(): Token | null {
    return this.#next;
  }

  #find(): Token | null {
    for (let match = this.#pattern.exec(this.#text); match !== null; match = this.#pattern.exec(this.#text)) {
      const [text] = match;
      if (text.startsWith('#')) continue;
      this.#countLines(match.index);
      return { text, line: this.#line, column: match.index - this.#lineStart + 1 };
    }
    return null;
  }

  #countLines(until: number): void {
    while (this.#lineEnd < until) {
      this.#line += 1;
      this.#lineStart = this.#lineEnd + 1;
      this.#lineEnd = this.#endAfter(this.#lineStart);
    }
  }

  #endAfter(start: number): number {
    const at = this.#text.indexOf('\n', start);
    return at < 0 ? Infinity : at;
  }

  take(wanted: string): Token {
    const token = this.#next;
    if (token === null) throw new ImportRefusal(`the file ends where ${wanted} should be`, this.file);
    this.#next = this.#find();
    return token;
  }

  expect(text: string, where: string): Token {
    const token = this.take(`${text} of ${where}`);
    if (token.text !== text) throw this.refusal(token, `${text} is missing in ${where}`);
    return token;
  }

  /** A word, no parenthesis. */
  name(wanted: string): Token {
    const token = this.take(wanted);
    if (token.text === '(' || token.text === ')') throw this.refusal(token, `${wanted} is missing`);
    return token;
  }

  number(wanted: string): number {
    const token = this.take(wanted);
    const value = readNumber(token.text);
    if (value === null) throw this.refusal(token, `${wanted} is a number`);
    return value;
  }

  notNegative(wanted: string): number {
    const token = this.peek();
    const value = this.number(wanted);
    if (value < 0) throw this.refusal(token!, `${wanted} cannot be negative`);
    return value;
  }

  refusal({ text, line, column }: Token, message: string): ImportRefusal {
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    return new ImportRefusal(`${message}; here stands ${JSON.stringify(shown)}`, this.file, line, column);
  }
}

/** Null: it is none. */
export function readNumber(text: string): number | null {
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/u.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
