/** The tables of a node as they stand at an instant, in the words of the document: for whoever looks. */
import type { Fabric, RouteAction } from '../fabric/fabric.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import { type Address, formatAddress } from '../quantity/address.ts';
import { formatDuration } from '../quantity/duration.ts';
import { formatPrefix } from '../quantity/prefix.ts';
import type { PacketEngine } from './engine.ts';
import { ipProtocol } from './wire/ip-protocol.ts';
import { formatMac, interfaceMac } from './wire/mac.ts';

export interface NodeTable {
  readonly node: string;
  readonly kind: 'mac' | 'neighbours' | 'connections' | 'translations' | 'routes';
  readonly title: string;
  readonly columns: readonly string[];
  /** The first `rowsMax` of them. */
  readonly rows: readonly (readonly string[])[];
  readonly total: number;
}

const rowsMax = 200;

export function nodeTables(engine: PacketEngine, node: number): NodeTable[] {
  return [
    macTable(engine, node),
    neighbourTable(engine, node),
    connectionTable(engine, node),
    translationTable(engine, node),
    ...routeTables(engine.fabric, node),
  ].filter((table) => table !== null);
}

type Rows = readonly (readonly string[])[];

function tableOf(
  engine: { readonly fabric: Fabric },
  node: number,
  kind: NodeTable['kind'],
  title: string,
  columns: readonly string[],
  rows: Rows,
): NodeTable {
  const { id } = engine.fabric.nodes[node];
  return { node: id, kind, title, columns, rows: rows.slice(0, rowsMax), total: rows.length };
}

function macTable(engine: PacketEngine, node: number): NodeTable | null {
  const { fabric, parts, now } = engine;
  if (parts.bridges === null || fabric.nodes[node].role !== 'switch') return null;
  const entries = parts.bridges.entriesOf(node).sort((a, b) => a.station - b.station || a.vlan - b.vlan);
  const rows = entries.map(({ station, vlan, port, remote, heardAt }) => {
    const { id, tunnel } = fabric.ports[port];
    const behind = remote < 0 || tunnel === undefined ? '' : ` to ${formatAddress(tunnel.remotes[remote])}`;
    const age = heardAt === Infinity ? 'fixed' : formatDuration(now - heardAt);
    return [macOf(fabric, station), String(vlan), `${id}${behind}`, age];
  });
  return tableOf(engine, node, 'mac', 'MAC addresses', ['Address', 'VLAN', 'Port', 'Heard before'], rows);
}

const macOf = (fabric: Fabric, station: number): string =>
  station < 0
    ? 'unknown'
    : `${formatMac(interfaceMac(station))} (${fabric.nodes[fabric.ports[station].node].id})`;

function neighbourTable(engine: PacketEngine, node: number): NodeTable | null {
  const { fabric, parts, streams } = engine;
  const ports = fabric.nodes[node].ports.filter((port) => fabric.ports[port].attachment !== undefined);
  const { neighbours } = parts;
  if (neighbours === null || ports.length === 0) return null;
  const rows = ports.flatMap((port) =>
    neighbours
      .entriesOf(port)
      .map(({ address, station, state, packets }) => [
        formatAddress(streams.destinations[address]),
        macOf(fabric, station),
        state,
        String(packets.length),
        fabric.ports[port].id,
      ]),
  );
  const columns = ['Address', 'MAC address', 'State', 'Packets waiting', 'Port'];
  return tableOf(engine, node, 'neighbours', 'Neighbours', columns, rows);
}

/** What its own table remembers, where that has a limit; else what its stateful filters let through. */
function connectionTable(engine: PacketEngine, node: number): NodeTable | null {
  const { fabric, parts, streams, filters, now } = engine;
  const counted = parts.memory?.entriesOf(node) ?? null;
  if (counted !== null) {
    const rows = counted.map(({ source, state, runsOutAt }) =>
      ends(streams.header(source)).concat(state, formatDuration(Math.round(runsOutAt - now))),
    );
    const columns = ['Protocol', 'From', 'To', 'State', 'Runs out in'];
    return tableOf(engine, node, 'connections', 'Connections', columns, rows);
  }
  const { ports } = fabric.nodes[node];
  const passed = (port: number) => fabric.ports[port].ingress.concat(fabric.ports[port].egress);
  if (!ports.some((port) => passed(port).some((filter) => fabric.filters[filter].stateful))) return null;
  const rows = filters.remembered(node).map((stream) => ends(streams.header(stream)));
  const title = 'Connections let through';
  return tableOf(engine, node, 'connections', title, ['Protocol', 'From', 'To'], rows);
}

function translationTable(engine: PacketEngine, node: number): NodeTable | null {
  const { fabric, parts, streams, now } = engine;
  if (parts.translation === null || fabric.nodes[node].translations === undefined) return null;
  const at = (address: number, port: number): string =>
    `${formatAddress(streams.destinations[address])}:${port}`;
  const rows = parts.translation
    .entriesOf(node)
    .map((entry) => [
      protocolNames.get(entry.protocol) ?? String(entry.protocol),
      at(entry.innerAddress, entry.innerPort),
      at(entry.outerAddress, entry.outerPort),
      entry.farAddress < 0 ? 'anybody' : at(entry.farAddress, entry.farPort),
      formatDuration(Math.round(entry.runsOutAt - now)),
    ]);
  const columns = ['Protocol', 'Inside', 'Outside', 'Talking to', 'Runs out in'];
  return tableOf(engine, node, 'translations', 'Address translations', columns, rows);
}

const protocolNames = new Map<number, string>(
  Object.entries(ipProtocol).map(([name, number]) => [number, name]),
);

function ends({ protocol, source, sourcePort, destination, port }: PacketHeader): string[] {
  const hasPorts = protocol === 'tcp' || protocol === 'udp';
  const text = (address: Address, of: number): string =>
    hasPorts ? `${formatAddress(address)}:${of}` : formatAddress(address);
  return [protocol, text(source, sourcePort), text(destination, port)];
}

/** Its own table and those of its ports, each once. */
function routeTables(fabric: Fabric, node: number): NodeTable[] {
  const { role, table, ports, id: own } = fabric.nodes[node];
  if (role === 'switch') return [];
  const used = [...new Set([table, ...ports.map((port) => fabric.ports[port].table)])];
  return used
    .filter((place) => place >= 0)
    .map((place) => {
      const { id, routes } = fabric.tables[place];
      const rows = routes.map(({ prefix, action, source }) => [
        formatPrefix(prefix),
        wayOf(fabric, action),
        source,
      ]);
      const title = id === own ? 'Routes' : `Routes, ${id}`;
      return tableOf({ fabric }, node, 'routes', title, ['To', 'Way', 'Source'], rows);
    });
}

function wayOf(fabric: Fabric, action: RouteAction): string {
  if (action.kind !== 'forward') return action.kind;
  return action.ports
    .map((port, place) => {
      const via = action.via?.[place] ?? null;
      return via === null ? fabric.ports[port].id : `${formatAddress(via)} at ${fabric.ports[port].id}`;
    })
    .join(', ');
}
