/** Why a way ends as it does, in one sentence. */
import { fateSentence } from '../fabric/fate.ts';
import { recordsPassed } from './classify.ts';
import type { ChainWay, Way } from './follow.ts';
import type { Groundwork } from './groundwork.ts';
import type { Note, Walk } from './note.ts';
import {
  called,
  crossingSentence,
  refusalSentence,
  reversePathSentence,
  routeSentence,
} from './sentences.ts';

/** `anything`: the question named no protocol, so a refusal speaks of all packets. */
export function reasonOf(ground: Groundwork, way: Way, anything: boolean): string {
  const { fabric } = ground;
  if (way.fate === 'delivered') return fateSentence.delivered;
  if (way.refusal !== null) return refusalSentence(fabric, way.refusal, anything);
  if (way.fate === 'ttl-exceeded') return roundSentence(ground, way);
  return way.kind === 'walk' ? endOfWalk(ground, way) : endOfChain(ground, way);
}

function endOfChain({ fabric, decisions }: Groundwork, { trail, length, fate, header }: ChainWay): string {
  const { node, table, route } = decisions.decision(trail[length - 1]);
  if (fate === 'not-for-me') return `${called(fabric.nodes[node].origin)}: ${fateSentence[fate]}`;
  return routeSentence(fabric, { table, route, header }, fate);
}

function endOfWalk(ground: Groundwork, { notes }: Walk): string {
  const last = notes.at(-1);
  return last === undefined ? '' : endSentence(ground, last);
}

/** Of the note that ends a way. */
function endSentence(ground: Groundwork, note: Note): string {
  const { fabric } = ground;
  if (note.kind === 'reverse-path') return reversePathSentence(fabric, note);
  if (note.kind === 'crossing') {
    const last = note.crossing.wrappings.at(-1);
    return crossingSentence(
      fabric,
      note.crossing,
      last === undefined ? '' : reasonOf(ground, last.outer, false),
    );
  }
  if (note.kind !== 'route' || typeof note.onward !== 'string') return '';
  const { onward: fate } = note;
  if (fate === 'not-for-me' || fate === 'link-down') {
    return `${called(fabric.nodes[note.node].origin)}: ${fateSentence[fate]}`;
  }
  return routeSentence(fabric, note, fate);
}

function roundSentence(ground: Groundwork, way: Way): string {
  const last = way.kind === 'walk' ? way.notes.at(-1) : undefined;
  if (way.kind === 'walk' && last === undefined) return 'it is led into the tunnel that it comes out of';
  if (last?.kind === 'crossing') return endSentence(ground, last);
  const from = roundFrom(way);
  const round = from < 0 ? [] : recordsPassed(ground, way, from);
  if (round.length === 0) return fateSentence['ttl-exceeded'];
  const names = round.map(({ path }) => path.slice(path.indexOf('.') + 1));
  return `packets go round between ${[...new Set(names)].join(' and ')}`;
}

function roundFrom(way: Way): number {
  if (way.kind === 'walk') return way.roundFrom;
  return way.loop ? Array.from(way.trail).indexOf(way.trail[way.length - 1]) : -1;
}
