/** The answers in sentences, next to the figures behind them. */
import { keyFigures } from '../../key-figures.ts';
import { summary } from '../../summary.ts';
import { html } from '../markup.ts';
import type { Section } from './section.ts';

export const summarySection: Section = {
  id: 'summary',
  title: 'Summary',
  body(input) {
    const figures = keyFigures(input).map(
      ({ title, value, note, tone }) =>
        html`<div class="figure ${tone}"><dt>${title}</dt><dd>${value} <small>${note}</small></dd></div>
`,
    );
    const answers = summary(input).map(
      ({ question, sentences }) => html`<div><dt>${question}</dt><dd>${sentences.join(' ')}</dd></div>
`,
    );
    // Blank lines part paragraphs; other line breaks only kept the lines of the file short.
    const paragraphs = (input.scenario.description ?? '')
      .split(/\n\s*\n/)
      .filter((each) => each.trim() !== '');
    return html`${paragraphs.map((each) => html`<p class="description">${each.trim()}</p>`)}
<dl class="figures-band">${figures}</dl>
<dl class="answers">${answers}</dl>`;
  },
};
