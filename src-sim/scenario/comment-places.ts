/**
 * Which comment belongs to which value: those above an entry, the one behind it, and those at the end of a record or
 * list. Formatting moves them along with what they belong to.
 */
import { linePosition } from './line-starts.ts';
import type { ReadTree } from './read-tree.ts';
import type { TextComment, TextEntry, TextItem, TextList, TextMap, TextNode } from './text-tree.ts';

/** Comment lines without their indentation; an empty one stands for blank lines. */
export type CommentLines = readonly string[];

export interface PartComments {
  readonly above: CommentLines;
  readonly behind: string | null;
  /** A blank line sets the part, with its comments, apart from what is above. */
  readonly apart: boolean;
}

export class CommentPlaces {
  readonly ofPart = new Map<TextEntry | TextItem, PartComments>();
  /** After the last entry or item. */
  readonly ofTail = new Map<TextNode, CommentLines>();
  readonly #text: string;
  readonly #tree: ReadTree;
  #next = 0;

  constructor(text: string, tree: ReadTree, root: TextNode) {
    this.#text = text;
    this.#tree = tree;
    this.#visit(root, text.length, -1);
  }

  /** Comments inside a value keep it from being written on one line. */
  isWithin(node: TextNode): boolean {
    let low = 0;
    let high = this.#tree.comments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#tree.comments[middle].start < node.start) low = middle + 1;
      else high = middle;
    }
    return (this.#tree.comments[low]?.start ?? Infinity) < node.end;
  }

  #line(offset: number): number {
    return linePosition(this.#tree.lineStarts, offset).line;
  }

  #column(offset: number): number {
    return linePosition(this.#tree.lineStarts, offset).column - 1;
  }

  #isBlankAbove(offset: number): boolean {
    const line = this.#line(offset);
    if (line === 1) return false;
    const { lineStarts } = this.#tree;
    return this.#text.slice(lineStarts[line - 2], lineStarts[line - 1]).trim() === '';
  }

  #peek(): TextComment | undefined {
    return this.#tree.comments[this.#next];
  }

  /** All comments up to an offset, or while they stand far enough to the right. */
  #take(before: number, columnMin: number): TextComment[] {
    const taken: TextComment[] = [];
    for (
      let comment = this.#peek();
      comment !== undefined && comment.start < before;
      comment = this.#peek()
    ) {
      if (this.#column(comment.start) < columnMin) break;
      taken.push(comment);
      this.#next++;
    }
    return taken;
  }

  #lines(comments: readonly TextComment[]): string[] {
    return comments.flatMap(({ start, end }, index) => {
      const text = this.#text.slice(start, end).trimEnd();
      return index > 0 && this.#isBlankAbove(start) ? ['', text] : [text];
    });
  }

  #behind(from: number, limit: number): string | null {
    const comment = this.#peek();
    if (comment === undefined || comment.start < from || comment.start >= limit) return null;
    if (this.#line(comment.start) !== this.#line(from)) return null;
    this.#next++;
    return this.#text.slice(comment.start, comment.end).trimEnd();
  }

  /** `limit` is where the next thing begins that is no part of this node; `outside` the column of what contains it. */
  #visit(node: TextNode, limit: number, outside: number): void {
    if (node.kind === 'scalar') {
      // The comment behind the header of a block text is written with the text.
      this.#take(node.end, 0);
      return;
    }
    const parts: readonly (TextEntry | TextItem)[] = node.kind === 'map' ? node.entries : node.items;
    const column = node.flow ? 0 : this.#column(node.start);
    for (const [index, part] of parts.entries()) {
      const start = 'keyStart' in part ? part.keyStart : part.start;
      const next = parts[index + 1];
      const end =
        next === undefined ? (node.flow ? node.end : limit) : 'keyStart' in next ? next.keyStart : next.start;
      this.#part(part, start, end, column, node);
    }
    const tail = node.flow ? this.#take(node.end, 0) : this.#take(limit, Math.max(column, outside + 1));
    const first = tail[0];
    if (first === undefined) return;
    this.ofTail.set(node, [...(this.#isBlankAbove(first.start) ? [''] : []), ...this.#lines(tail)]);
  }

  #part(
    part: TextEntry | TextItem,
    start: number,
    limit: number,
    column: number,
    owner: TextMap | TextList,
  ): void {
    const above = this.#take(start, 0);
    const top = above[0]?.start ?? start;
    const lines = this.#lines(above);
    if (above.length > 0 && this.#isBlankAbove(start)) lines.push('');
    const apart = this.#isBlankAbove(top);
    const { node } = part;
    const colonEnd = 'colonEnd' in part ? part.colonEnd : owner.flow ? part.start : part.start + 1;
    let behind = node.start > colonEnd ? this.#behind(colonEnd, node.start) : null;
    // A single value below its key: what stands between them goes above both.
    if (node.kind === 'scalar' && node.style !== 'empty')
      lines.push(...this.#lines(this.#take(node.start, 0)));
    this.#visit(node, limit, column);
    const block = node.kind !== 'scalar' && !node.flow;
    if (!block) {
      const after = this.#behind(node.end, limit);
      if (behind !== null && after !== null) lines.push(behind);
      behind = after ?? behind;
    }
    this.ofPart.set(part, { above: lines, behind, apart });
  }
}
