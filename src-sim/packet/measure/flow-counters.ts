/**
 * What is counted per flow of the document, together in one record a flow, so that a delivery touches few lines of the cache. A
 * packet is offered when its source hands it over, whatever becomes of it.
 *
 * Jitter is of a flow's packets in the order of their arrival: the difference of two latencies is D(i,j) of RFC 3550 section
 * 6.4.1, and the interarrival jitter moves a sixteenth of the way to each |D|, kept exactly where that section's example
 * rounds.
 */
import { flowPrecision } from './latency-histogram.ts';
import { type Latencies, LatencyBank } from './latency-bank.ts';

const numbersEach = 16;
const offeredAt = 0;
const bytesAt = 1;
const lastAtAt = 2;
const sendingAt = 3;
const travellingAt = 4;
const latencyAt = 5;
const jitterAt = 6;
const differencesAt = 7;
const widestAt = 8;
const deliveredAt = 9;
const processingAt = 10;

export interface Jitter {
  /** RFC 3550's J, after the last packet. */
  readonly interarrivalNs: number;
  /** |D| of all packets but the first: their mean and the largest. */
  readonly meanNs: number;
  readonly maxNs: number;
}

export class FlowCounters {
  private readonly numbers: Float64Array;
  private readonly ends: Float64Array;
  private readonly fates: number;
  private readonly bank: LatencyBank;

  constructor(flows: number, fates: number) {
    this.fates = fates;
    this.numbers = new Float64Array(numbersEach * flows);
    this.ends = new Float64Array(flows * fates);
    this.bank = new LatencyBank(flows, flowPrecision);
  }

  offer(flow: number): void {
    this.numbers[numbersEach * flow + offeredAt]++;
  }

  /** It was offered by mistake: a copy that nobody asked for. */
  takeBack(flow: number): void {
    this.numbers[numbersEach * flow + offeredAt]--;
  }

  deliver(
    flow: number,
    now: number,
    latencyNs: number,
    bytes: number,
    sendingNs: number,
    travellingNs: number,
    processingNs = 0,
  ): void {
    const { numbers } = this;
    const base = numbersEach * flow;
    if (numbers[base + deliveredAt] > 0) {
      const difference = Math.abs(latencyNs - numbers[base + latencyAt]);
      numbers[base + jitterAt] += (difference - numbers[base + jitterAt]) / 16;
      numbers[base + differencesAt] += difference;
      if (difference > numbers[base + widestAt]) numbers[base + widestAt] = difference;
    }
    numbers[base + latencyAt] = latencyNs;
    numbers[base + deliveredAt]++;
    numbers[base + bytesAt] += bytes;
    numbers[base + lastAtAt] = now;
    numbers[base + sendingAt] += sendingNs;
    numbers[base + travellingAt] += travellingNs;
    numbers[base + processingAt] += processingNs;
    this.bank.add(flow, latencyNs);
  }

  end(flow: number, fate: number): void {
    this.ends[flow * this.fates + fate]++;
  }

  ended(flow: number, fate: number): number {
    return this.ends[flow * this.fates + fate];
  }

  offered(flow: number): number {
    return this.numbers[numbersEach * flow + offeredAt];
  }

  delivered(flow: number): number {
    return this.numbers[numbersEach * flow + deliveredAt];
  }

  deliveredBytes(flow: number): number {
    return this.numbers[numbersEach * flow + bytesAt];
  }

  /** When the last packet arrived. */
  lastAt(flow: number): number {
    return this.numbers[numbersEach * flow + lastAtAt];
  }

  /** Nanoseconds that delivered packets spent being sent, and travelling; the rest of their latencies they waited. */
  sendingNs(flow: number): number {
    return this.numbers[numbersEach * flow + sendingAt];
  }

  travellingNs(flow: number): number {
    return this.numbers[numbersEach * flow + travellingAt];
  }

  /** Nanoseconds that nodes worked on delivered packets. */
  processingNs(flow: number): number {
    return this.numbers[numbersEach * flow + processingAt];
  }

  latency(flow: number): Latencies {
    return this.bank.of(flow);
  }

  /** Null below two packets. */
  jitter(flow: number): Jitter | null {
    const base = numbersEach * flow;
    const differences = this.numbers[base + deliveredAt] - 1;
    if (differences < 1) return null;
    return {
      interarrivalNs: this.numbers[base + jitterAt],
      meanNs: this.numbers[base + differencesAt] / differences,
      maxNs: this.numbers[base + widestAt],
    };
  }
}
