/** Decisions in words, in those of the document: names people gave, nouns of their vendor. */
import { type Address, compareAddresses, formatAddress } from '../quantity/address.ts';
import { formatPrefix } from '../quantity/prefix.ts';
import { type Fate, fateSentence } from '../fabric/fate.ts';
import type { Fabric, Route } from '../fabric/fabric.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import type { Origin } from '../fabric/origin.ts';
import type { Tunnel, TunnelKind } from '../fabric/tunnel.ts';
import type { Crossing, Refusal, ReversePathNote, RouteNote } from './note.ts';

/** How filters name the packet they speak of; a trace knows which one it is. */
const thisPacket = 'this packet';

export const called = ({ noun, name }: Origin): string => `${noun} ${name}`;

/** `null` for a protocol: a question about anything at all. */
export function packetWords(header: PacketHeader, anything: boolean): string {
  const source = formatAddress(header.source);
  if (anything) return `anything from ${source}`;
  const port = header.protocol === 'tcp' || header.protocol === 'udp' ? ` ${header.port}` : '';
  return `${header.protocol}${port} from ${source}`;
}

/** "10.0.0.0/8 static via Transit hub" */
export function entryWords(fabric: Fabric, route: Route): string {
  const { action } = route;
  const entry = `${formatPrefix(route.prefix)} ${route.source}`;
  if (action.kind !== 'forward') return `${entry} ${action.kind}`;
  return `${entry} via ${[...new Set(action.ports.map((port) => neighbour(fabric, port)))].join(' or ')}`;
}

/** Who is behind a port: a node, or the tunnel's own name. */
function neighbour(fabric: Fabric, port: number): string {
  const { link, node, tunnel, id } = fabric.ports[port];
  if (tunnel !== undefined) return id;
  if (link < 0) return fabric.nodes[node].id;
  const [a, b] = fabric.links[link].ports;
  return fabric.nodes[fabric.ports[a === port ? b : a].node].id;
}

/** "10.0.0.4:49152", "2001:db8::1 port 443", the address alone where there are no ports. */
function endWords({ family, bits }: Address, port: number): string {
  const shown = formatAddress({ family, bits });
  if (port === 0) return shown;
  return family === 4 ? `${shown}:${port}` : `${shown} port ${port}`;
}

/** "source 10.0.0.4:49152 becomes 203.0.113.7:1024" */
export function changeWords(before: PacketHeader, after: PacketHeader): string {
  const changes: string[] = [];
  const tell = (what: string, from: string, to: string): void => {
    if (from !== to) changes.push(`${what} ${from} becomes ${to}`);
  };
  tell('source', endWords(before.source, before.sourcePort), endWords(after.source, after.sourcePort));
  tell('destination', endWords(before.destination, before.port), endWords(after.destination, after.port));
  return changes.join(', ');
}

const tunnelNames: Readonly<Record<TunnelKind, string>> = {
  vxlan: 'VXLAN',
  geneve: 'Geneve',
  nvgre: 'NVGRE',
  gre: 'GRE',
  'ip-in-ip': 'IP in IP',
  esp: 'ESP',
  wireguard: 'WireGuard',
};

/** "VXLAN 5010" */
export const tunnelWords = ({ kind, key }: Tunnel): string =>
  key === 0 ? tunnelNames[kind] : `${tunnelNames[kind]} ${key}`;

/** `onward`: the node it goes on to, or how it ends here. */
export function routeSentence(
  fabric: Fabric,
  { table: decider, route, header }: Pick<RouteNote, 'table' | 'route' | 'header'>,
  onward: number | Fate,
): string {
  const table = called(fabric.tables[decider].origin);
  const shown = formatAddress(header.destination);
  if (route === null) return `${table} has no route to ${shown}`;
  const entry = `entry ${formatPrefix(route.prefix)} of ${table}`;
  if (route.action.kind === 'no-neighbour')
    return `nobody in ${called(route.origin)} has the address ${shown}`;
  if (typeof onward === 'string') return `${entry}: ${fateSentence[onward]}`;
  const chosen = route.chosenBy === undefined ? '' : `, chosen by ${route.chosenBy}`;
  return `${entry} sends ${shown} on to ${called(fabric.nodes[onward].origin)}${chosen}`;
}

export function refusalSentence(
  fabric: Fabric,
  { filter, rule, header }: Refusal,
  anything: boolean,
): string {
  const sentence = rule?.sentence ?? fabric.filters[filter].otherwise;
  return sentence.replace(thisPacket, packetWords(header, anything));
}

/** "table r1 has no route by which to answer 10.0.0.4" */
export function reversePathSentence(fabric: Fabric, { port, header, check }: ReversePathNote): string {
  const source = formatAddress(header.source);
  const table = called(fabric.tables[check.table].origin);
  const at = `${called(fabric.nodes[fabric.ports[port].node].origin)} checks sources`;
  if (check.route === null) return `${at}, and ${table} has no route to ${source}`;
  const entry = `entry ${formatPrefix(check.route.prefix)} of ${table}`;
  if (check.route.action.kind !== 'forward') return `${at}, and ${entry} drops what goes to ${source}`;
  return `${at}, and ${entry} would answer ${source} by another port than it came in at`;
}

/** Why it does not come across: nobody answers, or the packet around it gets nowhere. */
export function crossingSentence(
  fabric: Fabric,
  { out, asked, wrappings, fate }: Crossing,
  outer: string,
): string {
  const here = called(fabric.nodes[fabric.ports[out].node].origin);
  const last = wrappings.at(-1);
  if (last !== undefined) {
    const { tunnel, id } = fabric.ports[last.entrance];
    if (last.outer.fate !== 'delivered') return `tunnel ${id} does not carry: ${outer}`;
    const end = last.outer.nodes.at(-1);
    const name = end === undefined ? 'the other end' : called(fabric.nodes[end].origin);
    return `at ${name} ends no tunnel that would unwrap ${tunnelWords(tunnel!)} from ${formatAddress(last.outer.header.source)}`;
  }
  if (asked === null) return `${here}: ${fateSentence[fate!]}`;
  const shown = formatAddress(asked);
  const owner = fabric.ports.find(({ attachment }) =>
    attachment?.addresses.some((own) => compareAddresses(own, asked) === 0),
  );
  const nobody = `nobody answers ${here} for ${shown}`;
  if (owner === undefined) return nobody;
  return `${nobody}: ${called(fabric.nodes[owner.node].origin)} has it, but is not in the same VLAN`;
}
