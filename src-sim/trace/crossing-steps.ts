/** What is between two nodes, as people read it: the switches a frame passes, the tunnels it goes through, and who answers. */
import { formatAddress } from '../quantity/address.ts';
import type { SwitchPassage } from '../fabric/broadcast-domain.ts';
import type { Fabric } from '../fabric/fabric.ts';
import type { Groundwork } from './groundwork.ts';
import { bytesOf, framing, packetHeaders, tunnelHeaders } from './header-stack.ts';
import type { CrossingNote, Walk, Wrapping } from './note.ts';
import { reasonOf } from './reasons.ts';
import { called, crossingSentence, tunnelWords } from './sentences.ts';
import { place } from './step-place.ts';
import type { TraceStep } from './trace-result.ts';

/** Steps of the packet around another, as if it were the only one. */
type OuterSteps = (outer: Walk) => readonly TraceStep[];

export function crossingSteps(ground: Groundwork, note: CrossingNote, outerSteps: OuterSteps): TraceStep[] {
  const { fabric } = ground;
  const { out, passages, wrappings, fate, asked } = note.crossing;
  const steps: TraceStep[] = [];
  let tunnels = 0;
  const wrap = (tag: number): void => {
    const wrapping = wrappings[tunnels++];
    if (wrapping !== undefined) steps.push(...tunnelSteps(ground, note, wrapping, tag, outerSteps));
  };
  if (fabric.ports[out].tunnel !== undefined) wrap(0);
  for (const passage of passages) {
    steps.push(switchStep(fabric, note, passage));
    if (passage.tunnelTo >= 0) wrap(passage.tag);
  }
  if (fate !== null && wrappings.length === 0 && asked !== null) {
    const { node, id, origin } = fabric.ports[out];
    steps.push({
      ...place(fabric, node),
      decidedBy: { kind: 'neighbour', table: id, entry: formatAddress(asked), record: origin.path },
      sentence: crossingSentence(fabric, note.crossing, ''),
    });
  }
  return steps;
}

function switchStep(fabric: Fabric, { header }: CrossingNote, passage: SwitchPassage): TraceStep {
  const { node, left, vlan, tag } = passage;
  const { link, id, origin } = fabric.ports[left];
  const where = vlan === 0 ? '' : ` in VLAN ${vlan}`;
  const tagged = tag === 0 ? '' : ', tagged';
  const base = {
    ...place(fabric, node),
    decidedBy: {
      kind: 'switch',
      table: fabric.nodes[node].id,
      entry: vlan === 0 ? id : `VLAN ${vlan}`,
      record: origin.path,
    },
    sentence: `${called(fabric.nodes[node].origin)} passes the frame on${where} by port ${id}${tagged}`,
    vlan,
  } as const;
  if (link < 0) return base;
  const { id: name, mtu, framingBytes } = fabric.links[link];
  return { ...base, link: name, mtu, headers: [...framing(framingBytes, tag), ...packetHeaders(header)] };
}

function tunnelSteps(
  ground: Groundwork,
  { header }: CrossingNote,
  wrapping: Wrapping,
  tag: number,
  outerSteps: OuterSteps,
): TraceStep[] {
  const { fabric } = ground;
  const { entrance, exit, outer } = wrapping;
  const { node, id, origin, tunnel } = fabric.ports[entrance];
  const ofSwitch = fabric.nodes[node].role === 'switch';
  const added = tunnelHeaders(tunnel!, ofSwitch, tag);
  const bytes = bytesOf(added);
  const [source, destination] = [formatAddress(outer.sent.source), formatAddress(outer.sent.destination)];
  const words = tunnelWords(tunnel!);
  const inner = packetHeaders(header);
  const entry: TraceStep = {
    ...place(fabric, tunnel!.node),
    decidedBy: { kind: 'tunnel', table: id, entry: words, record: origin.path },
    sentence: `tunnel ${id} wraps it in ${words} from ${source} to ${destination}: ${bytes} B more`,
    headers: [...added, ...inner],
    tunnel: { kind: tunnel!.kind, key: tunnel!.key, source, destination, bytes },
  };
  const around = outerSteps(outer).map((step) => deeper(step, [...added.slice(1), ...inner]));
  if (exit < 0) {
    if (outer.fate !== 'delivered') return [entry, ...around];
    return [entry, ...around, lost(ground, wrapping)];
  }
  const end = fabric.ports[exit];
  const unwrap: TraceStep = {
    ...place(fabric, end.tunnel!.node),
    decidedBy: { kind: 'tunnel', table: end.id, entry: words, record: end.origin.path },
    sentence: `tunnel ${end.id} takes it out of ${words} from ${formatAddress(outer.header.source)}`,
    headers: inner,
  };
  return [entry, ...around, unwrap];
}

/** A step of the packet around it, which carries more than its own headers. */
function deeper(step: TraceStep, inside: NonNullable<TraceStep['headers']>): TraceStep {
  const depth = (step.depth ?? 0) + 1;
  const { headers } = step;
  if (headers === undefined) return { ...step, depth };
  // Its transport header, if it has one, is the first of what the tunnel adds.
  const own = headers.at(-1)?.kind === inside[0]?.kind ? headers.slice(0, -1) : headers;
  return { ...step, depth, headers: [...own, ...inside] };
}

function lost(ground: Groundwork, wrapping: Wrapping): TraceStep {
  const { fabric } = ground;
  const { entrance, outer } = wrapping;
  const end = outer.nodes.at(-1) ?? fabric.ports[entrance].node;
  const crossing = { out: entrance, into: -1, fate: 'no-tunnel', asked: null, passages: [] } as const;
  return {
    ...place(fabric, end),
    decidedBy: {
      kind: 'tunnel',
      table: fabric.nodes[end].id,
      entry: 'none',
      record: fabric.nodes[end].origin.path,
    },
    sentence: crossingSentence(
      fabric,
      { ...crossing, wrappings: [wrapping] },
      reasonOf(ground, outer, false),
    ),
  };
}
