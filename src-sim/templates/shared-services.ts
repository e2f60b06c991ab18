/** Spokes that reach shared services and not each other: two route tables on a transit gateway. */
import { placeOf, regionParameter } from './cloud-regions.ts';
import { cutPool } from './cut-pool.ts';
import { spokeNetworks, spokeRoutes } from './aws-spokes.ts';
import { each } from './lines.ts';
import type { Template } from './template.ts';
import { granted, grantedParameter, poolParameter, spokesParameter } from './usual-parameters.ts';

export const sharedServices: Template = {
  id: 'shared-services',
  title: 'Shared services, isolated spokes',
  description:
    'Two route tables on a transit gateway: spokes reach the shared services and are reached by them, but not each other.',
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
    return `# Isolated spokes: a route table that knows the shared services only, and another one that knows the spokes.
netwright: 1
name: Shared services
description: |
  ${spokes} spokes of different owners use the names, monitoring and backups of one network of shared services. What a spoke sends is
  routed by a table that knows nothing but these services, so spokes do not reach each other, whatever their groups allow.
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
  on-services:
    kind: aws-transit-gateway-attachment
    gateway: transit
    network: services
    subnets: [services-a, services-b]
    association: of-services
    propagation: [of-spokes]
${each(
  spokes,
  (n) => `  on-spoke-${n}:
    kind: aws-transit-gateway-attachment
    gateway: transit
    network: spoke-${n}
    subnets: [spoke-${n}-a, spoke-${n}-b]
    association: of-spokes
    propagation: [of-services]`,
)}
routeTables:
  of-spokes: { kind: aws-transit-gateway-route-table, gateway: transit, note: knows the shared services only }
  of-services: { kind: aws-transit-gateway-route-table, gateway: transit, note: knows all spokes }
${spokeRoutes(spokes, pool)}
securityGroups:
  directory-group:
    kind: aws-security-group
    network: services
    inbound:
      - { protocol: udp, ports: 53, cidr: ${pool}, note: names }
      - { protocol: icmp, cidr: ${pool} }
  monitor-group:
    kind: aws-security-group
    network: services
    inbound:
      - { protocol: tcp, ports: 443, cidr: ${pool}, note: reports and backups }
${each(
  spokes,
  (n) => `  app-${n}-group:
    kind: aws-security-group
    network: spoke-${n}
    inbound:
      - { protocol: tcp, ports: 9100, cidr: ${pool}, note: monitoring }
      - { protocol: icmp, cidr: ${pool} }`,
)}
workloads:
  directory: { kind: virtual-machine, subnet: services-a, securityGroups: [directory-group] }
  monitor: { kind: virtual-machine, subnet: services-b, securityGroups: [monitor-group] }
${each(spokes, (n) => `  app-${n}: { kind: virtual-machine, subnet: spoke-${n}-a, securityGroups: [app-${n}-group] }`)}
traffic:
${each(
  spokes,
  (
    n,
  ) => `  lookups-${n}: { kind: constant-rate, from: app-${n}, to: directory, port: 53, rate: 1 Mbit/s, packetSize: 500 B }
  backups-${n}: { kind: poisson, from: app-${n}, to: monitor, protocol: tcp, port: 443, rate: 12 Mbit/s }`,
)}
intents:
  names: { kind: must-reach, from: { select: app-* }, to: directory, protocol: udp, port: 53 }
  backups: { kind: must-reach, from: { select: app-* }, to: monitor, port: 443 }
  watched: { kind: must-reach, from: monitor, to: { select: app-* }, port: 9100 }
  apart: { kind: must-not-reach, name: Spokes stay apart, from: { select: app-* }, to: { select: app-* } }
`;
  },
};
