import { describe, expect, it } from 'vitest';
import { ask, delayNs, fabricOf, nodesPassed } from '../../../support/design.ts';

/** a peers with b, b with c; a and c route each other over b. */
const chain = (siteB = 'frankfurt'): string => `
networks:
  a: { kind: aws-vpc, site: frankfurt, cidrs: [10.1.0.0/16] }
  b: { kind: aws-vpc, site: ${siteB}, cidrs: [10.2.0.0/16] }
  c: { kind: aws-vpc, site: frankfurt, cidrs: [10.3.0.0/16] }
subnets:
  in-a: { kind: aws-subnet, network: a, cidr: 10.1.1.0/24 }
  in-b: { kind: aws-subnet, network: b, cidr: 10.2.1.0/24 }
  in-c: { kind: aws-subnet, network: c, cidr: 10.3.1.0/24 }
attachments:
  ab: { kind: aws-vpc-peering, requester: a, accepter: b }
  bc: { kind: aws-vpc-peering, requester: b, accepter: c }
routeTables:
  a-routes: { kind: aws-route-table, network: a, main: true, routes: [{ to: 10.2.0.0/16, via: ab }, { to: 10.3.0.0/16, via: ab }] }
  b-routes: { kind: aws-route-table, network: b, main: true, routes: [{ to: 10.1.0.0/16, via: ab }, { to: 10.3.0.0/16, via: bc }] }
  c-routes: { kind: aws-route-table, network: c, main: true, routes: [{ to: 10.2.0.0/16, via: bc }, { to: 10.1.0.0/16, via: bc }] }
workloads:
  one: { kind: virtual-machine, subnet: in-a, address: 10.1.1.10 }
  two: { kind: virtual-machine, subnet: in-b, address: 10.2.1.10 }
  three: { kind: virtual-machine, subnet: in-c, address: 10.3.1.10 }
`;

describe('a VPC peering', () => {
  it('carries packets between its two VPCs', () => {
    const fabric = fabricOf(chain());
    const result = ask(fabric, 'one', 'two');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual(['one', 'in-a', 'a', 'b', 'in-b', 'two']);
  });

  it('carries no transit: a to b and b to c do not make a to c', () => {
    const fabric = fabricOf(chain());
    expect(ask(fabric, 'two', 'three').class).toBe('delivered');
    const result = ask(fabric, 'one', 'three');
    expect(result.class).toBe('denied');
    expect(result.forward.steps.at(-1)?.decidedBy.record).toBe('attachments.ab');
    expect(result.verdict).toBe(
      'three is not reached: peering ab carries no transit, only packets from 10.1.0.0/16 to 10.2.0.0/16: it refuses anything from 10.1.1.10',
    );
  });

  it('takes the time between its regions, and carries 8,500 bytes there by aws.peering.mtu.inter', () => {
    const fabric = fabricOf(chain('ireland'));
    const between = fabric.links.filter(({ origin }) => origin.path === 'attachments.ab');
    expect(between.map(({ mtu }) => mtu)).toEqual([8500]);
    // Frankfurt and Dublin lie about 1,080 km apart: light in fibre (5 us/km) needs more than 5 ms one way, and routes
    // are not more than three times as long.
    const oneWay = delayNs(fabric, ask(fabric, 'one', 'two'));
    expect(oneWay).toBeGreaterThan(5_000_000);
    expect(oneWay).toBeLessThan(16_000_000);
  });
});
