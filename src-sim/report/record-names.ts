/** From the paths that results carry back to the names people gave their records. */
import type { Fabric } from '../fabric/fabric.ts';
import type { Scenario } from '../scenario/schema.ts';

export interface RecordNames {
  /** Name of the record at a document path such as `networks.hub`, its id where it has none, else the path itself. */
  ofPath(path: string): string;
  /** Name of a workload. */
  ofWorkload(id: string): string;
  /** Name of the record behind a fabric node. */
  ofNode(id: string): string;
}

export function recordNames(scenario: Scenario, fabric: Fabric): RecordNames {
  const nodes = new Map(fabric.nodes.map((node) => [node.id, node.origin.name]));
  const collections = new Map<string, unknown>(Object.entries(scenario));
  const ofPath = (path: string): string => {
    const dot = path.indexOf('.');
    if (dot === -1) return path;
    // Ids hold no dot and no bracket, so the id ends where the path goes on into the record.
    const id = /^[^.[]*/.exec(path.slice(dot + 1))![0];
    const collection = collections.get(path.slice(0, dot));
    if (typeof collection !== 'object' || collection === null || !Object.hasOwn(collection, id)) return path;
    const { name } = (collection as Readonly<Record<string, { readonly name?: unknown }>>)[id];
    return typeof name === 'string' ? name : id;
  };
  return {
    ofPath,
    ofWorkload: (id) => (ofPath(`workloads.${id}`) === `workloads.${id}` ? id : ofPath(`workloads.${id}`)),
    ofNode: (id) => nodes.get(id) ?? id,
  };
}
