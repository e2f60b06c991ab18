/**
 * Text of a document, fit to be shown. Names are free text: controls would end up in files where they are forbidden,
 * and bidirectional controls (UAX #9 section 2) make a text read differently from what it is, so both are written
 * out as their code points. Half a surrogate pair has no UTF-8 form and becomes the replacement character.
 * Left out: look-alike letters.
 */
const CONTROLS = /(?![\t\n\r])\p{Control}|[\u2028\u2029]/gu;
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const LONE_SURROGATES = /\p{Surrogate}/gu;

export function plainText(text: string): string {
  return text
    .replace(LONE_SURROGATES, '\ufffd')
    .replace(CONTROLS, codePoint)
    .replace(BIDI_CONTROLS, codePoint);
}

function codePoint(character: string): string {
  return `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;
}
