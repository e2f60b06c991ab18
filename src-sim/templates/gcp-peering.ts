/** Networks of Google Cloud peered with a hub: they reach what stands there, and nothing through it. */
import { placeOf, regionParameter } from './cloud-regions.ts';
import { cutPool } from './cut-pool.ts';
import { servicesAndAppsRules } from './gcp-firewall.ts';
import { each } from './lines.ts';
import type { Template } from './template.ts';
import { granted, grantedParameter, poolParameter, spokesParameter } from './usual-parameters.ts';

export const gcpPeering: Template = {
  id: 'gcp-peering',
  title: 'Google Cloud network peering',
  description:
    'Spokes peered with a hub network, each with Cloud NAT: they reach the shared services in the hub, but not each other.',
  parameters: () => [
    spokesParameter(1000),
    poolParameter,
    regionParameter('gcp', 'europe-west3'),
    grantedParameter('peerings', 'gcp.vpc.peerings', 100),
  ],
  write(values) {
    const spokes = values.number('spokes');
    const pool = values.text('pool');
    const region = values.text('region');
    const { subnet } = cutPool(pool, spokes + 1);
    const nat = (n: number): string => `203.0.113.${n % 254 === 0 ? 254 : n % 254}`;
    return `# Networks peered with a hub: no network reaches another one through it.
netwright: 1
name: Google Cloud network peering
description: |
  ${spokes} networks are each peered with a hub network that has the shared services. A peering is not transitive, so spokes do not reach
  each other; each has a way of its own to the internet, through Cloud NAT.
facts:
${granted('gcp.vpc.peerings', values.number('peerings'))}
simulation: { seed: 1, duration: 100 ms }
sites:
  region: { kind: gcp-region, name: ${placeOf('gcp', region)}, region: ${region} }
  world: { kind: internet, name: Internet }
pools:
  company: { kind: pool, cidr: ${pool} }
networks:
  hub: { kind: gcp-vpc, name: Hub, pool: company, defaultRoute: false }
${each(spokes, (n) => `  spoke-${n}: { kind: gcp-vpc, pool: company }`)}
  web-farm: { kind: lan, name: Somebody else's servers, site: world, cidrs: [198.51.100.0/24] }
subnets:
  hub-services: { kind: gcp-subnet, network: hub, site: region, cidr: auto/${subnet} }
${each(spokes, (n) => `  spoke-${n}-apps: { kind: gcp-subnet, network: spoke-${n}, site: region, cidr: auto/${subnet} }`)}
  web-servers: { kind: segment, network: web-farm, cidr: 198.51.100.0/24 }
gateways:
${each(
  spokes,
  (n) => `  router-${n}: { kind: gcp-cloud-router, network: spoke-${n}, site: region }
  nat-${n}: { kind: gcp-cloud-nat, router: router-${n}, addresses: [${nat(n)}] }`,
)}
attachments:
${each(
  spokes,
  (n) => `  hub-spoke-${n}:
    kind: gcp-vpc-peering
    ends: [{ network: hub }, { network: spoke-${n} }]`,
)}
securityGroups:
${servicesAndAppsRules('hub', spokes, pool)}
workloads:
  directory: { kind: virtual-machine, subnet: hub-services }
${each(spokes, (n) => `  app-${n}: { kind: virtual-machine, subnet: spoke-${n}-apps }`)}
  website: { kind: virtual-machine, subnet: web-servers, address: 198.51.100.10 }
traffic:
${each(
  spokes,
  (
    n,
  ) => `  lookups-${n}: { kind: constant-rate, from: app-${n}, to: directory, port: 53, rate: 1 Mbit/s, packetSize: 500 B }
  updates-${n}: { kind: poisson, from: app-${n}, to: website, protocol: tcp, port: 443, rate: 6 Mbit/s, packetSize: 1400 B }`,
)}
intents:
  names: { kind: must-reach, from: { select: app-* }, to: directory, protocol: udp, port: 53 }
  updates: { kind: must-reach, from: { select: app-* }, to: website, port: 443 }
  apart: { kind: must-not-reach, name: Spokes stay apart, from: { select: app-* }, to: { select: app-* } }
  nobody-in: { kind: must-not-reach, from: website, to: { select: app-* } }
`;
  },
};
