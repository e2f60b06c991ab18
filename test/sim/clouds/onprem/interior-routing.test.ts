import { describe, expect, it } from 'vitest';
import { ask, fabricOf, nodesPassed } from '../../../support/design.ts';

/** a to d over b or over c; metrics of the four wires, each the same both ways. */
const square = ({ ab = 1, ac = 1, bd = 1, cd = 1, a = '' } = {}): string => `
networks:
  left: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] }
  right: { kind: lan, site: cellar, cidrs: [10.2.0.0/16] }
subnets:
  desks: { kind: segment, network: left, cidr: 10.1.1.0/24, gateway: a }
  racks: { kind: segment, network: right, cidr: 10.2.1.0/24, gateway: d }
devices:
  a: { kind: router${a} }
  b: { kind: router }
  c: { kind: router }
  d: { kind: router }
links:
  ab: { kind: wire, ends: [{ to: a, metric: ${ab} }, { to: b, metric: ${ab} }], rate: 1 Gbit/s, delay: 1 ms }
  ac: { kind: wire, ends: [{ to: a, metric: ${ac} }, { to: c, metric: ${ac} }], rate: 1 Gbit/s, delay: 1 ms }
  bd: { kind: wire, ends: [{ to: b, metric: ${bd} }, { to: d, metric: ${bd} }], rate: 1 Gbit/s, delay: 1 ms }
  cd: { kind: wire, ends: [{ to: c, metric: ${cd} }, { to: d, metric: ${cd} }], rate: 1 Gbit/s, delay: 1 ms }
workloads:
  pc: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
  server: { kind: virtual-machine, subnet: racks, address: 10.2.1.10 }
`;

describe('interior routing', () => {
  it('takes the way of the least sum of metrics, in each direction', () => {
    // Over b 1 + 1, over c 1 + 2.
    const result = ask(fabricOf(square({ cd: 2 })), 'pc', 'server');
    expect(nodesPassed(result)).toEqual(['pc', 'desks', 'a', 'b', 'd', 'racks', 'server']);
    expect(result.class).toBe('delivered');
    expect(result.forward.branches).toBeUndefined();
  });

  it('shares equal ways: the table has both next hops', () => {
    const fabric = fabricOf(square());
    const { table } = fabric.nodes.find(({ id }) => id === 'a')!;
    const route = fabric.tables[table].routes.find(({ source }) => source === 'propagated')!;
    expect(route.action.kind === 'forward' && route.action.ports.length).toBe(2);
  });

  it('yields to a written route', () => {
    const a = ', routes: [{ to: 10.2.1.0/24, via: c }]';
    expect(nodesPassed(ask(fabricOf(square({ cd: 9, a })), 'pc', 'server'))).toContain('c');
  });

  it('knows nothing of devices whose wires have no metric', () => {
    const without = square().replaceAll(', metric: 1', '');
    expect(ask(fabricOf(without), 'pc', 'server').class).toBe('no-route');
  });
});
