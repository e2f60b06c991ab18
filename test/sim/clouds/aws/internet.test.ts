import { describe, expect, it } from 'vitest';
import { ask, fabricOf, nodesPassed, openDesign, problemsOf } from '../../../support/design.ts';

/** `web` in a public subnet, `app` in a private one behind a NAT gateway, `user` on the internet. */
const design = ({ more = '', web = 'e1', door = '', nat = '', egress = '' } = {}): string => `
  world: { kind: internet }
networks:
  shop: { kind: aws-vpc, site: frankfurt, cidrs: [10.0.0.0/16, "2001:db8:1::/56"] }
  public: { kind: lan, site: world, cidrs: [198.51.100.0/24, "2001:db8:ff::/64"] }
subnets:
  front: { kind: aws-subnet, network: shop, cidr: 10.0.1.0/24, zone: eu-central-1a, routeTable: open }
  back: { kind: aws-subnet, network: shop, cidr: 10.0.2.0/24, zone: eu-central-1a, routeTable: closed }
  six: { kind: aws-subnet, network: shop, cidr: "2001:db8:1:1::/64", zone: eu-central-1a, routeTable: sixes }
  servers: { kind: segment, network: public, cidr: 198.51.100.0/24 }
  modern: { kind: segment, network: public, cidr: "2001:db8:ff::/64" }
gateways:
  door: { kind: aws-internet-gateway, network: shop${door} }
  oneway: { kind: aws-egress-only-gateway, network: shop }
  nat: { kind: aws-nat-gateway, network: shop, interfaces: [{ subnet: front, address: 10.0.1.100 }]${nat} }
attachments:
  ${web}: { kind: aws-elastic-address, address: 203.0.113.10, target: ${web === 'e1' ? 'web' : 'app'} }
  e2: { kind: aws-elastic-address, address: 203.0.113.20, target: nat }
routeTables:
  open: { kind: aws-route-table, network: shop, routes: [{ to: 0.0.0.0/0, via: door }] }
  closed: { kind: aws-route-table, network: shop, routes: [{ to: 0.0.0.0/0, via: nat }] }
  sixes: { kind: aws-route-table, network: shop, routes: [{ to: "::/0", via: ${egress === '' ? 'oneway' : egress} }] }
${more}
workloads:
  web: { kind: virtual-machine, subnet: front, address: 10.0.1.10 }
  app: { kind: virtual-machine, subnet: back, address: 10.0.2.10 }
  v6: { kind: virtual-machine, subnet: six, address: "2001:db8:1:1::10" }
  user: { kind: virtual-machine, subnet: servers, address: 198.51.100.10 }
  user6: { kind: virtual-machine, subnet: modern, address: "2001:db8:ff::10" }
`;

const said = ({ steps }: ReturnType<typeof ask>['forward']): string[] =>
  steps.map(({ sentence }) => sentence);

describe('an internet gateway', () => {
  it('exchanges the private and the elastic address, both ways', () => {
    const fabric = fabricOf(design());
    const out = ask(fabric, 'web', 'user');
    expect(out.class).toBe('delivered');
    expect(nodesPassed(out)).toEqual(['web', 'front', 'shop', 'door', 'world', 'servers', 'user']);
    expect(said(out.forward)).toContainEqual(expect.stringContaining('10.0.1.10 becomes 203.0.113.10'));
    const into = ask(fabric, 'user', '203.0.113.10');
    expect(into.class).toBe('delivered');
    expect(into.forward.steps.at(-1)?.at).toBe('web');
  });

  it('refuses those without an elastic address', () => {
    const { forward } = ask(fabricOf(design({ web: 'other' })), 'web', 'user');
    expect(forward.fate).toBe('denied');
    expect(forward.reason).toContain('internet gateway door knows no elastic address for the source');
  });

  it('does not lead to private addresses', () => {
    expect(ask(fabricOf(design()), 'user', 'web').forward.steps.at(-1)?.at).toBe('world');
  });

  it('sends what comes in through an endpoint where its own route table says so', () => {
    const more = `  edge: { kind: aws-route-table, network: shop, routes: [{ to: 10.0.1.0/24, via: nat }] }`;
    const { forward } = ask(fabricOf(design({ more, door: ', routeTable: edge' })), 'user', '203.0.113.10');
    const step = forward.steps.find(({ at }) => at === 'shop');
    expect(step?.decidedBy.record).toBe('routeTables.edge.routes[0]');
  });

  it('carries packets of 1,500 bytes, by aws.ec2.mtu.igw', () => {
    const link = fabricOf(design()).links.find(({ id }) => id === 'door:internet');
    expect(link?.mtu).toBe(1500);
  });

  it('is where packets end in a document without an internet', () => {
    const text = design()
      .replace('  world: { kind: internet }', '')
      .replaceAll('site: world', 'site: cellar');
    expect(ask(fabricOf(text), 'web', '192.0.2.1').forward.fate).toBe('blackhole');
    const told = openDesign(text).problems.filter(({ code }) => code === 'model/not-simulated');
    expect(told.map(({ path }) => path)).toContain('gateways.door');
  });
});

describe('a NAT gateway', () => {
  it('lets private machines out under its own address, and only their answers in', () => {
    const fabric = fabricOf(design());
    const out = ask(fabric, 'app', 'user', { protocol: 'tcp', port: 443 });
    expect(out.class).toBe('delivered');
    expect(nodesPassed(out)).toEqual([
      'app',
      'back',
      'shop',
      'nat',
      'front',
      'shop',
      'door',
      'world',
      'servers',
      'user',
    ]);
    expect(out.reverse.steps.at(-1)?.at).toBe('app');
    const into = ask(fabric, 'user', '203.0.113.20', { protocol: 'tcp', port: 443 });
    expect(into.forward.fate).toBe('blackhole');
    expect(into.forward.steps.at(-1)?.at).toBe('nat');
  });

  it('has 55,000 ports for one destination, by aws.nat.conns, from 1024 on', () => {
    const [translation] = fabricOf(design()).nodes.find(({ id }) => id === 'nat')!.translations!;
    // 1024 + 55,000 - 1.
    expect(translation).toMatchObject({ poolPortFrom: 1024, poolPortTo: 56_023, reuse: 'per-destination' });
  });

  it('does not get a private one out to the internet', () => {
    const { forward } = ask(fabricOf(design({ nat: ', connectivity: private' })), 'app', 'user');
    expect(forward.fate).toBe('denied');
    expect(forward.steps.at(-1)?.at).toBe('door');
  });

  it('hides a network from another one where it is private', () => {
    const text = `
networks:
  a: { kind: aws-vpc, site: frankfurt, cidrs: [10.1.0.0/16, 100.64.0.0/16] }
  b: { kind: aws-vpc, site: frankfurt, cidrs: [10.2.0.0/16] }
subnets:
  inner: { kind: aws-subnet, network: a, cidr: 100.64.1.0/24, routeTable: inside }
  outer: { kind: aws-subnet, network: a, cidr: 10.1.1.0/24, routeTable: outside }
  far: { kind: aws-subnet, network: b, cidr: 10.2.1.0/24, routeTable: there }
gateways:
  nat: { kind: aws-nat-gateway, network: a, connectivity: private, interfaces: [{ subnet: outer, address: 10.1.1.50 }] }
attachments:
  ab: { kind: aws-vpc-peering, requester: a, accepter: b }
routeTables:
  inside: { kind: aws-route-table, network: a, routes: [{ to: 10.2.0.0/16, via: nat }] }
  outside: { kind: aws-route-table, network: a, routes: [{ to: 10.2.0.0/16, via: ab }] }
  there: { kind: aws-route-table, network: b, routes: [{ to: 10.1.0.0/16, via: ab }] }
workloads:
  pod: { kind: virtual-machine, subnet: inner, address: 100.64.1.10 }
  data: { kind: virtual-machine, subnet: far, address: 10.2.1.10 }
`;
    const fabric = fabricOf(text);
    expect(ask(fabric, 'pod', 'data').class).toBe('delivered');
    // The other side has no route to 100.64.0.0/16 and needs none.
    expect(ask(fabric, 'data', 'pod').forward.fate).toBe('no-route');
  });

  it('is told to stand in a public subnet with an elastic address', () => {
    const text = design().replace('interfaces: [{ subnet: front,', 'interfaces: [{ subnet: back,');
    const moved = text
      .replace('address: 10.0.1.100', 'address: 10.0.2.100')
      .replace('target: nat', 'target: app');
    expect(problemsOf(moved, 'aws/nat-way-out').map(({ message }) => message)).toEqual([
      'NAT gateway nat has no elastic address: the internet gateway refuses what it sends',
      'NAT gateway nat stands in back, which has no default route to an internet gateway',
    ]);
    expect(problemsOf(design(), 'aws/nat-way-out')).toEqual([]);
  });
});

describe('an egress-only internet gateway', () => {
  it('lets IPv6 out and its answers in', () => {
    const result = ask(fabricOf(design()), 'v6', 'user6');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual(['v6', 'six', 'shop', 'oneway', 'world', 'modern', 'user6']);
  });

  it('lets nothing in that was not asked for, where an internet gateway does', () => {
    const { forward } = ask(fabricOf(design()), 'user6', 'v6');
    expect(forward.fate).toBe('denied');
    expect(forward.reason).toContain('lets nothing in that was not asked for');
    expect(ask(fabricOf(design({ egress: 'door' })), 'user6', 'v6').class).toBe('delivered');
  });
});
