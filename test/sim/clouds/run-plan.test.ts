import { describe, expect, it } from 'vitest';
import { fabricOf } from '../../support/design.ts';

const design = (more: string): string => `
networks:
  west: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] }
subnets:
  desks: { kind: segment, network: west, cidr: 10.1.1.0/24, gateway: r1 }
devices:
  r1: { kind: router }
  r2: { kind: router }
links:
  line: { kind: wire, ends: [{ to: r1 }, { to: r2 }], rate: 1 Gbit/s, delay: 1 ms }
workloads:
  pc: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
  phone: { kind: virtual-machine, subnet: desks, address: 10.1.1.11 }
  fax: { kind: virtual-machine, subnet: desks, address: 10.1.1.12 }
${more}`;

describe('the plan of a run', () => {
  it('fills in what the format promises where a flow is silent', () => {
    const fabric = fabricOf(
      design('traffic: { calls: { kind: poisson, from: pc, to: phone, rate: 1 Mbit/s } }'),
    );
    // The format: 1 s, udp, port 9, packets of 1,500 bytes.
    expect(fabric.durationNs).toBe(1e9);
    expect(fabric.flows[0]).toMatchObject({
      protocol: 'udp',
      port: 9,
      portCount: 1,
      packetBytes: 1500,
      rateBps: 1e6,
      startNs: 0,
      // Until the run's sources stop.
      stopNs: Infinity,
      pattern: 'poisson',
    });
  });

  it('reads several destinations and a range of ports', () => {
    const text = design(
      'traffic: { calls: { kind: constant-rate, from: pc, to: [phone, fax], port: "5000-5009", rate: 1 Mbit/s } }',
    );
    const fabric = fabricOf(text);
    const names = fabric.flows[0].to.map((index) => fabric.endpoints[index].id);
    expect(names).toEqual(['phone', 'fax']);
    expect(fabric.flows[0]).toMatchObject({ port: 5000, portCount: 10 });
  });

  it('fails the links of a wire, and all links of a device', () => {
    const text = design(`
events:
  cut: { kind: fail, at: 10 ms, target: line }
  crash: { kind: fail, at: 20 ms, target: r1 }
`);
    const fabric = fabricOf(text);
    const ids = fabric.events.map(({ links }) => links.map((link) => fabric.links[link].id));
    expect(ids).toEqual([['line'], ['desks', 'line']]);
    expect(fabric.events.map(({ atNs }) => atNs)).toEqual([10_000_000, 20_000_000]);
  });

  it('samples the link a measurement names', () => {
    const text = design(
      'measurements: { fill: { kind: series, target: line, quantity: utilisation, every: 5 ms } }',
    );
    const fabric = fabricOf(text);
    expect(fabric.probes).toEqual([
      {
        id: 'fill',
        link: fabric.links.findIndex(({ id }) => id === 'line'),
        quantity: 'utilisation',
        everyNs: 5e6,
      },
    ]);
  });

  it('captures at both ends of a wire, and at every interface of a device or machine, each once', () => {
    const portsOf = (...targets: readonly string[]): string[] => {
      const records = targets.map((target, n) => `c${n}: { kind: capture, target: ${target} }`);
      const fabric = fabricOf(design(`measurements: { ${records.join(', ')} }`));
      return fabric.captures.map((port) => fabric.ports[port].id).toSorted();
    };
    expect(portsOf('line')).toEqual(['r1>r2', 'r2>r1']);
    expect(portsOf('r1')).toEqual(['r1>desks', 'r1>r2']);
    expect(portsOf('pc')).toEqual(['pc>desks']);
    expect(portsOf('line', 'r1')).toEqual(['r1>desks', 'r1>r2', 'r2>r1']);
    expect(fabricOf(design('')).captures).toEqual([]);
  });
});
