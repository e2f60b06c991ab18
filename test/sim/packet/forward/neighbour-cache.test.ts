import { describe, expect, it } from 'vitest';
import {
  confirms,
  creates,
  everybody,
  linuxNeighbours,
  memoryOf,
  NeighbourCache,
  type NeighbourSettings,
  overrides,
  overridesLate,
  waits,
} from '../../../../src-sim/packet/forward/neighbour-cache.ts';

const s = 1e9;
const here = 1;
const gateway = 42;
const itsStation = 7;

/** The cache with a log of what it asks for, and its alarms rung in their order. */
class Bench {
  readonly log: string[] = [];
  readonly alarms: { at: number; entry: number }[] = [];
  readonly cache: NeighbourCache;
  now = 0;

  constructor(settings: Partial<NeighbourSettings> = {}) {
    const say = (text: string): void => void this.log.push(`${this.now / s} ${text}`);
    this.cache = new NeighbourCache({ ...linuxNeighbours, ...settings }, () => 20 * s, {
      ask: (port, address, station) =>
        say(`ask ${port} for ${address} at ${station === everybody ? 'all' : station}`),
      release: (port, packet, station) => say(`packet ${packet} from ${port} to ${station}`),
      lose: (_, packet, overflow) => say(`lose ${packet}${overflow ? ', too many' : ''}`),
      wake: (at, entry) => void this.alarms.push({ at, entry }),
    });
  }

  until(now: number): this {
    for (;;) {
      this.alarms.sort((a, b) => a.at - b.at);
      const next = this.alarms[0];
      if (next === undefined || next.at > now) break;
      this.alarms.shift();
      this.now = next.at;
      this.cache.ring(next.entry, next.at);
    }
    this.now = now;
    return this;
  }

  send(packet: number, bytes = 1000): number {
    return this.cache.send(here, gateway, packet, bytes, this.now);
  }

  hear(how: number, station = itsStation): this {
    this.cache.hear(here, gateway, station, how, this.now);
    return this;
  }

  take(): string[] {
    return this.log.splice(0);
  }
}

const answer = confirms | overridesLate;

describe('a neighbour that is not known', () => {
  it('is asked for three times, a second apart, and a second later what waited is lost', () => {
    const bench = new Bench();
    expect(bench.send(1)).toBe(waits);
    expect(bench.send(2)).toBe(waits);
    bench.until(10 * s);
    // RFC 4861 section 10: MAX_MULTICAST_SOLICIT 3, RETRANS_TIMER 1 s.
    expect(bench.take()).toEqual([
      '0 ask 1 for 42 at all',
      '1 ask 1 for 42 at all',
      '2 ask 1 for 42 at all',
      '3 lose 1',
      '3 lose 2',
    ]);
    // It is asked for anew by the next packet.
    expect(bench.send(3)).toBe(waits);
    expect(bench.take()).toEqual(['10 ask 1 for 42 at all']);
  });

  it('gets what waited as soon as it answers, in its order, and then everything at once', () => {
    const bench = new Bench();
    bench.send(1);
    bench.send(2);
    bench.until(0.25 * s).hear(answer);
    expect(bench.take()).toEqual([
      '0 ask 1 for 42 at all',
      '0.25 packet 1 from 1 to 7',
      '0.25 packet 2 from 1 to 7',
    ]);
    expect(bench.send(3)).toBe(itsStation);
    bench.until(15 * s);
    expect(bench.take()).toEqual([]);
  });

  it('lets so much wait as the memory holds, and loses the oldest beyond that', () => {
    // 16 + 1000 + 320 bytes need a buffer of 2048, and 256 describe it: 2304. Two of them fit into 5000, three do not.
    const bench = new Bench({ waitingMemoryMax: 5000 });
    for (const packet of [1, 2, 3]) bench.send(packet);
    bench.hear(answer);
    expect(bench.take().slice(1)).toEqual([
      '0 lose 1, too many',
      '0 packet 2 from 1 to 7',
      '0 packet 3 from 1 to 7',
    ]);
  });

  it('is not learnt from an answer nobody asked for', () => {
    const bench = new Bench().hear(answer);
    expect(bench.cache.known(here, gateway)).toBe(-1);
  });
});

describe('the memory of what waits', () => {
  it('is that of Linux: 92 packets of 1000 bytes fit into 212,992', () => {
    // Measured with 300 packets for a neighbour that answered late: 92 came. 212,992 / 2304 = 92.4.
    expect(memoryOf(1000)).toBe(2304);
    const bench = new Bench();
    for (let packet = 0; packet < 300; packet++) bench.send(packet);
    const lost = bench.take().filter((line) => line.includes('too many'));
    expect(lost).toHaveLength(300 - 92);
    expect(lost[0]).toBe('0 lose 0, too many');
  });

  it('goes up in powers of two', () => {
    // 16 + 176 + 320 = 512 fills its buffer to the last byte, one more takes the next.
    expect([memoryOf(176), memoryOf(177)]).toEqual([768, 1280]);
  });
});

describe('a neighbour that is known', () => {
  const known = (): Bench => {
    const bench = new Bench();
    bench.send(1);
    bench.hear(answer).take();
    return bench;
  };

  it('goes stale, and on use is asked by itself after five seconds', () => {
    const bench = known();
    // Reachable to 20 s here. Used at 30 s: DELAY_FIRST_PROBE_TIME 5 s, then unicast questions a second apart.
    expect(bench.until(30 * s).send(2)).toBe(itsStation);
    bench.until(36.5 * s);
    expect(bench.take()).toEqual(['35 ask 1 for 42 at 7', '36 ask 1 for 42 at 7']);
    bench.hear(answer).until(56 * s);
    expect(bench.send(3)).toBe(itsStation);
    expect(bench.take()).toEqual([]);
  });

  it('is given up after three unanswered questions, during which packets still go to it', () => {
    const bench = known();
    bench.until(30 * s).send(2);
    expect(bench.until(37.5 * s).send(3)).toBe(itsStation);
    // Questions at 35, 36, 37; given up at 38.
    bench.until(38 * s).take();
    expect(bench.send(4)).toBe(waits);
    expect(bench.take()).toEqual(['38 ask 1 for 42 at all']);
  });

  it('that confirmed itself within the delay needs no question', () => {
    const bench = known();
    bench.until(30 * s).send(2);
    bench
      .until(32 * s)
      .hear(answer)
      .until(50 * s);
    expect(bench.take()).toEqual([]);
  });

  it('moves to another station at once when that insists, and only when the entry has settled otherwise', () => {
    const bench = known();
    bench.until(0.5 * s).hear(answer, 9);
    expect(bench.cache.known(here, gateway)).toBe(itsStation);
    bench.hear(overrides, 9);
    expect(bench.cache.known(here, gateway)).toBe(9);
    // Linux: LOCKTIME 1 s after the change at 0.5 s.
    bench.until(1.5 * s).hear(answer, 11);
    expect(bench.cache.known(here, gateway)).toBe(9);
    bench.until(1.6 * s).hear(answer, 11);
    expect(bench.cache.known(here, gateway)).toBe(11);
  });

  it('is not made stale by being overheard', () => {
    const bench = known();
    bench
      .until(5 * s)
      .hear(overridesLate)
      .send(2);
    bench.until(15 * s);
    expect(bench.take()).toEqual([]);
  });

  it('is forgotten after a minute of silence only where many are known', () => {
    for (const [garbageAbove, expected] of [
      [0, waits],
      [1, itsStation],
    ] as const) {
      const bench = new Bench({ garbageAbove });
      bench.send(1);
      bench.hear(answer).until(60.1 * s);
      expect(bench.send(2)).toBe(expected);
    }
  });
});

describe('a neighbour that asks us', () => {
  it('is known without a question, and is asked after five seconds of use', () => {
    const bench = new Bench().hear(creates | overrides);
    expect(bench.send(1)).toBe(itsStation);
    bench.until(5 * s);
    expect(bench.take()).toEqual(['5 ask 1 for 42 at 7']);
  });

  it('releases what waits for it', () => {
    const bench = new Bench();
    bench.send(1);
    bench.hear(creates | overrides);
    expect(bench.take()).toEqual(['0 ask 1 for 42 at all', '0 packet 1 from 1 to 7']);
    // Stale and used, so it is asked by itself 5 s later, and the first question is not repeated.
    bench.until(5 * s);
    expect(bench.take()).toEqual(['5 ask 1 for 42 at 7']);
  });
});

it('an interface that goes down loses what waits and knows nobody', () => {
  const bench = new Bench();
  bench.send(1);
  bench.cache.flush(here);
  expect(bench.until(5 * s).take()).toEqual(['0 ask 1 for 42 at all', '0 lose 1']);
  expect(bench.cache.known(here, gateway)).toBe(-1);
});
