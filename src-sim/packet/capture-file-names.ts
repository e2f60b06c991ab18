/**
 * What the capture of each port is called: `web.pcapng` after its node where that has one interface, else
 * `core_web.pcapng` with the node on the other side as well. Names differ even where capitals do not count.
 */
import type { Fabric } from '../fabric/fabric.ts';

export function captureFileNames(fabric: Fabric, ports: readonly number[]): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const taken = new Set<string>();
  for (const port of new Set(ports)) {
    const stem = stemOf(fabric, port);
    let name = stem;
    for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${stem}-${copy}`;
    taken.add(name.toLowerCase());
    names.set(port, `${name}.pcapng`);
  }
  return names;
}

function stemOf({ nodes, ports, links }: Fabric, port: number): string {
  const { node, link } = ports[port];
  const own = fileSafe(nodes[node].id);
  if (link < 0 || nodes[node].ports.length === 1) return own;
  const [a, b] = links[link].ports;
  return `${own}_${fileSafe(nodes[ports[a === port ? b : a].node].id)}`;
}

/** Nodes that records stand behind in part have ids with other characters than records. */
const fileSafe = (id: string): string => id.replaceAll(/[^A-Za-z0-9_-]/gu, '-');
