/** What the canvas shows of a document, as plain data: boxes, symbols and lines with their labels, badges and colours. */
import type { Problem, Scenario, Severity } from '../../src-sim/index.ts';
import { type Connection, connectionsOf } from '../document/connections.ts';
import { type ContainmentTree, containment } from '../document/containment.ts';
import { addressLine, type PlannedAddresses, type RecordEntry, recordsOf } from '../document/records.ts';
import type { Point } from './geometry/box.ts';
import { hubLayout } from './layout/hub-layout.ts';
import type { Positions } from './layout/layout-input.ts';

export interface NodeElement {
  readonly id: string;
  readonly parent: string | null;
  readonly kind: string;
  readonly shape: 'box' | 'symbol';
  /** How deep it is nested: boxes alternate their ground. */
  readonly depth: number;
  readonly label: string;
  /** Null for a box that follows from its contents. */
  readonly at: Point | null;
}

export interface Picture {
  readonly nodes: readonly NodeElement[];
  readonly lines: readonly Connection[];
  readonly positions: Positions;
  readonly tree: ContainmentTree;
  readonly records: ReadonlyMap<string, RecordEntry>;
}

const boxCollections: ReadonlySet<string> = new Set(['sites', 'networks', 'subnets', 'hosts']);
const junctionCollections: ReadonlySet<string> = new Set(['gateways', 'devices']);

export function pictureOf(scenario: Scenario, planned: PlannedAddresses): Picture {
  const records = recordsOf(scenario);
  const tree = containment(records);
  const isBox = (id: string): boolean => {
    const entry = records.get(id);
    return entry !== undefined && boxCollections.has(entry.collection) && entry.kind !== 'internet';
  };
  const isJunction = (id: string): boolean => junctionCollections.has(records.get(id)?.collection ?? '');
  const stored = new Map(Object.entries(scenario.view?.positions ?? {}));
  const positions = hubLayout({ tree, isBox, isJunction }, stored);

  const nodes: NodeElement[] = [];
  const visit = (id: string, parent: string | null, depth: number): void => {
    const entry = records.get(id)!;
    nodes.push({
      id,
      parent,
      kind: entry.kind,
      shape: isBox(id) || tree.childrenOf(id).length > 0 ? 'box' : 'symbol',
      depth,
      label: labelOf(entry, isBox(id), planned),
      at: positions.get(id) ?? null,
    });
    for (const child of tree.childrenOf(id)) visit(child, id, depth + 1);
  };
  for (const id of tree.roots) visit(id, null, 0);
  return { nodes, lines: connectionsOf(records), positions, tree, records };
}

const labelMax = 34;
const segmenter = new Intl.Segmenter('en');

function labelOf(entry: RecordEntry, oneLine: boolean, planned: PlannedAddresses): string {
  const { text, chosen } = addressLine(entry, planned);
  const address = chosen ? `${shortened(text)} (auto)` : shortened(text);
  const title = shortened(entry.title);
  if (address === '') return title;
  return oneLine ? `${title}   ${address}` : `${title}\n${address}`;
}

/** Line breaks and control characters have no place in a label. */
function shortened(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  if (line.length <= labelMax) return line;
  const letters = Array.from(segmenter.segment(line), ({ segment }) => segment);
  return letters.length <= labelMax ? line : `${letters.slice(0, labelMax - 1).join('')}…`;
}

/** The gravest problem of each object, where a problem belongs to the record its path begins with. */
export function severityByRecord(
  problems: readonly Problem[],
  recordOf: (path: string) => string | null,
): ReadonlyMap<string, Severity> {
  const rank: Record<Severity, number> = { error: 2, warning: 1, info: 0 };
  const found = new Map<string, Severity>();
  for (const problem of problems) {
    const id = recordOf(problem.path);
    if (id === null) continue;
    const known = found.get(id);
    if (known === undefined || rank[problem.severity] > rank[known]) found.set(id, problem.severity);
  }
  return found;
}
