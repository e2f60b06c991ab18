/**
 * What Google Cloud bills: hours of VPN tunnels and VLAN attachments, gigabytes through Cloud NAT and out over attachments. Left
 * out: the hourly part of Cloud NAT, load balancers, interconnect ports, traffic between zones and regions.
 */
import { billGigabytes, billHours, tiers, type UsageContext } from './usage-context.ts';

export function addGcpUsages(context: UsageContext): void {
  const { scenario, meter, facts } = context;
  for (const [id, record] of Object.entries(scenario.gateways ?? {})) {
    const own = { id, path: `gateways.${id}`, record };
    if (record.kind === 'gcp-cloud-nat') {
      billGigabytes(context, own, 'processed by NAT', ['gcp.nat.gb'], meter.into(own.path));
    } else if (record.kind === 'gcp-vlan-attachment') {
      billHours(context, own, 'VLAN attachment', 'gcp.ic.vlan.hour');
      const gigabytes = meter.sum(({ from, to, link }) => {
        const leaves = meter.pathOf(from) === own.path || meter.pathOf(from).startsWith('gateways.');
        return link.origin.path === own.path && leaves && meter.pathOf(to).startsWith('devices.');
      });
      billGigabytes(context, own, 'out over the interconnect', ['gcp.ic.gb'], gigabytes);
    }
  }
  for (const [id, record] of Object.entries(scenario.attachments ?? {})) {
    if (record.kind !== 'gcp-vpn-connection') continue;
    const own = { id, path: `attachments.${id}`, record };
    const usual = record.tunnels ?? 2;
    billHours(context, own, 'VPN tunnels', 'gcp.vpn.tunnel.hour', usual);
    const gigabytes = meter.over(own.path, `devices.${record.device}`);
    billGigabytes(
      context,
      own,
      'out to the internet by VPN',
      tiers(facts, 'gcp.internet.premium'),
      gigabytes,
    );
  }
}
