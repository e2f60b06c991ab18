/** A way as people read it: one step per decision, each naming the entry that decided. */
import { formatAddress } from '../quantity/address.ts';
import type { Fate } from '../fabric/fate.ts';
import type { Fabric } from '../fabric/fabric.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import type { Decision, Gate, Onward } from './decision.ts';
import { askFilter, type FullWay, leadingWay, type Refusal } from './follow.ts';
import type { Groundwork } from './groundwork.ts';
import { called, entryWords, packetWords, reasonOf, refusalSentence, routeSentence } from './sentences.ts';
import type { TracePath, TraceStep } from './trace-result.ts';

export interface Telling {
  readonly ground: Groundwork;
  readonly header: PacketHeader;
  /** Trackers that know the packet as an answer. */
  readonly remembered: readonly string[];
  /** The question named no protocol. */
  readonly anything: boolean;
}

export function pathOf(telling: Telling, ways: readonly FullWay[]): TracePath {
  const leading = leadingWay(ways);
  const others = ways.filter((way) => way !== leading).map((way) => tell(telling, way));
  return { ...tell(telling, leading), ...(others.length === 0 ? {} : { branches: others }) };
}

function tell(telling: Telling, way: FullWay): TracePath {
  const { ground, header, anything } = telling;
  return {
    fate: way.fate,
    reason: reasonOf(ground, way, header.destination, packetWords(header, anything && way.fate === 'denied')),
    steps: [...way.taken.flatMap((onward) => onwardSteps(telling, onward, null)), ...lastSteps(telling, way)],
  };
}

function lastSteps(telling: Telling, { fate, trail, length, refusal }: FullWay): TraceStep[] {
  if (refusal !== null) return onwardSteps(telling, refusal.onward, refusal);
  const last = telling.ground.decisions.decision(trail[length - 1]);
  return [fate === 'delivered' ? delivery(telling, last) : routeStep(telling, last, fate)];
}

/** Leaving by a next hop, past the filters there up to one that refuses. */
function onwardSteps(telling: Telling, onward: Onward, refusal: Refusal | null): TraceStep[] {
  const { fabric } = telling.ground;
  const link = fabric.links[fabric.ports[onward.out].link];
  const { node } = fabric.ports[onward.into];
  const leaving = { ...routeStep(telling, onward.from, node), link: link.id, mtu: link.mtu };
  const refusing = refusal === null ? -1 : onward.gates.indexOf(refusal.gate);
  const gates = refusal === null ? onward.gates : onward.gates.slice(0, refusing + 1);
  return [leaving, ...gates.map((gate, n) => filterStep(telling, gate, n === refusing ? refusal : null))];
}

function place(fabric: Fabric, node: number): Pick<TraceStep, 'at' | 'record' | 'noun'> {
  const { id, origin } = fabric.nodes[node];
  return { at: id, record: origin.path, noun: origin.noun };
}

function routeStep({ ground, header }: Telling, decision: Decision, onward: number | Fate): TraceStep {
  const { fabric } = ground;
  const { id, origin } = fabric.tables[decision.table];
  const { route } = decision;
  return {
    ...place(fabric, decision.node),
    decidedBy: {
      kind: 'route',
      table: id,
      entry: route === null ? 'none' : entryWords(fabric, route),
      record: (route?.origin ?? origin).path,
    },
    sentence: routeSentence(fabric, decision, header.destination, onward),
  };
}

function delivery({ ground, header }: Telling, { node }: Decision): TraceStep {
  const { fabric } = ground;
  const shown = formatAddress(header.destination);
  const { id, origin } = fabric.nodes[node];
  return {
    ...place(fabric, node),
    decidedBy: { kind: 'delivery', table: id, entry: shown, record: origin.path },
    sentence: `${called(origin)} has the address ${shown}`,
  };
}

function filterStep(telling: Telling, { port, filter }: Gate, refusal: Refusal | null): TraceStep {
  const { ground, header, anything } = telling;
  const { fabric } = ground;
  const { id, origin } = fabric.filters[filter];
  const { rule, answer } = askFilter(ground, filter, telling);
  let sentence = rule?.sentence ?? '';
  if (refusal !== null) sentence = refusalSentence(fabric, refusal, packetWords(header, anything));
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
