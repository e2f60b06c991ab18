/**
 * What Azure bills: hours of gateways, hubs and firewalls, gigabytes over peerings and through firewalls, NAT gateways and hubs.
 * Peerings are billed on both sides; those between regions as if both were in zone 1 (Europe, North America). Left out: scale
 * units of hub gateways, ExpressRoute ports and gateways, private endpoints, public addresses.
 */
import type { Scenario } from '../../../scenario/schema.ts';
import { billGigabytes, billHours, type UsageContext } from './usage-context.ts';

export function addAzureUsages(context: UsageContext): void {
  const { scenario, meter, facts, usages } = context;
  for (const [id, record] of Object.entries(scenario.gateways ?? {})) {
    const own = { id, path: `gateways.${id}`, record };
    if (record.kind === 'azure-firewall') {
      const sku = record.sku ?? 'standard';
      const price = `azure.fw.${sku}.hour`;
      if (facts.has(price)) billHours(context, own, `${sku} firewall`, price);
      else usages.unpriced.push({ record: own.path, what: `a firewall of SKU ${sku}` });
      billGigabytes(context, own, 'processed by the firewall', ['azure.fw.gb'], meter.into(own.path));
    } else if (record.kind === 'azure-nat-gateway') {
      billHours(context, own, 'NAT gateway', 'azure.nat.hour');
      billGigabytes(context, own, 'processed by NAT', ['azure.nat.gb'], meter.into(own.path));
    } else if (record.kind === 'azure-vpn-gateway') {
      const sku = record.sku ?? 'vpngw1az';
      const size = sku.replace('-gen2', '');
      const price = [size, size.replace(/az$/u, '')]
        .map((name) => `azure.vpngw.${name}.hour`)
        .find((fact) => facts.has(fact));
      if (price === undefined)
        usages.unpriced.push({ record: own.path, what: `a VPN gateway of SKU ${sku}` });
      else billHours(context, own, `VPN gateway ${sku}`, price);
    } else if (record.kind === 'azure-expressroute-gateway' || record.kind === 'azure-expressroute-circuit') {
      usages.unpriced.push({ record: own.path, what: 'ExpressRoute' });
    }
  }
  for (const [id, record] of Object.entries(scenario.networks ?? {})) {
    if (record.kind !== 'azure-virtual-hub') continue;
    const own = { id, path: `networks.${id}`, record };
    billHours(context, own, 'virtual hub', 'azure.vwan.hub.hour');
    billGigabytes(context, own, 'processed by the hub', ['azure.vwan.hub.gb'], meter.into(own.path));
  }
  for (const [id, record] of Object.entries(scenario.attachments ?? {})) {
    const own = { id, path: `attachments.${id}`, record };
    if (record.kind === 'azure-vpn-connection') {
      billHours(context, own, 'VPN connection', 'azure.vpngw.connection.hour');
    } else if (record.kind === 'azure-vnet-peering') {
      const [a, b] = record.ends.map(({ network }) => siteOf(scenario, network));
      const kind = a === b ? 'region' : 'global.z1';
      const gigabytes = meter.sum(({ link }) => link.origin.path === own.path);
      billGigabytes(context, own, 'over the peering, out', [`azure.peering.${kind}.out`], gigabytes);
      billGigabytes(context, own, 'over the peering, in', [`azure.peering.${kind}.in`], gigabytes);
    }
  }
}

function siteOf({ networks }: Scenario, id: string): string {
  const network = networks?.[id];
  return network !== undefined && 'site' in network ? network.site : '';
}
