import { describe, expect, it } from 'vitest';
import { azureProblems } from '../../support/azure-design.ts';
import { hubAndSpoke } from '../clouds/azure/hub-and-spoke.ts';

const messages = (text: string, code: string): string[] =>
  azureProblems(text, code).map(({ message }) => message);

describe('a sound hub and spoke', () => {
  it('has neither errors nor warnings', () => {
    expect(azureProblems(hubAndSpoke())).toEqual([]);
  });
});

describe('azure/subnet-size', () => {
  const sized = (cidr: string, purpose: string): string => `networks:
  hub: { kind: azure-vnet, site: europe, cidrs: [10.0.0.0/16] }
subnets:
  s: { kind: azure-subnet, network: hub, cidr: ${cidr}${purpose} }
`;

  it('knows the smallest subnet of each service', () => {
    // azure.subnet.prefix.min /29, azure.subnet.firewall and .bastion /26, azure.subnet.gateway /29, recommended /27.
    expect(messages(sized('10.0.0.0/30', ''), 'azure/subnet-size')).toHaveLength(1);
    expect(messages(sized('10.0.0.0/29', ''), 'azure/subnet-size')).toEqual([]);
    expect(messages(sized('10.0.0.0/27', ', purpose: firewall'), 'azure/subnet-size')).toHaveLength(1);
    expect(messages(sized('10.0.0.0/26', ', purpose: firewall'), 'azure/subnet-size')).toEqual([]);
    expect(messages(sized('10.0.0.0/27', ', purpose: bastion'), 'azure/subnet-size')).toHaveLength(1);
    const tight = azureProblems(sized('10.0.0.0/28', ', purpose: gateway'), 'azure/subnet-size');
    expect(tight.map(({ severity }) => severity)).toEqual(['warning']);
    expect(messages(sized('10.0.0.0/27', ', purpose: gateway'), 'azure/subnet-size')).toEqual([]);
  });
});

describe('reserved addresses', () => {
  it('are the first four and the last of an Azure subnet', () => {
    const text = hubAndSpoke().replace('address: 10.0.2.10', 'address: 10.0.2.3');
    const [problem] = azureProblems(text, 'address/reserved');
    expect(problem?.message).toBe(
      '10.0.2.3 is one of the 5 addresses Azure keeps in every subnet; no host can have it.',
    );
    expect(
      azureProblems(hubAndSpoke().replace('address: 10.0.2.10', 'address: 10.0.2.4'), 'address/reserved'),
    ).toEqual([]);
  });
});

describe('azure/subnet-purpose', () => {
  it('refuses a firewall in a subnet for machines, and a machine in one for firewalls', () => {
    const misplaced = hubAndSpoke().replace(', purpose: firewall', '');
    expect(messages(misplaced, 'azure/subnet-purpose')).toEqual([
      'firewall stands in hub-fw, which is not a subnet of purpose firewall',
    ]);
    const machine = hubAndSpoke({
      more: '  stray: { kind: virtual-machine, subnet: hub-fw, address: 10.0.1.20 }',
    });
    expect(messages(machine, 'azure/subnet-purpose')).toEqual([
      'stray stands in hub-fw, which Azure keeps for purpose firewall',
    ]);
  });
});

describe('azure/gateway-subnet', () => {
  const guarded = (subnet: string, more = ''): string => `networks:
  hub: { kind: azure-vnet, site: europe, cidrs: [10.0.0.0/16] }
subnets:
  gw: { kind: azure-subnet, network: hub, cidr: 10.0.0.0/27, purpose: gateway${subnet} }
${more}`;

  it('refuses a security group, a default route and switched-off propagation, and takes routes to spokes', () => {
    const group = 'securityGroups:\n  nsg: { kind: azure-network-security-group }';
    expect(messages(guarded(', securityGroup: nsg', group), 'azure/gateway-subnet')).toHaveLength(1);
    const table = (inside: string) => `routeTables:\n  rt: { kind: azure-route-table, ${inside} }`;
    const using = ', routeTable: rt';
    expect(
      messages(guarded(using, table('routes: [{ to: 0.0.0.0/0, drop: true }]')), 'azure/gateway-subnet'),
    ).toHaveLength(1);
    expect(messages(guarded(using, table('propagation: false')), 'azure/gateway-subnet')).toHaveLength(1);
    expect(
      messages(guarded(using, table('routes: [{ to: 10.1.0.0/16, drop: true }]')), 'azure/gateway-subnet'),
    ).toEqual([]);
  });
});

describe('azure/peering-halves', () => {
  it('warns of a peering of which one half is missing, with the cure', () => {
    const text = hubAndSpoke({ routesA: '', routesB: '' }).replace(
      'azure-vnet-peering',
      'azure-vnet-peering\n    initiated: true',
    );
    const [problem] = azureProblems(text, 'azure/peering-halves');
    expect(problem?.message).toBe('peering peer-a carries nothing: its half in spoke-a does not exist');
    expect(problem?.cure?.edits).toEqual([{ op: 'remove', path: ['attachments', 'peer-a', 'initiated'] }]);
  });

  it('wants gateways that may be used', () => {
    const uses = hubAndSpoke().replace(
      '{ network: spoke-a, ',
      '{ network: spoke-a, useRemoteGateways: true, ',
    );
    expect(messages(uses, 'azure/peering-halves')).toEqual([
      'peering peer-a: spoke-a uses the gateways of hub, which does not allow gateway transit',
    ]);
    const allowed = uses.replace('{ network: hub }', '{ network: hub, allowGatewayTransit: true }');
    expect(messages(allowed, 'azure/peering-halves')).toEqual([
      'peering peer-a: spoke-a uses the gateways of hub, which has none',
    ]);
  });
});

describe('azure/next-hop', () => {
  it('finds next hops that are not there, not near, or do not forward', () => {
    const nobody = hubAndSpoke({ routesA: '{ to: 0.0.0.0/0, address: 10.0.9.9 }' });
    expect(messages(nobody, 'azure/next-hop')).toEqual([
      'the route to 0.0.0.0/0 of routes-a, used by web, is a blackhole: nobody has 10.0.9.9',
    ]);
    const idle = azureProblems(hubAndSpoke({ routesA: '{ to: 0.0.0.0/0, via: jump }' }), 'azure/next-hop');
    expect(idle.map(({ message }) => message)).toEqual([
      'the route to 0.0.0.0/0 of routes-a, used by web, leads to jump, which does not forward',
    ]);
    expect(idle[0]?.cure?.edits).toEqual([
      { op: 'set', path: ['workloads', 'jump', 'forwards'], value: true },
    ]);
    const far = hubAndSpoke({ routesA: '{ to: 10.9.0.0/16, via: store }' });
    expect(messages(far, 'azure/next-hop')[0]).toContain('stands in spoke-b, which is not peered');
  });

  it('takes the address of a firewall for the firewall: the first one Azure gives', () => {
    // 10.0.1.0/26 keeps .0 to .3, so the firewall has .4.
    expect(
      messages(hubAndSpoke({ routesA: '{ to: 0.0.0.0/0, address: 10.0.1.4 }' }), 'azure/next-hop'),
    ).toEqual([]);
  });
});

const flow = 'traffic:\n  calls: { kind: constant-rate, from: front, to: store, rate: 1 Mbit/s }';

describe('azure/transitive-peering', () => {
  it('tells of traffic between spokes that nothing in the hub forwards', () => {
    const text = hubAndSpoke({ routesA: '', routesB: '', more: flow });
    expect(messages(text, 'azure/transitive-peering')).toEqual([
      'spoke-a does not reach spoke-b through hub: peerings carry no transit, and no route leads through something that forwards',
    ]);
    expect(messages(hubAndSpoke({ more: flow }), 'azure/transitive-peering')).toEqual([]);
  });
});

describe('azure/one-way-appliance', () => {
  it('tells of a firewall that sees one direction only', () => {
    const direct = `attachments:
  short: { kind: azure-vnet-peering, ends: [{ network: spoke-a }, { network: spoke-b }] }`;
    const text = hubAndSpoke({
      routesA: '{ to: 10.2.0.0/16, via: firewall }',
      routesB: '',
      more: flow,
    }).replace('attachments:', direct);
    expect(messages(text, 'azure/one-way-appliance')).toEqual([
      'firewall sees what front sends to store, but not the answers, which take another way',
    ]);
    expect(messages(hubAndSpoke({ more: flow }), 'azure/one-way-appliance')).toEqual([]);
  });
});

describe('limits/quota in Azure', () => {
  it('counts peerings, routes and tunnels, and tells hard quotas from others', () => {
    const facts = 'facts: { azure.vnet.peerings: 1 }\n';
    const [problem] = azureProblems(facts + hubAndSpoke(), 'limits/quota');
    // The hub has two.
    expect(problem?.message).toContain('hub has 2 of 1 peerings');
    expect(problem?.message).toContain('is fixed');
    expect(problem?.severity).toBe('error');
    const near = azureProblems(`facts: { azure.udr.routes: 1 }\n${hubAndSpoke()}`, 'limits/quota');
    expect(near.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
  });
});

describe('azure/connection-mtu', () => {
  it('says what a VPN carries, as an information', () => {
    const text = `networks:
  hub: { kind: azure-vnet, site: europe, cidrs: [10.0.0.0/16] }
subnets:
  gw: { kind: azure-subnet, network: hub, cidr: 10.0.0.0/27, purpose: gateway }
gateways:
  vpn: { kind: azure-vpn-gateway, subnet: gw }
devices:
  branch: { kind: router, site: cellar }
attachments:
  tunnel: { kind: azure-vpn-connection, gateway: vpn, device: branch, prefixes: [192.168.0.0/16] }
`;
    // azure.mtu.vpn.tunnel and azure.mtu.default.
    expect(messages(text, 'azure/connection-mtu')).toEqual([
      'tunnel carries packets of up to 1400 B, machines in a virtual network send up to 1500 B',
    ]);
  });
});

describe('avs/block', () => {
  const cloud = (block: string): string => `networks:
  sddc: { kind: avs-private-cloud, site: europe, block: ${block}, cidrs: [10.60.0.0/16] }
  apps: { kind: azure-vnet, site: europe, cidrs: [10.1.0.0/16] }
`;

  it('wants a /22 that nothing else uses', () => {
    expect(messages(cloud('10.50.0.0/22'), 'avs/block')).toEqual([]);
    expect(messages(cloud('10.50.0.0/23'), 'avs/block')).toEqual([
      '10.50.0.0/23 is not a /22, which a private cloud takes',
    ]);
    expect(messages(cloud('10.1.4.0/22'), 'avs/block')).toEqual([
      'the management block 10.1.4.0/22 of sddc overlaps 10.1.0.0/16 of apps',
    ]);
    expect(messages(cloud('10.60.0.0/22'), 'avs/block')).toEqual([
      'the management block 10.60.0.0/22 of sddc overlaps 10.60.0.0/16 of sddc',
    ]);
  });
});

describe('networks that are peered or on one virtual WAN', () => {
  it('must not overlap', () => {
    const text = hubAndSpoke().replace(
      'spoke-b: { kind: azure-vnet, site: europe, cidrs: [10.2.0.0/16]',
      'spoke-b: { kind: azure-vnet, site: europe, cidrs: [10.2.0.0/16, 10.0.0.0/17]',
    );
    expect(messages(text, 'address/overlap')).toEqual([
      'spoke-b and hub both have 10.0.0.0/17 and are joined by peering peer-b',
    ]);
  });
});
