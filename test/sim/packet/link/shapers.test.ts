import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Policer, readPolicer } from '../../../../src-sim/packet/link/shapers/policer.ts';
import {
  readThreeColour,
  ThreeColourMarker,
} from '../../../../src-sim/packet/link/shapers/three-colour-marker.ts';
import { TokenAccount } from '../../../../src-sim/packet/link/shapers/token-account.ts';
import { readTokenBucket } from '../../../../src-sim/packet/link/shapers/token-bucket.ts';
import { departures, discipline, good, PacketTable, refusal } from './packet-table.ts';

const mega = 1e6;

describe('a token account', () => {
  it('agrees with fractions of unlimited size', () => {
    const moves = fc.array(
      fc.record({ gap: fc.integer({ min: 0, max: 5_000_000 }), bytes: fc.integer({ min: 1, max: 9000 }) }),
      { maxLength: 100 },
    );
    const rates = fc.integer({ min: 1000, max: 400_000_000_000 });
    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 100_000 }), moves, (rateBps, depthBytes, list) => {
        const account = new TokenAccount(rateBps, depthBytes);
        // In units of one nanosecond's tokens over the rate: bits times 1e9.
        const depth = BigInt(depthBytes) * 8_000_000_000n;
        let exact = depth;
        let now = 0;
        for (const { gap, bytes } of list) {
          now += gap;
          account.refill(now);
          exact += BigInt(gap) * BigInt(rateBps);
          // Tokens of less than a nanosecond above the depth stay.
          if (exact - depth >= BigInt(rateBps)) exact = depth;
          const cost = BigInt(bytes) * 8_000_000_000n;
          expect(account.covers(bytes)).toBe(exact >= cost);
          const lacking = exact >= cost ? 0n : cost - exact;
          // Rounded up to whole nanoseconds.
          expect(BigInt(account.waitFor(bytes))).toBe((lacking + BigInt(rateBps) - 1n) / BigInt(rateBps));
          if (exact + depth >= cost) {
            account.spend(bytes);
            exact -= cost;
          }
          expect(BigInt(account.levelNs) * BigInt(rateBps) + BigInt(account.part)).toBe(exact);
        }
      }),
      { seed: 23, numRuns: 200 },
    );
  });
});

describe('a token bucket', () => {
  it('of 10 Mbit/s and 15 kB passes ten packets of 1500 B at once, then one each 1.2 ms', () => {
    const table = new PacketTable();
    const queue = discipline({ kind: 'token-bucket', rateBps: 10 * mega, burstBytes: 15_000 }, table);
    for (let i = 0; i < 15; i++) queue.enqueue(table.add({ bytes: 1500 }), 0);
    const times = departures(queue, 1e9).map(({ at }) => at);
    // 12 000 bits at 10 Mbit/s.
    const later = [1, 2, 3, 4, 5].map((n) => n * 1_200_000);
    expect(times).toEqual([...Array.from({ length: 10 }, () => 0), ...later]);
  });

  it('does not delay a packet that comes alone, as a serialiser would', () => {
    const table = new PacketTable();
    const queue = discipline({ kind: 'token-bucket', rateBps: 10 * mega, burstBytes: 1514 }, table);
    const waits = [0, 1, 2, 3].map((n) => {
      queue.enqueue(table.add({ bytes: 1500 }), n * 5e6);
      return departures(queue, Infinity, n * 5e6)[0].at - n * 5e6;
    });
    expect(waits).toEqual([0, 0, 0, 0]);
  });

  it('keeps its rate to the bit, though no packet takes whole nanoseconds', () => {
    const table = new PacketTable();
    const queue = discipline(
      { kind: 'token-bucket', rateBps: 3 * mega, burstBytes: 1000, mtuBytes: 1000 },
      table,
    );
    for (let i = 0; i <= 3000; i++) queue.enqueue(table.add({ bytes: 1000 }), 0);
    const times = departures(queue, Infinity).map(({ at }) => at);
    // 8000 bits at 3 Mbit/s are 8e6/3 ns; packet n goes at the first whole nanosecond not before n times that.
    expect(times).toEqual(Array.from({ length: 3001 }, (_, n) => Math.ceil((n * 8e6) / 3)));
    expect(times[3000]).toBe(8e9);
  });

  it('with a peak rate spaces the packets of a burst', () => {
    const table = new PacketTable();
    const queue = discipline(
      {
        kind: 'token-bucket',
        rateBps: 10 * mega,
        burstBytes: 15_000,
        peakRateBps: 100 * mega,
        mtuBytes: 1500,
      },
      table,
    );
    for (let i = 0; i < 13; i++) queue.enqueue(table.add({ bytes: 1500 }), 0);
    const times = departures(queue, Infinity).map(({ at }) => at);
    // 0.12 ms each at the peak while 15 000 + 150 n >= 1500 (n + 1), that is up to n = 10; then 12 packets' bytes less
    // the burst, 3000, have come at 2.4 ms, and 1500 more at 3.6 ms.
    const burst = Array.from({ length: 11 }, (_, n) => n * 120_000);
    expect(times).toEqual([...burst, 2_400_000, 3_600_000]);
  });

  it('refuses a packet that could never pass, and what exceeds its queue', () => {
    const table = new PacketTable();
    const queue = discipline({ kind: 'token-bucket', rateBps: mega, burstBytes: 1514, packetsMax: 1 }, table);
    expect(queue.enqueue(table.add({ bytes: 1515 }), 0)).toBe(false);
    expect(queue.dropReason).toBe('oversize');
    expect(queue.enqueue(table.add(), 0)).toBe(true);
    expect(queue.enqueue(table.add(), 0)).toBe(false);
    expect(queue.dropReason).toBe('full');
  });

  it('says what is wrong with its settings and what to change', () => {
    expect(refusal(readTokenBucket({ rateBps: mega, burstBytes: 1000 }))).toBe(
      'the burst of the shaper (1000 B) is smaller than the longest packet (1514 B), which could never pass: raise the burst or lower the MTU',
    );
    expect(refusal(readTokenBucket({ rateBps: 0, burstBytes: 2000 }))).toContain('the rate of the shaper');
    expect(refusal(readTokenBucket({ rateBps: 1, burstBytes: 1e6 }))).toContain('takes more than 52 days');
    expect(refusal(readTokenBucket({ rateBps: mega, burstBytes: 2000, peakRateBps: mega }))).toContain(
      'must be above its rate',
    );
  });
});

describe('a policer', () => {
  it('passes the burst and then the rate, and charges nothing for what it drops', () => {
    const policer = new Policer(good(readPolicer({ rateBps: 8 * mega, burstBytes: 3000 })));
    // 8 Mbit/s is 1000 B a millisecond. 3000 at 0: three packets of 1000; none left; at 0.5 ms 500; at 1 ms 1000.
    const verdicts = [0, 0, 0, 0, 0.5e6, 1e6].map((now) => policer.police(1000, now));
    expect(verdicts).toEqual(['pass', 'pass', 'pass', 'drop', 'drop', 'pass']);
  });

  it('marks instead when asked to', () => {
    const policer = new Policer(good(readPolicer({ rateBps: 8 * mega, burstBytes: 1000, excess: 'mark' })));
    expect([policer.police(1000, 0), policer.police(1000, 0)]).toEqual(['pass', 'mark']);
  });
});

describe('a three colour marker', () => {
  const given = { committedRateBps: 8 * mega, committedBurstBytes: 2000, excessBurstBytes: 1500 };

  it('colours by the committed bucket, then the excess bucket, which fills from the overflow of the first', () => {
    const marker = new ThreeColourMarker(good(readThreeColour(given)));
    const at = (ms: number): string => marker.colour(1000, ms * 1e6);
    // Full: 2000 and 1500. Two green; one yellow leaves 500; red.
    expect([at(0), at(0), at(0), at(0)]).toEqual(['green', 'green', 'yellow', 'red']);
    // 2.5 ms bring 2500: 2000 to the committed, 500 over to the excess, which makes 1000.
    expect([at(2.5), at(2.5), at(2.5), at(2.5)]).toEqual(['green', 'green', 'yellow', 'red']);
    // 1 ms brings 1000, all to the committed.
    expect([at(3.5), at(3.5)]).toEqual(['green', 'red']);
  });

  it('never improves the colour a packet brings', () => {
    const marker = new ThreeColourMarker(good(readThreeColour(given)));
    expect(marker.colour(1000, 0, 'red')).toBe('red');
    expect(marker.colour(1000, 0, 'yellow')).toBe('yellow');
    expect(marker.colour(1000, 0, 'yellow')).toBe('red');
    expect(marker.colour(1000, 0, 'green')).toBe('green');
  });

  it('may lack one bucket but not both', () => {
    const onlyExcess = good(readThreeColour({ ...given, committedBurstBytes: 0 }));
    expect(new ThreeColourMarker(onlyExcess).colour(1000, 0)).toBe('yellow');
    expect(refusal(readThreeColour({ ...given, committedBurstBytes: 0, excessBurstBytes: 0 }))).toContain(
      'together must be a whole number of bytes from 1',
    );
  });
});
