import { describe, expect, it } from 'vitest';
import { azureProblems } from '../../support/azure-design.ts';

const mismatches = (text: string): string[] =>
  azureProblems(text, 'document/mismatched-reference').map(({ message }) => message);

const networks = `networks:
  one: { kind: azure-vnet, site: europe, cidrs: [10.1.0.0/16] }
  hub-a: { kind: azure-virtual-hub, wan: wan, site: europe, cidrs: [10.100.0.0/23] }
  hub-b: { kind: azure-virtual-hub, wan: wan, site: america, cidrs: [10.101.0.0/23] }
  sddc-a: { kind: avs-private-cloud, site: europe, block: 10.50.0.0/22, cidrs: [10.60.0.0/16] }
  sddc-b: { kind: avs-private-cloud, site: europe, block: 10.51.0.0/22, cidrs: [10.61.0.0/16] }
`;

describe('Azure and VMware records that name each other', () => {
  it('fit together: a peering has two networks, Global Reach two circuits', () => {
    const text = `${networks}gateways: { wan: { kind: azure-virtual-wan } }
attachments:
  self: { kind: azure-vnet-peering, ends: [{ network: one }, { network: one }] }
  same: { kind: azure-global-reach, circuits: [sddc-a, sddc-a] }
  headless: { kind: azure-connectivity, topology: hub-and-spoke, members: [one] }
`;
    expect(mismatches(text)).toEqual([
      'A peering joins two networks; both ends are one here.',
      'Global Reach joins two circuits; both are sddc-a here.',
      'A hub-and-spoke configuration names its hub.',
    ]);
  });

  it('belong to the same hub', () => {
    const text = `${networks.replace('wan: wan, site: america', 'wan: wan, routingIntent: { private: fw }, site: america')}gateways:
  wan: { kind: azure-virtual-wan }
  fw: { kind: azure-firewall, hub: hub-a }
  nowhere: { kind: azure-firewall }
attachments:
  on: { kind: azure-virtual-hub-connection, hub: hub-b, network: one, association: table }
routeTables:
  table: { kind: azure-virtual-hub-route-table, hub: hub-a }
`;
    expect(mismatches(text)).toEqual([
      'Firewall fw does not stand in hub hub-b, so its routing intent cannot lead there.',
      'A firewall stands either in a subnet or in a virtual hub: name one of them.',
      'Route table table belongs to hub hub-a, but this connection is on hub-b.',
    ]);
  });

  it('belong to the same private cloud, and an interface has one security group', () => {
    const text = `${networks}gateways:
  wan: { kind: azure-virtual-wan }
  t1: { kind: nsx-tier-1, network: sddc-a }
subnets:
  seg: { kind: nsx-segment, network: sddc-b, cidr: 10.61.1.0/24, gateway: t1 }
  vms: { kind: azure-subnet, network: one, cidr: 10.1.1.0/24 }
securityGroups:
  dfw: { kind: nsx-distributed-firewall, network: sddc-a, segments: [seg] }
  first: { kind: azure-network-security-group }
  second: { kind: azure-network-security-group }
workloads:
  vm: { kind: virtual-machine, subnet: vms, securityGroups: [first, second] }
`;
    expect(mismatches(text)).toEqual([
      'Gateway t1 belongs to private cloud sddc-a, but seg is a segment of sddc-b.',
      'Segment seg is part of sddc-b, but this firewall belongs to sddc-a.',
      'vm has network security group first already; second would be a second one at its interface.',
    ]);
  });

  it('leave automatic blocks outside the management of a private cloud', () => {
    const text = `networks:
  sddc: { kind: avs-private-cloud, site: europe, block: 10.0.0.0/22, cidrs: [auto/22] }
`;
    expect(azureProblems(text)).toEqual([]);
  });
});
