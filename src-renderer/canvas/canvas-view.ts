/**
 * The drawing itself: keeps a Cytoscape graph equal to a picture and turns gestures into intents. It knows no document
 * and no React; whoever holds it decides what a tap or a drag means.
 */
import cytoscape, { type Core, type ElementDefinition, type NodeSingular } from 'cytoscape';
import { boxFontPx, canvasFont, canvasStyle } from './canvas-style.ts';
import type { Connection } from '../document/connections.ts';
import type { NodeElement, Picture } from './elements.ts';
import type { Placed } from './geometry/neighbour.ts';
import type { Way } from './marks.ts';

export interface CanvasIntents {
  /** Null: the empty canvas. For a line, the id of its record. */
  tapped(id: string | null): void;
  /** Every symbol that stands elsewhere now. */
  moved(positions: ReadonlyMap<string, { x: number; y: number }>): void;
}

export interface CanvasMarks {
  /** Colour and width by record. */
  readonly loads: ReadonlyMap<string, { readonly colour: string; readonly width: number }>;
  readonly way: Way | null;
  readonly wayFailed: boolean;
}

export interface CanvasView {
  show(picture: Picture): void;
  select(id: string | null): void;
  mark(marks: CanvasMarks): void;
  theme(dark: boolean): void;
  fit(): void;
  zoomBy(factor: number): void;
  /** Scrolls an object into view where it is outside. */
  reveal(id: string): void;
  places(): readonly Placed[];
  end(): void;
}

const fitPadding = 30;

export function createCanvasView(container: HTMLElement, dark: boolean, intents: CanvasIntents): CanvasView {
  const cy = cytoscape({
    container,
    style: canvasStyle(dark),
    layout: { name: 'preset' },
    boxSelectionEnabled: false,
    autounselectify: true,
    minZoom: 0.05,
    maxZoom: 4,
  });
  const widthOf = textMeasure();
  let shown: Picture | null = null;

  cy.on('tap', (event) => {
    const target = event.target as Core | NodeSingular;
    if (target === cy) intents.tapped(null);
    else intents.tapped(String(target.data('record')));
  });
  cy.on('dragfreeon', 'node', () => {
    const moved = new Map<string, { x: number; y: number }>();
    for (const [id, before] of shown?.positions ?? []) {
      const now = cy.getElementById(id).position();
      const at = { x: Math.round(now.x), y: Math.round(now.y) };
      if (at.x !== before.x || at.y !== before.y) moved.set(id, at);
    }
    if (moved.size > 0) intents.moved(moved);
  });

  return {
    show(picture) {
      shown = picture;
      cy.batch(() => syncElements(cy, picture, widthOf));
    },
    select(id) {
      cy.batch(() => {
        cy.elements('.selected').removeClass('selected');
        if (id !== null)
          cy.elements()
            .filter((element) => element.data('record') === id)
            .addClass('selected');
      });
    },
    mark: (marks) => cy.batch(() => applyMarks(cy, marks)),
    theme: (isDark) => void cy.style(canvasStyle(isDark)),
    fit: () => {
      cy.fit(undefined, fitPadding);
      // A handful of things blown up to fill the screen looks like a mistake.
      if (cy.zoom() > 1.25) {
        cy.zoom(1.25);
        cy.center();
      }
    },
    zoomBy: (factor) =>
      cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }),
    reveal(id) {
      const element = cy.elements().filter((candidate) => candidate.data('record') === id);
      if (element.empty()) return;
      const box = element.renderedBoundingBox();
      const outside = box.x1 < 0 || box.y1 < 0 || box.x2 > cy.width() || box.y2 > cy.height();
      if (outside) cy.center(element);
    },
    places: () => cy.nodes().map((node) => ({ id: node.id(), at: node.position() })),
    end: () => cy.destroy(),
  };
}

function syncElements(cy: Core, picture: Picture, widthOf: (text: string) => number): void {
  const wanted = new Map<string, ElementDefinition>();
  for (const node of picture.nodes) wanted.set(node.id, nodeDefinition(node, picture, widthOf));
  for (const line of picture.lines) wanted.set(lineKey(line), lineDefinition(line, picture));
  cy.elements().forEach((element) => {
    const definition = wanted.get(element.id());
    // A line cannot change its ends: it is drawn anew.
    const changedEnds =
      element.isEdge() &&
      (element.data('source') !== definition?.data.source ||
        element.data('target') !== definition?.data.target);
    if (definition === undefined || changedEnds) element.remove();
  });
  for (const [id, definition] of wanted) {
    const known = cy.getElementById(id);
    if (known.empty()) {
      cy.add(definition);
      continue;
    }
    if (known.group() === 'nodes') {
      const parent = (definition.data.parent as string | undefined) ?? null;
      if ((known.data('parent') ?? null) !== parent) known.move({ parent });
    }
    // Moving makes a new element of the same id.
    const element = cy.getElementById(id);
    for (const [key, value] of Object.entries(definition.data))
      if (!fixedData.has(key) && element.data(key) !== value) element.data(key, value);
    if (definition.data['badge'] === undefined) element.removeData('badge');
    if (definition.position !== undefined && element.group() === 'nodes')
      element.position(definition.position);
  }
}

const fixedData: ReadonlySet<string> = new Set(['id', 'parent', 'source', 'target']);

function nodeDefinition(
  node: NodeElement,
  picture: Picture,
  widthOf: (text: string) => number,
): ElementDefinition {
  const width = Math.ceil(widthOf(node.label));
  return {
    group: 'nodes',
    data: {
      id: node.id,
      record: node.id,
      ...(node.parent === null ? {} : { parent: node.parent }),
      kind: node.kind,
      shape: node.shape,
      level: levelOf(picture.records.get(node.id)?.collection ?? ''),
      label: node.label,
      // The label hangs to the left of the box; shifted by its own width it stands inside the corner.
      labelShift: width + 12,
      // Wide enough for the label and a badge beside it.
      labelRoom: Math.max(0, width + 4),
      ...badgeOf(node.id, picture),
    },
    ...(node.at === null ? {} : { position: { ...node.at } }),
  };
}

function badgeOf(record: string, picture: Picture): { badge?: string } {
  const badge = picture.severities.get(record);
  return badge === undefined ? {} : { badge };
}

function levelOf(collection: string): string {
  if (collection === 'networks') return 'network';
  if (collection === 'subnets') return 'subnet';
  return collection === 'hosts' ? 'host' : 'site';
}

/** Lines share the graph's ids with nodes, so they get a prefix no record id can have. */
const lineKey = (line: Connection): string => `line:${line.id}`;

function lineDefinition(line: Connection, picture: Picture): ElementDefinition {
  return {
    group: 'edges',
    data: {
      id: lineKey(line),
      line: line.id,
      record: line.record,
      source: line.from,
      target: line.to,
      kind: line.kind,
      label: line.label,
      ...badgeOf(line.record, picture),
    },
  };
}

function applyMarks(cy: Core, { loads, way, wayFailed }: CanvasMarks): void {
  cy.elements().forEach((element) => {
    const load = loads.get(element.data('record') as string);
    if (load === undefined) element.removeData('loadColour loadWidth');
    else element.data({ loadColour: load.colour, loadWidth: load.width });
    const isLine = element.group() === 'edges';
    const on =
      way !== null && (isLine ? way.lines.has(element.data('line') as string) : way.nodes.has(element.id()));
    element.toggleClass('way', on);
    element.toggleClass('failed', on && wayFailed);
    element.toggleClass('dimmed', way !== null && isLine && !on);
  });
}

function textMeasure(): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return (text) => text.length * boxFontPx * 0.6;
  context.font = `600 ${boxFontPx}px ${canvasFont}`;
  return (text) => context.measureText(text).width;
}
