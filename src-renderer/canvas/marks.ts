/** What a run or a trace adds to the picture: how loaded each record's links were, and which way a packet took. */
import type { RunResult, TracePath } from '../../src-sim/index.ts';
import { recordOfPath } from '../document/record-path.ts';
import type { Picture } from './elements.ts';

/** Highest load of any direction of any link a record made; links without a rate have none. */
export function loadByRecord(result: RunResult): ReadonlyMap<string, number> {
  const loads = new Map<string, number>();
  for (const link of result.links) {
    const id = recordOfPath(link.record);
    if (id === null || link.utilisation === null) continue;
    loads.set(id, Math.max(loads.get(id) ?? 0, link.utilisation));
  }
  return loads;
}

export interface Way {
  readonly nodes: ReadonlySet<string>;
  readonly lines: ReadonlySet<string>;
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
  return { nodes, lines };
}
