/** What the checks found, the worst first, with the figure behind each finding and its date. */
import type { Problem, Severity } from '../../../scenario/problem.ts';
import { dataTable } from '../data-table.ts';
import { html, type Markup } from '../markup.ts';
import { sourceLink } from '../source-link.ts';
import type { Section } from './section.ts';

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };
const words: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'remark' };

export const problemsSection: Section = {
  id: 'problems',
  title: 'Problems',
  body({ problems }) {
    if (problems.length === 0) return html`<p>The checks found nothing.</p>`;
    // The sort is stable: within a severity problems stay in the order of the file.
    const sorted = [...problems].sort((a, b) => ranks[a.severity] - ranks[b.severity]);
    return dataTable(
      'Problems by severity, with the place in the scenario file',
      [
        { title: 'Severity' },
        { title: 'Problem' },
        { title: 'Where', narrow: true },
        { title: 'Line', figures: true },
        { title: 'Source', narrow: true },
      ],
      sorted.map((problem) => [
        { shows: severityMark(problem.severity), sortBy: ranks[problem.severity] },
        html`${problem.message}<div class="aside"><code>${problem.code}</code>${
          problem.cure === undefined ? null : html` · Cure: ${problem.cure.title}`
        }</div>`,
        html`<code>${problem.path === '' ? 'the file' : problem.path}</code>`,
        problem.line === 0 ? '–' : `${problem.line}:${problem.column}`,
        sourceOf(problem),
      ]),
    );
  },
};

const severityMark = (severity: Severity): Markup =>
  html`<span class="mark ${severity}">${words[severity]}</span>`;

function sourceOf({ source }: Problem): Markup | string {
  if (source === undefined) return '';
  return html`${sourceLink(source)}${source.asOf === undefined ? null : html`<div class="aside">${source.asOf}</div>`}`;
}
