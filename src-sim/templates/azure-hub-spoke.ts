/** Virtual networks peered with a hub that has a firewall and a VPN gateway. */
import { placeOf, regionParameter } from './cloud-regions.ts';
import { cutPool } from './cut-pool.ts';
import { each } from './lines.ts';
import type { Template } from './template.ts';
import { poolParameter, spokesParameter } from './usual-parameters.ts';

export const azureHubSpoke: Template = {
  id: 'azure-hub-spoke',
  title: 'Azure hub and spoke',
  description:
    'Spokes peered with a hub: shared services, a firewall that everything else passes, and a VPN gateway to an office.',
  parameters: () => [
    spokesParameter(1000),
    poolParameter,
    regionParameter('azure', 'westeurope'),
    {
      kind: 'choice',
      name: 'between',
      meaning: 'whether the firewall passes HTTPS from spoke to spoke',
      default: 'no',
      choices: ['no', 'yes'],
    },
  ],
  write(values) {
    const spokes = values.number('spokes');
    const pool = values.text('pool');
    const region = values.text('region');
    const between = values.text('between') === 'yes';
    const { block, subnet } = cutPool(pool, spokes + 2);
    const office = block(spokes + 1);
    return `# Hub and spoke in Azure: spokes use what stands in the hub, and everything else passes its firewall.
netwright: 1
name: Azure hub and spoke
description: |
  ${spokes} spokes peered with a hub. Peerings carry no transit: spokes reach the shared services in the hub directly, and everything
  else only because their route tables send it to the firewall there, which ${between ? 'passes HTTPS from spoke to spoke.' : 'passes nothing from spoke to spoke.'} The
  office comes in over a VPN gateway, whose subnet sends what is for spokes to the firewall, too.
simulation: { seed: 1, duration: 100 ms }
sites:
  region: { kind: azure-region, name: ${placeOf('azure', region)}, region: ${region} }
  office-site: { kind: data-centre, name: Office }
  world: { kind: internet, name: Internet }
networks:
  hub: { kind: azure-vnet, name: Hub, site: region, cidrs: [${block(0)}] }
${each(spokes, (n) => `  spoke-${n}: { kind: azure-vnet, site: region, cidrs: [${block(n)}] }`)}
  office: { kind: lan, name: Office, site: office-site, cidrs: [${office}] }
  web-farm: { kind: lan, name: Somebody else's servers, site: world, cidrs: [198.51.100.0/24] }
subnets:
  hub-firewall: { kind: azure-subnet, network: hub, cidr: auto/26, purpose: firewall }
  hub-gateway: { kind: azure-subnet, network: hub, cidr: auto/27, purpose: gateway, routeTable: from-office }
  hub-services: { kind: azure-subnet, network: hub, cidr: auto/${subnet} }
${each(
  spokes,
  (n) =>
    `  spoke-${n}-apps: { kind: azure-subnet, network: spoke-${n}, cidr: auto/${subnet}, routeTable: to-firewall, securityGroup: apps }`,
)}
  desks: { kind: segment, network: office, cidr: auto/${subnet}, gateway: office-router }
  web-servers: { kind: segment, network: web-farm, cidr: 198.51.100.0/24 }
gateways:
  firewall:
    kind: azure-firewall
    name: Firewall
    subnet: hub-firewall
    publicAddresses: [203.0.113.10]
    rules:
      - { protocol: tcp, ports: 443, from: [${office}], to: [${pool}], note: the office uses what runs in spokes }
${between ? `      - { protocol: tcp, ports: 443, from: [${pool}], to: [${pool}], note: spokes use each other }\n` : ''}      - { access: deny, from: [${pool}], to: [${pool}], note: nothing else inside }
      - { protocol: tcp, ports: 443, from: [${pool}], note: updates and partners }
  vpn: { kind: azure-vpn-gateway, name: VPN gateway, subnet: hub-gateway, sku: vpngw2az }
attachments:
${each(
  spokes,
  (n) => `  hub-spoke-${n}:
    kind: azure-vnet-peering
    ends:
      - { network: hub, allowGatewayTransit: true, allowForwardedTraffic: true }
      - { network: spoke-${n}, useRemoteGateways: true, allowForwardedTraffic: true }`,
)}
  office-vpn: { kind: azure-vpn-connection, gateway: vpn, device: office-router, delay: 10 ms }
routeTables:
  to-firewall:
    kind: azure-route-table
    note: for the spokes, which learn nothing from the gateway
    propagation: false
    routes: [{ to: 0.0.0.0/0, via: firewall }]
  from-office:
    kind: azure-route-table
    note: so that the firewall sees both directions
    routes:
${each(spokes, (n) => `      - { to: ${block(n)}, via: firewall }`)}
securityGroups:
  apps:
    kind: azure-network-security-group
    inbound:
      - { priority: 100, access: allow, protocol: tcp, ports: 443, from: ${pool} }
      - { priority: 110, access: allow, protocol: icmp, from: ${pool} }
      - { priority: 4000, access: deny, from: VirtualNetwork, note: nothing else inside }
devices:
  office-router: { kind: router, name: Office router, site: office-site, bgp: { asn: 65001, announces: [${office}] } }
workloads:
  directory: { kind: virtual-machine, subnet: hub-services }
${each(spokes, (n) => `  app-${n}: { kind: virtual-machine, subnet: spoke-${n}-apps }`)}
  desk: { kind: virtual-machine, subnet: desks }
  website: { kind: virtual-machine, subnet: web-servers, address: 198.51.100.10 }
traffic:
${each(
  spokes,
  (
    n,
  ) => `  lookups-${n}: { kind: constant-rate, from: app-${n}, to: directory, port: 53, rate: 1 Mbit/s, packetSize: 500 B }
  updates-${n}: { kind: poisson, from: app-${n}, to: website, protocol: tcp, port: 443, rate: 6 Mbit/s }
  visits-${n}: { kind: poisson, from: desk, to: app-${n}, protocol: tcp, port: 443, rate: 2 Mbit/s, packetSize: 1000 B }`,
)}
intents:
  names: { kind: must-reach, from: { select: app-* }, to: directory, protocol: udp, port: 53 }
  updates: { kind: must-reach, from: { select: app-* }, to: website, port: 443 }
  visits: { kind: must-reach, from: desk, to: { select: app-* }, port: 443 }
  ${
    between
      ? 'calls: { kind: must-reach, from: { select: app-* }, to: { select: app-* }, port: 443 }'
      : 'apart: { kind: must-not-reach, name: Spokes stay apart, from: { select: app-* }, to: { select: app-* } }'
  }
  nobody-in: { kind: must-not-reach, from: website, to: { select: app-* } }
`;
  },
};
