/**
 * A VPC: one core router per availability zone that has subnets, all cores joined to each other. A core knows every
 * subnet of the VPC; an address of the VPC that is in no subnet ends here, as the VPC's mapping service drops it.
 * A subnet that names no zone stands in zone `a` of its region. A VPC without subnets has one core there, too.
 * Left out: DHCP options, DNS, the limits of the mapping service.
 */
import { formatPrefix } from '../../quantity/prefix.ts';
import { blocksOfNetwork, siteOfNetwork } from '../../scenario/network-blocks.ts';
import type { Network, Scenario } from '../../scenario/schema.ts';
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenPrefix } from '../written.ts';
import type { AwsParts, VpcPart, ZoneCore } from './aws-parts.ts';
import { betweenZonesNs } from './distance.ts';

export function regionOf(scenario: Scenario, siteId: string): string {
  const site = scenario.sites?.[siteId];
  return site?.kind === 'aws-region' ? site.region : siteId;
}

export function zoneOf(scenario: Scenario, subnetId: string): string {
  const subnet = scenario.subnets?.[subnetId];
  if (subnet?.kind !== 'aws-subnet') return '';
  const vpc = scenario.networks?.[subnet.network];
  return subnet.zone ?? `${regionOf(scenario, siteOfNetwork(vpc) ?? '')}a`;
}

export function placeVpcs(context: BuildContext, parts: AwsParts): void {
  const { scenario } = context;
  const zones = new Map<string, Set<string>>();
  for (const [id, subnet] of recordsOf(scenario.subnets)) {
    if (subnet.kind !== 'aws-subnet') continue;
    const used = zones.get(subnet.network) ?? new Set();
    zones.set(subnet.network, used.add(zoneOf(scenario, id)));
  }
  for (const [id, network] of recordsOf(scenario.networks)) {
    if (network.kind !== 'aws-vpc') continue;
    const region = regionOf(scenario, network.site);
    placeVpc(context, parts, id, network, region, [...(zones.get(id) ?? [`${region}a`])].sort());
  }
}

function placeVpc(
  { builder, facts }: BuildContext,
  parts: AwsParts,
  id: string,
  network: Network,
  region: string,
  zones: readonly string[],
): void {
  const origin = recordOrigin('networks', id, network);
  const cores = new Map<string, ZoneCore>();
  for (const zone of zones) {
    const nodeId = zones.length === 1 ? id : `${id}@${zone}`;
    const node = builder.addNode({ id: nodeId, role: 'router', origin, addresses: [], decrementsTtl: false });
    const core: ZoneCore = { zone, node, towards: new Map(), exits: new Map(), views: new Map() };
    for (const other of cores.values()) {
      const spec = {
        ...idealLink,
        delayNs: betweenZonesNs(facts),
        mtu: facts.number('aws.ec2.mtu', 'bytes'),
      };
      const link = `${id}:${other.zone}-${zone}`;
      const [there, here] = builder.addLink({ ...spec, id: link, origin }, other.node, node);
      other.towards.set(zone, there);
      core.towards.set(other.zone, here);
    }
    cores.set(zone, core);
  }
  parts.vpcs.set(id, {
    id,
    origin,
    cidrs: blocksOfNetwork(network).map(writtenPrefix),
    region,
    cores,
    subnets: [],
  });
}

/** Local routes of the VPC as one of its cores carries them out. The VPC's own blocks come first: nothing overrides them. */
export function addVpcBlocks({ builder }: BuildContext, vpc: VpcPart, core: ZoneCore, table: number): void {
  const whole = new Map(vpc.subnets.map((subnet) => [formatPrefix(subnet.cidr), subnet]));
  for (const prefix of vpc.cidrs) {
    if (whole.has(formatPrefix(prefix))) continue;
    builder.addRoute(table, {
      prefix,
      action: { kind: 'no-neighbour' },
      source: 'local',
      origin: vpc.origin,
    });
  }
  for (const subnet of vpc.subnets) {
    if (vpc.cidrs.some((prefix) => formatPrefix(prefix) === formatPrefix(subnet.cidr))) {
      addSubnetRoute({ builder }, core, table, subnet);
    }
  }
}

export function addSubnetRoutes(context: BuildContext, vpc: VpcPart, core: ZoneCore, table: number): void {
  for (const subnet of vpc.subnets) addSubnetRoute(context, core, table, subnet);
}

function addSubnetRoute(
  { builder }: Pick<BuildContext, 'builder'>,
  core: ZoneCore,
  table: number,
  subnet: VpcPart['subnets'][number],
): void {
  const port = subnet.zone === core.zone ? subnet.down : core.towards.get(subnet.zone)!;
  builder.addRoute(table, {
    prefix: subnet.cidr,
    action: { kind: 'forward', ports: [port] },
    source: 'local',
    origin: subnet.origin,
  });
}
