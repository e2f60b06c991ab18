import { describe, expect, it } from 'vitest';
import { ask, delayNs, fabricOf, nodesPassed } from '../../../support/design.ts';

/** Two companies at one exchange: one behind a port, one behind a router of the exchange and a leased line. */
const design = ({ circuit = '', lines = '' } = {}): string => `  fra: { kind: exchange }
networks:
  north: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] }
  south: { kind: lan, site: cellar, cidrs: [10.2.0.0/16] }
subnets:
  desks: { kind: segment, network: north, cidr: 10.1.1.0/24, gateway: r1 }
  racks: { kind: segment, network: south, cidr: 10.2.1.0/24, gateway: r2 }
devices:
  r1: { kind: router, bgp: { asn: 65001, announces: [connected] } }
  r2: { kind: router, bgp: { asn: 65002, announces: [connected], multipath: 4 } }
  port: { kind: exchange-port, site: fra, device: r1, rate: 1 Gbit/s, delay: 2 ms }
  hub: { kind: exchange-router, site: fra, bgp: { asn: 65100, multipath: 4 } }
attachments:
  to-hub: { kind: virtual-circuit, ends: [{ to: port }, { to: hub }], rate: 2 Gbit/s, delay: 1 ms${circuit} }
  leased: { kind: private-circuit, ends: [{ to: hub }, { to: r2 }], rate: 500 Mbit/s, delay: 4 ms${lines} }
workloads:
  pc: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
  server: { kind: virtual-machine, subnet: racks, address: 10.2.1.10 }
`;

describe('an exchange', () => {
  it('joins what stands behind its ports and routers, with the delay of every line', () => {
    const fabric = fabricOf(design());
    const result = ask(fabric, 'pc', 'server');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual(['pc', 'desks', 'r1', 'hub', 'r2', 'racks', 'server']);
    // 2 ms to the port, 1 ms across the exchange, 4 ms to the other site.
    expect(delayNs(fabric, result)).toBe(7_000_000);
  });

  it('carries a circuit no faster than its port', () => {
    expect(fabricOf(design()).links.find(({ id }) => id === 'to-hub')?.rateBps).toBe(1_000_000_000);
  });

  it('keeps apart what shall exchange no routes', () => {
    const { forward } = ask(fabricOf(design({ circuit: ', bgp: false' })), 'pc', 'server');
    expect(forward.fate).toBe('no-route');
    expect(forward.steps.at(-1)?.at).toBe('r1');
  });

  it('uses all lines of a circuit together where BGP may', () => {
    const fabric = fabricOf(design({ lines: ', lines: 2' }));
    expect(
      fabric.links.filter(({ origin }) => origin.path === 'attachments.leased').map(({ id }) => id),
    ).toEqual(['leased:1', 'leased:2']);
    expect(ask(fabric, 'pc', 'server').forward.branches).toHaveLength(1);
  });
});
