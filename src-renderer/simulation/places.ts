/** Where to look in a run: the nodes, links and flows that a record of the document stands for. */
import type { RunResult } from '../../src-sim/index.ts';
import { recordOfPath } from '../document/record-path.ts';
import type { Places } from './playback.ts';

/** Links shown while nothing is chosen. */
const busiestMax = 3;

export function placesOf(result: RunResult, record: string | null): Places {
  if (record === null) return { links: busiest(result), nodes: [], flows: result.flows.map(({ id }) => id) };
  const links = result.links.filter((link) => recordOfPath(link.record) === record).map(({ link }) => link);
  const nodes = result.nodes.filter((node) => recordOfPath(node.record) === record).map(({ id }) => id);
  const flows = result.flows.filter(({ id }) => id === record).map(({ id }) => id);
  return { links: [...new Set(links)], nodes, flows };
}

function busiest(result: RunResult): string[] {
  const sorted = result.links.toSorted((a, b) => (b.utilisation ?? -1) - (a.utilisation ?? -1));
  return [...new Set(sorted.map(({ link }) => link))].slice(0, busiestMax);
}
