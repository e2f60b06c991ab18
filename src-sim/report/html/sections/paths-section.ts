/** Each traced question hop by hop, there and back, with the entry that decided at every hop. */
import type { TracePath, TraceResult, TraceStep } from '../../../trace/trace-result.ts';
import { fateWords, reachWords } from '../../verdict-words.ts';
import { counted } from '../../figures.ts';
import type { RecordNames } from '../../record-names.ts';
import { html, type Markup } from '../markup.ts';
import { reachSymbol } from './reach-symbol.ts';
import type { Section } from './section.ts';

export const pathsSection: Section = {
  id: 'paths',
  title: 'Paths',
  body({ traces }, names) {
    if (traces.length === 0) return html`<p>No path was traced for this report.</p>`;
    return html`${traces.map((trace) => traceMarkup(trace, names))}`;
  },
};

function traceMarkup(trace: TraceResult, names: RecordNames): Markup {
  const from = names.ofWorkload(trace.from);
  const to = names.ofWorkload(trace.to);
  const service = trace.protocol === 'icmp' ? 'icmp' : `${trace.protocol} ${trace.port}`;
  return html`<article class="trace"><h3>${from} to ${to}, ${service}</h3>
<p>${reachSymbol(trace.class)} <strong>${reachWords[trace.class].title}</strong>: ${trace.verdict}</p>
<div class="ways"><section><h4>There</h4>${pathMarkup(trace.forward, names)}</section>
<section><h4>Back</h4>${pathMarkup(trace.reverse, names)}</section></div></article>
`;
}

function pathMarkup(path: TracePath, names: RecordNames): Markup {
  const branches = path.branches ?? [];
  const others = branches.map((branch) => html`<li>${fateWords[branch.fate]}: ${branch.reason}</li>`);
  const { blackHole } = path;
  const hole =
    blackHole === undefined
      ? null
      : html`<p class="fate bad"><strong>black hole</strong>: ${blackHole.sentence}</p>`;
  return html`<ol class="hops">
${path.steps.map((step) => stepMarkup(step, names))}</ol>
${hole}<p class="fate ${path.fate === 'delivered' ? 'good' : 'bad'}"><strong>${fateWords[path.fate]}</strong>${path.reason === '' || path.fate === 'delivered' ? null : html`: ${path.reason}`}</p>${
    others.length === 0
      ? null
      : html`<p>${counted(others.length, 'other branch', 'other branches')} for flows that hash differently:</p><ul>${others}</ul>`
  }`;
}

function stepMarkup(step: TraceStep, names: RecordNames): Markup {
  const { table, entry } = step.decidedBy;
  const mtu = step.mtu === undefined || step.mtu === 0 ? null : html` · carries ${step.mtu} B`;
  const around = step.depth === undefined ? null : html`<span class="noun">the packet around it, at</span> `;
  return html`<li><div>${around}<span class="noun">${step.noun}</span> <strong>${names.ofPath(step.record)}</strong></div>
<div>${step.sentence}</div><div class="aside"><code>${table}</code>: <code>${entry}</code>${mtu}</div></li>
`;
}
