/**
 * XML as a tree of elements: enough for files that programs write. Names lose their prefix; comments, processing instructions and
 * declarations are passed over. A document type with declarations of its own is refused, so that no entity can grow.
 */
import { ImportRefusal } from './import-refusal.ts';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Of the element itself, ends trimmed. */
  readonly text: string;
  readonly line: number;
}

interface Draft extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

const depthMax = 64;
const tagLengthMax = 10_000;
const token =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<!DOCTYPE[^>[]*[>[]|<\/?[^<>]*>|[^<]+|</gu;
const attribute = /([^\s=/>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

export function parseXml(file: string, text: string): XmlElement {
  const open: Draft[] = [];
  let root: XmlElement | null = null;
  let line = 1;
  const refuse = (message: string): never => {
    throw new ImportRefusal(message, file, line, 1);
  };
  for (const match of text.matchAll(token)) {
    const [piece] = match;
    if (piece.startsWith('</')) {
      const name = localName(piece.slice(2, -1).trim());
      const last = open.pop();
      if (last?.name !== name) refuse(`</${name}> closes nothing that is open`);
      last!.text = last!.text.trim();
    } else if (piece.startsWith('<![CDATA[')) {
      if (open.length > 0) open[open.length - 1].text += piece.slice(9, -3);
    } else if (piece.startsWith('<!DOCTYPE')) {
      if (piece.endsWith('[')) refuse('a document type with declarations of its own is not read');
    } else if (piece === '<' || (piece.startsWith('<!') && !piece.startsWith('<!--'))) {
      refuse('this is no XML');
    } else if (piece.startsWith('<') && !piece.startsWith('<?') && !piece.startsWith('<!')) {
      if (root !== null && open.length === 0) refuse('there is a second element after the first');
      if (open.length >= depthMax) refuse(`elements are nested more than ${depthMax} deep`);
      if (piece.length > tagLengthMax) refuse('a tag is too long');
      const element = startOf(piece, line);
      if (element.name === '') refuse('an element has no name');
      open.at(-1)?.children.push(element);
      root ??= element;
      if (!piece.endsWith('/>')) open.push(element);
    } else if (!piece.startsWith('<')) {
      if (open.length > 0) open[open.length - 1].text += decoded(piece);
      else if (piece.trim() !== '' && piece.trim() !== '\uFEFF')
        refuse('there is text outside of all elements');
    }
    for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1)) line += 1;
  }
  if (root === null) throw new ImportRefusal('there is no element', file);
  const last = open.at(-1);
  if (last !== undefined) throw new ImportRefusal(`<${last.name}> is not closed`, file, last.line, 1);
  return root;
}

function startOf(piece: string, line: number): Draft {
  const inner = piece.slice(1, piece.endsWith('/>') ? -2 : -1);
  const name = /^[^\s/]*/u.exec(inner)?.[0] ?? '';
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [, key, double, single] of inner.slice(name.length).matchAll(attribute)) {
    attributes[localName(key)] = decoded(double ?? single ?? '');
  }
  return { name: localName(name), attributes, children: [], text: '', line };
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Entities that XML itself knows; others stay as they are. */
const decoded = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{1,8}));/giu, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name as string] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
    return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
  });

export const childNamed = ({ children }: XmlElement, name: string): XmlElement | undefined =>
  children.find((child) => child.name === name);
