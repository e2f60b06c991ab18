import { describe, expect, it } from 'vitest';
import { azureFabric } from '../../../support/azure-design.ts';
import { ask, nodesPassed } from '../../../support/design.ts';

/** Two hubs of one WAN, two networks on the first and one on the second. */
const wan = ({
  a = '',
  b = '',
  c = '',
  tables = '',
  attachments = '',
  gateways = '',
  europe = '',
  america = '',
  more = '',
  workloads = '',
} = {}): string => `networks:
  hub-eu: { kind: azure-virtual-hub, wan: wan, site: europe, cidrs: [10.100.0.0/23]${europe} }
  hub-us: { kind: azure-virtual-hub, wan: wan, site: america, cidrs: [10.101.0.0/23]${america} }
  vnet-a: { kind: azure-vnet, site: europe, cidrs: [10.1.0.0/16] }
  vnet-b: { kind: azure-vnet, site: europe, cidrs: [10.2.0.0/16] }
  vnet-c: { kind: azure-vnet, site: america, cidrs: [10.3.0.0/16] }
  office: { kind: lan, site: cellar, cidrs: [192.168.0.0/16] }
subnets:
  sub-a: { kind: azure-subnet, network: vnet-a, cidr: 10.1.1.0/24 }
  sub-b: { kind: azure-subnet, network: vnet-b, cidr: 10.2.1.0/24 }
  sub-c: { kind: azure-subnet, network: vnet-c, cidr: 10.3.1.0/24 }
  desks: { kind: segment, network: office, cidr: 192.168.1.0/24, gateway: branch }
${more}
gateways:
  wan: { kind: azure-virtual-wan }
${gateways}
attachments:
  on-a: { kind: azure-virtual-hub-connection, hub: hub-eu, network: vnet-a${a} }
  on-b: { kind: azure-virtual-hub-connection, hub: hub-eu, network: vnet-b${b} }
  on-c: { kind: azure-virtual-hub-connection, hub: hub-us, network: vnet-c${c} }
${attachments}
routeTables:
  own: { kind: azure-virtual-hub-route-table, hub: hub-eu, labels: [shop] }
${tables}
devices:
  branch: { kind: router, site: cellar, bgp: { asn: 65001, announces: [192.168.1.0/24] } }
workloads:
  a: { kind: virtual-machine, subnet: sub-a, address: 10.1.1.10 }
  b: { kind: virtual-machine, subnet: sub-b, address: 10.2.1.10 }
  c: { kind: virtual-machine, subnet: sub-c, address: 10.3.1.10 }
  desk: { kind: virtual-machine, subnet: desks, address: 192.168.1.10 }
${workloads}`;

const branch = '  office-vpn: { kind: azure-vpn-connection, gateway: hub-eu, device: branch }';

describe('a virtual WAN', () => {
  it('joins every network with every other, over one hub and over two', () => {
    const fabric = azureFabric(wan());
    expect(nodesPassed(ask(fabric, 'a', 'b'))).toEqual([
      'a',
      'sub-a',
      'vnet-a',
      'hub-eu',
      'vnet-b',
      'sub-b',
      'b',
    ]);
    const far = ask(fabric, 'a', 'c');
    expect(far.class).toBe('delivered');
    expect(nodesPassed(far)).toEqual(['a', 'sub-a', 'vnet-a', 'hub-eu', 'hub-us', 'vnet-c', 'sub-c', 'c']);
  });

  it('does not know what no connection brings', () => {
    expect(ask(azureFabric(wan()), 'a', '10.4.0.1').forward.fate).toBe('blackhole');
  });

  it('isolates networks that use a table of their own and tell it nothing of each other', () => {
    // Both use `own`, and both propagate to the default table only: neither knows the other; c knows both.
    const isolated = ', association: own, labels: [default]';
    const fabric = azureFabric(wan({ a: isolated, b: isolated }));
    expect(ask(fabric, 'a', 'b').forward.fate).toBe('blackhole');
    expect(ask(fabric, 'c', 'a').class).toBe('one-way');
  });

  it('propagates by label, and to a table by its name', () => {
    const table = ', association: own, labels: [shop]';
    expect(ask(azureFabric(wan({ a: table, b: table })), 'a', 'b').class).toBe('delivered');
    const named = ', association: own, propagation: [own]';
    const fabric = azureFabric(wan({ a: named, b: named }));
    expect(ask(fabric, 'a', 'b').class).toBe('delivered');
    expect(ask(fabric, 'a', 'c').class).not.toBe('delivered');
  });

  it('lets a branch into all its hubs', () => {
    const fabric = azureFabric(wan({ attachments: branch }));
    const result = ask(fabric, 'desk', 'c');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'desk',
      'desks',
      'branch',
      'hub-eu:vpn',
      'hub-eu',
      'hub-us',
      'vnet-c',
      'sub-c',
      'c',
    ]);
  });

  it('keeps branches apart where the WAN says so', () => {
    const text = (rest: string) =>
      wan({
        attachments: `${branch}\n  other-vpn: { kind: azure-vpn-connection, gateway: hub-us, device: other, prefixes: [172.31.0.0/16] }`,
        more: '  far-desks: { kind: segment, network: annex, cidr: 172.31.1.0/24, gateway: other }',
        workloads: '  annexed: { kind: virtual-machine, subnet: far-desks, address: 172.31.1.10 }',
      })
        .replace('  office:', '  annex: { kind: lan, site: cellar, cidrs: [172.31.0.0/16] }\n  office:')
        .replace(
          'devices:\n',
          'devices:\n  other: { kind: router, site: cellar, routes: [{ to: 0.0.0.0/0, via: other-vpn }] }\n',
        )
        .replace('azure-virtual-wan }', `azure-virtual-wan${rest} }`);
    expect(ask(azureFabric(text('')), 'desk', 'annexed').class).toBe('delivered');
    const apart = azureFabric(text(', branchToBranch: false'));
    expect(ask(apart, 'desk', 'annexed').class).not.toBe('delivered');
    expect(ask(apart, 'annexed', 'a').class).toBe('delivered');
  });

  it('sends private traffic past the firewalls of both hubs by routing intent, and back the same way', () => {
    const gateways = `  fw-eu: { kind: azure-firewall, hub: hub-eu, rules: [{ protocol: tcp, ports: 443 }] }
  fw-us: { kind: azure-firewall, hub: hub-us, rules: [{ protocol: tcp, ports: 443 }] }`;
    const fabric = azureFabric(
      wan({
        gateways,
        europe: ', routingIntent: { private: fw-eu }',
        america: ', routingIntent: { private: fw-us }',
        attachments: branch,
      }),
    );
    const tcp443 = { protocol: 'tcp', port: 443 } as const;
    expect(nodesPassed(ask(fabric, 'a', 'b', tcp443))).toEqual([
      'a',
      'sub-a',
      'vnet-a',
      'hub-eu',
      'fw-eu',
      'hub-eu',
      'vnet-b',
      'sub-b',
      'b',
    ]);
    const far = ask(fabric, 'a', 'c', tcp443);
    expect(far.class).toBe('delivered');
    expect(nodesPassed(far)).toEqual(expect.arrayContaining(['fw-eu', 'fw-us']));
    expect(ask(fabric, 'desk', 'c', tcp443).class).toBe('delivered');
    const refused = ask(fabric, 'a', 'b', { protocol: 'tcp', port: 22 });
    expect(refused.verdict).toContain('firewall fw-eu has no rule for tcp 22');
  });

  it('sends what is for the internet through the firewall of the hub, and spares who does not learn the default route', () => {
    const text = wan({
      gateways:
        '  fw-eu: { kind: azure-firewall, hub: hub-eu, publicAddresses: [203.0.113.5], rules: [{ protocol: tcp, ports: 443 }] }',
      europe: ', routingIntent: { internet: fw-eu }',
      b: ', internetSecurity: false',
      more: '  outside: { kind: segment, network: world, cidr: 198.51.100.0/24 }',
      workloads: '  visitor: { kind: virtual-machine, subnet: outside, address: 198.51.100.7 }',
    }).replace('  office:', '  world: { kind: lan, site: net, cidrs: [198.51.100.0/24] }\n  office:');
    const fabric = azureFabric(text);
    const tcp443 = { protocol: 'tcp', port: 443 } as const;
    const out = ask(fabric, 'a', 'visitor', tcp443);
    expect(out.class).toBe('delivered');
    expect(nodesPassed(out)).toContain('fw-eu');
    expect(JSON.stringify(out.forward)).toContain('203.0.113.5');
    expect(nodesPassed(ask(fabric, 'b', 'visitor', tcp443))).not.toContain('fw-eu');
    // Networks still reach each other without it.
    expect(nodesPassed(ask(fabric, 'a', 'b', tcp443))).not.toContain('fw-eu');
    expect(ask(fabric, 'a', 'c', tcp443).class).toBe('delivered');
  });

  it('leads by a written route through a firewall of the hub, without routing intent', () => {
    const isolated = ', association: own, propagation: []';
    const fabric = azureFabric(
      wan({
        a: isolated,
        b: isolated,
        gateways: '  fw-eu: { kind: azure-firewall, hub: hub-eu, rules: [{ protocol: icmp }] }',
        tables: '',
      }).replace('labels: [shop] }', 'routes: [{ to: 10.0.0.0/8, via: fw-eu }] }'),
    );
    const result = ask(fabric, 'a', 'b', { protocol: 'icmp' });
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toContain('fw-eu');
    expect(ask(fabric, 'a', 'b', { protocol: 'tcp', port: 80 }).class).toBe('denied');
  });

  it('leads by a written route to an appliance in a connected network', () => {
    const fabric = azureFabric(
      wan({
        tables:
          '  standard: { kind: azure-virtual-hub-route-table, hub: hub-eu, default: true, routes: [{ to: 172.30.0.0/16, via: on-b, address: 10.2.1.20 }] }',
        workloads: '  nva: { kind: virtual-machine, subnet: sub-b, address: 10.2.1.20, forwards: true }',
      }),
    );
    expect(nodesPassed(ask(fabric, 'a', '172.30.0.1'))).toContain('nva');
  });
});
