import { describe, expect, it } from 'vitest';
import { ask, delayNs, fabricOf, nodesPassed } from '../../../support/design.ts';

const design = ({ here = '{ to: 10.2.0.0/16, via: bridge }', accepter = 'west' } = {}): string => `
networks:
  red: { kind: aws-vpc, site: frankfurt, cidrs: [10.1.0.0/16] }
  blue: { kind: aws-vpc, site: ireland, cidrs: [10.2.0.0/16] }
subnets:
  red-a: { kind: aws-subnet, network: red, cidr: 10.1.1.0/24, zone: eu-central-1a }
  blue-a: { kind: aws-subnet, network: blue, cidr: 10.2.1.0/24, zone: eu-west-1a }
gateways:
  central: { kind: aws-transit-gateway, site: frankfurt }
  western: { kind: aws-transit-gateway, site: ireland }
attachments:
  red-joint: { kind: aws-transit-gateway-attachment, gateway: central, network: red, subnets: [red-a], association: main, propagation: [main] }
  blue-joint: { kind: aws-transit-gateway-attachment, gateway: western, network: blue, subnets: [blue-a], association: west, propagation: [west] }
  bridge: { kind: aws-transit-gateway-peering, requester: central, accepter: western, requesterAssociation: main${accepter === '' ? '' : `, accepterAssociation: ${accepter}`} }
routeTables:
  main: { kind: aws-transit-gateway-route-table, gateway: central, routes: [${here}] }
  west: { kind: aws-transit-gateway-route-table, gateway: western, routes: [{ to: 10.1.0.0/16, via: bridge }] }
  red-routes: { kind: aws-route-table, network: red, main: true, routes: [{ to: 10.0.0.0/8, via: central }] }
  blue-routes: { kind: aws-route-table, network: blue, main: true, routes: [{ to: 10.0.0.0/8, via: western }] }
workloads:
  web: { kind: virtual-machine, subnet: red-a, address: 10.1.1.10 }
  data: { kind: virtual-machine, subnet: blue-a, address: 10.2.1.10 }
`;

describe('a peering of transit gateways', () => {
  it('carries what written routes send over it, both ways', () => {
    const fabric = fabricOf(design());
    const result = ask(fabric, 'web', 'data');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'web',
      'red-a',
      'red',
      'central',
      'western',
      'blue',
      'blue-a',
      'data',
    ]);
    const link = fabric.links.find(({ id }) => id === 'bridge')!;
    // aws.tgw.mtu and aws.tgw.bw.dxpeer.
    expect([link.mtu, link.rateBps]).toEqual([8500, 100e9]);
    // The two interfaces and the way between the regions make up the delay; the interfaces are a quarter of 0.1 ms each.
    expect(delayNs(fabric, result) - link.delayNs).toBe(50_000);
    expect(link.delayNs).toBeGreaterThan(0);
  });

  it('learns nothing by itself', () => {
    const { forward } = ask(fabricOf(design({ here: '' })), 'web', 'data');
    expect(forward.fate).toBe('no-route');
    expect(forward.steps.at(-1)?.at).toBe('central');
  });

  it('drops at the other gateway where it is associated with no table there', () => {
    const { forward } = ask(fabricOf(design({ accepter: '' })), 'web', 'data');
    expect(forward.fate).toBe('no-route');
    expect(forward.steps.at(-1)?.at).toBe('western');
  });
});
