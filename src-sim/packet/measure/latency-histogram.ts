/** The latencies of one thing by itself. */
import { type Latencies, LatencyBank } from './latency-bank.ts';

/** Relative error of percentiles per flow: 2^-9, about 0.2 %. */
export const flowPrecision = 9;

export class LatencyHistogram implements Latencies {
  private readonly bank: LatencyBank;

  constructor(precision: number) {
    this.bank = new LatencyBank(1, precision);
  }

  add(value: number): void {
    this.bank.add(0, value);
  }

  get count(): number {
    return this.bank.of(0).count;
  }

  get sum(): number {
    return this.bank.of(0).sum;
  }

  get min(): number {
    return this.bank.of(0).min;
  }

  get max(): number {
    return this.bank.of(0).max;
  }

  percentile(p: number): number | null {
    return this.bank.of(0).percentile(p);
  }
}
