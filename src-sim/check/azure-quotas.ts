/** What the document uses of each Azure and VMware quota it can use up. */
import type { Scenario } from '../scenario/schema.ts';
import { azurePeerings, azureSubnets } from './azure-design.ts';
import { entries, nameOf } from './design.ts';
import type { QuotaUse } from './quota-use.ts';

type Count = (fact: string, used: number) => QuotaUse;

const counting =
  (collection: string, id: string, where: string): Count =>
  (fact, used) => ({ fact, where, path: [collection, id], used });

export function azureQuotas(scenario: Scenario): QuotaUse[] {
  return [
    ...inRegions(scenario),
    ...inNetworks(scenario),
    ...inTables(scenario),
    ...atGateways(scenario),
    ...inVirtualHubs(scenario),
    ...inPrivateClouds(scenario),
  ];
}

const tally = (names: readonly string[]): ((name: string) => number) => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return (name) => counts.get(name) ?? 0;
};

function inRegions(scenario: Scenario): QuotaUse[] {
  const vnets = tally(
    entries(scenario.networks).flatMap(([, each]) => (each.kind === 'azure-vnet' ? [each.site] : [])),
  );
  return entries(scenario.sites).flatMap(([id, site]) =>
    site.kind === 'azure-region'
      ? [counting('sites', id, nameOf(id, site))('azure.vnet.persub', vnets(id))]
      : [],
  );
}

function inNetworks(scenario: Scenario): QuotaUse[] {
  const subnets = tally(azureSubnets(scenario).map(([, { network }]) => network));
  const peerings = tally(
    azurePeerings(scenario).flatMap(([, { ends }]) => ends.map(({ network }) => network)),
  );
  const networkOf = (subnet: string | undefined): string[] => {
    const network = subnet === undefined ? undefined : scenario.subnets?.[subnet]?.network;
    return network === undefined ? [] : [network];
  };
  const workloads = entries(scenario.workloads);
  const addresses = tally(workloads.flatMap(([, each]) => ('subnet' in each ? networkOf(each.subnet) : [])));
  const endpoints = tally(
    workloads.flatMap(([, each]) => (each.kind === 'azure-private-endpoint' ? networkOf(each.subnet) : [])),
  );
  const gateways = entries(scenario.gateways);
  const standing = (kind: string) =>
    tally(
      gateways.flatMap(([, each]) => (each.kind === kind && 'subnet' in each ? networkOf(each.subnet) : [])),
    );
  const firewalls = standing('azure-firewall');
  const vpns = standing('azure-vpn-gateway');
  return entries(scenario.networks).flatMap(([id, network]) => {
    if (network.kind !== 'azure-vnet') return [];
    const use = counting('networks', id, nameOf(id, network));
    return [
      use('azure.vnet.subnets', subnets(id)),
      use('azure.vnet.peerings', peerings(id)),
      use('azure.vnet.privateips', addresses(id)),
      use('azure.pl.pervnet', endpoints(id)),
      use('azure.fw.pervnet', atMostWarned(firewalls(id))),
      use('azure.vnet.gw.vpn', atMostWarned(vpns(id))),
    ];
  });
}

/** Of what there can be only one, one is as it should be and not "nearly used up". */
const atMostWarned = (used: number): number => (used === 1 ? 0 : used);

function inTables(scenario: Scenario): QuotaUse[] {
  const routes = entries(scenario.routeTables).flatMap(([id, table]) =>
    table.kind === 'azure-route-table'
      ? [
          counting(
            'routeTables',
            id,
            `route table ${nameOf(id, table)}`,
          )('azure.udr.routes', table.routes?.length ?? 0),
        ]
      : [],
  );
  const rules = entries(scenario.securityGroups).flatMap(([id, group]) =>
    group.kind === 'azure-network-security-group'
      ? [
          counting(
            'securityGroups',
            id,
            `network security group ${nameOf(id, group)}`,
          )('azure.nsg.rules', (group.inbound?.length ?? 0) + (group.outbound?.length ?? 0)),
        ]
      : [],
  );
  return [...routes, ...rules];
}

/** Links a circuit may have, by its rate in Mbit/s as the facts are named. */
function linksFact(rate: string): string | null {
  const [, figure = '', unit = ''] = /^\s*(\d+)\s*([MG])bit\/s\s*$/.exec(rate) ?? [];
  const mbps = Number(figure) * (unit === 'G' ? 1000 : 1);
  const sold = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 40_000, 100_000];
  return sold.includes(mbps) ? `azure.er.links.${mbps}` : null;
}

function atGateways(scenario: Scenario): QuotaUse[] {
  const attachments = entries(scenario.attachments);
  const connections = attachments.flatMap(([, each]) =>
    each.kind === 'azure-expressroute-connection' ? [each] : [],
  );
  const circuitsOf = tally(connections.map(({ gateway }) => gateway));
  const reaches = attachments.flatMap(([, each]) =>
    each.kind === 'azure-global-reach' ? each.circuits : [],
  );
  const linksOf = tally([...connections.map(({ circuit }) => circuit), ...reaches]);
  const tunnelsOf = tally(
    attachments.flatMap(([, each]) => (each.kind === 'azure-vpn-connection' ? [each.gateway] : [])),
  );
  const clouds = tally(
    connections.flatMap(({ gateway, circuit }) =>
      scenario.networks?.[circuit]?.kind === 'avs-private-cloud' ? [gateway] : [],
    ),
  );
  const peers = tally(
    attachments.flatMap(([, each]) => (each.kind === 'azure-route-server-peer' ? [each.server] : [])),
  );
  return entries(scenario.gateways).flatMap(([id, gateway]) => {
    const use = counting('gateways', id, nameOf(id, gateway));
    const { kind } = gateway;
    if (kind === 'azure-vpn-gateway') {
      const [sku, generation = 'gen1'] = (gateway.sku ?? 'vpngw1az').split('-');
      const tunnels = tunnelsOf(id) * (gateway.activeActive === true ? 2 : 1);
      return [use(`azure.vpngw.${sku}.g${generation.slice(-1)}.tunnels`, tunnels)];
    }
    if (kind === 'azure-expressroute-gateway') {
      // A scalable gateway takes at least as many as the largest of the others.
      const sku = gateway.sku === 'ergwscale' ? 'ergw3az' : (gateway.sku ?? 'ergw1az');
      return [use(`azure.ergw.${sku}.circuits`, circuitsOf(id)), use('vmware.avs.er.clouds', clouds(id))];
    }
    if (kind === 'azure-expressroute-circuit') {
      const fact = linksFact(gateway.rate);
      return fact === null ? [] : [use(fact, linksOf(id))];
    }
    if (kind === 'azure-route-server') return [use('azure.rs.peers', peers(id))];
    if (kind === 'azure-nat-gateway') return [use('azure.nat.ips', gateway.publicAddresses?.length ?? 0)];
    if (kind === 'azure-firewall') return [use('azure.fw.publicips', gateway.publicAddresses?.length ?? 0)];
    return [];
  });
}

function inVirtualHubs(scenario: Scenario): QuotaUse[] {
  const attachments = entries(scenario.attachments);
  const networks = tally(
    attachments.flatMap(([, each]) => (each.kind === 'azure-virtual-hub-connection' ? [each.hub] : [])),
  );
  const branches = tally(
    attachments.flatMap(([, each]) => (each.kind === 'azure-vpn-connection' ? [each.gateway] : [])),
  );
  return entries(scenario.networks).flatMap(([id, hub]) => {
    if (hub.kind !== 'azure-virtual-hub') return [];
    const use = counting('networks', id, nameOf(id, hub));
    return [use('azure.vwan.vnets', networks(id)), use('azure.vwan.branches', branches(id))];
  });
}

function inPrivateClouds(scenario: Scenario): QuotaUse[] {
  return entries(scenario.networks).flatMap(([id, cloud]) =>
    cloud.kind === 'avs-private-cloud'
      ? [counting('networks', id, nameOf(id, cloud))('vmware.avs.hosts.cloud', cloud.hosts ?? 0)]
      : [],
  );
}
