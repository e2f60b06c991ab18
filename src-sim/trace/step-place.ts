import type { Fabric } from '../fabric/fabric.ts';
import type { TraceStep } from './trace-result.ts';

/** Where a step is: the node, and the record behind it. */
export function place(fabric: Fabric, node: number): Pick<TraceStep, 'at' | 'record' | 'noun'> {
  const { id, origin } = fabric.nodes[node];
  return { at: id, record: origin.path, noun: origin.noun };
}
