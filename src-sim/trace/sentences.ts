/** Decisions in words, in those of the document: names people gave, nouns of their vendor. */
import { type Address, formatAddress } from '../quantity/address.ts';
import { formatPrefix } from '../quantity/prefix.ts';
import { type Fate, fateSentence } from '../fabric/fate.ts';
import type { Fabric, Route } from '../fabric/fabric.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import type { Origin } from '../fabric/origin.ts';
import type { Decision } from './decision.ts';
import type { Refusal, Way } from './follow.ts';
import type { Groundwork } from './groundwork.ts';
import { recordsPassed } from './classify.ts';

/** How filters name the packet they speak of; a trace knows which one it is. */
const thisPacket = 'this packet';

export const called = ({ noun, name }: Origin): string => `${noun} ${name}`;

/** `null` for a protocol: a question about anything at all. */
export function packetWords(header: PacketHeader, anything: boolean): string {
  const source = formatAddress(header.source);
  if (anything) return `anything from ${source}`;
  const port = header.protocol === 'icmp' ? '' : ` ${header.port}`;
  return `${header.protocol}${port} from ${source}`;
}

/** "10.0.0.0/8 static via Transit hub" */
export function entryWords(fabric: Fabric, route: Route): string {
  const { action } = route;
  const entry = `${formatPrefix(route.prefix)} ${route.source}`;
  if (action.kind !== 'forward') return `${entry} ${action.kind}`;
  return `${entry} via ${[...new Set(action.ports.map((port) => neighbour(fabric, port)))].join(' or ')}`;
}

function neighbour(fabric: Fabric, port: number): string {
  const { link, node } = fabric.ports[port];
  if (link < 0) return fabric.nodes[node].id;
  const [a, b] = fabric.links[link].ports;
  return fabric.nodes[fabric.ports[a === port ? b : a].node].id;
}

/** `onward`: the node it goes on to, or how it ends here. */
export function routeSentence(
  fabric: Fabric,
  { table: decider, route }: Decision,
  destination: Address,
  onward: number | Fate,
): string {
  const table = called(fabric.tables[decider].origin);
  const shown = formatAddress(destination);
  if (route === null) return `${table} has no route to ${shown}`;
  const entry = `entry ${formatPrefix(route.prefix)} of ${table}`;
  if (route.action.kind === 'no-neighbour')
    return `nobody in ${called(route.origin)} has the address ${shown}`;
  if (typeof onward === 'string') return `${entry}: ${fateSentence[onward]}`;
  return `${entry} sends ${shown} on to ${called(fabric.nodes[onward].origin)}`;
}

export function refusalSentence(fabric: Fabric, { gate, rule }: Refusal, packet: string): string {
  return (rule?.sentence ?? fabric.filters[gate.filter].otherwise).replace(thisPacket, packet);
}

/** Why a way ends as it does. */
export function reasonOf(ground: Groundwork, way: Way, destination: Address, packet: string): string {
  if (way.fate === 'delivered') return fateSentence.delivered;
  const { fabric, decisions } = ground;
  if (way.refusal !== null) return refusalSentence(fabric, way.refusal, packet);
  if (way.fate === 'ttl-exceeded') {
    const round = way.loop ? roundOf(ground, way) : [];
    return round.length === 0
      ? fateSentence['ttl-exceeded']
      : `packets go round between ${round.join(' and ')}`;
  }
  const last = decisions.decision(way.trail[way.length - 1]);
  if (way.fate === 'not-for-me' || way.fate === 'link-down') {
    return `${called(fabric.nodes[last.node].origin)}: ${fateSentence[way.fate]}`;
  }
  return routeSentence(fabric, last, destination, way.fate);
}

function roundOf(ground: Groundwork, way: Way): string[] {
  const last = way.trail[way.length - 1];
  const first = Array.from(way.trail).indexOf(last);
  const paths = recordsPassed(ground, way, first).map(({ path }) => path);
  return [...new Set(paths)].map((path) => path.slice(path.indexOf('.') + 1));
}
