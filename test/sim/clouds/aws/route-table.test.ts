import { describe, expect, it } from 'vitest';
import { ask, fabricOf, openDesign } from '../../../support/design.ts';

const design = (routes: string, more = ''): string => `
networks:
  shop: { kind: aws-vpc, site: frankfurt, cidrs: [10.0.0.0/16] }
subnets:
  front: { kind: aws-subnet, network: shop, cidr: 10.0.1.0/24, routeTable: own }
  back: { kind: aws-subnet, network: shop, cidr: 10.0.2.0/24 }
gateways:
  door: { kind: aws-internet-gateway, network: shop }
  hub: { kind: aws-transit-gateway, site: frankfurt }
routeTables:
  own: { kind: aws-route-table, network: shop, routes: [${routes}] }
  main: { kind: aws-route-table, network: shop, main: true }
workloads:
  web: { kind: virtual-machine, subnet: front, address: 10.0.1.10 }
  data: { kind: virtual-machine, subnet: back, address: 10.0.2.10 }
${more}`;

describe('a VPC route table', () => {
  it('sends to the internet gateway, where the model ends', () => {
    const fabric = fabricOf(design('{ to: 0.0.0.0/0, via: door }'));
    const { forward } = ask(fabric, 'web', '192.0.2.1');
    expect(forward.fate).toBe('blackhole');
    expect(forward.steps.at(-1)?.at).toBe('door');
  });

  it('counts for the subnets that name it, the main one for the others', () => {
    const fabric = fabricOf(design('{ to: 0.0.0.0/0, via: door }'));
    expect(ask(fabric, 'data', '192.0.2.1').forward.fate).toBe('no-route');
  });

  it('drops where it says drop', () => {
    const { forward } = ask(fabricOf(design('{ to: 192.0.2.0/24, drop: true }')), 'web', '192.0.2.1');
    expect(forward.fate).toBe('blackhole');
    expect(forward.steps.at(-1)?.decidedBy.record).toBe('routeTables.own.routes[0]');
  });

  it('cannot take the block of its own VPC away', () => {
    const fabric = fabricOf(design('{ to: 10.0.0.0/16, drop: true }'));
    expect(ask(fabric, 'web', 'data').forward.fate).toBe('delivered');
  });

  it('can take a single subnet away, as a route to a middlebox does', () => {
    const fabric = fabricOf(design('{ to: 10.0.2.0/24, drop: true }'));
    expect(ask(fabric, 'web', 'data').forward.fate).toBe('blackhole');
  });

  it('is a blackhole towards a gateway that the VPC is not attached to', () => {
    expect(ask(fabricOf(design('{ to: 10.0.0.0/8, via: hub }')), 'web', '10.9.0.1').forward.fate).toBe(
      'blackhole',
    );
  });

  it('drops towards a machine that does not forward, and the document is told', () => {
    const text = design('{ to: 192.0.2.0/24, via: data }');
    const told = openDesign(text).problems.filter(({ code }) => code === 'route/dead-end');
    expect(told.map(({ path, message }) => ({ path, message }))).toEqual([
      {
        path: 'routeTables.own.routes[0].via',
        message: 'the route to 192.0.2.0/24 is a blackhole: data does not forward packets for others',
      },
    ]);
  });
});
