/** Lines of a text around an offset, and the habits of a file: how it indents, ends its lines and lays out lists. */
import { ownStyle } from './print-value.ts';
import type { PrintStyle } from './print-value.ts';
import type { TextNode } from './text-tree.ts';

export class TextLayout {
  readonly text: string;
  readonly style: PrintStyle;

  constructor(text: string, root: TextNode) {
    this.text = text;
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const json = root.kind === 'map' && root.flow;
    this.style = { ...ownStyle, eol, json, ...this.#habits(root) };
  }

  lineStart(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** Before the line end; the end of the text on a last line without one. */
  lineEnd(offset: number): number {
    const at = this.text.indexOf('\n', offset);
    if (at === -1) return this.text.length;
    return at > offset && this.text[at - 1] === '\r' ? at - 1 : at;
  }

  /** Where the next line begins; the end of the text on the last line. */
  nextLine(offset: number): number {
    const at = this.text.indexOf('\n', offset);
    return at === -1 ? this.text.length : at + 1;
  }

  column(offset: number): number {
    const start = this.lineStart(offset);
    return offset - start - (start === 0 && this.text.startsWith('\uFEFF') ? 1 : 0);
  }

  indentAt(offset: number): string {
    return ' '.repeat(this.column(offset));
  }

  isFirstOnLine(offset: number): boolean {
    return this.text.slice(this.lineStart(offset), offset).replace('\uFEFF', '').trim() === '';
  }

  isBlankLine(start: number): boolean {
    return start < this.text.length && this.text.slice(start, this.lineEnd(start)).trim() === '';
  }

  hasCommentBehind(offset: number): boolean {
    return this.text.slice(offset, this.lineEnd(offset)).includes('#');
  }

  /** Start of the lines of comment directly above, in the same column and with no blank line between. */
  attachedStart(offset: number): number {
    const column = this.column(offset);
    let start = this.lineStart(offset);
    while (start > 0) {
      const above = this.lineStart(start - 1);
      const line = this.text.slice(above, start);
      const hash = line.search(/\S/);
      if (hash !== column || line[hash] !== '#') break;
      start = above;
    }
    return start;
  }

  /** The first block record and the first block list decide, as the file has them. */
  #habits(root: TextNode): Partial<PrintStyle> {
    let indentStep: number | undefined;
    let indentedLists: boolean | undefined;
    const look = (node: TextNode, column: number): void => {
      if (node.kind !== 'map' || node.flow || (indentStep !== undefined && indentedLists !== undefined))
        return;
      for (const { keyStart, node: child } of node.entries) {
        const own = this.column(keyStart);
        if (child.kind === 'list' && !child.flow && child.items.length > 0)
          indentedLists ??= this.column(child.start) > own;
        look(child, own);
      }
      const first = node.entries[0];
      const step = first === undefined ? 0 : this.column(first.keyStart) - column;
      if (column >= 0 && step > 0 && step <= 8) indentStep = step;
    };
    look(root, -1);
    return {
      ...(indentStep === undefined ? {} : { indentStep }),
      ...(indentedLists === undefined ? {} : { indentedLists }),
    };
  }
}
