/** What the figures do not contain. */
import { assumptionsOf } from '../../assumptions.ts';
import { html } from '../markup.ts';
import type { Section } from './section.ts';

export const assumptionsSection: Section = {
  id: 'assumptions',
  title: 'Assumptions',
  body: (input) =>
    html`<ul>${assumptionsOf(input).map(
      (sentence) => html`<li>${sentence}</li>
`,
    )}</ul>`,
};
