/**
 * Sources of packets of one size: at even intervals, or at exponentially distributed ones (Poisson). Each has its own stream
 * of chance. The first packet of an even source falls at a random instant of its first interval, so that sources of equal
 * rate do not march in step; that of a Poisson source after one drawn interval.
 *
 * Order of draws, fixed because it is part of the result: first interval; then for each packet its destination and its
 * destination port (each only where there is more than one), then the next interval.
 */
import { belowFromBits, bitsOfState, exponentialFromBits, nextState } from '../../quantity/random.ts';

/** What a source of packets is made from. */
export interface SourcePlan {
  readonly pattern: 'constant-rate' | 'poisson';
  readonly rateBps: number;
  readonly packetBytes: number;
  readonly stopNs: number;
  /** How many destinations and destination ports each packet draws from. */
  readonly to: { readonly length: number };
  readonly portCount: number;
  /** Names the source's own stream of chance. */
  readonly chance: number;
}

export class Sources {
  readonly count: number;
  private readonly state: Float64Array;
  private readonly poisson: Uint8Array;
  /** Even interval as a whole number of nanoseconds and what it leaves over, or the mean of a Poisson source. */
  private readonly interval: Float64Array;
  private readonly remainder: Float64Array;
  private readonly owed: Float64Array;
  private readonly rate: Float64Array;
  private readonly stop: Float64Array;
  private readonly targets: Int32Array;
  private readonly ports: Int32Array;

  constructor(flows: readonly SourcePlan[], seed: number, untilNs: number) {
    this.count = flows.length;
    this.state = Float64Array.from(flows, (flow) => (seed ^ flow.chance) >>> 0);
    this.poisson = Uint8Array.from(flows, (flow) => (flow.pattern === 'poisson' ? 1 : 0));
    this.rate = Float64Array.from(flows, (flow) => flow.rateBps);
    const bitNs = Float64Array.from(flows, (flow) => flow.packetBytes * 8e9);
    this.interval = bitNs.map((value, flow) =>
      this.poisson[flow] === 1 ? value / this.rate[flow] : Math.floor(value / this.rate[flow]),
    );
    this.remainder = bitNs.map((value, flow) => value % this.rate[flow]);
    this.owed = new Float64Array(flows.length);
    this.stop = Float64Array.from(flows, (flow) => Math.min(flow.stopNs, untilNs));
    this.targets = Int32Array.from(flows, (flow) => flow.to.length);
    this.ports = Int32Array.from(flows, (flow) => flow.portCount);
  }

  /** When the source sends its first packet; Infinity: never. */
  first(source: number, startNs: number): number {
    const gap =
      this.poisson[source] === 1
        ? this.gap(source)
        : belowFromBits(this.bits(source), Math.max(1, this.interval[source]));
    return this.within(source, startNs + gap);
  }

  /** Which of the source's destinations and ports, numbered together, the packet that is due now goes to. */
  draw(source: number): number {
    const ports = this.ports[source];
    const target = this.targets[source] > 1 ? belowFromBits(this.bits(source), this.targets[source]) : 0;
    const port = ports > 1 ? belowFromBits(this.bits(source), ports) : 0;
    return target * ports + port;
  }

  /** When the next packet is due; Infinity: never. */
  next(source: number, now: number): number {
    return this.within(source, now + this.gap(source));
  }

  private gap(source: number): number {
    if (this.poisson[source] === 1) return exponentialFromBits(this.bits(source), this.interval[source]);
    let gap = this.interval[source];
    if (this.remainder[source] > 0) {
      const owed = this.owed[source] + this.remainder[source];
      const whole = owed >= this.rate[source] ? 1 : 0;
      gap += whole;
      this.owed[source] = owed - whole * this.rate[source];
    }
    return gap;
  }

  private within(source: number, time: number): number {
    return time < this.stop[source] ? time : Infinity;
  }

  private bits(source: number): number {
    const state = nextState(this.state[source]);
    this.state[source] = state;
    return bitsOfState(state);
  }
}
