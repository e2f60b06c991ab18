import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fabric, TimedEvent } from '../../../src-sim/fabric/fabric.ts';
import type { Impairments } from '../../../src-sim/fabric/impairments.ts';
import { PacketRun, runFabric } from '../../../src-sim/packet/run-fabric.ts';
import { FabricDraft, origin } from '../../support/fabric-builder.ts';

const second = 1_000_000_000;
const millisecond = 1_000_000;

/** 10,000 packets of 100 B, one every 100 us, over a link that takes no time but its delay. */
const flow = { rateBps: 8e6, packetBytes: 100 };

const over = (impairments: Impairments, figures: object = {}): FabricDraft =>
  new FabricDraft()
    .host('a', '10.0.0.1')
    .host('b', '10.0.0.2')
    .link('a', 'b', { delayNs: millisecond, impairments, ...figures });

const result = (fabric: Fabric) => {
  const { flows, links, packets } = runFabric(fabric);
  return { flow: flows[0], link: links[0].impairments!, packets };
};

const busy = (seed: number): Fabric =>
  new FabricDraft()
    .host('a', '10.0.0.1')
    .host('b', '10.0.0.2')
    .host('c', '10.0.0.3')
    .router('r')
    .link('a', 'r', {
      rateBps: 100e6,
      delayNs: 50_000,
      mtu: 1500,
      impairments: {
        duplication: 0.02,
        jitter: { shape: 'pareto', spreadNs: 20_000, keepOrder: false },
        burstLoss: { mean: 0.01, burst: 3 },
      },
    })
    .link('b', 'r', { rateBps: 100e6, delayNs: 70_000, mtu: 1500, loss: 0.01 })
    .link('r', 'c', {
      rateBps: 50e6,
      delayNs: 90_000,
      mtu: 1500,
      queue: {
        packets: 0,
        bytes: 0,
        discipline: { kind: 'red', minBytes: 5_000, maxBytes: 20_000, limitBytes: 60_000, ecn: true },
      },
    })
    .route('r', '10.0.0.1/32', ['a'])
    .route('r', '10.0.0.2/32', ['b'])
    .route('r', '10.0.0.3/32', ['c'])
    .flow('x', 'a', 'c', { pattern: 'poisson', rateBps: 20e6 })
    .flow('y', 'b', 'c', { pattern: 'poisson', rateBps: 20e6 })
    .transfer('t', 'b', 'c', { tcp: { ecn: true } })
    .build(seed, 200 * millisecond);

const event = (action: TimedEvent['action'], atNs: number): TimedEvent => ({
  id: action,
  atNs,
  action,
  links: [0],
  directions: [0],
  origin: origin(action),
});

const lostWith = (others: number): number => {
  const draft = over({}, { loss: 0.1 }).flow('f', 'a', 'b', flow);
  for (let n = 0; n < others; n++) {
    draft.host(`x${n}`, `10.1.${n}.1`).host(`y${n}`, `10.1.${n}.2`).link(`x${n}`, `y${n}`, { loss: 0.5 });
    draft.flow(`g${n}`, `x${n}`, `y${n}`, flow);
  }
  return result(draft.build()).link.lost;
};

const withJitter = (keepOrder: boolean) => {
  const impairments: Impairments = { jitter: { shape: 'uniform', spreadNs: 500_000, keepOrder } };
  return result(over(impairments).flow('f', 'a', 'b', flow).build());
};

describe('a link that loses packets', () => {
  it('loses in bursts the share that was asked for', () => {
    const loss = result(
      over({ burstLoss: { mean: 0.05, burst: 4 } })
        .flow('f', 'a', 'b', flow)
        .build(),
    );
    // r = 1/4 and p = 0.05 r / 0.95 = 0.0132 correlate neighbours by 1 - p - r = 0.737: the variance is (1 + 0.737) / (1 - 0.737) = 6.6
    // times the binomial one. sqrt(10,000 x 0.05 x 0.95 x 6.6) = 56; five of these around 500.
    expect(Math.abs(loss.link.lost - 500)).toBeLessThanOrEqual(280);
    expect(loss.flow.lossByFate).toEqual({ 'link-loss': loss.link.lost });
  });

  it('spoils packets by their length', () => {
    const bitErrorRate = 1e-4;
    const spoilt = result(over({ bitErrorRate }).flow('f', 'a', 'b', flow).build());
    // 1 - (1 - 1e-4)^800 = 7.69 %: 769 of 10,000, standard deviation sqrt(10,000 x 0.0769 x 0.9231) = 26.6; five of these.
    expect(Math.abs(spoilt.link.corrupted - 769)).toBeLessThanOrEqual(133);
    expect(spoilt.flow.lossByFate).toEqual({ corrupted: spoilt.link.corrupted });
  });

  it('loses the same packets whatever other links the network has', () => {
    expect(lostWith(3)).toBe(lostWith(0));
  });
});

describe('a link on which packets are late', () => {
  it('lets a share of them overtake the others, and counts those that come late', () => {
    const reordering = { share: 0.1, delayNs: millisecond };
    const late = result(over({ reordering }).flow('f', 'a', 'b', flow).build());
    expect(late.flow.latencyNs).toMatchObject({ min: millisecond, max: 2 * millisecond });
    // A packet that is held up comes late if one of the nine sent less than 1 ms after it is not: 0.9 x (1 - 0.9^9) = 0.551. The
    // tenth arrives at the same instant, in order. Packets up to nine apart depend on each other, so the standard deviation is at most
    // sqrt(10,000 x 0.551 x 0.449 x 19) = 217; five of these.
    expect(Math.abs(late.link.reordered - 5513)).toBeLessThanOrEqual(1085);
    expect(late.flow.delivered).toBe(10_000);
  });

  it('spreads arrivals around the mean, in order where that is asked for', () => {
    const free = withJitter(false);
    // 1 ms and up to half a millisecond more or less; 10,000 draws come within 1 % of both ends: 0.995^10,000 = e^-50.
    expect(free.flow.latencyNs?.min).toBeGreaterThanOrEqual(500_000);
    expect(free.flow.latencyNs?.min).toBeLessThan(510_000);
    expect(free.flow.latencyNs?.max).toBeLessThanOrEqual(1_500_000);
    expect(free.flow.latencyNs?.max).toBeGreaterThan(1_490_000);
    // Standard deviation of a draw 500 us / sqrt(3) = 289 us, of the mean of 10,000 2.9 us; five of these.
    expect(Math.abs(free.flow.latencyNs!.mean - millisecond)).toBeLessThan(14_500);
    expect(free.link.reordered).toBeGreaterThan(0);
    expect(withJitter(true).link.reordered).toBe(0);
  });
});

describe('a link that doubles packets', () => {
  it('counts the copies as packets handed over, and delivers them', () => {
    const doubled = result(over({ duplication: 0.05 }).flow('f', 'a', 'b', flow).build());
    // Binomial: 500, standard deviation sqrt(10,000 x 0.05 x 0.95) = 21.8; five of these.
    expect(Math.abs(doubled.link.duplicated - 500)).toBeLessThanOrEqual(109);
    expect(doubled.flow.offered).toBe(10_000 + doubled.link.duplicated);
    expect(doubled.flow.delivered).toBe(doubled.flow.offered);
    expect(doubled.packets).toMatchObject({ injected: doubled.flow.offered, inFlight: 0 });
  });

  it('carries a transfer whole through everything at once', () => {
    const draft = over(
      {
        burstLoss: { mean: 0.005, burst: 2 },
        bitErrorRate: 1e-7,
        duplication: 0.01,
        reordering: { share: 0.02, delayNs: 2 * millisecond },
        jitter: { shape: 'normal', spreadNs: 50_000, keepOrder: false },
      },
      { rateBps: 50e6, delayNs: 5 * millisecond, loss: 0.002, mtu: 1500, queue: { packets: 100, bytes: 0 } },
    ).transfer('t', 'a', 'b', { transferBytes: 2_000_000 });
    const { flows, links, packets } = runFabric(draft.build(1, 60 * second));
    expect(flows[0].tcp).toMatchObject({ deliveredBytes: 2_000_000 });
    expect(packets.inFlight).toBe(0);
    // 2 MB are 1,381 segments: of each kind some.
    for (const kind of ['lost', 'duplicated', 'reordered'] as const) {
      expect(links[0].impairments?.[kind]).toBeGreaterThan(0);
    }
  });
});

describe('a run over impaired links with disciplines', () => {
  it('is the same to the last digit for the same seed, however it is sliced, and differs for another', () => {
    const whole = runFabric(busy(1));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), (slice) => {
        const run = new PacketRun(busy(1));
        while (run.advance(slice));
        expect(run.result()).toEqual(whole);
      }),
      { numRuns: 10, seed: 12 },
    );
    expect(whole.links[0].impairments?.duplicated).toBeGreaterThan(0);
    expect(whole.flows[0].lossByFate.aqm).toBeGreaterThan(0);
    expect(runFabric(busy(2)).digest).not.toBe(whole.digest);
  });
});

describe('half a failure', () => {
  it('stops one direction of a link and leaves the other alone', () => {
    const fabric = over({}).flow('there', 'a', 'b').flow('back', 'b', 'a').build();
    const events = [event('fail', 0.4 * second), event('repair', 0.8 * second)];
    const [there, back] = runFabric({ ...fabric, events }).flows;
    // A packet every 8 ms: 50 of 125 in 400 ms.
    expect(there).toMatchObject({ offered: 125, delivered: 75, lossByFate: { 'link-down': 50 } });
    expect(back).toMatchObject({ offered: 125, delivered: 125, lossByFate: {} });
  });
});
