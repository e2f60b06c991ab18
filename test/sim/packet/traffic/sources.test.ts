import { describe, expect, it } from 'vitest';
import { Sources, type SourcePlan } from '../../../../src-sim/packet/traffic/sources.ts';

const second = 1e9;
const millisecond = 1e6;

type Keys = 'packetBytes' | 'stopNs' | 'to' | 'portCount' | 'chance';
type Pattern = SourcePlan extends infer P
  ? P extends SourcePlan
    ? Omit<P, Keys> & { readonly packetBytes?: number }
    : never
  : never;

const plan = (pattern: Pattern): SourcePlan => ({
  packetBytes: 1000,
  stopNs: Infinity,
  to: [0],
  portCount: 1,
  chance: 7,
  ...pattern,
});

/** Times and sizes of the packets that a source sends until then. */
function packets(pattern: Pattern, untilNs: number, seed = 1): { at: number; bytes: number }[] {
  const sources = new Sources([plan(pattern)], seed, untilNs);
  const sent = [];
  for (let at = sources.first(0, 0); at !== Infinity; at = sources.next(0, at)) {
    sources.draw(0);
    sent.push({ at, bytes: sources.bytes[0] });
  }
  return sent;
}

const constant = (value: number) => ({ kind: 'constant', value }) as const;

describe('an on-off source', () => {
  const burst = {
    pattern: 'on-off',
    rateBps: 8e6,
    onNs: constant(10 * millisecond),
    offNs: constant(30 * millisecond),
  } as const;

  it('sends at its rate while on and nothing while off', () => {
    // 1000 B at 8 Mbit/s: one a millisecond, ten in each on time, none in the 30 ms behind it.
    const sent = packets(burst, 4 * second);
    expect(sent).toHaveLength(1000);
    for (const { at } of sent) expect(at % (40 * millisecond)).toBeLessThan(10 * millisecond);
    expect(sent[1].at - sent[0].at).toBe(millisecond);
  });

  it('comes to its rate times the share of on times, however short these are', () => {
    // On times of a third of an interval: the interval goes on in the next, so 8 Mbit/s x 10 / 40 hold all the same.
    const short = { ...burst, onNs: constant(333_333), offNs: constant(999_999) };
    // 4 s x 250 packets a second.
    expect(Math.abs(packets(short, 4 * second).length - 1000)).toBeLessThanOrEqual(1);
  });

  it('has the mean rate of its exponential times', () => {
    // On 10 ms, off 30 ms on average. The on time of T seconds has the variance 2 a b T / (a + b)^3 with a = 100 and b = 33.3
    // a second: 2.8 s^2 for 1000 s. So 250,000 packets, with a standard deviation of 1,677; four of them.
    const chance = {
      ...burst,
      onNs: { kind: 'exponential', mean: 10 * millisecond },
      offNs: { kind: 'exponential', mean: 30 * millisecond },
    } as const;
    const count = packets(chance, 1000 * second).length;
    expect(Math.abs(count - 250_000)).toBeLessThan(4 * 1677);
  });
});

describe('a video source', () => {
  it('sends each frame as a train of packets at one instant, at even intervals', () => {
    // Frames of 4,000 and 1,500 B: 1500 + 1500 + 1000, then 1500. 30 frames a second are 33,333,333 ns apart, every third
    // a nanosecond more.
    const sent = packets(
      { pattern: 'video', framesPerSecond: 30, frameBytes: [4000, 1500], packetBytes: 1500 },
      second,
    );
    expect(sent.slice(0, 5).map(({ bytes }) => bytes)).toEqual([1500, 1500, 1000, 1500, 1500]);
    const frames = [...new Set(sent.map(({ at }) => at))];
    expect(frames).toHaveLength(30);
    expect(frames[3] - frames[0]).toBe(100_000_000);
    expect(frames[1] - frames[0]).toBe(33_333_333);
    // 15 frames of each size.
    expect(sent.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(15 * 5500);
  });

  it('fills up what is too short for its headers', () => {
    const [, rest] = packets(
      { pattern: 'video', framesPerSecond: 1, frameBytes: [1510], packetBytes: 1500 },
      2 * second,
    );
    expect(rest.bytes).toBe(64);
  });
});

describe('an echo source', () => {
  it('asks at once and then at its interval, so many times', () => {
    const asked = packets({ pattern: 'echo', intervalNs: second, requests: 3 }, 100 * second);
    expect(asked.map(({ at }) => at)).toEqual([0, second, 2 * second]);
    expect(packets({ pattern: 'echo', intervalNs: second, requests: Infinity }, 5 * second)).toHaveLength(5);
  });
});
