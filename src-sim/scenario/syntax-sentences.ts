/** What the YAML composer found wrong, in words for people who know the format only from examples. */
import type { YAMLError } from 'yaml';
import type { SourceFault } from './source-text.ts';

export const badEscapeSentence =
  'A backslash in double quotes begins an escape; this one is not known. Use single quotes or \\\\.';

const sentences: readonly (readonly [pattern: RegExp, sentence: string])[] = [
  [/^Missing closing/, 'A quote is opened here or before and never closed.'],
  [/and end with a \}/, 'A brace { is opened and never closed, or the closing } stands too far left.'],
  [/and end with a \]/, 'A bracket [ is opened and never closed, or the closing ] stands too far left.'],
  [/^Missing , /, 'A comma is missing between two values.'],
  [/^Missing space after :/, 'A colon needs a blank after it.'],
  [
    /followed by map values/,
    'A line begins with a word, but "key: value" is expected here; is a colon missing?',
  ],
  [/^Comments must be separated/, 'A comment needs a blank before its #.'],
  [/^Sequence item without/, 'Every item of this list begins with a dash; it is missing here.'],
  [/same column/, 'This line is indented differently from those it belongs with.'],
  [/^Unexpected , /, 'There is a comma too many.'],
];

const byCode: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_INDENT: 'This line is indented differently from those it belongs with.',
  TAB_AS_INDENT: 'Lines are indented with blanks; there is a tab here.',
  BAD_DQ_ESCAPE: badEscapeSentence,
  BAD_SCALAR_START: 'A value cannot begin with this character; put the value in quotes.',
  BLOCK_AS_IMPLICIT_KEY:
    'Two "key:" stand in one line; the second needs a line of its own, or the value quotes.',
  BLOCK_IN_FLOW: 'Inside braces or brackets everything is written with commas, not with lines and dashes.',
  MULTILINE_IMPLICIT_KEY: 'A key and its colon stand in one line; is a colon missing above?',
  KEY_OVER_1024_CHARS: 'A key may have 1,024 characters at most.',
  NON_STRING_KEY: 'A key is a plain word here, not a list or a record.',
  MULTIPLE_DOCS: 'A file holds one scenario; a second document begins here.',
};

export function syntaxSentence(error: YAMLError): SourceFault {
  const code = error.code === 'NON_STRING_KEY' ? 'document/bad-key' : 'document/syntax';
  const matching = sentences.find(([pattern]) => pattern.test(error.message));
  const message =
    matching?.[1] ??
    byCode[error.code] ??
    'This is not valid YAML: something stands here that cannot follow what is before it.';
  return { code, message, offset: error.pos[0] };
}
