/** A way as people read it: one step per decision, each naming the entry that decided. */
import { formatAddress } from '../quantity/address.ts';
import type { Fabric } from '../fabric/fabric.ts';
import { leadingWay } from './follow.ts';
import type { Groundwork } from './groundwork.ts';
import { crossingSteps } from './crossing-steps.ts';
import { framing, packetHeaders } from './header-stack.ts';
import type { Crossing, DeliveryNote, FilterNote, Note, RouteNote, TranslationNote, Walk } from './note.ts';
import { blackHoleOf, crossingMtu, pathMtu } from './path-mtu.ts';
import { reasonOf } from './reasons.ts';
import {
  called,
  changeWords,
  entryWords,
  refusalSentence,
  reversePathSentence,
  routeSentence,
} from './sentences.ts';
import { place } from './step-place.ts';
import type { TracePath, TraceStep } from './trace-result.ts';

/** `anything`: the question named no protocol. */
export function pathOf(ground: Groundwork, walks: readonly Walk[], anything: boolean): TracePath {
  const leading = leadingWay(walks);
  const others = walks.filter((walk) => walk !== leading).map((walk) => tell(ground, walk, anything));
  return { ...tell(ground, leading, anything), ...(others.length === 0 ? {} : { branches: others }) };
}

function tell(ground: Groundwork, walk: Walk, anything: boolean): TracePath {
  const mtu = pathMtu(ground.fabric, walk);
  const hole = walk.nodes.length === 0 ? null : blackHoleOf(ground, walk, walk.nodes[0]);
  return {
    fate: walk.fate,
    reason: reasonOf(ground, walk, anything),
    steps: stepsOf(ground, walk, anything),
    ...(mtu === 0 ? {} : { pathMtu: mtu }),
    ...(hole === null ? {} : { blackHole: hole }),
  };
}

export const stepsOf = (ground: Groundwork, { notes }: Walk, anything: boolean): TraceStep[] =>
  notes.flatMap((note) => stepsOfNote(ground, note, anything));

function stepsOfNote(ground: Groundwork, note: Note, anything: boolean): TraceStep[] {
  const { fabric } = ground;
  switch (note.kind) {
    case 'route':
      return [routeStep(fabric, note)];
    case 'delivery':
      return [deliveryStep(fabric, note)];
    case 'filter':
      return [filterStep(fabric, note, anything)];
    case 'translation':
      return [translationStep(fabric, note)];
    case 'reverse-path': {
      const { node } = fabric.ports[note.port];
      const { table, route } = note.check;
      const { id, origin } = fabric.tables[table];
      const entry = route === null ? 'none' : entryWords(fabric, route);
      return [
        {
          ...place(fabric, node),
          decidedBy: { kind: 'reverse-path', table: id, entry, record: (route?.origin ?? origin).path },
          sentence: reversePathSentence(fabric, note),
        },
      ];
    }
    case 'crossing':
      return crossingSteps(ground, note, (outer) => stepsOf(ground, outer, false));
  }
}

function routeStep(fabric: Fabric, note: RouteNote): TraceStep {
  const { node, table, route, rule, onward } = note;
  const { id, origin } = fabric.tables[table];
  const by = rule === null ? '' : `policy of ${called(rule.origin)} asks ${called(origin)}: `;
  return {
    ...place(fabric, node),
    decidedBy: {
      kind: 'route',
      table: id,
      entry: route === null ? 'none' : entryWords(fabric, route),
      record: (route?.origin ?? origin).path,
    },
    sentence: by + routeWords(fabric, note),
    ...(typeof onward === 'string' ? {} : leavingBy(fabric, note, onward)),
  };
}

function routeWords(fabric: Fabric, note: RouteNote): string {
  const { onward, route } = note;
  if (onward === 'not-for-me' && route === null) {
    const shown = formatAddress(note.header.destination);
    return `${called(fabric.nodes[note.node].origin)} does not take what is for ${shown}`;
  }
  if (typeof onward === 'string') return routeSentence(fabric, note, onward);
  if (onward.into >= 0) return routeSentence(fabric, note, fabric.ports[onward.into].node);
  return routeSentence(fabric, note, onward.fate ?? 'link-down');
}

function leavingBy(fabric: Fabric, { header }: RouteNote, crossing: Crossing): Partial<TraceStep> {
  const { link } = fabric.ports[crossing.out];
  return {
    ...(link < 0 ? {} : { link: fabric.links[link].id }),
    mtu: crossingMtu(fabric, crossing),
    headers: [...framing(link < 0 ? 0 : fabric.links[link].framingBytes, 0), ...packetHeaders(header)],
  };
}

function deliveryStep(fabric: Fabric, { node, header }: DeliveryNote): TraceStep {
  const shown = formatAddress(header.destination);
  const { id, origin } = fabric.nodes[node];
  return {
    ...place(fabric, node),
    decidedBy: { kind: 'delivery', table: id, entry: shown, record: origin.path },
    sentence: `${called(origin)} has the address ${shown}`,
  };
}

function filterStep(fabric: Fabric, note: FilterNote, anything: boolean): TraceStep {
  const { port, filter, rule, answer, passes } = note;
  const { id, origin } = fabric.filters[filter];
  let sentence = rule?.sentence ?? '';
  if (!passes) sentence = refusalSentence(fabric, note, anything);
  else if (answer) sentence = `${called(origin)} remembers the packet that this one answers`;
  return {
    ...place(fabric, fabric.ports[port].node),
    decidedBy: {
      kind: 'filter',
      table: id,
      entry: answer ? 'answer' : (rule?.sentence ?? 'none'),
      record: (rule?.origin ?? origin).path,
    },
    sentence,
  };
}

function translationStep(fabric: Fabric, { port, before, after, translation }: TranslationNote): TraceStep {
  const { node } = fabric.ports[port];
  const { id, origin } = fabric.nodes[node];
  const by = translation?.sentence ?? `${called(origin)} remembers the connection`;
  return {
    ...place(fabric, node),
    decidedBy: {
      kind: 'translation',
      table: id,
      entry: translation?.sentence ?? 'answer',
      record: (translation?.origin ?? origin).path,
    },
    sentence: `${by}: ${changeWords(before, after)}`,
  };
}
