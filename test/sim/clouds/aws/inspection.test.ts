import { describe, expect, it } from 'vitest';
import { ask, fabricOf, nodesPassed } from '../../../support/design.ts';

/** Two spokes in different zones, and a VPC between them with a firewall endpoint in each zone. */
const design = ({ mode = true, rules = '' } = {}): string => `
networks:
  red: { kind: aws-vpc, site: frankfurt, cidrs: [10.1.0.0/16] }
  blue: { kind: aws-vpc, site: frankfurt, cidrs: [10.2.0.0/16] }
  guard: { kind: aws-vpc, site: frankfurt, cidrs: [10.9.0.0/16] }
subnets:
  red-a: { kind: aws-subnet, network: red, cidr: 10.1.1.0/24, zone: eu-central-1a }
  blue-b: { kind: aws-subnet, network: blue, cidr: 10.2.1.0/24, zone: eu-central-1b }
  in-a: { kind: aws-subnet, network: guard, cidr: 10.9.1.0/24, zone: eu-central-1a, routeTable: to-wall }
  in-b: { kind: aws-subnet, network: guard, cidr: 10.9.2.0/24, zone: eu-central-1b, routeTable: to-wall }
  wall-a: { kind: aws-subnet, network: guard, cidr: 10.9.3.0/24, zone: eu-central-1a, routeTable: from-wall }
  wall-b: { kind: aws-subnet, network: guard, cidr: 10.9.4.0/24, zone: eu-central-1b, routeTable: from-wall }
gateways:
  hub: { kind: aws-transit-gateway, site: frankfurt }
  wall:
    kind: aws-network-firewall
    network: guard
    interfaces: [{ subnet: wall-a }, { subnet: wall-b }]
    rules: [{ action: pass, protocol: tcp, ports: 443, from: 10.1.0.0/16, to: 10.2.0.0/16 }${rules}]
attachments:
  red-joint: { kind: aws-transit-gateway-attachment, gateway: hub, network: red, subnets: [red-a], association: spokes, propagation: [inspected] }
  blue-joint: { kind: aws-transit-gateway-attachment, gateway: hub, network: blue, subnets: [blue-b], association: spokes, propagation: [inspected] }
  guard-joint: { kind: aws-transit-gateway-attachment, gateway: hub, network: guard, subnets: [in-a, in-b], association: inspected, applianceMode: ${mode} }
routeTables:
  spokes: { kind: aws-transit-gateway-route-table, gateway: hub, routes: [{ to: 0.0.0.0/0, via: guard-joint }] }
  inspected: { kind: aws-transit-gateway-route-table, gateway: hub }
  red-routes: { kind: aws-route-table, network: red, main: true, routes: [{ to: 0.0.0.0/0, via: hub }] }
  blue-routes: { kind: aws-route-table, network: blue, main: true, routes: [{ to: 0.0.0.0/0, via: hub }] }
  to-wall: { kind: aws-route-table, network: guard, routes: [{ to: 0.0.0.0/0, via: wall }] }
  from-wall: { kind: aws-route-table, network: guard, routes: [{ to: 10.0.0.0/8, via: hub }] }
workloads:
  web: { kind: virtual-machine, subnet: red-a, address: 10.1.1.10 }
  data: { kind: virtual-machine, subnet: blue-b, address: 10.2.1.10 }
`;

const https = { protocol: 'tcp', port: 443 } as const;

describe('a network firewall between two VPCs', () => {
  it('passes what a rule passes, and the answer through the same endpoint in appliance mode', () => {
    const result = ask(fabricOf(design()), 'web', 'data', https);
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'web',
      'red-a',
      'red',
      'hub',
      'guard@eu-central-1a',
      'wall@eu-central-1a',
      'guard@eu-central-1a',
      'hub',
      'blue',
      'blue-b',
      'data',
    ]);
    expect(result.forward.steps.map(({ sentence }) => sentence)).toContain(
      'rule 1 of network firewall wall passes tcp 443 from 10.1.0.0/16 to 10.2.0.0/16',
    );
    expect(result.reverse.steps.map(({ at }) => at)).toContain('wall@eu-central-1a');
  });

  it('drops what no rule passes', () => {
    const { forward } = ask(fabricOf(design()), 'web', 'data', { protocol: 'tcp', port: 22 });
    expect(forward.fate).toBe('denied');
    expect(forward.reason).toBe('network firewall wall has no rule that passes tcp 22 from 10.1.1.10');
  });

  it('asks its rules in order', () => {
    const drop = ', { action: drop, protocol: tcp, ports: 443 }, { action: pass }';
    const fabric = fabricOf(design({ rules: drop }));
    expect(ask(fabric, 'web', 'data', https).class).toBe('delivered');
    expect(ask(fabric, 'data', 'web', https).forward.fate).toBe('denied');
    expect(ask(fabric, 'data', 'web', { protocol: 'tcp', port: 22 }).class).toBe('delivered');
  });

  it('breaks without appliance mode: the answer enters in the zone of its sender, where nobody knows the question', () => {
    const result = ask(fabricOf(design({ mode: false })), 'web', 'data', https);
    expect(result.forward.fate).toBe('delivered');
    expect(result.reverse.fate).toBe('denied');
    expect(result.reverse.steps.at(-1)?.at).toBe('wall@eu-central-1b');
    expect(result.class).not.toBe('delivered');
  });
});

/** A VPC whose internet traffic passes a gateway load balancer endpoint, both ways. */
const bump = (appliances: string, more = ''): string => `
networks:
  shop: { kind: aws-vpc, site: frankfurt, cidrs: [10.1.0.0/16] }
  scrub: { kind: aws-vpc, site: frankfurt, cidrs: [10.9.0.0/16] }
subnets:
  front: { kind: aws-subnet, network: shop, cidr: 10.1.1.0/24, zone: eu-central-1a, routeTable: front-routes }
  back: { kind: aws-subnet, network: shop, cidr: 10.1.2.0/24, zone: eu-central-1a, routeTable: back-routes }
  bump: { kind: aws-subnet, network: shop, cidr: 10.1.3.0/24, zone: eu-central-1a }
  fleet-a: { kind: aws-subnet, network: scrub, cidr: 10.9.1.0/24, zone: eu-central-1a }
  fleet-b: { kind: aws-subnet, network: scrub, cidr: 10.9.2.0/24, zone: eu-central-1b }
gateways:
  fleet: { kind: aws-gateway-load-balancer, network: scrub, interfaces: [${appliances}], rules: [{ action: pass, protocol: tcp, ports: 5432 }]${more} }
  wire: { kind: aws-gateway-load-balancer-endpoint, network: shop, loadBalancer: fleet, interfaces: [{ subnet: bump }] }
routeTables:
  front-routes: { kind: aws-route-table, network: shop, routes: [{ to: 10.1.2.0/24, via: wire }] }
  back-routes: { kind: aws-route-table, network: shop, routes: [{ to: 10.1.1.0/24, via: wire }] }
workloads:
  web: { kind: virtual-machine, subnet: front, address: 10.1.1.10 }
  data: { kind: virtual-machine, subnet: back, address: 10.1.2.10 }
`;

describe('a gateway load balancer endpoint', () => {
  const queries = { protocol: 'tcp', port: 5432 } as const;

  it('is a bump in the wire: packets go to the appliance, come back and go on', () => {
    const result = ask(fabricOf(bump('{ subnet: fleet-a }')), 'web', 'data', queries);
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'web',
      'front',
      'shop',
      'wire',
      'fleet',
      'wire',
      'shop',
      'back',
      'data',
    ]);
    expect(result.reverse.steps.map(({ at }) => at)).toContain('fleet');
  });

  it('leaves it to the appliance what passes', () => {
    const { forward } = ask(fabricOf(bump('{ subnet: fleet-a }')), 'web', 'data', {
      protocol: 'tcp',
      port: 22,
    });
    expect(forward.fate).toBe('denied');
    expect(forward.steps.at(-1)?.at).toBe('fleet');
  });

  it('is a blackhole in a zone without appliances, unless zones are crossed', () => {
    const elsewhere = '{ subnet: fleet-b }';
    expect(ask(fabricOf(bump(elsewhere)), 'web', 'data', queries).forward.fate).toBe('blackhole');
    const crossing = fabricOf(bump(elsewhere, ', crossZone: true'));
    expect(ask(crossing, 'web', 'data', queries).class).toBe('delivered');
  });

  it('adds the headers of GENEVE to what the wire to the appliance carries', () => {
    const link = fabricOf(bump('{ subnet: fleet-a }')).links.find(({ id }) => id === 'wire:appliance');
    // encap.geneve-aws-gwlb: IPv4 20 + UDP 8 + GENEVE 8 + AWS options 32 = 68.
    expect(link?.framingBytes).toBe(68);
  });
});

describe('a machine that forwards', () => {
  const design = (forwards: boolean): string => `
networks:
  shop: { kind: aws-vpc, site: frankfurt, cidrs: [10.1.0.0/16] }
subnets:
  front: { kind: aws-subnet, network: shop, cidr: 10.1.1.0/24, routeTable: front-routes }
  back: { kind: aws-subnet, network: shop, cidr: 10.1.2.0/24 }
  middle: { kind: aws-subnet, network: shop, cidr: 10.1.3.0/24 }
routeTables:
  front-routes: { kind: aws-route-table, network: shop, routes: [{ to: 10.1.2.0/24, via: box }] }
workloads:
  web: { kind: virtual-machine, subnet: front, address: 10.1.1.10 }
  box: { kind: virtual-machine, subnet: middle, address: 10.1.3.10, forwards: ${forwards} }
  data: { kind: virtual-machine, subnet: back, address: 10.1.2.10 }
`;

  it('is passed on the way that routes lead over it', () => {
    const result = ask(fabricOf(design(true)), 'web', 'data');
    expect(result.forward.fate).toBe('delivered');
    expect(nodesPassed(result)).toEqual(['web', 'front', 'shop', 'box', 'middle', 'shop', 'back', 'data']);
  });

  it('is a blackhole where it does not forward', () => {
    expect(ask(fabricOf(design(false)), 'web', 'data').forward.fate).toBe('blackhole');
  });
});
