/** Networks of Google Cloud on a hub of Network Connectivity Center, as a mesh or as a star. */
import { placeOf, regionParameter } from './cloud-regions.ts';
import { cutPool } from './cut-pool.ts';
import { servicesAndAppsRules } from './gcp-firewall.ts';
import { each } from './lines.ts';
import type { Template } from './template.ts';
import { poolParameter, spokesParameter } from './usual-parameters.ts';

export const gcpNcc: Template = {
  id: 'gcp-ncc',
  title: 'Google Cloud Network Connectivity Center',
  description:
    'VPC spokes on one hub: in a mesh every network reaches every other, in a star only the shared services in its centre.',
  parameters: () => [
    spokesParameter(1000),
    poolParameter,
    regionParameter('gcp', 'europe-west3'),
    {
      kind: 'choice',
      name: 'topology',
      meaning: 'whether spokes reach each other (mesh) or the centre only (star)',
      default: 'mesh',
      choices: ['mesh', 'star'],
    },
  ],
  write(values) {
    const spokes = values.number('spokes');
    const pool = values.text('pool');
    const region = values.text('region');
    const isStar = values.text('topology') === 'star';
    const { subnet } = cutPool(pool, spokes + 1);
    const others = isStar
      ? 'In a star those at the edge know the centre only.'
      : 'In a mesh all of them know all others.';
    return `# A hub that joins networks without routers in them: ${isStar ? 'a star with the shared services as its centre' : 'a mesh of all'}.
netwright: 1
name: Network Connectivity Center
description: |
  ${spokes} networks and one of shared services are spokes of a hub, which tells them each other's subnets. ${others}
simulation: { seed: 1, duration: 100 ms }
sites:
  region: { kind: gcp-region, name: ${placeOf('gcp', region)}, region: ${region} }
pools:
  company: { kind: pool, cidr: ${pool} }
networks:
  services: { kind: gcp-vpc, name: Shared services, pool: company, defaultRoute: false }
${each(spokes, (n) => `  spoke-${n}: { kind: gcp-vpc, pool: company, defaultRoute: false }`)}
subnets:
  services-vms: { kind: gcp-subnet, network: services, site: region, cidr: auto/${subnet} }
${each(spokes, (n) => `  spoke-${n}-apps: { kind: gcp-subnet, network: spoke-${n}, site: region, cidr: auto/${subnet} }`)}
gateways:
  hub: { kind: gcp-ncc-hub, name: Hub, topology: ${isStar ? 'star' : 'mesh'} }
attachments:
  on-services: { kind: gcp-ncc-spoke, hub: hub, network: services${isStar ? ', group: center' : ''} }
${each(spokes, (n) => `  on-spoke-${n}: { kind: gcp-ncc-spoke, hub: hub, network: spoke-${n}${isStar ? ', group: edge' : ''} }`)}
securityGroups:
${servicesAndAppsRules('services', spokes, pool)}
workloads:
  directory: { kind: virtual-machine, subnet: services-vms }
${each(spokes, (n) => `  app-${n}: { kind: virtual-machine, subnet: spoke-${n}-apps }`)}
traffic:
${each(
  spokes,
  (n) =>
    `  lookups-${n}: { kind: constant-rate, from: app-${n}, to: directory, port: 53, rate: 1 Mbit/s, packetSize: 500 B }${
      isStar
        ? ''
        : `\n  calls-${n}: { kind: poisson, from: app-${n}, to: app-${(n % spokes) + 1}, protocol: tcp, port: 443, rate: 6 Mbit/s, packetSize: 1400 B }`
    }`,
)}
intents:
  names: { kind: must-reach, from: { select: app-* }, to: directory, protocol: udp, port: 53 }
  ${
    isStar
      ? 'apart: { kind: must-not-reach, name: Spokes stay apart, from: { select: app-* }, to: { select: app-* } }'
      : 'calls: { kind: must-reach, from: { select: app-* }, to: { select: app-* }, port: 443 }'
  }
  no-shell: { kind: must-not-reach, from: { select: app-* }, to: directory, port: 22 }
`;
  },
};
