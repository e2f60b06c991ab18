/** The design as boxes in boxes, its links coloured by load. */
import { drawingSvg } from '../../drawing/drawing-svg.ts';
import { notMeasured, utilisationBands } from '../../utilisation-band.ts';
import { html } from '../markup.ts';
import type { Section } from './section.ts';

export const drawingSection: Section = {
  id: 'drawing',
  title: 'Drawing',
  body({ planned, run }) {
    const legend = [...utilisationBands, notMeasured].map(
      ({
        id,
        title,
      }) => html`<li><svg class="key ${id}" width="26" height="8" aria-hidden="true"><line x1="0" y1="4" x2="26" y2="4"/></svg>${title}</li>
`,
    );
    return html`<figure>${drawingSvg(planned, run)}
<figcaption>${
      run === null
        ? 'Boxes stand in what contains them. Nothing was simulated, so links carry no load.'
        : html`Boxes stand in what contains them. Links show the share of time they are sending, in their busier direction; a strip on a workload shows its own link.
<ul class="legend">${legend}</ul>`
    }</figcaption></figure>`;
  },
};
