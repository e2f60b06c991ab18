/** What each traced path carries, and where it narrows. */
import { pathMtus } from '../../path-mtus.ts';
import { dataTable, figure } from '../data-table.ts';
import { html } from '../markup.ts';
import type { Section } from './section.ts';

export const mtuSection: Section = {
  id: 'mtu',
  title: 'Largest packets',
  body({ traces }, names) {
    const paths = pathMtus(traces);
    if (paths.length === 0) return html`<p>No path was traced for this report.</p>`;
    return dataTable(
      'MTU of the links along the traced paths, in bytes of IP packet, the smallest in bold; links without a limit are left out',
      [
        { title: 'From' },
        { title: 'To' },
        { title: 'Way' },
        { title: 'MTU, link by link' },
        { title: 'Smallest', figures: true },
      ],
      paths.map(({ from, to, direction, links, smallest }) => [
        names.ofWorkload(from),
        names.ofWorkload(to),
        direction === 'forward' ? 'there' : 'back',
        links.map(({ mtu, link }, index) => [
          index === 0 ? '' : ' › ',
          mtu === smallest
            ? html`<strong title="${link}">${mtu}</strong>`
            : html`<span title="${link}">${mtu}</span>`,
        ]),
        smallest === null ? '–' : figure(String(smallest), smallest),
      ]),
    );
  },
};
