/** Entries and items between braces or brackets: commas, and the comments a flow collection of several lines may have. */
import { printFlow, printText } from './print-value.ts';
import type { Reconcile } from './text-place.ts';
import type { TextLayout } from './text-layout.ts';
import { behindOf, membersOf } from './text-member.ts';
import type { Member, NewMember, PresentMember } from './text-member.ts';
import type { Splice } from './text-splice.ts';
import type { TextList, TextMap } from './text-tree.ts';

const isPresent = (member: Member): member is PresentMember => member.kind !== 'new';

function printed({ key, value }: NewMember, layout: TextLayout): string {
  const text = printFlow(value, layout.style);
  return key === null ? text : `${printText(key, layout.style)}: ${text}`;
}

/** After the comma behind `end`, if nothing but blanks is between. */
function afterComma(text: string, end: number): number {
  const comma = /^\s*,/.exec(text.slice(end, end + 200));
  return comma === null ? end : end + comma[0].length;
}

/** First comment on a line of its own between two offsets: it belongs to what follows it. */
function ownLineComment(text: string, from: number, to: number): number | null {
  const comment = /\n[ \t]*#/.exec(text.slice(from, to));
  return comment === null ? null : from + comment.index + comment[0].length - 1;
}

/** A run of removed members goes with the commas that would be left over. */
function cut(
  run: readonly PresentMember[],
  before: PresentMember | undefined,
  after: PresentMember | undefined,
  text: string,
): Splice {
  const start = run[0].start;
  const end = run.at(-1)!.part.node.end;
  if (after !== undefined)
    return { start, end: ownLineComment(text, end, after.start) ?? after.start, text: '' };
  const commented = before !== undefined && text.slice(before.part.node.end, start).includes('#');
  if (before === undefined || commented) return { start, end: afterComma(text, end), text: '' };
  return { start: before.part.node.end, end, text: '' };
}

/** False where nothing would stay as it was: the collection is then written anew. */
export function reconcileFlow(
  node: TextMap | TextList,
  value: object,
  layout: TextLayout,
  splices: Splice[],
  reconcile: Reconcile,
): boolean {
  const members = membersOf(node, value, layout.column(node.start) === 0 && node.kind === 'map');
  const present = members.filter(isPresent);
  if (present.every((member) => member.kind === 'removed')) return false;
  for (let i = 0; i < present.length; i++) {
    const first = i;
    while (i < present.length && present[i].kind === 'removed') i++;
    if (i > first) splices.push(cut(present.slice(first, i), present[first - 1], present[i], layout.text));
    const kept = present[i];
    if (kept === undefined) break;
    const place = {
      inFlow: true,
      behind: behindOf(kept.part, true),
      inList: node.kind === 'list',
      indent: '',
    };
    reconcile(kept.part.node, kept.value, place, layout, splices);
  }
  const firstKept = present.find((member) => member.kind === 'kept')!;
  let previous: PresentMember | undefined;
  for (const member of members) {
    if (member.kind === 'kept') previous = member;
    if (member.kind !== 'new') continue;
    const neighbour = previous ?? firstKept;
    const onOwnLine = layout.isFirstOnLine(neighbour.start);
    const gap = onOwnLine ? `${layout.style.eol}${layout.indentAt(neighbour.start)}` : ' ';
    const text = printed(member, layout);
    const at = previous === undefined ? neighbour.start : previous.part.node.end;
    splices.push({ start: at, end: at, text: previous === undefined ? `${text},${gap}` : `,${gap}${text}` });
  }
  return true;
}
