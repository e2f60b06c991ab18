/** Where a figure comes from, as a link a reader may follow. Only web addresses become links; anything else stays text. */
import { isWebAddress } from '../web-address.ts';
import { html, type Markup } from './markup.ts';

export interface CitedSource {
  readonly title: string;
  readonly url?: string;
  readonly section?: string;
}

export function sourceLink(source: CitedSource): Markup {
  const section = source.section === undefined || source.section === '' ? '' : `, ${source.section}`;
  if (source.url === undefined || !isWebAddress(source.url)) return html`${source.title}${section}`;
  return html`<a href="${source.url}" rel="noopener noreferrer">${source.title}</a>${section}`;
}
