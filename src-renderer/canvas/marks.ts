/** What checks, a run or a trace add to the picture: badges, how loaded links were, and which way a packet took. */
import type { Core, SingularElementArgument } from 'cytoscape';
import type { Severity, TracePath } from '../../src-sim/index.ts';
import { recordOfPath } from '../document/record-path.ts';
import type { Picture } from './elements.ts';

export interface CanvasMarks {
  /** The gravest problem by record. */
  readonly badges: ReadonlyMap<string, Severity>;
  /** Colour and width by record. */
  readonly loads: ReadonlyMap<string, { readonly colour: string; readonly width: number }>;
  readonly way: Way | null;
  /** Record of the link or node where the packet is that is followed. */
  readonly place: string | null;
}

export interface Way {
  readonly nodes: ReadonlySet<string>;
  readonly lines: ReadonlySet<string>;
  /** The object at which a packet that does not arrive ends. */
  readonly endsAt: string | null;
}

/** Objects on a path, and the lines that join consecutive ones or their boxes. */
export function wayOf(path: TracePath, picture: Picture): Way {
  const stops = path.steps.map((step) => recordOfPath(step.record)).filter((id): id is string => id !== null);
  const named = new Set(path.steps.flatMap((step) => recordOfPath(step.decidedBy.record) ?? []));
  const nodes = new Set(stops.filter((id) => picture.nodes.some((node) => node.id === id)));
  const lines = new Set<string>();
  const withBoxes = (id: string): ReadonlySet<string> => {
    const ids = new Set<string>();
    for (let at: string | null = id; at !== null; at = picture.tree.parentOf(at)) ids.add(at);
    return ids;
  };
  for (let index = 1; index < stops.length; index++) {
    const [here, there] = [withBoxes(stops[index - 1]), withBoxes(stops[index])];
    for (const line of picture.lines) {
      if (line.kind === 'traffic') continue;
      const joins =
        (here.has(line.from) && there.has(line.to)) || (here.has(line.to) && there.has(line.from));
      if (joins) lines.add(line.id);
    }
  }
  for (const line of picture.lines) if (line.kind !== 'traffic' && named.has(line.record)) lines.add(line.id);
  const last = stops.findLast((id) => nodes.has(id)) ?? null;
  return { nodes, lines, endsAt: path.fate === 'delivered' ? null : last };
}

/** Puts marks on what is drawn. Touches only elements whose marks are different. */
export function applyMarks(cy: Core, { badges, loads, way, place }: CanvasMarks): void {
  cy.elements().forEach((element) => {
    const record = element.data('record') as string;
    setData(element, 'badge', badges.get(record));
    const load = loads.get(record);
    setData(element, 'loadColour', load?.colour);
    setData(element, 'loadWidth', load?.width);
    const isLine = element.group() === 'edges';
    const on =
      way !== null && (isLine ? way.lines.has(element.data('line') as string) : way.nodes.has(element.id()));
    setClass(element, 'packet', place !== null && record === place);
    setClass(element, 'way', on);
    setClass(element, 'failed', on && way?.endsAt === element.id());
    setClass(element, 'dimmed', way !== null && isLine && !on);
  });
}

function setData(element: SingularElementArgument, name: string, value: string | number | undefined): void {
  if (element.data(name) === value) return;
  // Removing data would leave the style as it was.
  element.data({ [name]: value });
}

function setClass(element: SingularElementArgument, name: string, on: boolean): void {
  if (element.hasClass(name) !== on) element.toggleClass(name, on);
}
