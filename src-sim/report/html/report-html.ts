/**
 * The report as one HTML file that needs nothing else: no remote font, picture or script. Its own policy allows only
 * the style sheet and the script in it, by hash, so that even a hole in the escaping could run nothing. The same input
 * gives the same bytes.
 */
import { count } from '../figures.ts';
import { recordNames } from '../record-names.ts';
import type { ReportInput } from '../report-input.ts';
import { html, type Markup, trusted } from './markup.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import { policyHash } from './policy-hash.ts';
import { addressesSection } from './sections/addresses-section.ts';
import { assumptionsSection } from './sections/assumptions-section.ts';
import { drawingSection } from './sections/drawing-section.ts';
import { factsSection } from './sections/facts-section.ts';
import { flowsSection } from './sections/flows-section.ts';
import { intentsSection } from './sections/intents-section.ts';
import { linksSection } from './sections/links-section.ts';
import { mtuSection } from './sections/mtu-section.ts';
import { pathsSection } from './sections/paths-section.ts';
import { problemsSection } from './sections/problems-section.ts';
import { reachabilitySection } from './sections/reachability-section.ts';
import { reproductionSection } from './sections/reproduction-section.ts';
import type { Section } from './sections/section.ts';
import { summarySection } from './sections/summary-section.ts';

export const reportSections: readonly Section[] = [
  summarySection,
  drawingSection,
  problemsSection,
  intentsSection,
  reachabilitySection,
  pathsSection,
  flowsSection,
  linksSection,
  mtuSection,
  addressesSection,
  assumptionsSection,
  factsSection,
  reproductionSection,
];

export function reportHtml(input: ReportInput): string {
  const names = recordNames(input.planned, input.fabric);
  const sections = reportSections.map(
    (
      section,
      index,
    ) => html`<section id="${section.id}"><h2><span class="number">${index + 1}</span>${section.title}</h2>
${section.body(input, names)}
</section>
`,
  );
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Netwright ${input.reproduction.version}">
<title>${input.scenario.name} – network design report</title>
<style>${trusted(pageStyle)}</style>
</head>
<body>
${heading(input)}
<main>
${sections}</main>
<script>${trusted(pageScript)}</script>
</body>
</html>
`;
  return page.text;
}

function heading({ scenario, run, reproduction }: ReportInput): Markup {
  const simulated =
    run === null ? 'not simulated' : `${count(run.packets.injected)} packets simulated, seed ${run.seed}`;
  return html`<header><p class="overline">Network design report</p><h1>${scenario.name}</h1>
<p class="facts-line">Netwright ${reproduction.version} · ${simulated} · <code>${reproduction.documentHash}</code></p>
<nav aria-label="Sections"><ol>${reportSections.map(
    ({ id, title }, index) => html`<li><a href="#${id}">${index + 1} ${title}</a></li>
`,
  )}</ol></nav></header>`;
}

const policy = (): string =>
  [
    "default-src 'none'",
    `script-src ${policyHash(pageScript)}`,
    `style-src ${policyHash(pageStyle)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
