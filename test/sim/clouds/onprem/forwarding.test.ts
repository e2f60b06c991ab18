import { describe, expect, it } from 'vitest';
import { runFabric } from '../../../../src-sim/packet/run-fabric.ts';
import type { FlowResult } from '../../../../src-sim/packet/run-result.ts';
import { ask, fabricOf, problemsOf } from '../../../support/design.ts';

/** An office behind the device `edge`, and the outside with a server, which knows the way to 203.0.113.0/29 only. */
const design = (edge: string, traffic: string, kind = 'router'): string => `
networks:
  office: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] }
  outside: { kind: lan, site: cellar, cidrs: [198.51.100.0/24, 192.0.2.0/30] }
subnets:
  desks: { kind: segment, network: office, cidr: 10.1.1.0/24, gateway: edge }
  line: { kind: segment, network: outside, cidr: 192.0.2.0/30 }
  racks: { kind: segment, network: outside, cidr: 198.51.100.0/24, gateway: far }
devices:
  edge:
    kind: ${kind}
    routes: [{ to: 0.0.0.0/0, via: far }]
${edge}
  far: { kind: router, routes: [{ to: 203.0.113.0/29, via: edge }] }
links:
  up:
    kind: wire
    ends: [{ to: edge, address: 192.0.2.1 }, { to: far, address: 192.0.2.2 }]
    subnet: line
    rate: 1 Gbit/s
    delay: 1 ms
workloads:
  pc: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
  web: { kind: virtual-machine, subnet: desks, address: 10.1.1.80 }
  server: { kind: virtual-machine, subnet: racks, address: 198.51.100.10 }
traffic:
${traffic}`;

const run = (text: string): FlowResult => runFabric(fabricOf(text)).flows[0];

const download = '  f: { kind: bulk, from: pc, to: server, size: 50 kB }';
const visit = '  f: { kind: bulk, from: server, to: web, address: 203.0.113.7, port: 80, size: 50 kB }';

describe('translations of a device', () => {
  it('bring answers back that would find no way to the inner address', () => {
    expect(run(design('', download)).tcp?.deliveredBytes).toBe(0);
    const edge = '    translations: [{ kind: source, leaving: up, pool: [203.0.113.7] }]';
    expect(run(design(edge, download)).tcp?.deliveredBytes).toBe(50_000);
  });

  it("take the device's own addresses where no pool is written", () => {
    const edge = '    translations: [{ kind: source, leaving: up }]';
    expect(run(design(edge, download)).tcp?.deliveredBytes).toBe(50_000);
    const [source] = fabricOf(design(edge, download)).nodes.flatMap(({ translations = [] }) => translations);
    // 192.0.2.1, and the ports and times that the format promises.
    expect(source).toMatchObject({
      kind: 'source',
      pool: [{ family: 4, bits: 0xc000_0201n }],
      poolPortFrom: 1024,
      poolPortTo: 65_535,
      reuse: 'per-destination',
      idleNs: { tcp: 432_000e9, udp: 120e9, icmp: 30e9 },
    });
  });

  it('publish ports of an address', () => {
    const published = (ports: number): string =>
      `    translations: [{ kind: destination, entering: up, address: 203.0.113.7, protocol: tcp, ports: ${ports}, targets: [web] }]`;
    expect(run(design(published(80), visit)).tcp?.deliveredBytes).toBe(50_000);
    expect(run(design(published(81), visit)).tcp?.deliveredBytes).toBe(0);
  });

  it('give one machine an address of its own', () => {
    const edge = '    translations: [{ kind: static, at: up, target: web, address: 203.0.113.7 }]';
    expect(run(design(edge, visit)).tcp?.deliveredBytes).toBe(50_000);
    const out = '  f: { kind: bulk, from: web, to: server, size: 50 kB }';
    expect(run(design(edge, out)).tcp?.deliveredBytes).toBe(50_000);
    expect(run(design(edge, download)).tcp?.deliveredBytes).toBe(0);
  });

  it('work at a firewall between zones', () => {
    const edge = `    translations: [{ kind: source, leaving: up, pool: [203.0.113.7] }]
    rules: [{ action: allow, from: desks, to: up }]`;
    expect(run(design(edge, download, 'firewall')).tcp?.deliveredBytes).toBe(50_000);
  });

  it('are told if they do nothing', () => {
    const elsewhere = '    translations: [{ kind: source, leaving: racks }]';
    expect(problemsOf(design(elsewhere, download), 'forwarding/no-effect')).toMatchObject([
      { severity: 'warning', path: 'devices.edge.translations[0]' },
    ]);
    const otherFamily = '    translations: [{ kind: static, at: up, target: web, address: "2001:db8::7" }]';
    expect(problemsOf(design(otherFamily, download), 'forwarding/no-effect')).toHaveLength(1);
    const nowhere = '    translations: [{ kind: source, leaving: nowhere }]';
    expect(problemsOf(design(nowhere, download)).map(({ severity }) => severity)).toContain('error');
  });
});

describe('what a device doubts and remembers', () => {
  const inward = '  f: { kind: constant-rate, from: server, to: web, rate: 1 Mbit/s, packetSize: 1250 B }';

  it('is the source of a packet, with reversePath', () => {
    // The server's packets come by the wire, and the way back to them leads there.
    const back = '    reversePath: strict';
    const far = (text: string): string =>
      text.replace('{ to: 203.0.113.0/29, via: edge }', '{ to: 10.1.0.0/16, via: edge }');
    expect(run(far(design(back, inward))).delivered).toBe(100);
    // A default route by another way is what strict mode does not take for one.
    const wrong = far(design(back, inward)).replace(
      '{ to: 0.0.0.0/0, via: far }',
      '{ to: 0.0.0.0/0, drop: true }',
    );
    expect(run(wrong).lossByFate).toEqual({ 'reverse-path': 100 });
  });

  it('is so many connections', () => {
    const two = `  f: { kind: constant-rate, from: pc, to: server, rate: 1 Mbit/s, packetSize: 1250 B }
  g: { kind: constant-rate, from: web, to: server, rate: 1 Mbit/s, packetSize: 1250 B, start: 100 ms }`;
    const { flows } = runFabric(fabricOf(design('    connections: 1', two)));
    expect(flows.map(({ lossByFate }) => Object.keys(lossByFate))).toEqual([[], ['table-full']]);
  });
});

describe('a policy route', () => {
  /** A second way out: `up2` to `far2`, which leads to nobody. */
  const twoWays = (policy: string, traffic: string): string =>
    design(policy, traffic)
      .replace(
        'links:',
        'links:\n  up2: { kind: wire, ends: [{ to: edge }, { to: far2 }], rate: 1 Gbit/s, delay: 1 ms }',
      )
      .replace('  far: {', '  far2: { kind: router }\n  far: {');
  const out = '  f: { kind: constant-rate, from: pc, to: server, rate: 1 Mbit/s, packetSize: 1250 B }';

  it('leads what it matches elsewhere, and nothing else', () => {
    const policy = '    policy: [{ from: [10.1.1.10/32], to: [198.51.100.0/24], via: far2 }]';
    expect(run(twoWays(policy, out)).lossByFate).toEqual({ 'no-route': 100 });
    expect(run(twoWays(policy, out.replace('from: pc', 'from: web'))).delivered).toBe(100);
  });

  it('drops if it says so', () => {
    const policy = '    policy: [{ entering: desks, drop: true }]';
    expect(run(twoWays(policy, out)).lossByFate).toEqual({ blackhole: 100 });
  });

  it('is told if it leads nowhere', () => {
    const policy = '    policy: [{ to: [198.51.100.0/24], via: server }]';
    expect(problemsOf(twoWays(policy, out), 'forwarding/no-effect')).toHaveLength(1);
  });

  it('is what a trace finds as well', () => {
    const policy = '    policy: [{ from: [10.1.1.10/32], to: [198.51.100.0/24], via: far2 }]';
    const fabric = fabricOf(twoWays(policy, out));
    expect(ask(fabric, 'pc', 'server').forward.fate).toBe('no-route');
    expect(ask(fabric, 'web', 'server').forward.fate).toBe('delivered');
  });
});
