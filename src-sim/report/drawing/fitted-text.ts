/**
 * Text cut to a width. There are no font metrics here, so the width is an estimate from an average character; wide
 * scripts (CJK and the like, from U+1100) count double. Drawings also carry the whole text as a title.
 */
const AVERAGE_WIDTH_EM = 0.56;
const WIDE_FROM = 0x1100;

export function fittedText(text: string, width: number, fontSize: number): string {
  const room = Math.floor(width / (fontSize * AVERAGE_WIDTH_EM));
  const characters = Array.from(text);
  const widths = characters.map((each) => (each.codePointAt(0)! >= WIDE_FROM ? 2 : 1));
  if (widths.reduce((sum, each) => sum + each, 0) <= room) return text;
  let left = room - 1;
  const fitting = widths.findIndex((each) => (left -= each) < 0);
  return `${characters.slice(0, fitting).join('')}…`;
}
