/**
 * Paths that rules look at, followed once for all of them: those of the traffic, and between one machine of each kind of place
 * (subnet, size of its own link, what it is plugged into) and one of each other. Beyond a number of paths, a sample that meets
 * every place: its neighbours one, two, four … places away.
 */
import type { Fabric } from '../fabric/fabric.ts';
import type { TraceQuestion } from '../trace/question.ts';
import type { TracePath, TraceResult } from '../trace/trace-result.ts';
import { Tracer } from '../trace/tracer.ts';

const flowsMax = 200;
const pathsMax = 400;

const known = new WeakMap<Fabric, readonly TraceResult[]>();

export function sampledPaths(fabric: Fabric | null): readonly TraceResult[] {
  if (fabric === null) return [];
  let paths = known.get(fabric);
  if (paths === undefined) {
    const tracer = new Tracer(fabric);
    paths = questions(fabric).flatMap((question) => tracer.trace(question) ?? []);
    known.set(fabric, paths);
  }
  return paths;
}

/** There and back, all ways that flows may take. */
export const waysOf = ({ forward, reverse }: TraceResult): TracePath[] =>
  [forward, forward.branches ?? [], reverse, reverse.branches ?? []].flat();

function questions(fabric: Fabric): TraceQuestion[] {
  const asked = new Map<string, TraceQuestion>();
  const add = (question: TraceQuestion): void => {
    const { from, to, protocol = '', port = '' } = question;
    asked.set(`${from} ${to} ${protocol} ${port}`, question);
  };
  const idOf = (endpoint: number): string => fabric.endpoints[endpoint].id;
  for (const { from, to, protocol, port } of fabric.flows.slice(0, flowsMax)) {
    const [first] = to;
    if (first === from) continue;
    add({ from: idOf(from), to: idOf(first), protocol, ...(protocol === 'icmp' ? {} : { port }) });
  }
  const kinds = machinesByPlace(fabric);
  const both = (a: string, b: string): void => {
    add({ from: a, to: b });
    add({ from: b, to: a });
  };
  for (const [a, b] of kinds) if (b !== undefined) both(a, b);
  const first = kinds.map(([machine]) => machine);
  for (let away = 1; away < first.length && asked.size < pathsMax; away = next(away, first.length)) {
    for (const [n, from] of first.entries()) {
      const to = first[n + away];
      if (asked.size >= pathsMax) break;
      if (to !== undefined) both(from, to);
    }
  }
  return [...asked.values()];
}

/** Every distance where all fit, else the powers of two. */
const next = (away: number, machines: number): number =>
  machines * machines <= pathsMax ? away + 1 : away * 2;

/** The first two machines of each kind of place. */
function machinesByPlace(fabric: Fabric): (readonly [string, string | undefined])[] {
  const found = new Map<string, string[]>();
  for (const { id, node, subnet } of fabric.endpoints) {
    const plugs = fabric.nodes[node].ports.map((port) => {
      const { link, mtu = 0 } = fabric.ports[port];
      if (link < 0) return '';
      const [a, b] = fabric.links[link].ports;
      return `${fabric.ports[a === port ? b : a].node}/${fabric.links[link].mtu}/${mtu}`;
    });
    const key = `${subnet} ${plugs.join()}`;
    const machines = found.get(key);
    if (machines === undefined) found.set(key, [id]);
    else if (machines.length < 2) machines.push(id);
  }
  return [...found.values()].map(([a, b]) => [a, b]);
}
