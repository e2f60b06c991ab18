/** Two virtual hubs in two regions and a branch: any to any, as Virtual WAN does it without further route tables. */
import { placeOf, regionParameter } from './cloud-regions.ts';
import { cutPool } from './cut-pool.ts';
import { each } from './lines.ts';
import { type Template, TemplateRefusal } from './template.ts';
import { poolParameter, spokesParameter } from './usual-parameters.ts';

export const azureVirtualWan: Template = {
  id: 'azure-virtual-wan',
  title: 'Azure Virtual WAN',
  description:
    'Two virtual hubs in two regions, spokes on either, and a branch by VPN: every network and the branch reach every other.',
  parameters: () => [
    spokesParameter(1200, 'how many networks, in turn on the first and the second hub'),
    poolParameter,
    regionParameter('azure', 'westeurope', 'region', 'Azure region of the first hub'),
    regionParameter('azure', 'eastus', 'second', 'Azure region of the second hub'),
  ],
  write(values) {
    const spokes = values.number('spokes');
    const pool = values.text('pool');
    const region = values.text('region');
    const second = values.text('second');
    if (region === second)
      throw new TemplateRefusal(`region and second are both ${region}: choose two regions.`);
    const { length, subnet } = cutPool(pool, spokes + 4);
    const sideOf = (n: number): 'first' | 'second' => (n % 2 === 1 ? 'first' : 'second');
    return `# Two virtual hubs: everything on them reaches everything, over both regions.
netwright: 1
name: Azure Virtual WAN
description: |
  ${spokes} networks on two virtual hubs of one WAN, and a branch office on the first. Without route tables of their own all connections use
  and fill the default ones, and the hubs tell each other: every network reaches every other, and the branch reaches all of them.
simulation: { seed: 1, duration: 200 ms }
sites:
  first-region: { kind: azure-region, name: ${placeOf('azure', region)}, region: ${region} }
  second-region: { kind: azure-region, name: ${placeOf('azure', second)}, region: ${second} }
  branch-site: { kind: data-centre, name: Branch }
pools:
  company: { kind: pool, cidr: ${pool} }
networks:
  first-hub: { kind: azure-virtual-hub, name: First hub, wan: wan, site: first-region, cidrs: [auto/${Math.max(length, 23)}] }
  second-hub: { kind: azure-virtual-hub, name: Second hub, wan: wan, site: second-region, cidrs: [auto/${Math.max(length, 23)}] }
  services: { kind: azure-vnet, name: Shared services, site: first-region, cidrs: [auto/${length}] }
${each(spokes, (n) => `  spoke-${n}: { kind: azure-vnet, site: ${sideOf(n)}-region, cidrs: [auto/${length}] }`)}
  branch: { kind: lan, name: Branch, site: branch-site, cidrs: [auto/${length}] }
subnets:
  services-vms: { kind: azure-subnet, network: services, cidr: auto/${subnet} }
${each(spokes, (n) => `  spoke-${n}-apps: { kind: azure-subnet, network: spoke-${n}, cidr: auto/${subnet}, securityGroup: apps }`)}
  desks: { kind: segment, network: branch, cidr: auto/${subnet}, gateway: branch-router }
gateways:
  wan: { kind: azure-virtual-wan, name: Virtual WAN }
attachments:
  on-services: { kind: azure-virtual-hub-connection, hub: first-hub, network: services }
${each(spokes, (n) => `  on-spoke-${n}: { kind: azure-virtual-hub-connection, hub: ${sideOf(n)}-hub, network: spoke-${n} }`)}
  branch-vpn: { kind: azure-vpn-connection, gateway: first-hub, device: branch-router, delay: 8 ms }
securityGroups:
  apps:
    kind: azure-network-security-group
    inbound:
      - { priority: 100, access: allow, protocol: tcp, ports: 443, from: ${pool} }
      - { priority: 110, access: allow, protocol: icmp, from: ${pool} }
      - { priority: 4000, access: deny, from: VirtualNetwork, note: nothing else inside }
devices:
  branch-router: { kind: router, name: Branch router, site: branch-site, bgp: { asn: 65001, announces: [connected] } }
workloads:
  directory: { kind: virtual-machine, subnet: services-vms }
${each(spokes, (n) => `  app-${n}: { kind: virtual-machine, subnet: spoke-${n}-apps }`)}
  desk: { kind: virtual-machine, subnet: desks }
traffic:
${each(
  spokes,
  (
    n,
  ) => `  lookups-${n}: { kind: constant-rate, from: app-${n}, to: directory, port: 53, rate: 1 Mbit/s, packetSize: 500 B }
  calls-${n}: { kind: poisson, from: app-${n}, to: app-${(n % spokes) + 1}, protocol: tcp, port: 443, rate: 6 Mbit/s }
  visits-${n}: { kind: poisson, from: desk, to: app-${n}, protocol: tcp, port: 443, rate: 2 Mbit/s, packetSize: 1000 B }`,
)}
intents:
  names: { kind: must-reach, from: { select: app-* }, to: directory, protocol: udp, port: 53 }
  calls: { kind: must-reach, from: { select: app-* }, to: { select: app-* }, port: 443 }
  visits: { kind: must-reach, from: desk, to: { select: app-* }, port: 443 }
  no-shell: { kind: must-not-reach, from: desk, to: { select: app-* }, port: 22 }
`;
  },
};
