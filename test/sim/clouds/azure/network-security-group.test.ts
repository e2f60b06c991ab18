import { describe, expect, it } from 'vitest';
import { azureFabric } from '../../../support/azure-design.ts';
import { ask } from '../../../support/design.ts';

/** Two peered networks; the group on the subnet of `data`, and perhaps one on its interface. */
const design = ({ inbound = '', outbound = '', onInterface = '', webGroups = '' } = {}): string => `networks:
  near: { kind: azure-vnet, site: europe, cidrs: [10.0.0.0/16] }
  far: { kind: azure-vnet, site: europe, cidrs: [10.1.0.0/16] }
subnets:
  data-net: { kind: azure-subnet, network: near, cidr: 10.0.1.0/24, securityGroup: guard }
  web-net: { kind: azure-subnet, network: far, cidr: 10.1.1.0/24 }
attachments:
  peer: { kind: azure-vnet-peering, ends: [{ network: near }, { network: far }] }
securityGroups:
  guard: { kind: azure-network-security-group, inbound: [${inbound}], outbound: [${outbound}] }
  own: { kind: azure-network-security-group, inbound: [${onInterface}] }
  webs: { kind: azure-application-security-group, network: far }
workloads:
  data:
    kind: virtual-machine
    subnet: data-net
    address: 10.0.1.10
    ${onInterface === '' ? '' : 'securityGroups: [own]'}
  web: { kind: virtual-machine, subnet: web-net, address: 10.1.1.10${webGroups} }
`;

const tcp = (port: number) => ({ protocol: 'tcp', port }) as const;

describe('a network security group', () => {
  it('lets the virtual network and its peers in by default, and refuses the rest', () => {
    const fabric = azureFabric(design());
    const result = ask(fabric, 'web', 'data', tcp(22));
    expect(result.class).toBe('delivered');
    const entries = result.forward.steps.map(({ decidedBy }) => decidedBy.entry);
    expect(entries).toContain(
      'inbound default rule 65000 of network security group guard allows VirtualNetwork to VirtualNetwork',
    );
  });

  it('asks its rules in the order of priority, not of the document', () => {
    const deny = '{ priority: 300, access: deny, from: VirtualNetwork }';
    const allow = '{ priority: 200, access: allow, protocol: tcp, ports: 443, from: 10.1.0.0/16 }';
    const fabric = azureFabric(design({ inbound: `${deny}, ${allow}` }));
    expect(ask(fabric, 'web', 'data', tcp(443)).class).toBe('delivered');
    const refused = ask(fabric, 'web', 'data', tcp(22));
    expect(refused.class).toBe('denied');
    expect(refused.verdict).toContain('inbound rule 300 of network security group guard denies everything');
  });

  it('must be passed at the subnet and at the interface', () => {
    const fabric = azureFabric(
      design({ onInterface: '{ priority: 100, access: deny, protocol: tcp, ports: 22 }' }),
    );
    const refused = ask(fabric, 'web', 'data', tcp(22));
    expect(refused.verdict).toContain('network security group own denies tcp 22');
    expect(ask(fabric, 'web', 'data', tcp(443)).class).toBe('delivered');
  });

  it('lets answers pass without a rule, since it remembers', () => {
    const fabric = azureFabric(design({ outbound: '{ priority: 100, access: deny }' }));
    expect(ask(fabric, 'web', 'data', tcp(443)).class).toBe('delivered');
    expect(ask(fabric, 'data', 'web', tcp(443)).class).toBe('denied');
  });

  it('names members of an application security group instead of addresses', () => {
    const inbound =
      '{ priority: 100, access: allow, protocol: tcp, ports: 443, fromGroups: [webs] }, { priority: 110, access: deny }';
    const member = azureFabric(design({ inbound, webGroups: ', securityGroups: [webs]' }));
    expect(ask(member, 'web', 'data', tcp(443)).class).toBe('delivered');
    const stranger = azureFabric(design({ inbound }));
    expect(ask(stranger, 'web', 'data', tcp(443)).class).toBe('denied');
  });

  it('does not hold for the internet what holds for the virtual network', () => {
    const inbound = '{ priority: 100, access: deny, from: Internet }';
    const fabric = azureFabric(design({ inbound }));
    expect(ask(fabric, 'web', 'data', tcp(443)).class).toBe('delivered');
    const closed = azureFabric(design({ outbound: '{ priority: 100, access: deny, to: Internet }' }));
    expect(ask(closed, 'data', '198.51.100.7', tcp(443)).forward.fate).toBe('denied');
  });
});
