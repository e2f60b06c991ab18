/**
 * Who reaches whom: a coloured matrix with the reason on each cell, and the reasons once more as a list, because paper
 * has no pointer. Large designs get the counts and the list; the whole matrix is in the JSON and CSV reports.
 */
import type { ReachResult } from '../../../trace/trace-result.ts';
import { count, counted } from '../../figures.ts';
import { classCount } from '../../key-figures.ts';
import type { RecordNames } from '../../record-names.ts';
import { reachClasses, reachWords } from '../../verdict-words.ts';
import { dataTable } from '../data-table.ts';
import { html, type Markup } from '../markup.ts';
import { reachSymbol } from './reach-symbol.ts';
import type { Section } from './section.ts';

/** More columns than this do not fit on a page. */
const MATRIX_MAX = 30;
const REASONS_MAX = 500;

export const reachabilitySection: Section = {
  id: 'reachability',
  title: 'Reachability',
  body({ reach }, names) {
    if (reach.pairs.length === 0) return html`<p>There are no two endpoints.</p>`;
    return html`${legend(reach)}
${reach.endpoints.length <= MATRIX_MAX ? matrix(reach, names) : tooLarge(reach)}
${reasons(reach, names)}`;
  },
};

function legend({ pairs }: ReachResult): Markup {
  const used = reachClasses.filter((each) => classCount(pairs, each) > 0);
  return html`<ul class="legend">${used.map(
    (each) =>
      html`<li>${reachSymbol(each)} ${reachWords[each].title} (${count(classCount(pairs, each))}): ${reachWords[each].meaning}</li>
`,
  )}</ul>`;
}

function matrix({ endpoints, pairs }: ReachResult, names: RecordNames): Markup {
  const byPair = new Map(pairs.map((pair) => [`${pair.from}>${pair.to}`, pair]));
  const cell = (from: string, to: string): Markup => {
    const pair = byPair.get(`${from}>${to}`);
    if (pair === undefined) return html`<td class="none"></td>`;
    const title = `${names.ofWorkload(from)} to ${names.ofWorkload(to)}: ${reachWords[pair.class].title}. ${pair.reason}`;
    return html`<td class="${pair.class}" title="${title}">${reachSymbol(pair.class)}</td>`;
  };
  const slanted = endpoints.length > 8 ? ' slanted' : '';
  return html`<div class="matrix-frame"><table class="matrix${slanted}"><caption>Rows send, columns receive</caption><thead><tr><td></td>${endpoints.map(
    (id) => html`<th scope="col"><span>${names.ofWorkload(id)}</span></th>`,
  )}</tr></thead><tbody>
${endpoints.map(
  (
    from,
  ) => html`<tr><th scope="row">${names.ofWorkload(from)}</th>${endpoints.map((to) => cell(from, to))}</tr>
`,
)}</tbody></table></div>`;
}

function tooLarge({ endpoints }: ReachResult): Markup {
  return html`<p>The matrix of ${counted(endpoints.length, 'endpoint')} is too large to show; the JSON and CSV reports hold all of it.</p>`;
}

function reasons({ pairs }: ReachResult, names: RecordNames): Markup {
  const told = pairs.filter((pair) => pair.class !== 'delivered');
  if (told.length === 0) return html`<p>Every pair is delivered both ways.</p>`;
  const shown = told.slice(0, REASONS_MAX);
  const table = dataTable(
    'Pairs that are not simply delivered, and why',
    [{ title: 'From' }, { title: 'To' }, { title: 'Result' }, { title: 'Reason' }],
    shown.map(({ from, to, class: reachClass, reason }) => [
      names.ofWorkload(from),
      names.ofWorkload(to),
      {
        shows: html`${reachSymbol(reachClass)} ${reachWords[reachClass].title}`,
        sortBy: reachWords[reachClass].title,
      },
      reason,
    ]),
  );
  const more = told.length - shown.length;
  return more === 0
    ? table
    : html`${table}<p>${counted(more, 'more pair')} not shown; the CSV report lists them.</p>`;
}
