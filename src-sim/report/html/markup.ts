/**
 * HTML by tagged template. What is put into a template is escaped unless it is markup itself, so forgetting costs
 * nothing: the only way around is `trusted`, which is for text written in this folder.
 *
 * The escape is made for text and for attribute values in double quotes; templates hold no other kind of place.
 */
import { plainText } from '../plain-text.ts';

export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Markup | string | number | null | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (character) => entities[character]);
}

export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let text = strings[0];
  for (const [index, content] of contents.entries()) text += rendered(content) + strings[index + 1];
  return new Markup(text);
}

/** Text of this folder that is markup already. Never for anything that came out of a document. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

function rendered(content: Content): string {
  if (content === null) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'string') return escapeHtml(content);
  if (typeof content === 'number') return String(content);
  return content.map(rendered).join('');
}
