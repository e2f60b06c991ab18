/** Spokes around a transit gateway with one route table: everybody reaches everybody. */
import { placeOf, regionParameter } from './cloud-regions.ts';
import { cutPool } from './cut-pool.ts';
import { spokeNetworks, spokeRoutes } from './aws-spokes.ts';
import { each } from './lines.ts';
import type { Template } from './template.ts';
import { granted, grantedParameter, poolParameter, spokesParameter } from './usual-parameters.ts';

export const awsTgw: Template = {
  id: 'aws-tgw',
  title: 'AWS transit gateway',
  description:
    'Spokes and shared services on one transit gateway with one route table: every network reaches every other.',
  parameters: () => [
    spokesParameter(2000),
    poolParameter,
    regionParameter('aws', 'eu-central-1'),
    grantedParameter('vpcs', 'aws.vpc.perregion', 100),
  ],
  write(values) {
    const spokes = values.number('spokes');
    const pool = values.text('pool');
    const region = values.text('region');
    const { length, subnet } = cutPool(pool, spokes + 1);
    return `# Spokes around a transit gateway: every network reaches every other, in either direction.
netwright: 1
name: AWS transit gateway
description: |
  ${spokes} spokes and a network of shared services on one transit gateway. Its only route table knows all of them and holds for
  all of them, so that every network reaches every other; security groups decide who is answered.
facts:
${granted('aws.vpc.perregion', values.number('vpcs'))}
simulation: { seed: 1, duration: 100 ms }
sites:
  region: { kind: aws-region, name: ${placeOf('aws', region)}, region: ${region} }
pools:
  company: { kind: pool, cidr: ${pool} }
${spokeNetworks(spokes, { region, length, subnet })}
gateways:
  transit: { kind: aws-transit-gateway, name: Transit gateway, site: region }
attachments:
${['services', ...Array.from({ length: spokes }, (_, n) => `spoke-${n + 1}`)]
  .map(
    (network) => `  on-${network}:
    kind: aws-transit-gateway-attachment
    gateway: transit
    network: ${network}
    subnets: [${network}-a, ${network}-b]
    association: everybody
    propagation: [everybody]`,
  )
  .join('\n')}
routeTables:
  everybody: { kind: aws-transit-gateway-route-table, gateway: transit }
${spokeRoutes(spokes, pool)}
securityGroups:
  services-group:
    kind: aws-security-group
    network: services
    inbound:
      - { protocol: udp, ports: 53, cidr: ${pool}, note: names }
      - { protocol: tcp, ports: 443, cidr: ${pool} }
      - { protocol: icmp, cidr: ${pool} }
${each(
  spokes,
  (n) => `  app-${n}-group:
    kind: aws-security-group
    network: spoke-${n}
    inbound:
      - { protocol: tcp, ports: 443, cidr: ${pool} }
      - { protocol: icmp, cidr: ${pool} }`,
)}
workloads:
  directory: { kind: virtual-machine, subnet: services-a, securityGroups: [services-group] }
${each(spokes, (n) => `  app-${n}: { kind: virtual-machine, subnet: spoke-${n}-a, securityGroups: [app-${n}-group] }`)}
traffic:
${each(
  spokes,
  (
    n,
  ) => `  lookups-${n}: { kind: constant-rate, from: app-${n}, to: directory, port: 53, rate: 1 Mbit/s, packetSize: 500 B }
  calls-${n}: { kind: poisson, from: app-${n}, to: app-${(n % spokes) + 1}, protocol: tcp, port: 443, rate: 12 Mbit/s }`,
)}
intents:
  names: { kind: must-reach, from: { select: app-* }, to: directory, protocol: udp, port: 53 }
  calls: { kind: must-reach, from: { select: app-* }, to: { select: app-* }, port: 443 }
  no-shell: { kind: must-not-reach, from: { select: app-* }, to: directory, port: 22 }
`;
  },
};
