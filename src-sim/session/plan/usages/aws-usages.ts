/**
 * What AWS bills: hours of gateways, attachments, endpoints and ports; gigabytes that gateways process and that leave a zone, a
 * region or AWS. Left out: load balancers and their capacity units, public addresses, logs, Cloud WAN, and what other
 * services cost.
 */
import type { Scenario } from '../../../scenario/schema.ts';
import type { MeteredChannel } from '../../../plan/cost/traffic-meter.ts';
import { billGigabytes, billHours, tiers, type UsageContext } from './usage-context.ts';

export function addAwsUsages(context: UsageContext): void {
  for (const [id, record] of Object.entries(context.scenario.gateways ?? {})) {
    const own = { id, path: `gateways.${id}`, record };
    const { meter } = context;
    if (record.kind === 'aws-nat-gateway') {
      billHours(context, own, 'NAT gateway', 'aws.nat.hour', record.interfaces.length);
      billGigabytes(context, own, 'processed by NAT', ['aws.nat.gb'], meter.into(own.path));
    } else if (record.kind === 'aws-network-firewall') {
      billHours(context, own, 'firewall endpoints', 'aws.nfw.hour', record.interfaces.length);
      billGigabytes(context, own, 'inspected', ['aws.nfw.gb'], meter.into(own.path));
    } else if (record.kind === 'aws-gateway-load-balancer-endpoint') {
      billHours(context, own, 'endpoints', 'aws.gwlbe.hour', record.interfaces.length);
      billGigabytes(context, own, 'processed by endpoints', ['aws.gwlbe.gb'], meter.into(own.path));
    } else if (record.kind === 'aws-interface-endpoint') {
      billHours(context, own, 'endpoints', 'aws.pl.endpoint.hour', record.interfaces.length);
      billGigabytes(
        context,
        own,
        'processed by endpoints',
        tiers(context.facts, 'aws.pl.gb'),
        meter.into(own.path),
      );
    } else if (record.kind === 'aws-internet-gateway' || record.kind === 'aws-egress-only-gateway') {
      const gigabytes = meter.sum(({ from, link }) => {
        return meter.pathOf(from) === own.path && link.id === `${id}:internet`;
      });
      const prices = internetPrices(context, regionOfNetwork(context.scenario, record.network));
      billGigabytes(context, own, 'out to the internet', prices, gigabytes);
    }
  }
  addAttachments(context);
  addZoneTransfer(context);
}

function addAttachments(context: UsageContext): void {
  const { scenario, meter, facts, usages } = context;
  for (const [id, record] of Object.entries(scenario.attachments ?? {})) {
    const own = { id, path: `attachments.${id}`, record };
    const toTransit = (gateway: string): void => {
      if (scenario.gateways?.[gateway]?.kind !== 'aws-transit-gateway') return;
      billHours(context, own, 'transit gateway attachment', 'aws.tgw.attachment.hour');
      const gigabytes = meter.over(own.path, `gateways.${gateway}`);
      billGigabytes(context, own, 'processed by the transit gateway', ['aws.tgw.data.gb'], gigabytes);
    };
    if (record.kind === 'aws-transit-gateway-attachment') toTransit(record.gateway);
    else if (record.kind === 'aws-vpn-connection') {
      billHours(context, own, 'VPN connection', 'aws.vpn.connection.hour');
      toTransit(record.gateway);
      const region = regionOfGateway(scenario, record.gateway);
      const gigabytes = meter.over(own.path, `devices.${record.device}`);
      billGigabytes(context, own, 'out to the internet by VPN', internetPrices(context, region), gigabytes);
    } else if (record.kind === 'aws-transit-gateway-peering') {
      billHours(context, own, 'peering attachment, each side', 'aws.tgw.peering.hour', 2);
      for (const [from, to] of [
        [record.requester, record.accepter],
        [record.accepter, record.requester],
      ]) {
        const regions = [from, to].map((gateway) => regionOfGateway(scenario, gateway));
        if (regions[0] === regions[1]) continue;
        const gigabytes = meter.over(own.path, `gateways.${to}`);
        billGigabytes(context, own, 'to another region', [regionPrice(context, regions[0])], gigabytes);
      }
    } else if (record.kind === 'aws-direct-connect') {
      const price = `aws.dx.${record.rate.replace(/^(\d+)\s*G.*$/u, '$1g')}.hour`;
      if (facts.has(price)) billHours(context, own, 'port', price);
      else usages.unpriced.push({ record: own.path, what: `a Direct Connect port of ${record.rate}` });
    }
  }
}

/** Between zones of a region and between regions over VPC peerings; both directions of a zone crossing are billed. */
function addZoneTransfer(context: UsageContext): void {
  const { scenario, meter } = context;
  for (const channel of meter.channels) {
    const path = channel.link.origin.path;
    const [collection, id] = path.split('.');
    const record = collection === 'networks' ? scenario.networks?.[id] : scenario.attachments?.[id];
    if (record?.kind !== 'aws-vpc' && record?.kind !== 'aws-vpc-peering') continue;
    const [from, to] = [channel.from, channel.to].map((node) => placeOf(context, node));
    if (from === null || to === null || channel.gigabytes === 0) continue;
    const own = { id, path, record };
    if (from.region !== to.region) {
      const price = regionPrice(context, from.region);
      billGigabytes(context, own, 'to another region', [price], channel.gigabytes);
    } else if (from.zone !== to.zone && isBetweenCores(context, channel)) {
      billGigabytes(
        context,
        own,
        'between zones, out and in',
        ['aws.transfer.interaz'],
        2 * channel.gigabytes,
      );
    }
  }
}

/** Of the node of a VPC in a zone, `vpc@zone`, or `vpc` where it has subnets in one only. */
function placeOf({ scenario, meter }: UsageContext, node: number) {
  const { id, origin } = meter.fabric.nodes[node];
  const [collection, network] = origin.path.split('.');
  const region = collection === 'networks' ? regionOfNetwork(scenario, network) : '';
  if (region === '') return null;
  const written = Object.values(scenario.subnets ?? {}).find(
    (subnet) => 'zone' in subnet && 'network' in subnet && subnet.network === network,
  );
  const zone = id.includes('@')
    ? id.slice(id.indexOf('@') + 1)
    : written !== undefined && 'zone' in written
      ? written.zone
      : '';
  return { region, zone };
}

const isBetweenCores = ({ meter }: UsageContext, { from, to }: MeteredChannel): boolean =>
  [from, to].every((node) => meter.pathOf(node).startsWith('networks.'));

function regionOfNetwork({ networks, sites }: Scenario, id: string): string {
  const network = networks?.[id];
  const site = network !== undefined && 'site' in network ? sites?.[network.site] : undefined;
  return site?.kind === 'aws-region' ? site.region : '';
}

function regionOfGateway(scenario: Scenario, id: string): string {
  const gateway = scenario.gateways?.[id];
  if (gateway?.kind === 'aws-transit-gateway') {
    const site = scenario.sites?.[gateway.site];
    return site?.kind === 'aws-region' ? site.region : '';
  }
  return gateway !== undefined && 'network' in gateway && typeof gateway.network === 'string'
    ? regionOfNetwork(scenario, gateway.network)
    : '';
}

/** Those of the region, else the ones most regions share. */
function internetPrices({ facts }: UsageContext, region: string): string[] {
  const own = `aws.transfer.internet.1.${region}`;
  return facts.has(own) ? [own] : tiers(facts, 'aws.transfer.internet');
}

function regionPrice({ facts }: UsageContext, region: string): string {
  const own = `aws.transfer.interregion.${region}`;
  return facts.has(own) ? own : 'aws.transfer.interregion.us';
}
