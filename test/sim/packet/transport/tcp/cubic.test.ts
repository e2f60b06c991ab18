import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cubeRoot } from '../../../../../src-sim/packet/transport/tcp/congestion/cube-root.ts';
import { Cubic } from '../../../../../src-sim/packet/transport/tcp/congestion/cubic.ts';
import { ControlBlock } from '../../../../../src-sim/packet/transport/tcp/control-block.ts';
import { tcpConfig } from '../../../../../src-sim/packet/transport/tcp/tcp-config.ts';

function afterLossAt(window: number): { cubic: Cubic; tcb: ControlBlock } {
  const cubic = new Cubic(false);
  const tcb = new ControlBlock(tcpConfig('client'), cubic);
  tcb.now = 1e9;
  tcb.cwnd = window;
  tcb.ssthresh = cubic.thresholdAfterLoss(tcb);
  tcb.cwnd = tcb.ssthresh;
  tcb.cwndLimited = true;
  return { cubic, tcb };
}

describe('the cube root', () => {
  it('is exact in whole numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 53 - 1 }), (value) => {
        const root = cubeRoot(value);
        expect(BigInt(root) ** 3n <= BigInt(value)).toBe(true);
        expect(BigInt(root + 1) ** 3n > BigInt(value)).toBe(true);
      }),
      { numRuns: 2000, seed: 1 },
    );
    for (const root of [0, 1, 2, 10, 1000, 208_063]) expect(cubeRoot(root ** 3)).toBe(root);
  });
});

describe('CUBIC after a loss', () => {
  it('keeps 717/1024 of the window', () => {
    // 1000 x 717 / 1024 = 700.2.
    expect(afterLossAt(1000).tcb.ssthresh).toBe(700);
    expect(afterLossAt(2).tcb.ssthresh).toBe(2);
  });

  it('plans to be back at W_max after K = cbrt(W_max (1 - beta) / C) seconds', () => {
    const { cubic, tcb } = afterLossAt(1000);
    cubic.raise(tcb, 1);
    // cbrt(300 x 1024 / 410) = 9.0824 s; in 1/1024 s 9300.4.
    expect(cubic.timeToOrigin).toBe(9300);
  });

  it('follows the cubic curve: concave to W_max, level there, convex beyond', () => {
    const { cubic, tcb } = afterLossAt(1000);
    const windows = new Map<number, number>();
    // A round trip of 100 ms: the whole window is acknowledged, in twenty parts.
    for (let tick = 0; tick < 3200; tick++) {
      tcb.now += 5e6;
      cubic.acknowledged(tcb, 100e6);
      cubic.raise(tcb, Math.round(tcb.cwnd / 20));
      windows.set(tick + 1, tcb.cwnd);
    }
    // W(t) = 0.4004 (t - 9.082)^3 + 1000: 927 at 3.4 s (after 5 s -31 = 973), 1000 at K, 1133 at 16 s.
    expect(windows.get(1000)).toBeGreaterThan(960);
    expect(windows.get(1000)).toBeLessThan(985);
    expect(windows.get(1816)).toBeGreaterThan(990);
    expect(windows.get(1816)).toBeLessThan(1010);
    expect(windows.get(3200)).toBeGreaterThan(1110);
    expect(windows.get(3200)).toBeLessThan(1150);
  });

  it('makes room when it did not get back to its old window (fast convergence)', () => {
    const { cubic, tcb } = afterLossAt(1000);
    tcb.cwnd = 800;
    cubic.thresholdAfterLoss(tcb);
    // 800 x (1024 + 717) / 2048 = 680.08.
    expect(cubic.lastMax).toBe(680);
  });

  it('is no slower than Reno where windows are small', () => {
    const { cubic, tcb } = afterLossAt(20);
    // K is cbrt(6 x 1024 / 410) = 2.47 s, but 10 ms round trips let Reno do it sooner: its slope with beta 0.7 is
    // 3 (1 - 0.7) / (1 + 0.7) = 0.53 segments a round trip, so 6 are back after 12 round trips.
    for (let round = 0; round < 40; round++) {
      tcb.now += 10e6;
      cubic.raise(tcb, tcb.cwnd);
    }
    expect(tcb.cwnd).toBeGreaterThan(20);
    // Not faster either: 14 + 40 x 0.53 = 35.
    expect(tcb.cwnd).toBeLessThan(37);
  });
});
