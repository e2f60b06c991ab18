/** What somebody else needs to get the same bytes. */
import { html } from '../markup.ts';
import type { Section } from './section.ts';

export const reproductionSection: Section = {
  id: 'reproduction',
  title: 'Reproduction',
  body({ reproduction }) {
    const { documentHash, seed, version, command, digest } = reproduction;
    const rows: readonly (readonly [string, string])[] = [
      ['Scenario file', documentHash],
      ['Netwright version', version],
      ['Seed', String(seed)],
      ['Command', command],
      ['Digest of the trajectory', digest ?? 'nothing was simulated'],
    ];
    return html`<p>The same file, version and seed give the same figures and the same bytes of this report.</p>
<dl class="reproduction">${rows.map(
      ([title, value]) => html`<div><dt>${title}</dt><dd><code>${value}</code></dd></div>
`,
    )}</dl>`;
  },
};
