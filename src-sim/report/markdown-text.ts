/**
 * Text of a document inside Markdown (CommonMark with GitHub's tables): what would be markup is escaped, line breaks
 * become blanks because a table cell has none.
 */
import { plainText } from './plain-text.ts';

export function markdownText(text: string): string {
  const flat = plainText(text).replace(/\s+/g, ' ').trim();
  const escaped = flat.replace(/[\\`*_[\]<>|#~&$]/g, String.raw`\$&`);
  // At the start of a line these begin a list, a heading or a rule; in an address they begin a link.
  const unlisted = escaped
    .replace(/^[-+=]/, String.raw`\$&`)
    .replace(/^(\d+)([.)])(?=\s)/, String.raw`$1\$2`);
  return unlisted.replaceAll('://', String.raw`:\//`);
}

/** Code spans end at the first run of as many backticks, so the fence is longer than any inside (CommonMark 6.1). */
export function markdownCode(text: string): string {
  const flat = plainText(text).replace(/\s+/g, ' ').replaceAll('|', String.raw`\|`);
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

export function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}
