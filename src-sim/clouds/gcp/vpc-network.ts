/**
 * A VPC network: a core per region in which it has anything. A core knows the subnets of its region, for what has been decided
 * elsewhere and is only to be delivered.
 * Left out: legacy networks, network profiles, IPv6 beyond subnets that have an IPv6 range, multicast and broadcast.
 */
import type { Scenario } from '../../scenario/schema.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenBytes } from '../written.ts';
import type { CorePart, GcpParts, NetworkPart } from './gcp-parts.ts';

export function regionOf(scenario: Scenario, siteId: string): string {
  const site = scenario.sites?.[siteId];
  return site?.kind === 'gcp-region' ? site.region : siteId;
}

export function placeNetworks({ scenario, builder, facts }: BuildContext, parts: GcpParts): void {
  for (const [id, record] of recordsOf(scenario.networks)) {
    if (record.kind !== 'gcp-vpc') continue;
    const origin = recordOrigin('networks', id, record);
    const mtu =
      record.mtu === undefined ? facts.number('gcp.vpc.mtu.default', 'bytes') : writtenBytes(record.mtu);
    const network: NetworkPart = {
      id,
      origin,
      record,
      mtu,
      cores: new Map(),
      subnets: [],
      imports: [],
      statics: [],
      customPeers: [],
      learned: [],
    };
    const regions = regionsOf(scenario, id);
    for (const region of regions) {
      const name = regions.length === 1 ? id : `${id}@${region}`;
      const node = builder.addNode({ id: name, role: 'router', origin, addresses: [], decrementsTtl: false });
      const local = builder.addTable(`local@${name}`, origin);
      builder.setNodeTable(node, local);
      network.cores.set(region, { network, region, node, local, ways: new Map(), internet: -1 });
    }
    parts.networks.set(id, network);
  }
}

/** Where it has a subnet, a router or a gateway; sorted. */
function regionsOf(scenario: Scenario, network: string): string[] {
  const sites = [
    ...recordsOf(scenario.subnets).map(([, each]) => each),
    ...recordsOf(scenario.gateways).map(([, each]) => each),
  ].flatMap((each) =>
    'network' in each && 'site' in each && each.network === network ? [regionOf(scenario, each.site)] : [],
  );
  return [...new Set(sites)].sort();
}

/** Null where the region has nothing of the network, which cannot be for a record that stands there. */
export const coreAt = (
  { scenario }: BuildContext,
  parts: GcpParts,
  { network, site }: { readonly network: string; readonly site: string },
): CorePart | null => parts.networks.get(network)?.cores.get(regionOf(scenario, site)) ?? null;
