/** Spokes in AWS and in Azure and a data centre, joined at an exchange by two routers that it runs for its customer. */
import { placeOf, regionParameter } from './cloud-regions.ts';
import { cutPool, quarterOf } from './cut-pool.ts';
import { each } from './lines.ts';
import type { Template } from './template.ts';
import { granted, grantedParameter, poolParameter, spokesParameter } from './usual-parameters.ts';

export const twoCloudsExchange: Template = {
  id: 'two-clouds-exchange',
  title: 'Two clouds at an exchange',
  description:
    'Spokes in AWS (Direct Connect) and in Azure (ExpressRoute) and a data centre meet at two routers of an exchange, by BGP.',
  parameters: () => [
    spokesParameter(800, 'how many networks in each of the two clouds'),
    poolParameter,
    regionParameter('aws', 'eu-central-1', 'region', 'AWS region'),
    regionParameter('azure', 'germanywestcentral', 'azure', 'Azure region'),
    grantedParameter('vpcs', 'aws.vpc.perregion', 100),
  ],
  write(values) {
    const spokes = values.number('spokes');
    const pool = values.text('pool');
    const region = values.text('region');
    const azure = values.text('azure');
    const [inAws, inAzure, atHome] = [quarterOf(pool, 0), quarterOf(pool, 1), quarterOf(pool, 2)];
    const { length, subnet } = cutPool(inAws, spokes + 1);
    return `# Two clouds and a data centre at an exchange: everything is there twice, and BGP tells everybody about everybody.
netwright: 1
name: Two clouds at an exchange
description: |
  ${spokes} networks in AWS behind a transit gateway, ${spokes} in Azure behind the ExpressRoute gateway of a hub, and a data centre. They meet at
  two routers that an exchange runs, each with a Direct Connect, an ExpressRoute circuit and a circuit to the data centre; the
  second stands by. Whoever reaches the exchange reaches all others. In Azure the spokes reach the hub and what is beyond the
  exchange, but not each other: peerings carry no transit.
facts:
${granted('aws.vpc.perregion', values.number('vpcs'))}
simulation: { seed: 1, duration: 100 ms }
sites:
  aws-region: { kind: aws-region, name: AWS ${placeOf('aws', region)}, region: ${region} }
  azure-region: { kind: azure-region, name: Azure ${placeOf('azure', azure)}, region: ${azure} }
  exchange: { kind: exchange, name: Exchange }
  home: { kind: data-centre, name: Data centre }
pools:
  aws-pool: { kind: pool, cidr: ${inAws}, site: aws-region }
  azure-pool: { kind: pool, cidr: ${inAzure}, site: azure-region }
  home-pool: { kind: pool, cidr: ${atHome}, site: home }
networks:
${each(spokes, (n) => `  vpc-${n}: { kind: aws-vpc, site: aws-region, cidrs: [auto/${length}] }`)}
  hub: { kind: azure-vnet, name: Hub, site: azure-region, cidrs: [auto/${length}] }
${each(spokes, (n) => `  vnet-${n}: { kind: azure-vnet, site: azure-region, cidrs: [auto/${length}] }`)}
  racks: { kind: lan, name: Data centre, site: home, cidrs: [auto/${length}] }
subnets:
${each(
  spokes,
  (n) => `  vpc-${n}-a: { kind: aws-subnet, network: vpc-${n}, cidr: auto/${subnet}, zone: ${region}a }
  vpc-${n}-b: { kind: aws-subnet, network: vpc-${n}, cidr: auto/${subnet}, zone: ${region}b }`,
)}
  hub-gateway: { kind: azure-subnet, network: hub, cidr: auto/27, purpose: gateway }
${each(spokes, (n) => `  vnet-${n}-jobs: { kind: azure-subnet, network: vnet-${n}, cidr: auto/${subnet} }`)}
  rack-1: { kind: segment, network: racks, cidr: auto/${subnet}, gateway: home-edge }
gateways:
  transit: { kind: aws-transit-gateway, name: Transit gateway, site: aws-region }
  direct-connect: { kind: aws-direct-connect-gateway, name: Direct Connect gateway, asn: 64600 }
  gateway: { kind: azure-expressroute-gateway, name: ExpressRoute gateway, subnet: hub-gateway, sku: ergw2az }
  circuit-a: { kind: azure-expressroute-circuit, site: exchange, device: crossroads-a, rate: 1 Gbit/s }
  circuit-b: { kind: azure-expressroute-circuit, site: exchange, device: crossroads-b, rate: 1 Gbit/s }
attachments:
${each(
  spokes,
  (n) => `  on-vpc-${n}:
    kind: aws-transit-gateway-attachment
    gateway: transit
    network: vpc-${n}
    subnets: [vpc-${n}-a, vpc-${n}-b]
    association: everybody
    propagation: [everybody]`,
)}
  premises:
    kind: aws-direct-connect-association
    directConnectGateway: direct-connect
    gateway: transit
    allowedPrefixes: [${inAws}]
    association: everybody
    propagation: [everybody]
  connect-a: { kind: aws-direct-connect, device: crossroads-a, site: exchange, rate: 1 Gbit/s, delay: 300 us }
  connect-b: { kind: aws-direct-connect, device: crossroads-b, site: exchange, rate: 1 Gbit/s, delay: 300 us }
  interface-a: { kind: aws-virtual-interface, connection: connect-a, gateway: direct-connect, type: transit, vlan: 101 }
  interface-b: { kind: aws-virtual-interface, connection: connect-b, gateway: direct-connect, type: transit, vlan: 101 }
${each(
  spokes,
  (n) => `  hub-vnet-${n}:
    kind: azure-vnet-peering
    ends:
      - { network: hub, allowGatewayTransit: true }
      - { network: vnet-${n}, useRemoteGateways: true }`,
)}
  azure-a: { kind: azure-expressroute-connection, gateway: gateway, circuit: circuit-a, weight: 10 }
  azure-b: { kind: azure-expressroute-connection, gateway: gateway, circuit: circuit-b }
  home-a:
    kind: virtual-circuit
    ends: [{ to: home-port-a, imports: { localPreference: 200 } }, { to: crossroads-a }]
    rate: 1 Gbit/s
    delay: 50 us
  home-b:
    kind: virtual-circuit
    ends: [{ to: home-port-b }, { to: crossroads-b }]
    rate: 1 Gbit/s
    delay: 50 us
routeTables:
  everybody: { kind: aws-transit-gateway-route-table, gateway: transit }
${each(
  spokes,
  (n) =>
    `  vpc-${n}-routes: { kind: aws-route-table, network: vpc-${n}, main: true, routes: [{ to: ${pool}, via: transit }] }`,
)}
securityGroups:
${each(
  spokes,
  (n) => `  web-${n}-group:
    kind: aws-security-group
    network: vpc-${n}
    inbound:
      - { protocol: tcp, ports: 443, cidr: ${pool} }
      - { protocol: icmp, cidr: ${pool} }`,
)}
  jobs:
    kind: azure-network-security-group
    inbound:
      - { priority: 100, access: allow, protocol: tcp, ports: 443, from: ${pool} }
      - { priority: 110, access: allow, protocol: icmp, from: ${pool} }
      - { priority: 4000, access: deny, from: VirtualNetwork, note: nothing else inside }
devices:
  home-edge: { kind: router, name: Edge of the data centre, site: home, bgp: { asn: 65030, announces: [connected] } }
  home-port-a: { kind: exchange-port, site: exchange, device: home-edge, rate: 10 Gbit/s, delay: 250 us }
  home-port-b: { kind: exchange-port, site: exchange, device: home-edge, rate: 10 Gbit/s, delay: 250 us }
  crossroads-a: { kind: exchange-router, name: Crossroads A, site: exchange, bgp: { asn: 65100 } }
  crossroads-b: { kind: exchange-router, name: Crossroads B, site: exchange, bgp: { asn: 65100 } }
workloads:
${each(spokes, (n) => `  web-${n}: { kind: virtual-machine, subnet: vpc-${n}-a, securityGroups: [web-${n}-group] }`)}
${each(spokes, (n) => `  job-${n}: { kind: virtual-machine, subnet: vnet-${n}-jobs, securityGroups: [jobs] }`)}
  database: { kind: virtual-machine, subnet: rack-1 }
traffic:
${each(
  spokes,
  (
    n,
  ) => `  orders-${n}: { kind: poisson, from: web-${n}, to: job-${n}, protocol: tcp, port: 443, rate: 6 Mbit/s, packetSize: 1400 B }
  queries-${n}: { kind: poisson, from: web-${n}, to: database, protocol: tcp, port: 5432, rate: 2 Mbit/s, packetSize: 1000 B }`,
)}
intents:
  orders: { kind: must-reach, from: { select: web-* }, to: { select: job-* }, port: 443 }
  queries: { kind: must-reach, from: [aws-region, azure-region], to: database, port: 5432 }
  no-shell: { kind: must-not-reach, from: database, to: { select: web-* }, port: 22 }
`;
  },
};
