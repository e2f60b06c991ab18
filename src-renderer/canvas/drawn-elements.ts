/** The picture in the words of the drawing: one element a box, symbol or line, with all that its style refers to. */
import type { Connection } from '../document/connections.ts';
import type { NodeElement, Picture } from './elements.ts';
import { type Box, centre, type Point } from './geometry/box.ts';

export interface FramedPicture {
  readonly picture: Picture;
  /** Where everything without contents stands just now, also in the middle of a drag. */
  readonly at: ReadonlyMap<string, Point>;
  readonly frames: ReadonlyMap<string, Box>;
}

export interface Drawn {
  readonly key: string;
  readonly group: 'nodes' | 'edges';
  readonly data: Readonly<Record<string, string | number | undefined>>;
  readonly position?: Point;
}

export const isLeaf = (id: string, picture: Picture): boolean => picture.tree.childrenOf(id).length === 0;

/** Boxes come before what stands in them. */
export function drawnElements(
  framed: FramedPicture,
  widthOf: (line: string, shape: 'box' | 'symbol') => number,
): ReadonlyMap<string, Drawn> {
  const drawn = new Map<string, Drawn>();
  for (const node of framed.picture.nodes) drawn.set(node.id, drawnNode(node, framed, widthOf));
  for (const line of framed.picture.lines) drawn.set(lineKey(line), drawnLine(line));
  return drawn;
}

function drawnNode(
  node: NodeElement,
  { picture, at, frames }: FramedPicture,
  widthOf: (line: string, shape: 'box' | 'symbol') => number,
): Drawn {
  const shared = {
    id: node.id,
    record: node.id,
    within: node.parent ?? undefined,
    kind: node.kind,
    shape: node.shape,
    label: node.label,
  };
  const frame = frames.get(node.id);
  if (frame === undefined) {
    const ground = node.parent === null ? undefined : levelOf(collectionOf(node.parent, picture));
    const position = at.get(node.id) ?? { x: 0, y: 0 };
    return { key: node.id, group: 'nodes', data: { ...shared, ground }, position };
  }
  const data = {
    ...shared,
    level: levelOf(collectionOf(node.id, picture)),
    depth: node.depth,
    width: frame.width,
    height: frame.height,
    // The label hangs to the left of the box; shifted by its own width it stands inside the corner.
    labelShift: widthOf(node.label, 'box') + 12,
  };
  return { key: node.id, group: 'nodes', data, position: centre(frame) };
}

const collectionOf = (id: string, picture: Picture): string => picture.records.get(id)?.collection ?? '';

function levelOf(collection: string): string {
  if (collection === 'networks') return 'network';
  if (collection === 'subnets') return 'subnet';
  return collection === 'hosts' ? 'host' : 'site';
}

/** Lines share the graph's ids with nodes, so they get a prefix no record id can have. */
const lineKey = (line: Connection): string => `line:${line.id}`;

function drawnLine(line: Connection): Drawn {
  return {
    key: lineKey(line),
    group: 'edges',
    data: {
      id: lineKey(line),
      line: line.id,
      record: line.record,
      source: line.from,
      target: line.to,
      kind: line.kind,
      label: line.label,
    },
  };
}
