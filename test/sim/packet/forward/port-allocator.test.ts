import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PortAllocator } from '../../../../src-sim/packet/forward/port-allocator.ts';

describe('a port allocator', () => {
  it('gives the port that suits, then the next free one, then those before it', () => {
    const ports = new PortAllocator(1024, 1027);
    expect([1026, 1026, 1026, 1026, 1026].map((port) => ports.take(port))).toEqual([
      1026, 1027, 1024, 1025, -1,
    ]);
  });

  it('gives a released port again', () => {
    const ports = new PortAllocator(1024, 1025);
    ports.take(1024);
    ports.take(1025);
    ports.release(1025);
    expect(ports.take(1024)).toBe(1025);
  });

  it('refuses ranges that hold no ports', () => {
    for (const [from, to] of [
      [2, 1],
      [-1, 4],
      [0, 65536],
    ]) {
      expect(() => new PortAllocator(from, to)).toThrow(RangeError);
    }
  });

  it('does what a plain search does, in any order of taking and releasing', () => {
    const operations = fc.array(fc.nat({ max: 5000 }), { maxLength: 400 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2100 }), operations, (size, choices) => {
        const ports = new PortAllocator(100, 99 + size);
        const taken = new Set<number>();
        for (const choice of choices) {
          const port = 100 + (choice % size);
          if (choice % 3 === 0 && taken.has(port)) {
            ports.release(port);
            taken.delete(port);
            continue;
          }
          const order = Array.from({ length: size }, (_, n) => 100 + ((port - 100 + n) % size));
          const expected = order.find((candidate) => !taken.has(candidate)) ?? -1;
          expect(ports.take(port)).toBe(expected);
          if (expected >= 0) taken.add(expected);
          expect(ports.taken).toBe(taken.size);
        }
      }),
      { seed: 3022 },
    );
  });
});
