/** The Azure part of the document as design rules look at it. */
import type { RecordOf, Scenario } from '../scenario/schema.ts';
import { entries, type Join, nameOf } from './design.ts';

type Attachment = RecordOf<'attachments'>;
export type AzureSubnet = Extract<RecordOf<'subnets'>, { kind: 'azure-subnet' }>;
export type AzurePeering = Extract<Attachment, { kind: 'azure-vnet-peering' }>;
export type AzureRouteTable = Extract<RecordOf<'routeTables'>, { kind: 'azure-route-table' }>;

export const azureSubnets = (scenario: Scenario): [string, AzureSubnet][] =>
  entries(scenario.subnets).flatMap(([id, subnet]): [string, AzureSubnet][] =>
    subnet.kind === 'azure-subnet' ? [[id, subnet]] : [],
  );

export const azurePeerings = (scenario: Scenario): [string, AzurePeering][] =>
  entries(scenario.attachments).flatMap(([id, record]): [string, AzurePeering][] =>
    record.kind === 'azure-vnet-peering' ? [[id, record]] : [],
  );

/** Networks that packets can be routed between without a gateway of somebody else. */
export function azureJoins(scenario: Scenario): Join[] {
  const peered = azurePeerings(scenario).map(([id, { name, ends }]) => ({
    by: `peering ${name ?? id}`,
    networks: ends.map(({ network }) => network),
    fact: null,
  }));
  const managed = entries(scenario.attachments).flatMap(([id, record]) =>
    record.kind === 'azure-connectivity'
      ? [
          {
            by: `connectivity configuration ${nameOf(id, record)}`,
            networks: [...(record.hub === undefined ? [] : [record.hub]), ...record.members],
            fact: null,
          },
        ]
      : [],
  );
  return [...peered, ...managed, ...virtualWans(scenario)];
}

function virtualWans(scenario: Scenario): Join[] {
  const hubs = entries(scenario.networks).flatMap(([id, network]) =>
    network.kind === 'azure-virtual-hub' ? [{ id, wan: network.wan }] : [],
  );
  return [...new Set(hubs.map(({ wan }) => wan))].map((wan) => {
    const own = hubs.filter((hub) => hub.wan === wan).map(({ id }) => id);
    const connected = entries(scenario.attachments).flatMap(([, record]) =>
      record.kind === 'azure-virtual-hub-connection' && own.includes(record.hub) ? [record.network] : [],
    );
    const by = `virtual WAN ${nameOf(wan, scenario.gateways?.[wan])}`;
    return { by, networks: [...new Set([...own, ...connected])], fact: null };
  });
}

/** Networks that a network exchanges packets with over peerings of which both halves exist, or a configuration. */
export function peersOf(scenario: Scenario, network: string): Set<string> {
  const peers = new Set<string>();
  for (const [, { ends, initiated }] of azurePeerings(scenario)) {
    if (initiated === true) continue;
    const names = ends.map((end) => end.network);
    if (names.includes(network)) for (const name of names) peers.add(name);
  }
  for (const [, record] of entries(scenario.attachments)) {
    if (record.kind !== 'azure-connectivity') continue;
    const { hub, members, topology, directConnectivity } = record;
    if (hub === network) for (const member of members) peers.add(member);
    if (!members.includes(network)) continue;
    if (hub !== undefined) peers.add(hub);
    if (topology === 'mesh' || directConnectivity === true) for (const member of members) peers.add(member);
  }
  peers.delete(network);
  return peers;
}
