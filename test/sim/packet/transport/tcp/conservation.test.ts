// Whatever the network does to single packets, every byte written arrives once, in order, and both sides close.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../../../src-sim/quantity/random.ts';
import type { TcpConfig } from '../../../../../src-sim/packet/transport/tcp/tcp-config.ts';
import { TcpWire, type Verdict, type WireSettings } from '../../../../support/tcp-wire.ts';

interface Weather {
  readonly lossPercent: number;
  readonly twicePercent: number;
  readonly latePercent: number;
}

function stormy(seed: number, name: string, weather: Weather, base: WireSettings): WireSettings {
  const stream = randomStream(seed, name);
  const fate = (): Verdict => {
    const dice = stream.below(100);
    if (dice < weather.lossPercent) return 'drop';
    if (dice < weather.lossPercent + weather.twicePercent) return 'twice';
    if (dice < weather.lossPercent + weather.twicePercent + weather.latePercent) {
      return { laterNs: stream.below(30e6) };
    }
    return 'pass';
  };
  return { ...base, fate };
}

const settings = fc.record({
  congestion: fc.constantFrom('reno', 'cubic', 'bbr', 'dctcp'),
  sack: fc.boolean(),
  timestamps: fc.boolean(),
  windowScaling: fc.boolean(),
  rackTlp: fc.boolean(),
  ecn: fc.boolean(),
  frto: fc.boolean(),
  nagle: fc.boolean(),
  pacing: fc.boolean(),
  autotune: fc.boolean(),
  sackCompression: fc.boolean(),
  mtu: fc.constantFrom(300, 576, 1500, 9000),
});

describe('TCP over a bad network', () => {
  it('delivers every byte written exactly once and closes both sides', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 31 }),
        settings,
        settings,
        fc.record({
          lossPercent: fc.integer({ min: 0, max: 12 }),
          twicePercent: fc.integer({ min: 0, max: 10 }),
          latePercent: fc.integer({ min: 0, max: 20 }),
        }),
        fc.integer({ min: 0, max: 200_000 }),
        fc.integer({ min: 0, max: 60_000 }),
        (seed, client, server, weather, up, down) => {
          const base: WireSettings = { rateBps: 20e6, delayNs: 5e6, queue: 40, markFrom: 10 };
          const wire = new TcpWire(stormy(seed, 'up', weather, base), stormy(seed, 'down', weather, base));
          // TIME-WAIT outlasts thirty repetitions of a lost last acknowledgement: 0.2^30 is never.
          const retries: Partial<TcpConfig> = {
            synRetries: 40,
            synAckRetries: 40,
            dataRetries: 40,
            maxRtoNs: 2e9,
          };
          const [a, b] = wire.add({ ...client, ...retries }, { ...server, ...retries });
          a.write(up);
          b.write(down);
          a.close(wire.now);
          do wire.run(wire.now + 1e9);
          while (b.state === 'listen' || b.state === 'syn-received');
          b.close(wire.now);
          wire.flush(b);
          const left = wire.run(7200e9);
          expect([b.delivered, a.delivered, a.failure, b.failure]).toEqual([up, down, '', '']);
          expect([a.state, b.state, left]).toEqual(['closed', 'closed', false]);
        },
      ),
      { numRuns: 400, seed: 20261120 },
    );
  });
});
