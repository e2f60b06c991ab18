/** What the design is for, and whether it does it: every intent with the pairs that fail. */
import type { IntentFailure, IntentResult, IntentStatus } from '../../../check/intents/intent-result.ts';
import { counted } from '../../figures.ts';
import { intentWords, noIntents } from '../../intent-words.ts';
import type { RecordNames } from '../../record-names.ts';
import { dataTable } from '../data-table.ts';
import { html, type Markup } from '../markup.ts';
import type { Section } from './section.ts';

/** Broken ones are marked as errors are, what could not be judged as warnings. */
const marks: Readonly<Record<IntentStatus, string>> = {
  broken: 'error',
  'not-judged': 'warning',
  holds: 'info',
};
const ranks: readonly IntentStatus[] = ['broken', 'not-judged', 'holds'];

export const intentsSection: Section = {
  id: 'intents',
  title: 'Intents',
  body({ intents }, names) {
    if (intents.length === 0) return html`<p>${noIntents}</p>`;
    return dataTable(
      'Intents of the scenario, judged by following packets through the design',
      [{ title: 'Result' }, { title: 'Intent' }, { title: 'Because' }, { title: 'Pairs', figures: true }],
      intents.map((intent) => [
        {
          shows: html`<span class="mark ${marks[intent.status]}">${intentWords[intent.status]}</span>`,
          sortBy: ranks.indexOf(intent.status),
        },
        html`${intent.name}<div class="aside"><code>${intent.kind}</code></div>`,
        html`${intent.sentence}${intent.failures.slice(1).map((each) => failureLine(each, names))}${unlisted(intent)}`,
        String(intent.pairs),
      ]),
    );
  },
};

const failureLine = ({ from, to, sentence }: IntentFailure, names: RecordNames): Markup =>
  html`<div class="aside">${names.ofWorkload(from)} to ${names.ofWorkload(to)}: ${sentence}</div>`;

function unlisted({ failed, failures }: IntentResult): Markup | null {
  const left = failed - failures.length;
  return left <= 0 ? null : html`<div class="aside">${counted(left, 'more pair')}</div>`;
}
