import { describe, expect, it } from 'vitest';
import { fmix32, fnv1a } from '../../../src-sim/quantity/hash32.ts';
import { randomStream, randomStreamFromState } from '../../../src-sim/quantity/random.ts';

const MASK = 0xffff_ffffn;

/** mulberry32 word for word from its C definition, in unbounded integers cut to 32 bits after each step. */
function* mulberry32(seed: bigint): Generator<number> {
  for (let a = (seed + 0x6d2b79f5n) & MASK; ; a = (a + 0x6d2b79f5n) & MASK) {
    let t = ((a ^ (a >> 15n)) * (a | 1n)) & MASK;
    t ^= (t + (((t ^ (t >> 7n)) * (t | 61n)) & MASK)) & MASK;
    yield Number(t ^ (t >> 14n));
  }
}

describe('hashes', () => {
  it('give the published test vectors of FNV-1a', () => {
    // RFC 9923 appendix C: "" is the offset basis; "a" and "foobar" as listed.
    expect(fnv1a('')).toBe(0x811c9dc5);
    expect(fnv1a('a')).toBe(0xe40c292c);
    expect(fnv1a('foobar')).toBe(0xbf9cf968);
  });

  it('hash the UTF-8 bytes of a text', () => {
    const bytes = new TextEncoder().encode('Zürich – 東京 🌐');
    const expected = bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5) >>> 0;
    expect(fnv1a('Zürich – 東京 🌐')).toBe(expected);
  });

  it('mix without mapping two numbers to one', () => {
    expect(fmix32(0)).toBe(0);
    // MurmurHash3_x86_32 of no bytes with seed 1 is fmix32(1), published as 0x514E28B7.
    expect(fmix32(1)).toBe(0x514e28b7);
    const seen = new Set(Array.from({ length: 100_000 }, (_, i) => fmix32(i * 40_503)));
    expect(seen.size).toBe(100_000);
  });
});

describe('a random stream', () => {
  it('is mulberry32, bit for bit', () => {
    // The first output for state 0 is widely published as 0.26642920868471265 = 1144304738 / 2^32.
    expect(randomStreamFromState(0).u32()).toBe(1_144_304_738);
    for (const seed of [0, 1, 0x9e3779b8, 0xffff_ffff]) {
      const stream = randomStreamFromState(seed);
      const model = mulberry32(BigInt(seed));
      for (let i = 0; i < 1000; i += 1) expect(stream.u32()).toBe(model.next().value);
    }
  });

  it('goes back when its state is put back', () => {
    const stream = randomStream(1, 'web');
    stream.u32();
    const { state } = stream;
    const draws = [stream.u32(), stream.below(10), stream.exponential(1000)];
    stream.state = state;
    expect([stream.u32(), stream.below(10), stream.exponential(1000)]).toEqual(draws);
  });

  it('draws below n as floor(u32 / 2^32 n)', () => {
    // 1144304738 / 2^32 = 0.26643: x 100 = 26.6, x 2^32 = itself.
    expect(randomStreamFromState(0).below(100)).toBe(26);
    expect(randomStreamFromState(0).below(2 ** 32)).toBe(1_144_304_738);
    expect(randomStreamFromState(0).below(1)).toBe(0);
  });

  it('draws exponentials that equal those made with Math.log in a million draws', () => {
    const stream = randomStreamFromState(1);
    const twin = randomStreamFromState(1);
    let different = 0;
    for (let i = 0; i < 1_000_000; i += 1) {
      const mean = 8000;
      const expected = Math.max(1, Math.floor(-mean * Math.log((twin.u32() + 1) / 2 ** 32)));
      if (stream.exponential(mean) !== expected) different += 1;
    }
    expect(different).toBe(0);
  });

  it('draws exponentials of the right mean', () => {
    const stream = randomStream(42, 'gaps');
    let sum = 0;
    for (let i = 0; i < 100_000; i += 1) sum += stream.exponential(1_000_000);
    // The mean of 10^5 exponentials has a standard deviation of 1/sqrt(10^5) = 0.32 %; five of them are 1.6 %.
    expect(Math.abs(sum / 100_000 / 1_000_000 - 1)).toBeLessThan(0.016);
  });

  it('depends on the seed, all 53 bits of it, and on the name', () => {
    const firsts = [
      randomStream(1, 'a'),
      randomStream(2, 'a'),
      randomStream(1, 'b'),
      randomStream(2 ** 32 + 1, 'a'),
      randomStream(-1, 'a'),
      randomStream(0, ''),
    ].map((stream) => stream.state);
    expect(new Set(firsts).size).toBe(firsts.length);
    expect(randomStream(1, 'a').state).toBe(randomStream(1, 'a').state);
    expect(() => randomStream(0.5, 'a')).toThrow(RangeError);
  });
});
