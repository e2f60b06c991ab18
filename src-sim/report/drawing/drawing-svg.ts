/** The drawing as inline SVG. Colours and type come from the style sheet by class, so that it follows screen and print. */
import type { RunResult } from '../../packet/run-result.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { wholePercent } from '../figures.ts';
import { html, type Markup } from '../html/markup.ts';
import { utilisationBand } from '../utilisation-band.ts';
import { connect } from './connect.ts';
import { type DrawnEdge, drawingEdges, type RecordLoad, recordLoads } from './drawing-edges.ts';
import { type DrawnCollection, drawingTree } from './drawing-tree.ts';
import { fittedText } from './fitted-text.ts';
import { layout, type PlacedBox } from './layout.ts';
import { boundsOf } from './rectangle.ts';

const MARGIN = 8;
const TEXT_INSET = 12;
const TITLE_SIZE = 13;
const SUBTITLE_SIZE = 11;
const LABEL_FROM_END = 22;

const nouns: Readonly<Record<DrawnCollection, string>> = {
  sites: 'site',
  networks: 'network',
  subnets: 'subnet',
  gateways: 'gateway',
  devices: 'device',
  hosts: 'host',
  switches: 'switch',
  workloads: 'workload',
};

export function drawingSvg(planned: Scenario, run: RunResult | null): Markup {
  const placed = layout(drawingTree(planned), planned.view?.positions);
  const byId = new Map(placed.map((each) => [each.box.id, each]));
  const edges = drawingEdges(planned, run).filter((edge) => joinsTwo(edge, byId));
  const { width, height } = boundsOf(placed);
  const frame = [-MARGIN, -MARGIN, width + 2 * MARGIN, height + 2 * MARGIN];
  const loads = recordLoads(run);
  const deepest = placed.reduce((most, { depth }) => Math.max(most, depth), -1);
  // Lines run over the containers of their ends and behind all boxes deeper than that, so they cross out no name.
  const layers: Markup[] = [];
  for (let depth = 0; depth <= deepest; depth += 1) {
    const boxes = placed.filter((each) => each.depth === depth);
    layers.push(
      html`${edges.filter((edge) => depthOf(edge, byId) === depth).map((edge) => edgeMarkup(edge, byId))}`,
    );
    layers.push(html`${boxes.map((each) => boxMarkup(each, ownLoad(each, loads)))}`);
  }
  return html`<svg class="drawing" viewBox="${frame.join(' ')}" width="${frame[2]}" role="img" aria-label="Drawing of the design">
${layers}${edges.map((edge) => loadMarkup(edge, byId))}
</svg>`;
}

const depthOf = ({ from, to }: DrawnEdge, byId: ReadonlyMap<string, PlacedBox>): number =>
  Math.max(byId.get(from)!.depth, byId.get(to)!.depth);

/** Both ends are drawn, and neither stands inside the other: containment is shown by the boxes themselves. */
function joinsTwo(edge: DrawnEdge, byId: ReadonlyMap<string, PlacedBox>): boolean {
  const from = byId.get(edge.from);
  const to = byId.get(edge.to);
  return from !== undefined && to !== undefined && !inside(from, to) && !inside(to, from);
}

const inside = (inner: PlacedBox, outer: PlacedBox): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

/** What a workload's own link carries; other boxes show their load on the lines that leave them. */
function ownLoad({ box }: PlacedBox, loads: ReadonlyMap<string, RecordLoad>): number | null {
  return box.collection === 'workloads' ? (loads.get(box.record)?.utilisation ?? null) : null;
}

function boxMarkup({ box, x, y, width, height }: PlacedBox, utilisation: number | null): Markup {
  const room = width - 2 * TEXT_INSET;
  const about = [nouns[box.collection], box.title, box.subtitle].filter((part) => part !== '').join(' · ');
  const load = utilisation === null ? '' : `, its link at ${wholePercent(utilisation)}`;
  const strip =
    utilisation === null
      ? null
      : html`<rect class="strip ${utilisationBand(utilisation).id}" x="${x}" y="${y + 6}" width="4" height="${height - 12}"/>`;
  const titleY = box.subtitle === '' ? y + 26 : y + 19;
  return html`<g class="box ${box.collection}" data-record="${box.record}"><title>${about + load}</title><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5"/>${strip}<text class="title" x="${x + TEXT_INSET}" y="${titleY}">${fittedText(box.title, room, TITLE_SIZE)}</text>${
    box.subtitle === ''
      ? null
      : html`<text class="subtitle" x="${x + TEXT_INSET}" y="${y + 34}">${fittedText(box.subtitle, room, SUBTITLE_SIZE)}</text>`
  }</g>
`;
}

function edgeMarkup(edge: DrawnEdge, byId: ReadonlyMap<string, PlacedBox>): Markup {
  const [from, to] = connect(byId.get(edge.from)!, byId.get(edge.to)!);
  const load = edge.utilisation === null ? 'not measured' : wholePercent(edge.utilisation);
  const drops = edge.drops === 0 ? '' : `, ${edge.drops} dropped`;
  return html`<g class="edge ${utilisationBand(edge.utilisation).id}" data-edge="${edge.record}"><title>${edge.title} · ${load}${drops}</title><line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}"/></g>
`;
}

/** Above or beside the line, shortly before its second end: there the lines of a hub are furthest apart. */
function loadMarkup(edge: DrawnEdge, byId: ReadonlyMap<string, PlacedBox>): Markup | null {
  if (edge.utilisation === null) return null;
  const [from, to] = connect(byId.get(edge.from)!, byId.get(edge.to)!);
  const length = Math.hypot(from.x - to.x, from.y - to.y);
  const back = length === 0 ? 0 : Math.min(LABEL_FROM_END / length, 0.5);
  const x = Math.round(to.x + (from.x - to.x) * back);
  const y = Math.round(to.y + (from.y - to.y) * back);
  const load = wholePercent(edge.utilisation);
  const isLevel = Math.abs(from.x - to.x) > Math.abs(from.y - to.y);
  return isLevel
    ? html`<text class="load above" x="${x}" y="${y - 8}">${load}</text>
`
    : html`<text class="load" x="${x + 7}" y="${y + 4}">${load}</text>
`;
}
