/**
 * The tokens of a text, with the lexer of `yaml` watched while it runs: nesting, the number of values, and the YAML
 * features that are no part of the format (anchors, aliases, tags, directives, explicit keys) are caught here, before
 * anything recurses or expands.
 */
import { CST, Lexer, Parser } from 'yaml';
import { nestingMax, valuesMax } from './source-text.ts';
import type { SourceFault } from './source-text.ts';
import { badEscapeSentence } from './syntax-sentences.ts';
import type { TextComment } from './text-tree.ts';

export const faultsMax = 1000;

/** Blank lines and comments are tokens too; this many is far beyond what the values allowed could be laid out with. */
const tokensMax = 1_000_000;

const refused: Readonly<Record<string, { readonly code: string; readonly message: string }>> = {
  anchor: {
    code: 'document/anchor',
    message: 'Anchors (&name) are not part of the format: give the record an id and refer to that.',
  },
  alias: {
    code: 'document/alias',
    message:
      'Aliases (*name) are not part of the format: write the value out, or quote it if it begins with a star.',
  },
  tag: {
    code: 'document/tag',
    message:
      'Tags (!name) are not part of the format: leave it out, or quote the value if it begins with a !.',
  },
  'directive-line': {
    code: 'document/directive',
    message: 'Directives (%NAME) are not part of the format: remove this line.',
  },
  'explicit-key-ind': {
    code: 'document/explicit-key',
    message: 'Keys are written "key: value"; the form with a question mark is not part of the format.',
  },
};

/** YAML 1.2.2 section 5.7; what is not in it is caught in the group. */
const escapeSequence =
  /\\(?:[0abtnvfre "/\\N_LP\t\r\n]|x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U00(?:0[\dA-Fa-f]|10)[\dA-Fa-f]{4}|([^]))/g;

function badEscape(quoted: string): number | null {
  for (const match of quoted.matchAll(escapeSequence)) if (match[1] !== undefined) return match.index;
  return null;
}

export interface ReadTokens {
  readonly stream: readonly CST.Token[];
  readonly comments: readonly TextComment[];
  readonly faults: readonly SourceFault[];
}

/** Lexemes that stand for no character of the text. */
const marks: ReadonlySet<string> = new Set([CST.SCALAR, CST.DOCUMENT, CST.FLOW_END]);

const isValue = (type: CST.TokenType | null): boolean =>
  type === 'scalar' ||
  type === 'seq-item-ind' ||
  type?.endsWith('-scalar') === true ||
  type?.endsWith('-start') === true;

class TokenReader {
  readonly stream: CST.Token[] = [];
  readonly comments: TextComment[] = [];
  readonly faults: SourceFault[] = [];
  readonly #parser = new Parser();
  #offset = 0;
  #values = 0;
  #count = 0;
  #inScalar = false;
  #afterComma = false;

  read(text: string): ReadTokens {
    for (const lexeme of new Lexer().lex(text)) {
      const start = this.#offset;
      const type: CST.TokenType | null = this.#inScalar ? 'scalar' : CST.tokenType(lexeme);
      this.#inScalar = lexeme === CST.SCALAR;
      if (!marks.has(lexeme)) {
        this.#look(lexeme, type);
        this.#offset += lexeme.length;
      }
      this.#keep(this.#parser.next(lexeme));
      const excess = this.#excess();
      if (excess === null) continue;
      this.faults.unshift({ ...excess, offset: start });
      return this;
    }
    this.#keep(this.#parser.end());
    return this;
  }

  #fault(code: string, message: string, offset: number): void {
    if (this.faults.length < faultsMax) this.faults.push({ code, message, offset });
  }

  /** Faults that can come by the million are found here: the composer would make an error object of each. */
  #look(lexeme: string, type: CST.TokenType | null): void {
    this.#count++;
    if (isValue(type)) this.#values++;
    if (type === 'comment') this.comments.push({ start: this.#offset, end: this.#offset + lexeme.length });
    const feature = type === null ? undefined : refused[type];
    if (feature !== undefined) this.#fault(feature.code, feature.message, this.#offset);
    const escape = type === 'double-quoted-scalar' ? badEscape(lexeme) : null;
    if (escape !== null) this.#fault('document/syntax', badEscapeSentence, this.#offset + escape);
    if (type === 'comma' && this.#afterComma) {
      this.#fault('document/syntax', 'There is a comma too many.', this.#offset);
    }
    const isLayout = type === 'space' || type === 'newline' || type === 'comment';
    if (!isLayout) this.#afterComma = type === 'comma';
  }

  #keep(tokens: Iterable<CST.Token>): void {
    for (const token of tokens) {
      this.stream.push(token);
      if (token.type !== 'error') continue;
      const message = 'This is not valid YAML: something stands here that cannot follow what is before it.';
      this.#fault('document/syntax', message, token.offset);
    }
  }

  #excess(): Omit<SourceFault, 'offset'> | null {
    if (this.#parser.stack.length > nestingMax) {
      const message = `Values are nested more than ${nestingMax} deep here; a scenario needs no more than eight.`;
      return { code: 'read/too-deep', message };
    }
    if (this.#values <= valuesMax && this.#count <= tokensMax) return null;
    const what = this.#values > valuesMax ? `${valuesMax} values` : `${tokensMax} words, signs and line ends`;
    const message = `The document holds more than ${what}; that is more than a scenario may have.`;
    return { code: 'read/too-many-values', message };
  }
}

/** To the end of the text, or to the first limit that is passed; that fault is then the first. */
export function readTokens(text: string): ReadTokens {
  return new TokenReader().read(text);
}
