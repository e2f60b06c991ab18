/** Spokes whose way to the internet, and to each other, leads through a firewall and NAT gateways in two zones. */
import { placeOf, regionParameter } from './cloud-regions.ts';
import { cutPool } from './cut-pool.ts';
import { each } from './lines.ts';
import type { Template } from './template.ts';
import { granted, grantedParameter, poolParameter, spokesParameter } from './usual-parameters.ts';

export const awsCentralEgressInspection: Template = {
  id: 'aws-central-egress-inspection',
  title: 'AWS central egress with inspection',
  description:
    'Spokes reach the internet, and each other, through one inspection network with a firewall and NAT gateways in two zones.',
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
    return `# One way out for everybody: a firewall and a NAT gateway in each of two zones, behind a transit gateway.
netwright: 1
name: Central egress with inspection
description: |
  ${spokes} spokes send everything to a transit gateway, which leads it through an inspection network. The firewall there passes HTTPS
  only, outwards and between spokes; NAT gateways lend their public addresses. Appliance mode keeps both directions of a flow
  in one zone, and with that at one firewall endpoint.
facts:
${granted('aws.vpc.perregion', values.number('vpcs'))}
simulation: { seed: 1, duration: 100 ms }
sites:
  region: { kind: aws-region, name: ${placeOf('aws', region)}, region: ${region} }
  world: { kind: internet, name: Internet }
pools:
  company: { kind: pool, cidr: ${pool}, site: region }
networks:
  inspection: { kind: aws-vpc, name: Inspection, site: region, cidrs: [auto/${length}] }
${each(spokes, (n) => `  spoke-${n}: { kind: aws-vpc, site: region, cidrs: [auto/${length}] }`)}
  web-farm: { kind: lan, name: Somebody else's servers, site: world, cidrs: [198.51.100.0/24] }
subnets:
  transit-a: { kind: aws-subnet, network: inspection, cidr: auto/28, zone: ${region}a, routeTable: to-firewall }
  transit-b: { kind: aws-subnet, network: inspection, cidr: auto/28, zone: ${region}b, routeTable: to-firewall }
  firewall-a: { kind: aws-subnet, network: inspection, cidr: auto/28, zone: ${region}a, routeTable: from-firewall-a }
  firewall-b: { kind: aws-subnet, network: inspection, cidr: auto/28, zone: ${region}b, routeTable: from-firewall-b }
  public-a: { kind: aws-subnet, network: inspection, cidr: auto/28, zone: ${region}a, routeTable: public }
  public-b: { kind: aws-subnet, network: inspection, cidr: auto/28, zone: ${region}b, routeTable: public }
${each(
  spokes,
  (n) => `  spoke-${n}-a: { kind: aws-subnet, network: spoke-${n}, cidr: auto/${subnet}, zone: ${region}a }
  spoke-${n}-b: { kind: aws-subnet, network: spoke-${n}, cidr: auto/${subnet}, zone: ${region}b }`,
)}
  web-servers: { kind: segment, network: web-farm, cidr: 198.51.100.0/24 }
gateways:
  transit: { kind: aws-transit-gateway, name: Transit gateway, site: region }
  firewall:
    kind: aws-network-firewall
    name: Firewall
    network: inspection
    interfaces: [{ subnet: firewall-a }, { subnet: firewall-b }]
    rules:
      - { action: pass, protocol: tcp, ports: 443, from: ${pool}, note: between spokes and to the internet }
  nat-a: { kind: aws-nat-gateway, network: inspection, interfaces: [{ subnet: public-a }] }
  nat-b: { kind: aws-nat-gateway, network: inspection, interfaces: [{ subnet: public-b }] }
  internet-gateway: { kind: aws-internet-gateway, network: inspection }
attachments:
  on-inspection:
    kind: aws-transit-gateway-attachment
    gateway: transit
    network: inspection
    subnets: [transit-a, transit-b]
    association: inspected
    applianceMode: true
${each(
  spokes,
  (n) => `  on-spoke-${n}:
    kind: aws-transit-gateway-attachment
    gateway: transit
    network: spoke-${n}
    subnets: [spoke-${n}-a, spoke-${n}-b]
    association: of-spokes
    propagation: [inspected]`,
)}
  address-a: { kind: aws-elastic-address, address: 203.0.113.10, target: nat-a }
  address-b: { kind: aws-elastic-address, address: 203.0.113.20, target: nat-b }
routeTables:
  of-spokes:
    kind: aws-transit-gateway-route-table
    gateway: transit
    note: leads everything to the firewall
    routes: [{ to: 0.0.0.0/0, via: on-inspection }]
  inspected: { kind: aws-transit-gateway-route-table, gateway: transit, note: knows the spokes }
${each(
  spokes,
  (n) =>
    `  spoke-${n}-routes: { kind: aws-route-table, network: spoke-${n}, main: true, routes: [{ to: 0.0.0.0/0, via: transit }] }`,
)}
  to-firewall: { kind: aws-route-table, network: inspection, routes: [{ to: 0.0.0.0/0, via: firewall }] }
  from-firewall-a:
    kind: aws-route-table
    network: inspection
    routes:
      - { to: ${pool}, via: transit }
      - { to: 0.0.0.0/0, via: nat-a }
  from-firewall-b:
    kind: aws-route-table
    network: inspection
    routes:
      - { to: ${pool}, via: transit }
      - { to: 0.0.0.0/0, via: nat-b }
  public:
    kind: aws-route-table
    network: inspection
    routes:
      - { to: ${pool}, via: firewall, note: so that answers pass it as well }
      - { to: 0.0.0.0/0, via: internet-gateway }
securityGroups:
${each(
  spokes,
  (n) => `  app-${n}-group:
    kind: aws-security-group
    network: spoke-${n}
    inbound:
      - { protocol: tcp, ports: 443, cidr: ${pool} }`,
)}
workloads:
${each(spokes, (n) => `  app-${n}: { kind: virtual-machine, subnet: spoke-${n}-a, securityGroups: [app-${n}-group] }`)}
  website: { kind: virtual-machine, subnet: web-servers, address: 198.51.100.10 }
traffic:
${each(
  spokes,
  (
    n,
  ) => `  updates-${n}: { kind: poisson, from: app-${n}, to: website, protocol: tcp, port: 443, rate: 12 Mbit/s }
  calls-${n}: { kind: poisson, from: app-${n}, to: app-${(n % spokes) + 1}, protocol: tcp, port: 443, rate: 6 Mbit/s }`,
)}
intents:
  updates: { kind: must-reach, from: { select: app-* }, to: website, port: 443 }
  calls: { kind: must-reach, from: { select: app-* }, to: { select: app-* }, port: 443 }
  no-other-way-out: { kind: must-not-reach, from: { select: app-* }, to: website, port: 25 }
  nobody-in: { kind: must-not-reach, from: website, to: { select: app-* } }
`;
  },
};
