/** A private cloud of Azure VMware Solution, virtual networks beside it, and a data centre joined by Global Reach. */
import { factBook } from '../facts/fact-book.ts';
import { placeOf, regionParameter } from './cloud-regions.ts';
import { cutPool } from './cut-pool.ts';
import { each } from './lines.ts';
import type { Template } from './template.ts';
import { poolParameter, spokesParameter } from './usual-parameters.ts';

export const vmwareGlobalReach: Template = {
  id: 'vmware-global-reach',
  title: 'Azure VMware Solution with Global Reach',
  description:
    'A VMware private cloud, virtual networks behind one ExpressRoute gateway, and a data centre that reaches the cloud edge to edge.',
  parameters: () => [
    spokesParameter(1000, 'how many virtual networks, peered with the one that has the gateway'),
    poolParameter,
    regionParameter('azure', 'westeurope'),
  ],
  write(values) {
    const spokes = values.number('spokes');
    const pool = values.text('pool');
    const region = values.text('region');
    // The management block of a private cloud must fit into one of the blocks.
    const management = factBook().number('vmware.avs.block', 'prefix length');
    const { block, subnet } = cutPool(pool, spokes + 4, management);
    const [cloud, home] = [block(spokes + 1), block(spokes + 2)];
    const managementBlock = block(spokes + 3).replace(/\d+$/, String(management));
    return `# A VMware private cloud between a data centre and virtual networks: two ways in, by two ExpressRoute circuits.
netwright: 1
name: VMware and Global Reach
description: |
  Applications move from a data centre into a private cloud of Azure VMware Solution. Its machines and ${spokes} virtual networks reach each
  other through the ExpressRoute gateway of the hub; the data centre reaches the private cloud by Global Reach, edge to edge, and the
  virtual networks through the gateway.
simulation: { seed: 1, duration: 100 ms }
sites:
  region: { kind: azure-region, name: ${placeOf('azure', region)}, region: ${region} }
  home: { kind: data-centre, name: Data centre }
networks:
  private-cloud: { kind: avs-private-cloud, name: Private cloud, site: region, block: ${managementBlock}, cidrs: [${cloud}] }
  hub: { kind: azure-vnet, name: Hub, site: region, cidrs: [${block(0)}] }
${each(spokes, (n) => `  spoke-${n}: { kind: azure-vnet, site: region, cidrs: [${block(n)}] }`)}
  racks: { kind: lan, name: Data centre, site: home, cidrs: [${home}] }
subnets:
  web-segment: { kind: nsx-segment, network: private-cloud, cidr: auto/${subnet}, gateway: tier-1 }
  data-segment: { kind: nsx-segment, network: private-cloud, cidr: auto/${subnet}, gateway: tier-1 }
  hub-gateway: { kind: azure-subnet, network: hub, cidr: auto/27, purpose: gateway }
  hub-services: { kind: azure-subnet, network: hub, cidr: auto/${subnet} }
${each(spokes, (n) => `  spoke-${n}-apps: { kind: azure-subnet, network: spoke-${n}, cidr: auto/${subnet}, securityGroup: apps }`)}
  rack-1: { kind: segment, network: racks, cidr: auto/${subnet}, gateway: home-edge }
gateways:
  tier-1: { kind: nsx-tier-1, name: Tier-1 gateway, network: private-cloud }
  gateway: { kind: azure-expressroute-gateway, name: ExpressRoute gateway, subnet: hub-gateway, sku: ergw3az }
  circuit: { kind: azure-expressroute-circuit, name: Circuit, site: home, device: home-edge, rate: 1 Gbit/s, delay: 2 ms }
attachments:
${each(
  spokes,
  (n) => `  hub-spoke-${n}:
    kind: azure-vnet-peering
    ends:
      - { network: hub, allowGatewayTransit: true }
      - { network: spoke-${n}, useRemoteGateways: true }`,
)}
  to-private-cloud: { kind: azure-expressroute-connection, gateway: gateway, circuit: private-cloud }
  to-home: { kind: azure-expressroute-connection, gateway: gateway, circuit: circuit }
  edge-to-edge: { kind: azure-global-reach, name: Global Reach, circuits: [private-cloud, circuit] }
securityGroups:
  data-rules:
    kind: nsx-distributed-firewall
    network: private-cloud
    segments: [data-segment]
    rules:
      - { protocol: tcp, ports: 5432, from: [${cloud}], note: the web servers beside it }
      - { protocol: tcp, ports: 5432, from: [${home}], note: replication from the old database }
      - { access: drop }
  apps:
    kind: azure-network-security-group
    inbound:
      - { priority: 100, access: allow, protocol: tcp, ports: 443, from: ${pool} }
      - { priority: 110, access: allow, protocol: icmp, from: ${pool} }
      - { priority: 4000, access: deny, from: VirtualNetwork, note: nothing else inside }
devices:
  home-edge: { kind: router, name: Edge of the data centre, site: home, bgp: { asn: 65001, announces: [connected] } }
workloads:
  web: { kind: virtual-machine, subnet: web-segment }
  database: { kind: virtual-machine, subnet: data-segment }
  directory: { kind: virtual-machine, subnet: hub-services }
${each(spokes, (n) => `  app-${n}: { kind: virtual-machine, subnet: spoke-${n}-apps }`)}
  old-database: { kind: virtual-machine, subnet: rack-1 }
traffic:
  queries: { kind: poisson, from: web, to: database, protocol: tcp, port: 5432, rate: 12 Mbit/s }
  replication: { kind: poisson, from: old-database, to: database, protocol: tcp, port: 5432, rate: 60 Mbit/s, packetSize: 1400 B }
${each(
  spokes,
  (
    n,
  ) => `  lookups-${n}: { kind: constant-rate, from: app-${n}, to: directory, port: 53, rate: 1 Mbit/s, packetSize: 500 B }
  calls-${n}: { kind: poisson, from: web, to: app-${n}, protocol: tcp, port: 443, rate: 2 Mbit/s, packetSize: 1000 B }`,
)}
intents:
  web-asks: { kind: must-reach, from: web, to: database, port: 5432 }
  database-moves: { kind: must-reach, from: old-database, to: database, port: 5432 }
  web-calls: { kind: must-reach, from: web, to: { select: app-* }, port: 443 }
  names: { kind: must-reach, from: { select: app-* }, to: directory, protocol: udp, port: 53 }
  database-apart: { kind: must-not-reach, from: { select: app-* }, to: database }
`;
  },
};
