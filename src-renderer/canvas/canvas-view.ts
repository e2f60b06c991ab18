/**
 * The drawing itself: keeps a Cytoscape graph equal to a picture and turns gestures into intents. It knows no document
 * and no React; whoever holds it decides what a tap or a drag means.
 *
 * Boxes are plain rectangles whose frames are computed here, not Cytoscape's compound nodes: those restyle everything
 * inside them at every change, which takes seconds for some thousand objects.
 */
import cytoscape, { type Core, type ElementDefinition, type NodeSingular } from 'cytoscape';
import { canvasStyle } from './canvas-style.ts';
import { type Drawn, drawnElements, type FramedPicture, isLeaf } from './drawn-elements.ts';
import type { Picture } from './elements.ts';
import { type Box, boxAround, centre, hull, type Point } from './geometry/box.ts';
import { framesOf } from './geometry/frames.ts';
import type { Placed } from './geometry/neighbour.ts';
import { symbolRoom } from './layout/sizes.ts';
import { applyMarks, type CanvasMarks } from './marks.ts';
import { createTextMeasure } from './text-measure.ts';

export interface CanvasIntents {
  /** Null: the empty canvas. For a line, the id of its record. */
  tapped(id: string | null): void;
  /** Every symbol that stands elsewhere now. */
  moved(positions: ReadonlyMap<string, Point>): void;
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

/** Room around a fitted drawing: the buttons stand at the right, the legend at the bottom. */
const margin = { left: 28, top: 22, right: 62, bottom: 46 } as const;
/** A handful of things blown up to fill the screen looks like a mistake. */
const fitZoomMax = 1.25;

export function createCanvasView(container: HTMLElement, dark: boolean, intents: CanvasIntents): CanvasView {
  const cy = cytoscape({
    container,
    style: canvasStyle(dark),
    layout: { name: 'preset' },
    boxSelectionEnabled: false,
    autounselectify: true,
    minZoom: 0.02,
    maxZoom: 4,
  });
  const widthOf = createTextMeasure();
  let shown: FramedPicture | null = null;
  let drawn: ReadonlyMap<string, Drawn> = new Map();
  let themed = dark;

  const draw = (picture: Picture, at: ReadonlyMap<string, Point>): void => {
    shown = { picture, at, frames: framesOf(picture.nodes, at, widthOf) };
    const wanted = drawnElements(shown, widthOf);
    cy.batch(() => syncElements(cy, drawn, wanted));
    drawn = wanted;
  };

  cy.on('tap', (event) => {
    const target = event.target as Core | NodeSingular;
    if (target === cy) intents.tapped(null);
    else intents.tapped(String(target.data('record')));
  });
  cy.on('drag', 'node', (event) => {
    if (shown === null) return;
    const dragged = event.target as NodeSingular;
    draw(shown.picture, movedWith(dragged.id(), dragged.position(), shown));
  });
  cy.on('dragfreeon', 'node', () => {
    const moved = new Map<string, Point>();
    for (const [id, before] of shown?.picture.positions ?? []) {
      const now = shown?.at.get(id) ?? before;
      const at = { x: Math.round(now.x), y: Math.round(now.y) };
      if (at.x !== before.x || at.y !== before.y) moved.set(id, at);
    }
    if (moved.size > 0) intents.moved(moved);
  });

  return {
    show(picture) {
      if (shown?.picture !== picture) draw(picture, picture.positions);
    },
    select(id) {
      cy.batch(() => {
        cy.elements('.selected').removeClass('selected');
        if (id !== null) elementsOf(cy, id, drawn).addClass('selected');
      });
    },
    mark: (marks) => cy.batch(() => applyMarks(cy, marks)),
    theme(isDark) {
      if (isDark === themed) return;
      themed = isDark;
      cy.style(canvasStyle(isDark));
    },
    fit() {
      const box = shown === null ? null : extentOf(shown);
      if (box === null || cy.width() === 0) return;
      const room = {
        width: Math.max(50, cy.width() - margin.left - margin.right),
        height: Math.max(50, cy.height() - margin.top - margin.bottom),
      };
      const zoom = Math.min(fitZoomMax, room.width / box.width, room.height / box.height);
      const pan = {
        x: margin.left + room.width / 2 - zoom * centre(box).x,
        y: margin.top + room.height / 2 - zoom * centre(box).y,
      };
      cy.viewport({ zoom, pan });
    },
    zoomBy: (factor) =>
      cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }),
    reveal(id) {
      const element = elementsOf(cy, id, drawn);
      if (element.empty()) return;
      const box = element.renderedBoundingBox();
      const outside = box.x1 < 0 || box.y1 < 0 || box.x2 > cy.width() || box.y2 > cy.height();
      const fills = box.w > cy.width() || box.h > cy.height();
      if (outside && !fills) cy.center(element);
    },
    places: () =>
      [...drawn.values()].flatMap(({ key, position }) =>
        position === undefined ? [] : [{ id: key, at: position }],
      ),
    end: () => cy.destroy(),
  };
}

/** Everything drawn; from the frames, because asking the drawing would style all of it first. */
function extentOf({ picture, at, frames }: FramedPicture): Box | null {
  return hull(
    picture.tree.roots.flatMap((id) => {
      const place = at.get(id);
      return frames.get(id) ?? (place === undefined ? [] : boxAround(place, symbolRoom));
    }),
  );
}

/** Places of everything after one thing was dragged there; what stands in a box goes with it. */
function movedWith(
  id: string,
  to: Point,
  { picture, at, frames }: FramedPicture,
): ReadonlyMap<string, Point> {
  const frame: Box | undefined = isLeaf(id, picture) ? undefined : frames.get(id);
  const from = frame === undefined ? at.get(id) : centre(frame);
  if (from === undefined) return at;
  const by = { x: to.x - from.x, y: to.y - from.y };
  const moved = new Map(at);
  const shift = (each: string): void => {
    const before = at.get(each);
    if (before !== undefined) moved.set(each, { x: before.x + by.x, y: before.y + by.y });
    for (const child of picture.tree.childrenOf(each)) shift(child);
  };
  shift(id);
  return moved;
}

function elementsOf(cy: Core, record: string, drawn: ReadonlyMap<string, Drawn>) {
  const keys = drawn.has(record)
    ? [record]
    : [...drawn.values()].filter((each) => each.data['record'] === record).map(({ key }) => key);
  return keys.reduce((found, key) => found.union(cy.getElementById(key)), cy.collection());
}

/** Touches only what is different: every touched element is styled and drawn again. */
function syncElements(
  cy: Core,
  before: ReadonlyMap<string, Drawn>,
  wanted: ReadonlyMap<string, Drawn>,
): void {
  const fresh: Drawn[] = [];
  for (const [key, known] of before) {
    const now = wanted.get(key);
    // A line cannot change its ends: it is drawn anew.
    const turned =
      now !== undefined &&
      (known.data['source'] !== now.data['source'] || known.data['target'] !== now.data['target']);
    if (now === undefined || turned) cy.getElementById(key).remove();
    if (turned) fresh.push(now);
  }
  for (const [key, now] of wanted) {
    const known = before.get(key);
    if (known === undefined) fresh.push(now);
    else update(cy, known, now);
  }
  cy.add(fresh.map(definitionOf));
}

/** Cytoscape writes into what it is given. */
function definitionOf({ group, data, position }: Drawn): ElementDefinition {
  return position === undefined
    ? { group, data: { ...data } }
    : { group, data: { ...data }, position: { ...position } };
}

function update(cy: Core, known: Drawn, now: Drawn): void {
  const changed = Object.entries(now.data).filter(
    ([name, value]) => value !== known.data[name] && name !== 'id' && name !== 'source' && name !== 'target',
  );
  if (changed.length > 0) cy.getElementById(now.key).data(Object.fromEntries(changed));
  if (now.position === undefined) return;
  const element = cy.getElementById(now.key) as NodeSingular;
  const { x, y } = element.position();
  if (x !== now.position.x || y !== now.position.y) element.position({ ...now.position });
}
