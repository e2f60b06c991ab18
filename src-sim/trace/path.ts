/** A way as people read it: one step per decision, each naming the entry that decided. */
import { formatAddress } from '../quantity/address.ts';
import type { Fate } from '../fabric/fate.ts';
import type { Fabric } from '../fabric/fabric.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import { askFilter, gatesOf, type Hop, leadingWay, type Refusal, type Way } from './follow.ts';
import { called, entryWords, packetWords, reasonOf, refusalSentence, routeSentence } from './sentences.ts';
import type { TracePath, TraceStep } from './trace-result.ts';
import type { Decision } from './ways.ts';

export interface Telling {
  readonly fabric: Fabric;
  readonly header: PacketHeader;
  /** Trackers that know the packet as an answer. */
  readonly remembered: readonly string[];
  /** The question named no protocol. */
  readonly anything: boolean;
}

export function pathOf(telling: Telling, ways: readonly Way[]): TracePath {
  const leading = leadingWay(ways);
  const others = ways.filter((way) => way !== leading).map((way) => tell(telling, way));
  return { ...tell(telling, leading), ...(others.length === 0 ? {} : { branches: others }) };
}

function tell(telling: Telling, way: Way): TracePath {
  const { fabric, header, anything } = telling;
  return {
    fate: way.fate,
    reason: reasonOf(fabric, way, header.destination, packetWords(header, anything && way.fate === 'denied')),
    steps: way.hops.flatMap((hop) => stepsAt(telling, way, hop)),
  };
}

function stepsAt(telling: Telling, way: Way, { decision, onward }: Hop): TraceStep[] {
  const { fabric } = telling;
  if (onward === null) {
    return [
      decision.fate === 'delivered' ? delivery(telling, decision) : routeStep(telling, decision, way.fate),
    ];
  }
  const link = fabric.links[fabric.ports[onward.out].link];
  const { node } = fabric.ports[onward.into];
  const leaving = { ...routeStep(telling, decision, node), link: link.id, mtu: link.mtu };
  const gates: TraceStep[] = [];
  for (const gate of gatesOf(fabric, onward)) {
    const { refusal } = way;
    const refused = refusal !== null && refusal.filter === gate.filter && refusal.port === gate.port;
    gates.push(filterStep(telling, gate.port, gate.filter, refused ? refusal : null));
    if (refused) break;
  }
  return [leaving, ...gates];
}

function place(fabric: Fabric, node: number): Pick<TraceStep, 'at' | 'record' | 'noun'> {
  const { id, origin } = fabric.nodes[node];
  return { at: id, record: origin.path, noun: origin.noun };
}

function routeStep({ fabric, header }: Telling, decision: Decision, onward: number | Fate): TraceStep {
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

function delivery({ fabric, header }: Telling, { node }: Decision): TraceStep {
  const shown = formatAddress(header.destination);
  const { id, origin } = fabric.nodes[node];
  return {
    ...place(fabric, node),
    decidedBy: { kind: 'delivery', table: id, entry: shown, record: origin.path },
    sentence: `${called(origin)} has the address ${shown}`,
  };
}

function filterStep(telling: Telling, port: number, filter: number, refusal: Refusal | null): TraceStep {
  const { fabric, header, remembered, anything } = telling;
  const { id, origin } = fabric.filters[filter];
  const { rule, answer } = askFilter(fabric, filter, header, remembered);
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
