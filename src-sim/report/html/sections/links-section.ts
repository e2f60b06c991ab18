/** How loaded each direction of each link is. */
import type { LinkResult } from '../../../packet/run-result.ts';
import { count, share } from '../../figures.ts';
import { utilisationBand } from '../../utilisation-band.ts';
import { type Cell, dataTable, figure } from '../data-table.ts';
import { html } from '../markup.ts';
import type { Section } from './section.ts';

const BAR_WIDTH = 140;

export const linksSection: Section = {
  id: 'links',
  title: 'Link loads',
  body({ run }, names) {
    if (run === null) return html`<p>Nothing was simulated for this report.</p>`;
    if (run.links.length === 0) return html`<p>The design has no links.</p>`;
    const sorted = [...run.links].sort(
      (a, b) => (b.utilisation ?? -1) - (a.utilisation ?? -1) || b.packets - a.packets,
    );
    return dataTable(
      'Directions of links, the busiest first; a link without a rate takes no time to send and has no load',
      [
        { title: 'From' },
        { title: 'To' },
        { title: 'Record', narrow: true },
        { title: 'Load' },
        { title: 'Packets', figures: true },
        { title: 'Longest queue', figures: true },
        { title: 'Drops', figures: true },
      ],
      sorted.map((link) => [
        names.ofNode(link.from),
        names.ofNode(link.to),
        html`<code>${link.record}</code>`,
        loadCell(link),
        figure(count(link.packets), link.packets),
        figure(count(link.queuePacketsMax), link.queuePacketsMax),
        figure(count(link.drops), link.drops),
      ]),
    );
  },
};

function loadCell({ utilisation }: LinkResult): Cell {
  if (utilisation === null) return { shows: 'no rate', sortBy: -1 };
  const filled = Number((Math.min(1, utilisation) * BAR_WIDTH).toFixed(1));
  return {
    shows: html`<svg class="bar ${utilisationBand(utilisation).id}" viewBox="0 0 ${BAR_WIDTH} 10" width="${BAR_WIDTH}" height="10" aria-hidden="true"><rect class="whole" width="${BAR_WIDTH}" height="10"/><rect class="part" width="${filled}" height="10"/></svg> ${share(utilisation)}`,
    sortBy: utilisation,
  };
}
