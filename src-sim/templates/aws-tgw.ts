/** Spokes around a transit gateway with one route table: everybody reaches everybody. */
import { placeOf, regionParameter } from './cloud-regions.ts';
import { cutPool } from './cut-pool.ts';
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
networks:
  services: { kind: aws-vpc, name: Shared services, site: region, cidrs: [auto/${length}] }
${each(spokes, (n) => `  spoke-${n}: { kind: aws-vpc, site: region, cidrs: [auto/${length}] }`)}
subnets:
  services-a: { kind: aws-subnet, network: services, cidr: auto/${subnet}, zone: ${region}a }
  services-b: { kind: aws-subnet, network: services, cidr: auto/${subnet}, zone: ${region}b }
${each(
  spokes,
  (n) => `  spoke-${n}-a: { kind: aws-subnet, network: spoke-${n}, cidr: auto/${subnet}, zone: ${region}a }
  spoke-${n}-b: { kind: aws-subnet, network: spoke-${n}, cidr: auto/${subnet}, zone: ${region}b }`,
)}
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
  services-routes: { kind: aws-route-table, network: services, main: true, routes: [{ to: ${pool}, via: transit }] }
${each(
  spokes,
  (n) =>
    `  spoke-${n}-routes: { kind: aws-route-table, network: spoke-${n}, main: true, routes: [{ to: ${pool}, via: transit }] }`,
)}
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
