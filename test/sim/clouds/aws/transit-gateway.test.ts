import { describe, expect, it } from 'vitest';
import { ask, delayNs, fabricOf, nodesPassed } from '../../../support/design.ts';

/** Two VPCs on a gateway; every attachment stands in the zones given. */
const design = ({
  zonesA = ['a'],
  zonesB = ['a'],
  web = 'a',
  data = 'a',
  tables = '',
  routes = '',
  joinB = '',
} = {}): string => `
networks:
  red: { kind: aws-vpc, site: frankfurt, cidrs: [10.1.0.0/16] }
  blue: { kind: aws-vpc, site: frankfurt, cidrs: [10.2.0.0/16] }
subnets:
  red-a: { kind: aws-subnet, network: red, cidr: 10.1.1.0/24, zone: eu-central-1a }
  red-b: { kind: aws-subnet, network: red, cidr: 10.1.2.0/24, zone: eu-central-1b }
  blue-a: { kind: aws-subnet, network: blue, cidr: 10.2.1.0/24, zone: eu-central-1a }
  blue-b: { kind: aws-subnet, network: blue, cidr: 10.2.2.0/24, zone: eu-central-1b }
gateways:
  hub: { kind: aws-transit-gateway, site: frankfurt }
attachments:
  red-joint:
    kind: aws-transit-gateway-attachment
    gateway: hub
    network: red
    subnets: [${zonesA.map((zone) => `red-${zone}`).join(', ')}]
    association: shared
    propagation: [shared]
  blue-joint:
    kind: aws-transit-gateway-attachment
    gateway: hub
    network: blue
    subnets: [${zonesB.map((zone) => `blue-${zone}`).join(', ')}]
    ${joinB || 'association: shared\n    propagation: [shared]'}
routeTables:
  shared:
    kind: aws-transit-gateway-route-table
    gateway: hub
    routes: [${routes}]
  red-routes: { kind: aws-route-table, network: red, main: true, routes: [{ to: 10.0.0.0/8, via: hub }] }
  blue-routes: { kind: aws-route-table, network: blue, main: true, routes: [{ to: 10.0.0.0/8, via: hub }] }
${tables}
workloads:
  web: { kind: virtual-machine, subnet: red-${web}, address: 10.1.${web === 'a' ? 1 : 2}.10 }
  data: { kind: virtual-machine, subnet: blue-${data}, address: 10.2.${data === 'a' ? 1 : 2}.10 }
`;

describe('a transit gateway', () => {
  it('joins two VPCs by what they propagate', () => {
    const fabric = fabricOf(design());
    const result = ask(fabric, 'web', 'data');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'web',
      'red-a',
      'red@eu-central-1a',
      'hub',
      'blue@eu-central-1a',
      'blue-a',
      'data',
    ]);
  });

  it('limits an attachment to 100 Gbit/s and 8,500 bytes, by aws.tgw.bw.vpc and aws.tgw.mtu', () => {
    const links = fabricOf(design()).links.filter(({ origin }) => origin.path === 'attachments.red-joint');
    expect(links.map(({ rateBps, mtu }) => ({ rateBps, mtu }))).toEqual([{ rateBps: 100e9, mtu: 8500 }]);
  });

  it('keeps traffic in its zone as long as it can, and calls that no asymmetry', () => {
    const fabric = fabricOf(design({ zonesA: ['a', 'b'], zonesB: ['a', 'b'], data: 'b' }));
    const result = ask(fabric, 'web', 'data');
    expect(nodesPassed(result)).toEqual([
      'web',
      'red-a',
      'red@eu-central-1a',
      'hub',
      'blue@eu-central-1a',
      'blue@eu-central-1b',
      'blue-b',
      'data',
    ]);
    expect(result.class).toBe('delivered');
    // Half of 0.76 ms, as between any two zones.
    expect(delayNs(fabric, result)).toBe(380_000);
  });

  it('crosses to the first zone of an attachment that has no subnet in the zone of the sender', () => {
    const fabric = fabricOf(design({ zonesA: ['a'], zonesB: ['b'], data: 'b' }));
    const result = ask(fabric, 'web', 'data');
    expect(nodesPassed(result)).toEqual([
      'web',
      'red-a',
      'red@eu-central-1a',
      'hub',
      'blue@eu-central-1b',
      'blue-b',
      'data',
    ]);
    expect(delayNs(fabric, result)).toBe(380_000);
  });

  it('is unreachable from a zone in which the attachment has no subnet', () => {
    const fabric = fabricOf(design({ web: 'b' }));
    const { forward } = ask(fabric, 'web', 'data');
    expect(forward.fate).toBe('unreachable');
    expect(forward.steps.at(-1)?.at).toBe('red-b');
  });

  it('drops what comes in from an attachment that is associated with no table', () => {
    const fabric = fabricOf(design({ joinB: 'propagation: [shared]' }));
    const result = ask(fabric, 'web', 'data');
    expect(result.forward.fate).toBe('delivered');
    expect(result.reverse.fate).toBe('no-route');
    expect(result.class).toBe('one-way');
  });

  it('propagates independently of association', () => {
    const fabric = fabricOf(design({ joinB: 'association: shared' }));
    const result = ask(fabric, 'web', 'data');
    expect(result.forward.fate).toBe('no-route');
    expect(result.forward.steps.at(-1)?.at).toBe('hub');
  });

  it('lets a written drop beat a propagated route of the same prefix, and a longer one beat both', () => {
    const dropped = fabricOf(design({ routes: '{ to: 10.2.0.0/16, drop: true }' }));
    expect(ask(dropped, 'web', 'data').forward.fate).toBe('blackhole');
    const saved = fabricOf(
      design({ routes: '{ to: 10.2.0.0/16, drop: true }, { to: 10.2.1.0/24, via: blue-joint }' }),
    );
    expect(ask(saved, 'web', 'data').forward.fate).toBe('delivered');
  });

  it('isolates attachments that use tables of their own', () => {
    const tables = '  lonely: { kind: aws-transit-gateway-route-table, gateway: hub }';
    const fabric = fabricOf(design({ tables, joinB: 'association: lonely\n    propagation: [shared]' }));
    expect(ask(fabric, 'data', 'web').forward.fate).toBe('no-route');
  });
});
