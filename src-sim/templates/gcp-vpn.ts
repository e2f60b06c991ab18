/** Networks of Google Cloud joined to a hub by HA VPN: what peering does not do, they reach each other through it. */
import { placeOf, regionParameter } from './cloud-regions.ts';
import { cutPool } from './cut-pool.ts';
import { servicesAndAppsRules } from './gcp-firewall.ts';
import { each } from './lines.ts';
import type { Template } from './template.ts';
import { poolParameter, spokesParameter } from './usual-parameters.ts';

/** The first private AS number of RFC 6996; spokes count on from it. */
const firstAsn = 64_512;

export const gcpVpn: Template = {
  id: 'gcp-vpn',
  title: 'Google Cloud VPN hub',
  description:
    'Spokes joined to a hub network by HA VPN and BGP: the hub announces the whole pool, so spokes reach each other through it.',
  parameters: () => [spokesParameter(400), poolParameter, regionParameter('gcp', 'europe-west3')],
  write(values) {
    const spokes = values.number('spokes');
    const pool = values.text('pool');
    const region = values.text('region');
    const { subnet } = cutPool(pool, spokes + 1);
    return `# Networks joined to a hub by VPN: unlike peerings, tunnels carry transit.
netwright: 1
name: Google Cloud VPN hub
description: |
  ${spokes} networks are joined to a hub by two tunnels each. Their Cloud Routers announce their subnets; the router of the hub announces
  the whole pool, so that spokes reach the shared services and, through the hub, each other.
simulation: { seed: 1, duration: 100 ms }
sites:
  region: { kind: gcp-region, name: ${placeOf('gcp', region)}, region: ${region} }
pools:
  company: { kind: pool, cidr: ${pool} }
networks:
  hub: { kind: gcp-vpc, name: Hub, pool: company, defaultRoute: false }
${each(spokes, (n) => `  spoke-${n}: { kind: gcp-vpc, pool: company, defaultRoute: false }`)}
subnets:
  hub-services: { kind: gcp-subnet, network: hub, site: region, cidr: auto/${subnet} }
${each(spokes, (n) => `  spoke-${n}-apps: { kind: gcp-subnet, network: spoke-${n}, site: region, cidr: auto/${subnet} }`)}
gateways:
  hub-router: { kind: gcp-cloud-router, name: Router of the hub, network: hub, site: region, asn: ${firstAsn}, advertises: [${pool}] }
  hub-vpn: { kind: gcp-vpn-gateway, name: VPN gateway of the hub, network: hub, site: region }
${each(
  spokes,
  (n) => `  router-${n}: { kind: gcp-cloud-router, network: spoke-${n}, site: region, asn: ${firstAsn + n} }
  vpn-${n}: { kind: gcp-vpn-gateway, network: spoke-${n}, site: region }`,
)}
attachments:
${each(spokes, (n) => `  hub-spoke-${n}: { kind: gcp-vpn-connection, gateway: hub-vpn, device: vpn-${n} }`)}
securityGroups:
${servicesAndAppsRules('hub', spokes, pool)}
workloads:
  directory: { kind: virtual-machine, subnet: hub-services }
${each(spokes, (n) => `  app-${n}: { kind: virtual-machine, subnet: spoke-${n}-apps }`)}
traffic:
${each(
  spokes,
  (
    n,
  ) => `  lookups-${n}: { kind: constant-rate, from: app-${n}, to: directory, port: 53, rate: 1 Mbit/s, packetSize: 500 B }
  calls-${n}: { kind: poisson, from: app-${n}, to: app-${(n % spokes) + 1}, protocol: tcp, port: 443, rate: 6 Mbit/s, packetSize: 1400 B }`,
)}
intents:
  names: { kind: must-reach, from: { select: app-* }, to: directory, protocol: udp, port: 53 }
  calls: { kind: must-reach, from: { select: app-* }, to: { select: app-* }, port: 443 }
  private: { kind: encrypted, from: { select: app-* }, to: directory }
  no-shell: { kind: must-not-reach, from: { select: app-* }, to: directory, port: 22 }
`;
  },
};
