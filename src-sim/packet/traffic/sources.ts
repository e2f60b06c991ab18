/**
 * Sources of packets: at even intervals, at exponentially distributed ones (Poisson), at even ones while on (`on-off.ts`), in
 * frames (`frame-trains.ts`), or requests for an echo. Each has its own stream of chance. The first packet of an even source
 * falls at a random instant of its first interval, so that sources of equal rate do not march in step; that of a Poisson source
 * after one drawn interval, that of an echo at once.
 *
 * Order of draws, fixed because it is part of the result: first interval; then for each packet its destination and its
 * destination port (each only where there is more than one), then the next interval.
 */
import { belowFromBits, exponentialFromBits } from '../../quantity/random.ts';
import type { Variate } from '../../quantity/variate.ts';
import { Chances } from './chances.ts';
import { FrameTrains } from './frame-trains.ts';
import { OnOff } from './on-off.ts';

interface Plan {
  readonly packetBytes: number;
  readonly stopNs: number;
  /** How many destinations and destination ports each packet draws from. */
  readonly to: { readonly length: number };
  readonly portCount: number;
  /** Names the source's own stream of chance. */
  readonly chance: number;
}

/** What a source of packets is made from. */
export type SourcePlan = Plan &
  (
    | { readonly pattern: 'constant-rate' | 'poisson'; readonly rateBps: number }
    | {
        readonly pattern: 'on-off';
        readonly rateBps: number;
        readonly onNs: Variate;
        readonly offNs: Variate;
      }
    | { readonly pattern: 'video'; readonly framesPerSecond: number; readonly frameBytes: readonly number[] }
    | { readonly pattern: 'echo'; readonly intervalNs: number; readonly requests: number }
  );

const even = 0;
const poisson = 1;
const onOff = 2;
const frames = 3;
const echo = 4;

const patterns = { 'constant-rate': even, poisson, 'on-off': onOff, video: frames, echo } as const;

export class Sources {
  readonly count: number;
  /** IP packet due now, or the only size there is. */
  readonly bytes: Int32Array;
  private readonly pattern: Uint8Array;
  private readonly chances: Chances;
  private readonly onOff: OnOff;
  private readonly trains: FrameTrains;
  /** Even interval as a whole number of nanoseconds and what it leaves over, or the mean of a Poisson source. */
  private readonly interval: Float64Array;
  private readonly remainder: Float64Array;
  private readonly owed: Float64Array;
  /** Of which a remainder is a part. */
  private readonly rate: Float64Array;
  private readonly stop: Float64Array;
  private readonly targets: Int32Array;
  private readonly ports: Int32Array;
  /** Packets still to come. */
  private readonly left: Float64Array;

  constructor(flows: readonly SourcePlan[], seed: number, untilNs: number) {
    this.count = flows.length;
    this.bytes = Int32Array.from(flows, (flow) => flow.packetBytes);
    this.pattern = Uint8Array.from(flows, (flow) => patterns[flow.pattern]);
    this.chances = new Chances(
      flows.map((flow) => flow.chance),
      seed,
    );
    this.onOff = new OnOff(
      flows.map((flow) => (flow.pattern === 'on-off' ? flow : null)),
      this.chances,
    );
    this.trains = new FrameTrains(flows.map((flow) => (flow.pattern === 'video' ? flow : null)));
    const cadences = flows.map(cadenceOf);
    this.rate = Float64Array.from(cadences, ([, per]) => per);
    this.interval = Float64Array.from(cadences, ([work, per], flow) =>
      this.pattern[flow] === poisson ? work / per : Math.floor(work / per),
    );
    this.remainder = Float64Array.from(cadences, ([work, per]) => work % per);
    this.owed = new Float64Array(flows.length);
    this.stop = Float64Array.from(flows, (flow) => Math.min(flow.stopNs, untilNs));
    this.targets = Int32Array.from(flows, (flow) => flow.to.length);
    this.ports = Int32Array.from(flows, (flow) => flow.portCount);
    this.left = Float64Array.from(flows, (flow) => (flow.pattern === 'echo' ? flow.requests : Infinity));
  }

  /** When the source sends its first packet; Infinity: never. */
  first(source: number, startNs: number): number {
    return this.within(source, startNs + this.firstGap(source, startNs));
  }

  /** Which of the source's destinations and ports, numbered together, the packet that is due now goes to. */
  draw(source: number): number {
    if (this.pattern[source] === frames) {
      this.bytes[source] = this.trains.take(source, this.trains.planOf(source)!);
    }
    const ports = this.ports[source];
    const target =
      this.targets[source] > 1 ? belowFromBits(this.chances.bits(source), this.targets[source]) : 0;
    const port = ports > 1 ? belowFromBits(this.chances.bits(source), ports) : 0;
    return target * ports + port;
  }

  /** When the next packet is due; Infinity: never. */
  next(source: number, now: number): number {
    const pattern = this.pattern[source];
    if (pattern === frames && this.trains.goesOn(source)) return now;
    if (pattern === echo && --this.left[source] <= 0) return Infinity;
    return this.within(source, now + this.gap(source, now));
  }

  private firstGap(source: number, startNs: number): number {
    const pattern = this.pattern[source];
    if (pattern === poisson) return this.gap(source, startNs);
    if (pattern === echo) return this.left[source] > 0 ? 0 : Infinity;
    const phase = belowFromBits(this.chances.bits(source), Math.max(1, this.interval[source]));
    return pattern === onOff ? this.onOff.elapse(source, phase, this.stop[source] - startNs) : phase;
  }

  private gap(source: number, now: number): number {
    const pattern = this.pattern[source];
    if (pattern === poisson) return exponentialFromBits(this.chances.bits(source), this.interval[source]);
    let gap = this.interval[source];
    if (this.remainder[source] > 0) {
      const owed = this.owed[source] + this.remainder[source];
      const whole = owed >= this.rate[source] ? 1 : 0;
      gap += whole;
      this.owed[source] = owed - whole * this.rate[source];
    }
    return pattern === onOff ? this.onOff.elapse(source, gap, this.stop[source] - now) : gap;
  }

  private within(source: number, time: number): number {
    return time < this.stop[source] ? time : Infinity;
  }
}

/** The interval as a quotient: bits in a billion over bits a second, a billion over frames a second. */
function cadenceOf(flow: SourcePlan): readonly [number, number] {
  if (flow.pattern === 'echo') return [flow.intervalNs, 1];
  if (flow.pattern === 'video') return [1e9, flow.framesPerSecond];
  return [flow.packetBytes * 8e9, flow.rateBps];
}
