import { describe, expect, it } from 'vitest';
import { ask, delayNs, fabricOf, nodesPassed } from '../../../support/design.ts';

const twoZones = `
networks:
  shop: { kind: aws-vpc, site: frankfurt, cidrs: [10.0.0.0/16, "2001:db8::/56"] }
subnets:
  front: { kind: aws-subnet, network: shop, cidr: 10.0.1.0/24, zone: eu-central-1a }
  back: { kind: aws-subnet, network: shop, cidr: 10.0.2.0/24, zone: eu-central-1a }
  spare: { kind: aws-subnet, network: shop, cidr: 10.0.3.0/24, zone: eu-central-1b }
  six: { kind: aws-subnet, network: shop, cidr: "2001:db8:0:1::/64" }
workloads:
  web: { kind: virtual-machine, subnet: front, address: 10.0.1.10 }
  cache: { kind: virtual-machine, subnet: front, address: 10.0.1.11 }
  data: { kind: virtual-machine, subnet: back, address: 10.0.2.10 }
  standby: { kind: virtual-machine, subnet: spare, address: 10.0.3.10 }
  six-a: { kind: virtual-machine, subnet: six, address: "2001:db8:0:1::10" }
  six-b: { kind: virtual-machine, subnet: six, address: "2001:db8:0:1::11" }
`;

describe('a VPC', () => {
  const fabric = fabricOf(twoZones);

  it('delivers inside a subnet without its core', () => {
    expect(nodesPassed(ask(fabric, 'web', 'cache'))).toEqual(['web', 'front', 'cache']);
  });

  it('delivers between subnets of a zone over the core of that zone', () => {
    expect(nodesPassed(ask(fabric, 'web', 'data'))).toEqual([
      'web',
      'front',
      'shop@eu-central-1a',
      'back',
      'data',
    ]);
  });

  it('delivers to another zone over both cores', () => {
    expect(nodesPassed(ask(fabric, 'web', 'standby'))).toEqual([
      'web',
      'front',
      'shop@eu-central-1a',
      'shop@eu-central-1b',
      'spare',
      'standby',
    ]);
  });

  it('takes half of the measured round trips one way', () => {
    // cloud.intrazone.rtt 0.1 ms: 50 us one way. cloud.interzone.rtt 0.76 ms: 380 us one way.
    expect(delayNs(fabric, ask(fabric, 'web', 'data'))).toBe(50_000);
    expect(delayNs(fabric, ask(fabric, 'web', 'standby'))).toBe(380_000);
  });

  it('puts a subnet that names no zone into zone a of its region', () => {
    expect(nodesPassed(ask(fabric, 'six-a', 'six-b'))).toEqual(['six-a', 'six', 'six-b']);
    expect(fabric.nodes.map(({ id }) => id)).not.toContain('shop@');
    expect(fabric.nodes.filter(({ id }) => id.startsWith('shop')).map(({ id }) => id)).toEqual([
      'shop@eu-central-1a',
      'shop@eu-central-1b',
    ]);
  });

  it('drops an address of a subnet that nobody has, at the subnet', () => {
    const { forward } = ask(fabric, 'web', '10.0.2.99');
    expect(forward.fate).toBe('no-neighbour');
    expect(forward.steps.at(-1)?.at).toBe('back');
  });

  it('drops an address of the VPC that is in no subnet, at the core', () => {
    const { forward } = ask(fabric, 'web', '10.0.200.1');
    expect(forward.fate).toBe('no-neighbour');
    expect(forward.steps.at(-1)?.at).toBe('shop@eu-central-1a');
  });

  it('has no route beyond itself unless somebody wrote one', () => {
    const { forward } = ask(fabric, 'web', '10.9.0.1');
    expect(forward.fate).toBe('no-route');
    expect(forward.steps.at(-1)?.at).toBe('front');
  });

  it('carries 9,001 bytes inside, by the fact aws.ec2.mtu', () => {
    expect(new Set(fabric.links.map(({ mtu }) => mtu))).toEqual(new Set([9001]));
  });
});
