/** A core network over two regions: what its policy puts into one segment reaches itself and the shared services. */
import { placeOf, regionParameter } from './cloud-regions.ts';
import { cutPool } from './cut-pool.ts';
import { each } from './lines.ts';
import { type Template, TemplateRefusal } from './template.ts';
import { granted, grantedParameter, poolParameter, spokesParameter } from './usual-parameters.ts';

export const awsCloudWan: Template = {
  id: 'aws-cloud-wan',
  title: 'AWS Cloud WAN',
  description:
    'A core network over two regions with the segments production, development and shared: the policy says who reaches whom.',
  parameters: () => [
    spokesParameter(2000, 'how many networks, in turn of production and development'),
    poolParameter,
    regionParameter(
      'aws',
      'eu-central-1',
      'region',
      'AWS region of every second pair of networks, and of the shared services',
    ),
    regionParameter('aws', 'us-east-1', 'second', 'AWS region of the others'),
    grantedParameter('vpcs', 'aws.vpc.perregion', 100),
  ],
  write(values) {
    const spokes = values.number('spokes');
    const pool = values.text('pool');
    const region = values.text('region');
    const second = values.text('second');
    if (region === second) {
      throw new TemplateRefusal(
        `region and second are both ${region}: a core network has one edge in a region.`,
      );
    }
    const { length, subnet } = cutPool(pool, spokes + 1);
    const isFirst = (n: number): boolean => n % 4 === 1 || n % 4 === 2;
    const siteOf = (n: number): string => (isFirst(n) ? 'first-region' : 'second-region');
    const zoneOf = (n: number): string => (isFirst(n) ? region : second);
    const segmentOf = (n: number): string => (n % 2 === 1 ? 'production' : 'development');
    /** The next network of the same segment, round about. */
    const nextOf = (n: number): number => (n + 2 <= spokes ? n + 2 : n % 2 === 1 ? 1 : 2);
    const networks = Array.from({ length: spokes }, (_, n) => `${segmentOf(n + 1)}-${n + 1}`);
    const productions = networks.filter((_, n) => n % 2 === 0);
    const developments = networks.filter((_, n) => n % 2 === 1);
    /** There is nobody to reach in a segment of one. */
    const within = (segment: string, own: readonly string[]): string =>
      own.length < 2
        ? ''
        : `  ${segment}: { kind: must-reach, from: [${own.join(', ')}], to: [${own.join(', ')}], port: 443 }`;
    return `# A policy for a network over two regions: three segments, one of which is shared with the others.
netwright: 1
name: AWS Cloud WAN
description: |
  ${spokes} networks in two regions, in turn of production and of development, and a network of shared services. The policy of the core
  network joins what is in one segment, over regions, and lets both segments reach the shared one, but not each other.
facts:
${granted('aws.vpc.perregion', values.number('vpcs'))}
simulation: { seed: 1, duration: 200 ms }
sites:
  first-region: { kind: aws-region, name: ${placeOf('aws', region)}, region: ${region} }
  second-region: { kind: aws-region, name: ${placeOf('aws', second)}, region: ${second} }
pools:
  company: { kind: pool, cidr: ${pool} }
networks:
  services: { kind: aws-vpc, name: Shared services, site: first-region, cidrs: [auto/${length}] }
${each(spokes, (n) => `  ${segmentOf(n)}-${n}: { kind: aws-vpc, site: ${siteOf(n)}, cidrs: [auto/${length}] }`)}
subnets:
  services-a: { kind: aws-subnet, network: services, cidr: auto/${subnet}, zone: ${region}a }
  services-b: { kind: aws-subnet, network: services, cidr: auto/${subnet}, zone: ${region}b }
${each(
  spokes,
  (
    n,
  ) => `  ${segmentOf(n)}-${n}-a: { kind: aws-subnet, network: ${segmentOf(n)}-${n}, cidr: auto/${subnet}, zone: ${zoneOf(n)}a }
  ${segmentOf(n)}-${n}-b: { kind: aws-subnet, network: ${segmentOf(n)}-${n}, cidr: auto/${subnet}, zone: ${zoneOf(n)}b }`,
)}
gateways:
  wan:
    kind: aws-core-network
    name: Core network
    edges: [first-region, second-region]
    segments:
      - { name: production }
      - { name: development }
      - { name: shared }
    sharing:
      - { segment: shared, with: [production, development] }
attachments:
  on-services:
    kind: aws-core-network-attachment
    gateway: wan
    network: services
    subnets: [services-a, services-b]
    segment: shared
${each(
  spokes,
  (n) => `  on-${segmentOf(n)}-${n}:
    kind: aws-core-network-attachment
    gateway: wan
    network: ${segmentOf(n)}-${n}
    subnets: [${segmentOf(n)}-${n}-a, ${segmentOf(n)}-${n}-b]
    segment: ${segmentOf(n)}`,
)}
routeTables:
  services-routes: { kind: aws-route-table, network: services, main: true, routes: [{ to: ${pool}, via: wan }] }
${each(
  spokes,
  (n) =>
    `  routes-${n}: { kind: aws-route-table, network: ${segmentOf(n)}-${n}, main: true, routes: [{ to: ${pool}, via: wan }] }`,
)}
securityGroups:
  services-group:
    kind: aws-security-group
    network: services
    inbound:
      - { protocol: udp, ports: 53, cidr: ${pool}, note: names }
      - { protocol: icmp, cidr: ${pool} }
${each(
  spokes,
  (n) => `  app-${n}-group:
    kind: aws-security-group
    network: ${segmentOf(n)}-${n}
    inbound:
      - { protocol: tcp, ports: 443, cidr: ${pool} }
      - { protocol: icmp, cidr: ${pool} }`,
)}
workloads:
  directory: { kind: virtual-machine, subnet: services-a, securityGroups: [services-group] }
${each(
  spokes,
  (n) =>
    `  app-${n}: { kind: virtual-machine, subnet: ${segmentOf(n)}-${n}-a, securityGroups: [app-${n}-group] }`,
)}
traffic:
${each(
  spokes,
  (n) =>
    `  lookups-${n}: { kind: constant-rate, from: app-${n}, to: directory, port: 53, rate: 1 Mbit/s, packetSize: 500 B }${
      nextOf(n) === n
        ? ''
        : `\n  calls-${n}: { kind: poisson, from: app-${n}, to: app-${nextOf(n)}, protocol: tcp, port: 443, rate: 12 Mbit/s }`
    }`,
)}
intents:
  names: { kind: must-reach, from: { select: app-* }, to: directory, protocol: udp, port: 53 }
${within('production', productions)}
${within('development', developments)}
  apart: { kind: must-not-reach, from: [${productions.join(', ')}], to: [${developments.join(', ')}] }
`;
  },
};
