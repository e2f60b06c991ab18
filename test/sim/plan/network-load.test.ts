import { describe, expect, it } from 'vitest';
import type { Fabric } from '../../../src-sim/fabric/fabric.ts';
import { PacketRun } from '../../../src-sim/packet/run-fabric.ts';
import { tcpConfig } from '../../../src-sim/packet/transport/tcp/tcp-config.ts';
import type { PlanResult } from '../../../src-sim/plan/plan-result.ts';
import { lossBoundBps, windowBytes } from '../../../src-sim/plan/tcp-bounds.ts';
import { planScenario } from '../../../src-sim/session/plan/plan-scenario.ts';
import { fabricOf, openDesign } from '../../support/design.ts';

/** pc - a - (b | c) - d - server; only packets themselves take room on the wires. */
const square = (traffic: string, { rates = '100 Mbit/s', queue = '', loss = '' } = {}): string => {
  const wire = (name: string, from: string, to: string): string =>
    `  ${name}: { kind: wire, ends: [{ to: ${from}, metric: 1 }, { to: ${to}, metric: 1 }], rate: ${rates}, delay: 1 ms, framing: packet${queue}${loss} }`;
  return `
networks:
  left: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] }
  right: { kind: lan, site: cellar, cidrs: [10.2.0.0/16] }
subnets:
  desks: { kind: segment, network: left, cidr: 10.1.1.0/24, gateway: a }
  racks: { kind: segment, network: right, cidr: 10.2.1.0/24, gateway: d }
devices:
  a: { kind: router }
  b: { kind: router }
  c: { kind: router }
  d: { kind: router }
links:
${wire('ab', 'a', 'b')}
${wire('ac', 'a', 'c')}
${wire('bd', 'b', 'd')}
${wire('cd', 'c', 'd')}
workloads:
  pc: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
  server: { kind: virtual-machine, subnet: racks, address: 10.2.1.10 }
traffic:
${traffic}
`;
};

/** One wire between two routers. */
const line = (traffic: string, wire = 'rate: 10 Mbit/s, delay: 5 ms, framing: packet'): string => `
networks:
  left: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] }
  right: { kind: lan, site: cellar, cidrs: [10.2.0.0/16] }
subnets:
  desks: { kind: segment, network: left, cidr: 10.1.1.0/24, gateway: a }
  racks: { kind: segment, network: right, cidr: 10.2.1.0/24, gateway: d }
devices:
  a: { kind: router }
  d: { kind: router }
links:
  ad: { kind: wire, ends: [{ to: a, metric: 1 }, { to: d, metric: 1 }], ${wire} }
workloads:
  pc: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
  server: { kind: virtual-machine, subnet: racks, address: 10.2.1.10 }
traffic:
${traffic}
`;

function planOf(text: string): PlanResult {
  const opened = openDesign(text);
  const result = planScenario(opened);
  if (result === null) throw new Error(opened.problems.map(({ message }) => message).join('\n'));
  return result;
}

const demand = (result: PlanResult, id: string) => result.demands.find((each) => each.id === id)!;
const load = (result: PlanResult, id: string) => result.links.find((each) => each.id === id)!;

describe('the load of a network', () => {
  it('is split evenly over equal ways, and nothing goes back', () => {
    const result = planOf(square('  video: { kind: constant-rate, from: pc, to: server, rate: 8 Mbit/s }'));
    for (const id of ['ab:a>b', 'ac:a>c', 'bd:b>d', 'cd:c>d']) expect(load(result, id).wantedBps).toBe(4e6);
    expect(load(result, 'ab:b>a').wantedBps).toBe(0);
    expect(load(result, 'ab:a>b').utilisation).toBe(0.04);
    expect(demand(result, 'video')).toMatchObject({ servedBps: 8e6, boundBy: 'demand', lost: [] });
    expect(result.summary).toMatchObject({ demands: 1, inelasticBps: 8e6, servedBps: 8e6, overloaded: 0 });
  });

  it('counts what frames add: 38 bytes of Ethernet to 962 of a packet', () => {
    const wire = 'rate: 10 Mbit/s, delay: 5 ms';
    const flow =
      '  video: { kind: constant-rate, from: pc, to: server, rate: 962 kbit/s, packetSize: 962 B }';
    expect(load(planOf(line(flow, wire)), 'ad:a>d').wantedBps).toBeCloseTo(1e6, 3);
  });

  it('loses what does not fit, from each demand in proportion', () => {
    const result = planOf(
      line(`  one: { kind: constant-rate, from: pc, to: server, rate: 8 Mbit/s }
  two: { kind: constant-rate, from: pc, to: server, port: 1000, rate: 4 Mbit/s }`),
    );
    // 12 into 10: each keeps 5 / 6.
    expect(demand(result, 'one').servedBps).toBeCloseTo(8e6 * (5 / 6), 3);
    expect(demand(result, 'two').servedBps).toBeCloseTo(4e6 * (5 / 6), 3);
    expect(demand(result, 'one')).toMatchObject({ boundBy: 'link', boundAt: 'ad:a>d' });
    expect(load(result, 'ad:a>d')).toMatchObject({ wantedBps: 12e6, carriedBps: 10e6, utilisation: 1.2 });
    expect(result.summary.overloaded).toBe(1);
  });

  it('gives transfers what other traffic leaves, shared evenly', () => {
    const result = planOf(
      line(`  video: { kind: constant-rate, from: pc, to: server, rate: 4 Mbit/s }
  first: { kind: bulk, from: pc, to: server, port: 5001 }
  second: { kind: bulk, from: pc, to: server, port: 5002 }`),
    );
    // 6 Mbit/s of packets for two; 1448 of 1500 bytes are payload (20 of IPv4, 32 of TCP with timestamps).
    for (const id of ['first', 'second']) {
      expect(demand(result, id).servedBps).toBeCloseTo(3e6 * (1448 / 1500), 3);
      expect(demand(result, id)).toMatchObject({ kind: 'elastic', offeredBps: null, boundBy: 'link' });
    }
    expect(demand(result, 'video').servedBps).toBe(4e6);
  });

  it('holds a transfer to its window: 64 KiB in a round trip of 10 ms', () => {
    const flow = '  copy: { kind: bulk, from: pc, to: server, sendBuffer: 64 KiB }';
    const result = planOf(line(flow, 'rate: 10 Gbit/s, delay: 5 ms, framing: packet'));
    // 1500 B at 10 Gbit/s take 1200 ns; 8 x 65536 bits in 10.0012 ms.
    expect(demand(result, 'copy').servedBps).toBeCloseTo((8 * 65536) / 0.0100012, 0);
    expect(demand(result, 'copy').boundBy).toBe('window');
  });

  it('tells the time on the way: travelling, sending, and the wait of an M/M/1 queue at half load', () => {
    const flow = '  video: { kind: constant-rate, from: pc, to: server, rate: 5 Mbit/s, packetSize: 1250 B }';
    // 1250 B take 1 ms at 10 Mbit/s; load 1/2, so the wait is 0.5 / (1 - 0.5) = 1 of those.
    expect(demand(planOf(line(flow)), 'video').latencyNs).toEqual({
      travelling: 5e6,
      sending: 1e6,
      queueing: 1e6,
      total: 7e6,
    });
  });

  it('says that nothing reaches a machine behind a filter, and by what', () => {
    const text = square('  video: { kind: constant-rate, from: pc, to: server, rate: 8 Mbit/s }').replace(
      '  d: { kind: router }',
      '  d: { kind: router, routes: [{ to: 10.2.1.10/32, drop: true }] }',
    );
    const { servedBps, boundBy, lost, latencyNs } = demand(planOf(text), 'video');
    expect({ servedBps, boundBy, latencyNs }).toEqual({
      servedBps: 0,
      boundBy: 'unreachable',
      latencyNs: null,
    });
    expect(lost).toEqual([{ fate: 'blackhole', share: 1, record: 'devices.d' }]);
  });

  it('knows the answers of requests as demand of their own', () => {
    const flow =
      '  web: { kind: request-response, from: pc, to: server, every: 10 ms, request: 500 B, response: 5 kB }';
    const result = planOf(line(flow));
    // 100 a second: 500 B are 0.4 Mbit/s there, 5 kB are 4 Mbit/s back.
    expect(demand(result, 'web').servedBps).toBeCloseTo(4e5, 3);
    expect(demand(result, 'web:answers').servedBps).toBeCloseTo(4e6, 3);
  });
});

describe('plan and packets', () => {
  const goodput = (fabric: Fabric, id: string): number =>
    new PacketRunToEnd(fabric).flows.find((flow) => flow.id === id)!.goodputBps;

  it('agree on a wire with more than it carries: UDP of 12 Mbit/s into 10', () => {
    const text = `simulation: { duration: 5 s }
${line('  one: { kind: poisson, from: pc, to: server, rate: 8 Mbit/s }\n  two: { kind: poisson, from: pc, to: server, port: 1000, rate: 4 Mbit/s }', 'rate: 10 Mbit/s, delay: 5 ms, framing: packet, queue: { packets: 50 }')}`;
    const result = planOf(text);
    for (const id of ['one', 'two']) {
      const measured = goodput(fabricOf(text), id);
      // About 8 x 333 packets a second in 5 s: chance of a few per cent.
      expect(Math.abs(measured / demand(result, id).servedBps! - 1)).toBeLessThan(0.05);
    }
  });

  it('agree on a transfer beside other traffic', () => {
    const text = `simulation: { duration: 20 s }
${line('  video: { kind: constant-rate, from: pc, to: server, rate: 4 Mbit/s }\n  copy: { kind: bulk, from: pc, to: server }', 'rate: 10 Mbit/s, delay: 5 ms, framing: packet, queue: { packets: 50 }')}`;
    const measured = goodput(fabricOf(text), 'copy');
    // Slow start and the drops of the sender's own search cost a few per cent.
    expect(Math.abs(measured / demand(planOf(text), 'copy').servedBps! - 1)).toBeLessThan(0.05);
  });
});

class PacketRunToEnd {
  readonly flows;

  constructor(fabric: Fabric) {
    const run = new PacketRun(fabric, {});
    while (run.advance(1 << 20)) continue;
    this.flows = run.result().flows;
  }
}

describe('the bounds of a TCP connection', () => {
  it('has the window of the packet engine where the document is silent', () => {
    const { sendBuffer, receiveBufferMax } = tcpConfig('client');
    expect(windowBytes({})).toBe(Math.min(sendBuffer, receiveBufferMax / 2));
    expect(windowBytes({ sendBuffer: 1000 })).toBe(1000);
  });

  it('is that of Mathis for Reno, and of RFC 9438 for CUBIC where that is more', () => {
    // sqrt(1.5 / 0.01) = 12.247 segments of 1000 B in 10 ms: 12.247 x 8000 / 0.01 = 9.798 Mbit/s.
    expect(lossBoundBps({ congestion: 'reno' }, 1000, 10e6, 0.01)).toBeCloseTo(Math.sqrt(150) * 8e5, 0);
    // 1.054 x (0.1 / 1e-6)^0.75 = 5927 segments against sqrt(1.5e6) = 1225.
    expect(lossBoundBps({ congestion: 'cubic' }, 1000, 100e6, 1e-6) / 8e4).toBeCloseTo(
      1.054 * 1e5 ** 0.75,
      1,
    );
    expect(lossBoundBps({ congestion: 'bbr' }, 1000, 10e6, 0.01)).toBe(Infinity);
  });
});
