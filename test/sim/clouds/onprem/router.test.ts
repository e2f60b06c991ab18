import { describe, expect, it } from 'vitest';
import { ask, fabricOf, nodesPassed } from '../../../support/design.ts';

/** Two LANs, a router each, and two wires between the routers. */
const design = ({ left = '', right = '', wires = 2, segment = '', wire = '', more = '' } = {}): string => `
networks:
  west: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] }
  east: { kind: lan, site: cellar, cidrs: [10.2.0.0/16] }
subnets:
  desks: { kind: segment, network: west, cidr: 10.1.1.0/24, gateway: r1${segment} }
  racks: { kind: segment, network: east, cidr: 10.2.1.0/24, gateway: r2 }
  between: { kind: segment, network: west, cidr: 10.1.255.0/29 }
devices:
  r1: { kind: router, routes: [${left || '{ to: 10.2.0.0/16, via: r2 }'}] }
  r2: { kind: router, routes: [${right || '{ to: 10.1.0.0/16, via: r1 }'}] }
links:
${Array.from(
  { length: wires },
  (_, n) => `  w${n}:
    kind: wire
    ends: [{ to: r1, address: 10.1.255.${2 * n + 1} }, { to: r2, address: 10.1.255.${2 * n + 2} }]
    subnet: between
    rate: 1 Gbit/s
    delay: 1 ms${wire}
`,
).join('')}
workloads:
  pc: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
  phone: { kind: virtual-machine, subnet: desks, address: 10.1.1.11 }
  server: { kind: virtual-machine, subnet: racks, address: 10.2.1.10 }
${more}`;

describe('routers, segments and wires', () => {
  it('deliver inside a segment without the router', () => {
    expect(nodesPassed(ask(fabricOf(design()), 'pc', 'phone'))).toEqual(['pc', 'desks', 'phone']);
  });

  it('deliver between segments over both routers', () => {
    const result = ask(fabricOf(design({ wires: 1 })), 'pc', 'server');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual(['pc', 'desks', 'r1', 'r2', 'racks', 'server']);
  });

  it('share flows over all wires to the next router', () => {
    const result = ask(fabricOf(design()), 'pc', 'server');
    expect(result.forward.branches?.map(({ fate }) => fate)).toEqual(['delivered']);
    const wires = [result.forward, ...(result.forward.branches ?? [])].map(
      ({ steps }) => steps.find(({ at }) => at === 'r1')?.link,
    );
    expect(wires).toEqual(['w0', 'w1']);
  });

  it('answer on the addresses of their wires', () => {
    expect(ask(fabricOf(design()), 'pc', '10.1.255.2').class).toBe('delivered');
    const { forward } = ask(fabricOf(design()), 'pc', '10.1.255.6');
    expect(forward.fate).toBe('no-neighbour');
  });

  it('have no route that nobody wrote', () => {
    const { forward } = ask(fabricOf(design()), 'pc', '192.0.2.1');
    expect(forward.fate).toBe('no-route');
    expect(forward.steps.at(-1)?.at).toBe('r1');
  });

  it('drop where a route says drop, though another of the same prefix leads on', () => {
    const left = '{ to: 10.2.0.0/16, via: r2 }, { to: 10.2.0.0/16, drop: true }';
    expect(ask(fabricOf(design({ left })), 'pc', 'server').forward.fate).toBe('blackhole');
  });

  it('count the hop limit down at routers only', () => {
    const counting = fabricOf(design()).nodes.filter(({ decrementsTtl }) => decrementsTtl);
    expect(counting.map(({ id }) => id)).toEqual(['r1', 'r2']);
  });

  it('go round for ever where two routers point at each other', () => {
    const fabric = fabricOf(
      design({ wires: 1, left: '{ to: 0.0.0.0/0, via: r2 }', right: '{ to: 0.0.0.0/0, via: r1 }' }),
    );
    const result = ask(fabric, 'pc', '192.0.2.1');
    expect(result.forward.fate).toBe('ttl-exceeded');
    expect(result.class).toBe('loop');
    expect(result.verdict).toBe('192.0.2.1 is not reached: packets go round between r1 and r2');
  });

  it('carry the figures written for wires and segments, with Ethernet framing', () => {
    const text = design({
      wires: 1,
      wire: '\n    mtu: 1400 B\n    loss: 2 %\n    queue: { packets: 7 }',
      segment: ', rate: 100 Mbit/s, delay: 3 us, mtu: 1500 B',
    });
    const links = new Map(fabricOf(text).links.map((link) => [link.id, link]));
    // 8 preamble + 14 header + 4 check sequence + 12 gap = 38 bytes (encap.ethernet.l2Overhead.onWire).
    expect(links.get('w0')).toMatchObject({
      rateBps: 1e9,
      delayNs: 1e6,
      mtu: 1400,
      loss: 0.02,
      queue: { packets: 7, bytes: 0 },
      framingBytes: 38,
    });
    expect(links.get('pc')).toMatchObject({ rateBps: 1e8, delayNs: 3000, mtu: 1500, framingBytes: 38 });
    expect(links.get('desks')).toMatchObject({ rateBps: 1e8, delayNs: 3000, mtu: 1500 });
  });

  it('take a machine at the end of a wire', () => {
    const fabric = fabricOf(`
networks: { west: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] } }
subnets:
  line: { kind: segment, network: west, cidr: 10.1.9.0/30 }
  desks: { kind: segment, network: west, cidr: 10.1.1.0/24, gateway: r1 }
devices: { r1: { kind: router } }
links:
  cable: { kind: wire, ends: [{ to: r1, address: 10.1.9.1 }, { to: probe }], subnet: line, rate: 1 Gbit/s, delay: 1 us }
workloads:
  probe: { kind: virtual-machine, subnet: line, address: 10.1.9.2 }
  pc: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
`);
    expect(nodesPassed(ask(fabric, 'probe', 'pc'))).toEqual(['probe', 'r1', 'desks', 'pc']);
    expect(ask(fabric, 'pc', 'probe').class).toBe('delivered');
  });
});
