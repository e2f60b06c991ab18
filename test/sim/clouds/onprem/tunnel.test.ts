import { describe, expect, it } from 'vitest';
import { runFabric } from '../../../../src-sim/packet/run-fabric.ts';
import { fabricOf, problemsOf } from '../../../support/design.ts';

/** Two offices behind routers, joined by a GRE tunnel over a line of 1500 bytes. */
const offices = (tunnel: string, traffic: string): string => `
networks:
  one: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] }
  two: { kind: lan, site: cellar, cidrs: [10.2.0.0/16] }
  between: { kind: lan, site: cellar, cidrs: [192.0.2.0/30] }
subnets:
  desks: { kind: segment, network: one, cidr: 10.1.1.0/24, gateway: left, mtu: 1500 B }
  racks: { kind: segment, network: two, cidr: 10.2.1.0/24, gateway: right, mtu: 1500 B }
  line: { kind: segment, network: between, cidr: 192.0.2.0/30 }
devices:
  left: { kind: router, routes: [{ to: 10.2.0.0/16, via: gre }] }
  right: { kind: router, routes: [{ to: 10.1.0.0/16, via: gre }] }
attachments:
  gre: { kind: tunnel, encapsulation: gre, ends: [{ to: left }, { to: right }]${tunnel} }
links:
  up:
    kind: wire
    ends: [{ to: left, address: 192.0.2.1 }, { to: right, address: 192.0.2.2 }]
    subnet: line
    rate: 1 Gbit/s
    delay: 1 ms
    mtu: 1500 B
workloads:
  pc: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
  server: { kind: virtual-machine, subnet: racks, address: 10.2.1.10 }
traffic:
${traffic}`;

const copy = '  f: { kind: bulk, from: pc, to: server, size: 100 kB }';

describe('a tunnel between routers', () => {
  it('tells a TCP sender once what fits, where segments are not clamped', () => {
    // 1500 - 20 - 4 = 1476 inside; ten segments of 1500 are in the first flight and are too big.
    const [flow] = runFabric(fabricOf(offices('', copy))).flows;
    expect(flow.tcp?.deliveredBytes).toBe(100_000);
    expect(flow.lossByFate).toEqual({ 'too-big': 10 });
  });

  it('lets TCP agree on what fits, where they are', () => {
    const fabric = fabricOf(offices(', clampsSegments: true', copy));
    const [flow] = runFabric(fabric).flows;
    expect(flow.tcp?.deliveredBytes).toBe(100_000);
    expect(flow.lossByFate).toEqual({});
    // 1476 - 40 = 1436 at both ends.
    expect(fabric.ports.flatMap(({ segmentMax }) => segmentMax ?? [])).toEqual([1436, 1436]);
  });

  it('refuses a key that its format does not have', () => {
    const told = problemsOf(offices(', key: 7', copy).replace('gre, ends', 'ip-in-ip, ends'));
    expect(told.map(({ message }) => message).join('\n')).toContain('ip-in-ip has no key');
  });
});
