/** A sign for each class of reachability, told apart by shape as well as by colour. */
import type { ReachClass } from '../../../trace/trace-result.ts';
import { reachWords } from '../../verdict-words.ts';
import { html, type Markup, trusted } from '../markup.ts';

const shapes: Readonly<Record<ReachClass, string>> = {
  delivered: 'M3 8.5l3.2 3.2L13 5',
  asymmetric: 'M3 6h9M9.5 3.5L12 6M13 10.5H4M6.5 8L4 10.5 6.5 13',
  'one-way': 'M3 8h9.5M9 4.5L12.5 8 9 11.5',
  denied: 'M4 4l8 8M12 4l-8 8',
  'no-route': 'M4 8h8',
  loop: 'M12 6.2A4.6 4.6 0 1 0 12.6 8.6M12.4 3v3.4H9',
};

export function reachSymbol(reachClass: ReachClass): Markup {
  const { title } = reachWords[reachClass];
  return html`<svg class="reach ${reachClass}" viewBox="0 0 16 16" width="16" height="16" role="img" aria-label="${title}"><path d="${trusted(shapes[reachClass])}"/></svg>`;
}
