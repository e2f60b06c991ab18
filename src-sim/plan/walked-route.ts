/**
 * The ways of a demand step by step, where translations, policy rules, switches or tunnels decide: each way that the walker
 * finds is a branch. Its share is that of its next hops and of the targets it was translated to; of very many ways (the walker
 * stops at 32) those it found stand for all.
 */
import type { Fabric } from '../fabric/fabric.ts';
import type { Note, Walk } from '../trace/note.ts';
import { crossedChannels } from './crossed-channels.ts';
import type { DemandRoute, RouteEnd, RouteStep } from './demand-route.ts';

export function walkedRoute(fabric: Fabric, walks: readonly Walk[]): DemandRoute {
  const weights = walks.map(({ notes }) => notes.reduce((weight, note) => weight / choicesAt(note), 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const steps: RouteStep[] = [];
  const ends: RouteEnd[] = [];
  let points = 1;
  for (const [n, walk] of walks.entries()) {
    let share = weights[n] / total;
    let tail = 0;
    const step = (channel: number, extraBytes: number): void => {
      const head = points++;
      steps.push({ tail, head, share, channel, extraBytes });
      tail = head;
      share = 1;
    };
    for (const note of walk.notes) {
      if (note.kind !== 'crossing' || note.crossing.fate !== null) continue;
      for (const { channel, extraBytes } of crossedChannels(fabric, note.crossing)) step(channel, extraBytes);
    }
    if (tail === 0) step(-1, 0);
    ends.push({ point: tail, fate: walk.fate, record: recordAtEnd(fabric, walk) });
  }
  return { points, steps, ends };
}

/** Over how many a packet could have gone on just as well. */
function choicesAt(note: Note): number {
  if (note.kind === 'route' && typeof note.onward !== 'string') {
    const { route } = note;
    return route?.action.kind === 'forward' ? Math.max(1, route.action.ports.length) : 1;
  }
  if (note.kind === 'translation' && note.translation?.kind === 'destination') {
    return Math.max(1, note.translation.targets.length);
  }
  return 1;
}

function recordAtEnd(fabric: Fabric, { refusal, nodes }: Walk): string {
  if (refusal !== null) return fabric.filters[refusal.filter].origin.path;
  const last = nodes.at(-1);
  return last === undefined ? '' : fabric.nodes[last].origin.path;
}
