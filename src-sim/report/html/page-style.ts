/**
 * The style sheet of a report. Light by default, dark on screens that ask for it, always light on paper. Every colour
 * is a variable of one of two palettes. Constant, because the page's policy names its hash; for the same
 * reason no element has a style of its own.
 */
const light = `
  --paper: #ffffff; --ink: #1b232d; --muted: #5a6573; --rule: #d5dbe2; --shade: #f5f7f9; --accent: #1c5a87;
  --good: #24744a; --attention: #8f5a00; --bad: #b0261d;
  --good-shade: #e3f2e9; --attention-shade: #fcf0d9; --bad-shade: #fbe5e3; --none-shade: #eceff2;
  --site: #f6f8fa; --network: #e9f0f6; --subnet: #ffffff; --leaf: #ffffff; --hub: #fdf6e7;
  --site-line: #c3ccd6; --network-line: #8fb0ca; --subnet-line: #b9cbd9; --leaf-line: #7d8b9a; --hub-line: #c39a3c;
  --low: #3d8b6f; --moderate: #7b9a34; --busy: #c08a00; --high: #d0631c; --full: #b0261d; --unknown: #8a97a5;
`;

const dark = `
  --paper: #13181e; --ink: #e2e7ec; --muted: #9aa6b3; --rule: #313b46; --shade: #1a2129; --accent: #7db8e3;
  --good: #6cc596; --attention: #e0ab4f; --bad: #f08b80;
  --good-shade: #173226; --attention-shade: #3a2c12; --bad-shade: #43211e; --none-shade: #232b34;
  --site: #182028; --network: #1c2a37; --subnet: #15202a; --leaf: #222c37; --hub: #332b1a;
  --site-line: #3d4957; --network-line: #47677f; --subnet-line: #3a5064; --leaf-line: #66788a; --hub-line: #a48440;
  --low: #52b492; --moderate: #a3c150; --busy: #e5b12e; --high: #ee8a48; --full: #f0695d; --unknown: #7c8997;
`;

const type = `
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 15px/1.5 "Segoe UI", system-ui, -apple-system, "Helvetica Neue", "Open Sans", "Noto Sans", Arial, sans-serif; }
body { max-width: 1120px; margin: 0 auto; padding: 40px 32px 72px; overflow-wrap: break-word; }
h1 { font-size: 32px; line-height: 1.2; font-weight: 600; letter-spacing: -0.01em; margin: 4px 0 8px; }
h2 { font-size: 20px; line-height: 1.3; font-weight: 600; margin: 0 0 14px; }
h2 .number { color: var(--muted); font-weight: 400; margin-right: 10px; }
h3 { font-size: 16px; font-weight: 600; margin: 0 0 4px; }
h4 { font-size: 12px; font-weight: 600; color: var(--muted); text-transform: uppercase; letter-spacing: 0.06em; margin: 0 0 6px; }
p { margin: 0 0 12px; max-width: 76ch; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 2px; }
code { font: 0.86em/1.4 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
small { font-size: 12px; color: var(--muted); font-weight: 400; }
header { border-bottom: 2px solid var(--ink); padding-bottom: 14px; }
.overline { color: var(--accent); font-size: 12px; font-weight: 600; text-transform: uppercase; letter-spacing: 0.1em; margin: 0; }
.facts-line { color: var(--muted); font-size: 13px; margin: 0; max-width: none; }
nav ol { list-style: none; display: flex; flex-wrap: wrap; gap: 2px 18px; padding: 12px 0 0; margin: 0; font-size: 13px; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
main > section { margin-top: 44px; }
.description { color: var(--muted); }
.aside { color: var(--muted); font-size: 12.5px; }
td, th, dd, h1, h3, strong { unicode-bidi: isolate; }
`;

const parts = `
dl, dd, dt { margin: 0; }
.figures-band { display: grid; grid-template-columns: repeat(auto-fit, minmax(168px, 1fr)); border: 1px solid var(--rule); border-radius: 4px; margin: 18px 0 22px; overflow: hidden; }
.figure { padding: 12px 16px 14px; border-right: 1px solid var(--rule); border-bottom: 1px solid var(--rule); margin: 0 -1px -1px 0; border-top: 3px solid var(--rule); }
.figure.good { border-top-color: var(--good); } .figure.attention { border-top-color: var(--attention); } .figure.bad { border-top-color: var(--bad); }
.figure dt { font-size: 12px; color: var(--muted); }
.figure dd { font-size: 24px; line-height: 1.25; font-weight: 600; font-variant-numeric: tabular-nums; }
.figure small { display: block; }
.answers > div { display: grid; grid-template-columns: 150px 1fr; gap: 16px; padding: 8px 0; border-top: 1px solid var(--rule); }
.answers dt { font-weight: 600; } .answers dd { max-width: 80ch; }
.reproduction > div { display: grid; grid-template-columns: 190px 1fr; gap: 16px; padding: 5px 0; border-top: 1px solid var(--rule); }
.reproduction dt { color: var(--muted); } .reproduction dd { overflow-wrap: anywhere; }
.legend { list-style: none; padding: 0; margin: 8px 0 14px; display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: 13px; color: var(--muted); }
.legend svg { vertical-align: -3px; margin-right: 5px; } .legend .key { vertical-align: 2px; }
figure { margin: 0; } figcaption { color: var(--muted); font-size: 13px; margin-top: 10px; }
.mark { font-size: 12px; font-weight: 600; padding: 1px 7px; border-radius: 3px; white-space: nowrap; }
.mark.error { color: var(--bad); background: var(--bad-shade); } .mark.warning { color: var(--attention); background: var(--attention-shade); } .mark.info { color: var(--muted); background: var(--none-shade); }
.trace { border-top: 1px solid var(--rule); padding-top: 12px; margin-top: 16px; }
.ways { display: grid; grid-template-columns: 1fr 1fr; gap: 28px; }
.hops { padding-left: 22px; margin: 0; font-size: 13.5px; } .hops li { padding: 5px 0; } .hops li::marker { color: var(--muted); }
.ways p, .ways ul { font-size: 13.5px; }
.noun { color: var(--muted); }
.fate { padding: 5px 10px; border-left: 3px solid var(--rule); background: var(--shade); font-size: 13.5px; margin-top: 8px; }
.fate.good { border-left-color: var(--good); } .fate.bad { border-left-color: var(--bad); }
`;

const tables = `
table { border-collapse: collapse; font-size: 13.5px; }
caption { caption-side: top; text-align: left; color: var(--muted); font-size: 13px; padding-bottom: 6px; }
.data { width: 100%; margin-bottom: 24px; }
.data th { text-align: left; font-weight: 600; font-size: 12.5px; border-bottom: 1.5px solid var(--ink); padding: 5px 10px 5px 0; vertical-align: bottom; }
.data td { border-bottom: 1px solid var(--rule); padding: 6px 10px 6px 0; vertical-align: top; }
.data .figures { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; padding-right: 18px; }
.data .figures .aside { white-space: normal; }
.data .narrow { max-width: 250px; overflow-wrap: anywhere; }
.data th button { all: unset; cursor: pointer; } .data th button:hover { color: var(--accent); } .data th button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.data th[aria-sort] button::after { content: " \\2191"; } .data th[aria-sort=descending] button::after { content: " \\2193"; }
.filter { font: inherit; font-size: 13px; color: inherit; background: var(--paper); border: 1px solid var(--rule); border-radius: 4px; padding: 3px 8px; margin: 0 0 8px; width: 220px; }
.matrix-frame { overflow-x: auto; margin-bottom: 20px; }
.matrix th { font-weight: 400; font-size: 12.5px; padding: 3px 8px; } .matrix th[scope=row] { text-align: right; white-space: nowrap; max-width: 180px; overflow: hidden; text-overflow: ellipsis; }
.matrix thead th { vertical-align: bottom; } .matrix.slanted thead th span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; max-height: 160px; overflow: hidden; text-overflow: ellipsis; }
.matrix tbody td { min-width: 30px; height: 28px; text-align: center; border: 2px solid var(--paper); padding: 0; background: var(--bad-shade); }
.matrix svg { vertical-align: middle; }
.matrix td.delivered { background: var(--good-shade); } .matrix td.asymmetric, .matrix td.one-way { background: var(--attention-shade); } .matrix td.none { background: var(--none-shade); }
.reach path { fill: none; stroke: var(--bad); stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.reach.delivered path { stroke: var(--good); } .reach.asymmetric path, .reach.one-way path { stroke: var(--attention); }
td .reach { vertical-align: -3px; }
`;

const graphics = `
.drawing { display: block; max-width: 100%; height: auto; margin: 0 auto; }
.drawing rect { fill: var(--leaf); stroke: var(--leaf-line); } .drawing .sites > rect { fill: var(--site); stroke: var(--site-line); }
.drawing .networks > rect { fill: var(--network); stroke: var(--network-line); } .drawing .subnets > rect { fill: var(--subnet); stroke: var(--subnet-line); stroke-dasharray: 4 3; }
.drawing .hosts > rect { fill: var(--shade); } .drawing .gateways > rect, .drawing .devices > rect { fill: var(--hub); stroke: var(--hub-line); }
.drawing .strip { stroke: none; }
.drawing text { fill: var(--ink); font-size: 13px; } .drawing .title { font-weight: 600; } .drawing .subtitle { fill: var(--muted); font-size: 11px; font-variant-numeric: tabular-nums; }
.drawing .load.above { text-anchor: middle; } .drawing .load { font-size: 11px; font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 3px; }
.edge line { stroke: var(--unknown); stroke-width: 1.6; stroke-linecap: round; } .key line { stroke-width: 3; }
.load-unknown line { stroke: var(--unknown); } .load-low line { stroke: var(--low); } .load-moderate line { stroke: var(--moderate); } .load-busy line { stroke: var(--busy); } .load-high line { stroke: var(--high); } .load-full line { stroke: var(--full); }
.edge.load-low line { stroke-width: 2.2; } .edge.load-moderate line { stroke-width: 3; } .edge.load-busy line { stroke-width: 3.8; } .edge.load-high line { stroke-width: 4.6; } .edge.load-full line { stroke-width: 5.6; }
.drawing .strip.load-low, .bar.load-low .part { fill: var(--low); } .drawing .strip.load-moderate, .bar.load-moderate .part { fill: var(--moderate); } .drawing .strip.load-busy, .bar.load-busy .part { fill: var(--busy); }
.drawing .strip.load-high, .bar.load-high .part { fill: var(--high); } .drawing .strip.load-full, .bar.load-full .part { fill: var(--full); }
.bar .whole { fill: var(--none-shade); } .bar { vertical-align: 0; margin-right: 6px; }
.range { display: block; margin-top: 2px; } .range line { stroke: var(--accent); } .range .scale { stroke: var(--rule); } .range .all { stroke-width: 1.4; } .range .middle { stroke-width: 6; opacity: 0.55; } .range .rare { stroke-width: 1.6; } .range .mean { fill: var(--ink); }
`;

const print = `
@page { size: A4; margin: 16mm 14mm 18mm; }
@media print {
  html { font-size: 9.5pt; } body { max-width: none; padding: 0; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .filter, nav { display: none; }
  main > section { margin-top: 22pt; }
  h1 { font-size: 22pt; } h2 { font-size: 14pt; } h2, h3, h4, caption { break-after: avoid; }
  p, li { orphans: 3; widows: 3; }
  tr, .hops li, .answers > div, .figure, .reproduction > div, .matrix { break-inside: avoid; }
  thead { display: table-header-group; break-after: avoid; } tbody tr:first-child { break-before: avoid; } .data.short { break-inside: avoid; } .legend { break-after: avoid; }
  figure { break-inside: avoid; } .drawing { max-height: 200mm; }
  .figure dd { font-size: 15pt; } .figures-band { grid-template-columns: repeat(5, 1fr); } .figure { padding: 8px 10px; } .figure dt { font-size: 8pt; }
  table, .hops, .ways p, .ways ul, caption, figcaption, .legend, .data th { font-size: 8.5pt; } small, .aside, .data th { font-size: 8pt; }
  .data td, .data th { padding-right: 6px; } .data .figures { padding-right: 14px; } .data .narrow { max-width: 150px; }
  .range { width: 110px; } .bar { width: 90px; }
  .matrix-frame { overflow: visible; } .matrix th { padding: 1px 3px; font-size: 7.5pt; } .matrix th[scope=row] { max-width: 110px; } .matrix tbody td { min-width: 0; height: 20px; } .matrix svg { width: 12px; }
  a { color: inherit; text-decoration: none; }
}
@media screen and (max-width: 760px) { .ways, .answers > div, .reproduction > div { grid-template-columns: 1fr; gap: 4px; } body { padding: 20px 16px; } .data { display: block; overflow-x: auto; } }
`;

export const pageStyle = `
:root { color-scheme: light; ${light} }
@media screen and (prefers-color-scheme: dark) { :root { color-scheme: dark; ${dark} } }
${type}${parts}${tables}${graphics}${print}`;
