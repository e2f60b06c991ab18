import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src-sim/scenario/edit-text.ts';
import { designText, openDesign, problemsOf } from '../../support/design.ts';

const messages = (text: string, code: string): string[] =>
  problemsOf(text, code).map(({ message }) => message);

describe('aws/single-zone-nat', () => {
  const design = (interfaces: string): string => `
networks:
  shop: { kind: aws-vpc, site: frankfurt, cidrs: [10.0.0.0/16] }
subnets:
  public-a: { kind: aws-subnet, network: shop, cidr: 10.0.1.0/24, zone: eu-central-1a, routeTable: open }
  public-b: { kind: aws-subnet, network: shop, cidr: 10.0.2.0/24, zone: eu-central-1b, routeTable: open }
  private-a: { kind: aws-subnet, network: shop, cidr: 10.0.3.0/24, zone: eu-central-1a }
  private-b: { kind: aws-subnet, network: shop, cidr: 10.0.4.0/24, zone: eu-central-1b }
gateways:
  door: { kind: aws-internet-gateway, network: shop }
  nat: { kind: aws-nat-gateway, network: shop, interfaces: [${interfaces}] }
attachments:
  e: { kind: aws-elastic-address, address: 203.0.113.1, target: nat }
  f: { kind: aws-elastic-address, address: 203.0.113.2, target: nat }
routeTables:
  open: { kind: aws-route-table, network: shop, routes: [{ to: 0.0.0.0/0, via: door }] }
  closed: { kind: aws-route-table, network: shop, main: true, routes: [{ to: 0.0.0.0/0, via: nat }] }
`;

  it('names the zones that depend on a NAT gateway in another one', () => {
    expect(messages(design('{ subnet: public-a }'), 'aws/single-zone-nat')).toEqual([
      'eu-central-1b depends on NAT gateway nat in eu-central-1a',
    ]);
  });

  it('is content with an interface in each zone', () => {
    expect(messages(design('{ subnet: public-a }, { subnet: public-b }'), 'aws/single-zone-nat')).toEqual([]);
  });
});

describe('aws/public-machine', () => {
  const design = (attachments: string, groups = ''): string => `
networks:
  shop: { kind: aws-vpc, site: frankfurt, cidrs: [10.0.0.0/16] }
subnets:
  front: { kind: aws-subnet, network: shop, cidr: 10.0.1.0/24 }
gateways:
  door: { kind: aws-internet-gateway, network: shop }
routeTables:
  open: { kind: aws-route-table, network: shop, main: true, routes: [{ to: 0.0.0.0/0, via: door }] }
securityGroups:
  guard: { kind: aws-security-group, network: shop, inbound: [{ protocol: tcp, ports: 443, cidr: 198.51.100.0/24 }] }
${attachments}
workloads:
  web: { kind: virtual-machine, subnet: front${groups} }
`;
  const address = 'attachments: { e: { kind: aws-elastic-address, address: 203.0.113.1, target: web } }';
  const severities = (text: string): string[] =>
    problemsOf(text, 'aws/public-machine').map(({ severity }) => severity);

  it('warns of a machine that anybody reaches', () => {
    expect(severities(design(address))).toEqual(['warning']);
  });

  it('only mentions one that reaches nobody for want of an address, and is silent where a group guards it', () => {
    expect(severities(design(''))).toEqual(['info']);
    expect(severities(design(address, ', securityGroups: [guard]'))).toEqual([]);
  });
});

describe('aws/appliance-mode', () => {
  const text = `
networks:
  guard: { kind: aws-vpc, site: frankfurt, cidrs: [10.9.0.0/16] }
subnets:
  in-a: { kind: aws-subnet, network: guard, cidr: 10.9.1.0/24, zone: eu-central-1a }
  in-b: { kind: aws-subnet, network: guard, cidr: 10.9.2.0/24, zone: eu-central-1b }
gateways:
  hub: { kind: aws-transit-gateway, site: frankfurt }
  wall: { kind: aws-network-firewall, network: guard, interfaces: [{ subnet: in-a }, { subnet: in-b }] }
attachments:
  joint: { kind: aws-transit-gateway-attachment, gateway: hub, network: guard, subnets: [in-a, in-b] }
`;

  it('is missed where a VPC inspects in two zones, and its cure sets it', () => {
    const [problem] = problemsOf(text, 'aws/appliance-mode');
    expect(problem.message).toBe(
      'guard inspects in eu-central-1a and eu-central-1b, but its attachment joint is not in appliance mode',
    );
    const cured = applyEdits(designText(text), problem.cure!.edits);
    expect('text' in cured && cured.text).toContain('applianceMode: true');
  });

  it('does not matter in a single zone', () => {
    const single = text.replace(', { subnet: in-b }] }', '] }');
    expect(messages(single, 'aws/appliance-mode')).toEqual([]);
  });
});

describe('aws/direct-connect and aws/single-connection', () => {
  const design = (asn: string, more = ''): string => `
devices: { edge: { kind: router } }
gateways:
  hub: { kind: aws-transit-gateway, site: frankfurt }
  dxgw: { kind: aws-direct-connect-gateway${asn} }
attachments:
  port: { kind: aws-direct-connect, device: edge, rate: 1 Gbit/s }
  vif: { kind: aws-virtual-interface, connection: port, gateway: dxgw, type: transit }
  behind: { kind: aws-direct-connect-association, directConnectGateway: dxgw, gateway: hub, allowedPrefixes: [10.0.0.0/8] }
${more}`;

  it('refuses equal AS numbers of both gateways, which the defaults are', () => {
    // aws.asn.default is 64512 for both.
    expect(messages(design(''), 'aws/direct-connect')).toEqual(['dxgw and hub both have AS number 64512']);
    expect(messages(design(', asn: 64513'), 'aws/direct-connect')).toEqual([]);
  });

  it('warns of a single port, unless there is a VPN connection beside it', () => {
    expect(messages(design(', asn: 64513'), 'aws/single-connection')).toEqual([
      'dxgw is reached by one Direct Connect connection, port',
    ]);
    const backup = '  vpn: { kind: aws-vpn-connection, gateway: hub, device: edge }';
    expect(messages(design(', asn: 64513', backup), 'aws/single-connection')).toEqual([]);
    const weak = '  vpn: { kind: aws-vpn-connection, gateway: hub, device: edge, tunnels: 1 }';
    expect(messages(design(', asn: 64513', weak), 'aws/single-connection')).toEqual([
      'VPN connection vpn has one tunnel',
    ]);
  });

  it('counts the prefixes told over Direct Connect: 160 of 200 are nearly all (aws.dx.tgw.prefixes)', () => {
    const told = (count: number): string => {
      const prefixes = Array.from({ length: count }, (_, n) => `10.${n}.0.0/16`).join(', ');
      return design(', asn: 64513').replace('[10.0.0.0/8]', `[${prefixes}]`);
    };
    const severity = (count: number): string[] =>
      problemsOf(told(count), 'limits/quota').map((problem) => problem.severity);
    // 80 % of 200 is 160.
    expect(severity(159)).toEqual([]);
    expect(severity(160)).toEqual(['warning']);
    expect(severity(201)).toEqual(['error']);
  });
});

describe('limits/quota of AWS', () => {
  const vpc = 'networks: { shop: { kind: aws-vpc, site: frankfurt, cidrs: [10.0.0.0/16] } }\n';

  it('counts the rules of a network ACL in each direction by itself', () => {
    const rules = (count: number): string =>
      Array.from({ length: count }, (_, n) => `{ rule: ${n + 1}, action: allow, cidr: 10.0.0.0/8 }`).join(
        ', ',
      );
    const acl = (inbound: number, outbound: number): string =>
      `${vpc}securityGroups: { wall: { kind: aws-network-acl, network: shop, inbound: [${rules(inbound)}], outbound: [${rules(outbound)}] } }`;
    // aws.vpc.nacl.rules is 20: 15 + 15 is within 80 % (16), 21 is beyond it.
    expect(messages(acl(15, 15), 'limits/quota')).toEqual([]);
    expect(messages(acl(21, 0), 'limits/quota')).toEqual([
      expect.stringContaining('network ACL wall has 21 of 20 rules'),
    ]);
  });

  it('tells quotas that can be raised from those that are fixed', () => {
    const peerings = `gateways:
  a: { kind: aws-transit-gateway, site: frankfurt }
  b: { kind: aws-transit-gateway, site: ireland }
attachments:
  one: { kind: aws-transit-gateway-peering, requester: a, accepter: b }
  two: { kind: aws-transit-gateway-peering, requester: b, accepter: a }
`;
    const problem = openDesign(peerings).problems.find(({ code }) => code === 'limits/quota');
    expect(problem?.message).toMatch(/^a and b has 2 of 1 attachments .*; the quota is fixed$/);
    expect(problem?.cure).toBeUndefined();
  });

  it('says nothing of the single one where one is allowed', () => {
    const single = `gateways: { wan: { kind: aws-core-network, edges: [frankfurt], segments: [{ name: all }] } }`;
    expect(messages(single, 'limits/quota')).toEqual([]);
    const doubled = single.replace('[frankfurt]', '[frankfurt, frankfurt]');
    expect(messages(doubled, 'limits/quota')).toEqual([expect.stringContaining('wan has 2 of 1 edges')]);
  });
});
