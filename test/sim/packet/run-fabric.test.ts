import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fabric } from '../../../src-sim/fabric/fabric.ts';
import { PacketRun, runFabric } from '../../../src-sim/packet/run-fabric.ts';
import type { RunResult } from '../../../src-sim/packet/run-result.ts';
import { FabricDraft, origin, prefixOf } from '../../support/fabric-builder.ts';

const second = 1_000_000_000;

function oneLink(link: object, flow: object): FabricDraft {
  return new FabricDraft()
    .host('a', '10.0.0.1')
    .host('b', '10.0.0.2')
    .link('a', 'b', link)
    .flow('f', 'a', 'b', flow);
}

const only = (result: RunResult) => result.flows[0];

describe('a link', () => {
  it('takes size over rate plus propagation for a lone packet', () => {
    // 1000 B = 8,000 bit at 1 Gbit/s = 8,000 ns, and 20,000 ns of propagation: 28,000 ns for each, never a queue.
    const fabric = oneLink({ rateBps: 1e9, delayNs: 20_000 }, { rateBps: 1e6, packetBytes: 1000 }).build();
    const flow = only(runFabric(fabric));
    // 1 Mbit/s of 8,000 bit packets: one every 8 ms, the first within the first interval: 125 in a second.
    expect(flow.offered).toBe(125);
    expect(flow.delivered).toBe(125);
    expect(flow.latencyNs).toMatchObject({ min: 28_000, mean: 28_000, p99: 28_000, max: 28_000 });
  });

  it('counts framing as time on the wire but not as payload size', () => {
    // 1000 + 38 B = 8,304 ns at 1 Gbit/s.
    const fabric = oneLink({ rateBps: 1e9, framingBytes: 38 }, { packetBytes: 1000 }).build();
    expect(only(runFabric(fabric)).latencyNs?.max).toBe(8_304);
  });

  it('pads a small packet where frames have a smallest size', () => {
    // 28 B stand in a frame of 46 + 38 B: 84 B, 672 ns at 1 Gbit/s.
    const ethernet = { rateBps: 1e9, framingBytes: 38, leastBytes: 46 };
    expect(only(runFabric(oneLink(ethernet, { packetBytes: 28 }).build())).latencyNs?.max).toBe(672);
    expect(only(runFabric(oneLink(ethernet, { packetBytes: 47 }).build())).latencyNs?.max).toBe(680);
  });

  it('carries fractions of a nanosecond, so the long-run rate is exact', () => {
    // 64 B at 100 Gbit/s take 5.12 ns. Offered at twice the rate without a queue limit, 200 Gbit/s for 1 ms are
    // 390,625 packets; sending them back to back takes 390,625 * 5.12 = 2,000,000 ns exactly from the first start.
    const fabric = oneLink({ rateBps: 100e9 }, { rateBps: 200e9, packetBytes: 64, stopNs: 1_000_000 }).build(
      1,
      1_000_000,
    );
    const run = new PacketRun(fabric);
    while (run.advance(1e6));
    const result = run.result();
    expect(only(result).delivered).toBe(390_625);
    // The first interval is 2.56 ns, so the first packet starts at 0, 1 or 2 ns.
    expect(result.simulatedNs - 2_000_000).toBeGreaterThanOrEqual(0);
    expect(result.simulatedNs - 2_000_000).toBeLessThanOrEqual(2);
  });

  it('drops what does not fit its queue, the packet being sent not counted', () => {
    // 10 packets offered in 10 ns to a link that needs 8,000 ns for each: one is being sent, 4 wait, 5 are dropped.
    const fabric = oneLink(
      { rateBps: 1e9, queue: { packets: 4, bytes: 0 } },
      { rateBps: 8e12, packetBytes: 1000, stopNs: 10 },
    ).build(1, 10);
    const result = runFabric(fabric);
    expect(only(result)).toMatchObject({ offered: 10, delivered: 5, lossByFate: { 'queue-full': 5 } });
    expect(result.links[0]).toMatchObject({ packets: 5, drops: 5, queuePacketsMax: 4 });
    // The last of five waits for four times 8,000 ns and is sent in 8,000: 40,000 ns less the 0 to 4 ns it came later.
    expect(only(result).latencyNs?.max).toBeGreaterThan(39_990);
  });

  it('limits its queue by bytes where it is told to', () => {
    // 2,500 B hold two packets of 1000 B.
    const fabric = oneLink(
      { rateBps: 1e9, queue: { packets: 0, bytes: 2_500 } },
      { rateBps: 8e12, packetBytes: 1000, stopNs: 10 },
    ).build(1, 10);
    expect(only(runFabric(fabric))).toMatchObject({ delivered: 3, lossByFate: { 'queue-full': 7 } });
  });

  it('refuses what is larger than it carries', () => {
    const fabric = oneLink({ mtu: 999 }, { packetBytes: 1000 }).build();
    expect(only(runFabric(fabric))).toMatchObject({
      delivered: 0,
      lossByFate: { 'too-big': 125 },
      latencyNs: null,
    });
  });

  it('is as busy as it is offered', () => {
    // 300 Mbit/s on 1 Gbit/s: 30 %. The run ends with the last arrival, at most one interval short of 1 s.
    const fabric = oneLink({ rateBps: 1e9 }, { rateBps: 300e6, packetBytes: 1000 }).build();
    expect(runFabric(fabric).links[0].utilisation).toBeCloseTo(0.3, 4);
  });

  it('loses the share it was given', () => {
    // 125,000 packets, 1 %: mean 1,250, standard deviation sqrt(125000 * 0.01 * 0.99) = 35; five of them: 176.
    const fabric = oneLink({ loss: 0.01 }, { rateBps: 1e9, packetBytes: 1000 }).build();
    const lost = only(runFabric(fabric)).lossByFate['link-loss'] ?? 0;
    expect(Math.abs(lost - 1_250)).toBeLessThan(176);
  });

  it('loses what is offered while it is down', () => {
    // 1,000 packets a second; down from 0.2 s to 0.5 s: 300 of them, one more or less by where the first one falls.
    const fabric: Fabric = {
      ...oneLink({ rateBps: 1e9 }, { rateBps: 8e6, packetBytes: 1000 }).build(),
      events: [
        { id: 'up', atNs: 0.5 * second, action: 'repair', links: [0], origin: origin('up') },
        { id: 'down', atNs: 0.2 * second, action: 'fail', links: [0], origin: origin('down') },
      ],
    };
    const lost = only(runFabric(fabric)).lossByFate['link-down'] ?? 0;
    expect(Math.abs(lost - 300)).toBeLessThanOrEqual(1);
  });
});

describe('queueing', () => {
  it('agrees with M/D/1 for Poisson packets of one size', () => {
    // Pollaczek–Khinchine for M/D/1: mean wait = rho S / (2 (1 - rho)). S = 12,000 ns, rho = 0.7: 14,000 ns; with the
    // service 26,000 ns. 10 s at 0.7 / 12,000 ns = 583,333 packets; the means of such runs scatter by well under 3 %.
    const fabric = oneLink(
      { rateBps: 1e9 },
      { pattern: 'poisson', rateBps: 700e6, packetBytes: 1500, stopNs: 10 * second },
    ).build(3, 10 * second);
    const mean = only(runFabric(fabric)).latencyNs?.mean ?? 0;
    expect(mean / 26_000).toBeGreaterThan(0.97);
    expect(mean / 26_000).toBeLessThan(1.03);
  });
});

describe('forwarding', () => {
  const chain = () =>
    new FabricDraft()
      .host('a', '10.0.0.1')
      .host('b', '10.0.1.1')
      .router('r')
      .link('a', 'r', { delayNs: 10 })
      .link('r', 'b', { delayNs: 10 });

  it('drops with the fate the table names', () => {
    const fates = {
      blackhole: 'blackhole',
      unreachable: 'unreachable',
      prohibit: 'prohibited',
      'no-neighbour': 'no-neighbour',
    } as const;
    for (const [kind, fate] of Object.entries(fates) as [keyof typeof fates, string][]) {
      const fabric = chain().route('r', '10.0.1.0/24', kind).flow('f', 'a', 'b').build();
      expect(only(runFabric(fabric)).lossByFate).toEqual({ [fate]: 125 });
    }
    expect(only(runFabric(chain().flow('f', 'a', 'b').build())).lossByFate).toEqual({ 'no-route': 125 });
  });

  it('lets the longest prefix decide', () => {
    const fabric = chain()
      .route('r', '10.0.0.0/8', 'blackhole')
      .route('r', '10.0.1.1/32', ['b'])
      .flow('f', 'a', 'b');
    expect(only(runFabric(fabric.build())).delivered).toBe(125);
  });

  it('ends a loop by the hop limit, and a loop of nodes that do not touch it as well', () => {
    for (const decrementsTtl of [true, false]) {
      const fabric = new FabricDraft()
        .host('a', '10.0.0.1')
        .host('b', '10.0.1.1')
        .router('r', decrementsTtl)
        .router('s', decrementsTtl)
        .link('a', 'r')
        .link('r', 's')
        .link('s', 'b')
        .route('r', '10.0.1.0/24', ['s'])
        .route('s', '10.0.1.0/24', ['r'])
        .flow('f', 'a', 'b')
        .build();
      expect(only(runFabric(fabric)).lossByFate).toEqual({ 'ttl-exceeded': 125 });
    }
  });

  it('asks the filters of the ports on its way', () => {
    const filter = (port: number) => ({
      id: 'guard',
      stateful: true,
      tracker: 'guard',
      otherwise: 'nothing else is allowed',
      origin: origin('guard'),
      rules: [
        {
          allow: true,
          from: [prefixOf('10.0.0.0/24')],
          to: [],
          protocol: 'udp' as const,
          portFrom: port,
          portTo: port,
          sentence: '',
          origin: origin('rule'),
        },
      ],
    });
    const run = (port: number, direction: 'ingress' | 'egress', from: string, to: string) =>
      only(
        runFabric(
          chain()
            .route('r', '10.0.1.0/24', ['b'])
            .filter(from, to, direction, filter(port))
            .flow('f', 'a', 'b', { port: 53 })
            .build(),
        ),
      );
    expect(run(53, 'ingress', 'b', 'r').delivered).toBe(125);
    expect(run(80, 'ingress', 'b', 'r').lossByFate).toEqual({ denied: 125 });
    expect(run(80, 'egress', 'r', 'b').lossByFate).toEqual({ denied: 125 });
  });

  it('shares flows over equal next hops, each flow keeping to one', () => {
    const draft = new FabricDraft().host('a', '10.0.0.1').host('b', '10.0.1.1').router('r').router('s');
    draft.link('a', 'r').link('r', 's', { delayNs: 1 }).link('r', 's', { delayNs: 2 }).link('s', 'b');
    draft.route('r', '10.0.1.0/24', ['s']).route('s', '10.0.1.0/24', ['b']);
    for (let port = 0; port < 64; port++) draft.flow(`f${port}`, 'a', 'b', { port: 1000 + port });
    const result = runFabric(draft.build());
    const [first, second] = [result.links[2].packets, result.links[4].packets];
    expect(first + second).toBe(64 * 125);
    // 64 flows to two links: 32 each, standard deviation 4; whole flows of 125 packets.
    expect(first % 125).toBe(0);
    expect(Math.abs(first / 125 - 32)).toBeLessThanOrEqual(16);
    for (const flow of result.flows) expect(flow.latencyNs?.min).toBe(flow.latencyNs?.max);
  });
});

describe('a run', () => {
  const busy = (seed: number) =>
    new FabricDraft()
      .host('a', '10.0.0.1')
      .host('b', '10.0.0.2')
      .host('c', '10.0.0.3')
      .router('r')
      .link('a', 'r', { rateBps: 1e9, delayNs: 500, queue: { packets: 20, bytes: 0 } })
      .link('b', 'r', { rateBps: 1e9, delayNs: 700, loss: 0.001 })
      .link('r', 'c', { rateBps: 1e9, delayNs: 900, queue: { packets: 10, bytes: 0 } })
      .route('r', '10.0.0.3/32', ['c'])
      .flow('x', 'a', 'c', { pattern: 'poisson', rateBps: 600e6 })
      .flow('y', 'b', 'c', { pattern: 'poisson', rateBps: 900e6 })
      .build(seed, 20_000_000);

  it('is the same to the last digit for the same seed, however it is sliced, and differs for another', () => {
    const whole = runFabric(busy(1));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), (slice) => {
        const run = new PacketRun(busy(1));
        while (run.advance(slice));
        expect(run.result()).toEqual(whole);
      }),
      { numRuns: 20, seed: 11 },
    );
    expect(runFabric(busy(2)).digest).not.toBe(whole.digest);
  });

  it('loses count of no packet', () => {
    const run = new PacketRun(busy(1));
    run.advance(1_000);
    const { injected, delivered, dropped, inFlight } = run.result().packets;
    expect(injected).toBe(delivered + dropped + inFlight);
    expect(inFlight).toBeGreaterThan(0);
    while (run.advance(10_000));
    const end = run.result();
    expect(end.packets.inFlight).toBe(0);
    for (const flow of end.flows) {
      const lost = Object.values(flow.lossByFate).reduce((sum, count) => sum + count, 0);
      expect(flow.offered).toBe(flow.delivered + lost);
    }
  });

  it('samples a series without changing the trajectory, and keeps it bounded', () => {
    const plain = busy(1);
    const watched: Fabric = {
      ...plain,
      probes: [
        { id: 'load', link: 2, quantity: 'utilisation', everyNs: 1_000_000 },
        { id: 'lost', link: 2, quantity: 'drops', everyNs: 1_000 },
        { id: 'deep', link: 2, quantity: 'queue-depth', everyNs: 1_000_000 },
      ],
    };
    const result = runFabric(watched);
    expect(result.digest).toBe(runFabric(plain).digest);
    const [load, lost, deep] = result.series;
    expect(load.values).toHaveLength(20);
    // 1.5 Gbit/s offered to 1 Gbit/s with ten waiting: busy all the time once the first packets are there.
    for (const value of load.values.slice(1)) expect(value).toBeGreaterThan(0.95);
    for (const value of load.values) expect(value).toBeLessThanOrEqual(1);
    // 20,000 samples of 1 us fit into 4,096 only at 8 us.
    expect(lost.everyNs).toBe(8_000);
    // Sampling ends with the sources; at most 21 + 1 packets of a's queue and those b still sends are dropped after it.
    const unseen = result.links[4].drops - lost.values.reduce((sum, count) => sum + count, 0);
    expect(unseen).toBeGreaterThanOrEqual(0);
    expect(unseen).toBeLessThan(60);
    expect(Math.max(...deep.values)).toBeLessThanOrEqual(10);
  });
});
