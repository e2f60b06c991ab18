/** The outside figures that answers rest on, each with its source and date; the user's own values are marked. */
import type { Fact } from '../../../facts/fact.ts';
import { dataTable } from '../data-table.ts';
import { html, type Markup } from '../markup.ts';
import { sourceLink } from '../source-link.ts';
import type { Section } from './section.ts';

export const factsSection: Section = {
  id: 'facts',
  title: 'Facts',
  body({ facts }) {
    if (facts.length === 0) return html`<p>No answer of this report rests on a published figure.</p>`;
    return dataTable(
      'Published figures used, with source, date and how far to trust them',
      [
        { title: 'Fact' },
        { title: 'Value', figures: true },
        { title: 'Unit' },
        { title: 'Source', narrow: true },
        { title: 'As of' },
        { title: 'Confidence' },
      ],
      facts.map((fact) => [
        html`${fact.title}<div class="aside"><code>${fact.id}</code>${fact.note === '' ? null : html` · ${fact.note}`}</div>`,
        valueMarkup(fact),
        fact.unit,
        sourceLink(fact.source),
        fact.asOf,
        fact.confidence,
      ]),
    );
  },
};

function valueMarkup(fact: Fact): Markup {
  if (!fact.overridden) return html`${fact.value}`;
  return html`<strong>${fact.value}</strong><div class="aside">set in this scenario; published: ${fact.published}</div>`;
}
