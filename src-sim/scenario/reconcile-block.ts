/** Entries and items on lines of their own. */
import { printBehind, printEntry } from './print-value.ts';
import type { Place, Reconcile } from './text-place.ts';
import type { TextLayout } from './text-layout.ts';
import { behindOf, membersOf } from './text-member.ts';
import type { Member, NewMember, PresentMember } from './text-member.ts';
import type { Splice } from './text-splice.ts';
import type { TextList, TextMap } from './text-tree.ts';

/** The lines of a member: with the comments attached above, the comment behind, and one of two blank lines around. */
function cutLines(member: PresentMember, layout: TextLayout): Splice {
  const { text } = layout;
  let start = layout.attachedStart(member.start);
  let end = layout.nextLine(member.part.node.end);
  const blankAbove = start === 0 || layout.isBlankLine(layout.lineStart(start - 1));
  if (end === text.length) {
    // The last lines: what stands above them ends the text, without the blank lines between.
    const above = text.slice(0, start).trimEnd().length;
    const keepsLineEnd = text.endsWith('\n');
    start = keepsLineEnd ? layout.nextLine(above) : above;
  } else if (blankAbove && layout.isBlankLine(end)) {
    end = layout.nextLine(end);
  }
  return { start, end, text: '' };
}

/** The first entry of a record behind a dash shares its line with the dash, which stays. */
function cutBehindDash(member: PresentMember, next: PresentMember | undefined, layout: TextLayout): Splice {
  const end = layout.lineEnd(member.part.node.end);
  const isBlankBetween = next !== undefined && layout.text.slice(end, next.start).trim() === '';
  return { start: member.start, end: isBlankBetween ? next.start : end, text: '' };
}

function siblingPrefersLines(member: PresentMember): boolean {
  const { node } = member.part;
  return node.kind === 'map' && !node.flow;
}

function printedLines(member: NewMember, neighbour: PresentMember, layout: TextLayout): string {
  const indent = layout.indentAt(neighbour.start);
  const preferLines = siblingPrefersLines(neighbour);
  if (member.key !== null) return printEntry(member.key, member.value, indent, layout.style, preferLines);
  return `${indent}-${printBehind(member.value, `${indent}  `, indent.length + 1, layout.style, { inList: true, preferLines })}`;
}

function inserted(
  member: NewMember,
  previous: PresentMember | undefined,
  next: PresentMember | undefined,
  isRoot: boolean,
  layout: TextLayout,
): Splice {
  const { eol } = layout.style;
  const neighbour = (previous ?? next)!;
  const lines = printedLines(member, neighbour, layout);
  // Collections of a document are set apart by blank lines.
  const apart = isRoot && lines.includes('\n') ? eol : '';
  if (previous !== undefined) {
    const at = layout.lineEnd(previous.part.node.end);
    return { start: at, end: at, text: `${eol}${apart}${lines}` };
  }
  if (!layout.isFirstOnLine(neighbour.start)) {
    const text = `${lines.trimStart()}${eol}${layout.indentAt(neighbour.start)}`;
    return { start: neighbour.start, end: neighbour.start, text };
  }
  const at =
    layout.lineStart(neighbour.start) +
    (neighbour.start > 0 && layout.text.startsWith('\uFEFF') && layout.lineStart(neighbour.start) === 0
      ? 1
      : 0);
  return { start: at, end: at, text: `${lines}${eol}${apart}` };
}

/** For each member the next one that stays. */
function keptBehind(members: readonly Member[]): (PresentMember | undefined)[] {
  const behind: (PresentMember | undefined)[] = [];
  let next: PresentMember | undefined;
  for (let index = members.length - 1; index >= 0; index--) {
    behind[index] = next;
    const member = members[index];
    if (isKept(member)) next = member;
  }
  return behind;
}

const isKept = (member: Member): member is PresentMember => member.kind === 'kept';

/** False where nothing would stay as it was: the collection is then written anew. */
export function reconcileBlock(
  node: TextMap | TextList,
  value: object,
  place: Place,
  layout: TextLayout,
  splices: Splice[],
  reconcile: Reconcile,
): boolean {
  const isRoot = place.indent === '' && place.behind === node.start;
  const members = membersOf(node, value, isRoot);
  if (!members.some(isKept)) {
    const emptied = members.every((member) => member.kind === 'removed');
    const first = members[0] as PresentMember;
    if (!emptied || !layout.isFirstOnLine(first.start)) return false;
    splices.push({ start: place.behind, end: place.behind, text: node.kind === 'map' ? ' {}' : ' []' });
  }
  let previous: PresentMember | undefined;
  const nextKept = keptBehind(members);
  for (const [index, member] of members.entries()) {
    const next = nextKept[index];
    if (member.kind === 'new') {
      splices.push(inserted(member, previous, next, isRoot, layout));
    } else if (member.kind === 'removed') {
      splices.push(
        layout.isFirstOnLine(member.start) ? cutLines(member, layout) : cutBehindDash(member, next, layout),
      );
    } else {
      const inner: Place = {
        inFlow: false,
        behind: behindOf(member.part, false),
        inList: node.kind === 'list',
        indent:
          layout.indentAt(member.start) + ' '.repeat(node.kind === 'list' ? 2 : layout.style.indentStep),
      };
      reconcile(member.part.node, member.value, inner, layout, splices);
      previous = member;
    }
  }
  return true;
}
