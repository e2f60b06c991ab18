/**
 * What filters say of streams, judged once and kept, and which connections stateful filters have let through. A packet that a
 * rule lets through is remembered by the filter's tracker; what no rule lets through passes as an answer if what it
 * answers is remembered. Filters of one tracker share their memory.
 */

const unknown = 0;
/** What a filter can say. */
export const refuses = 1;
export const passes = 2;
export const passesAndRemembers = 3;
export const passesAsAnswer = 4;

export interface Judged {
  readonly count: number;
  readonly back: Int32Array;
}

export class Verdicts {
  private readonly streams: Judged;
  private readonly judge: (filter: number, stream: number) => number;
  /** By filter. */
  private readonly trackerOf: readonly number[];
  private readonly known: (Uint8Array | undefined)[] = [];
  /** By tracker: which streams have passed. */
  private readonly passed: (Uint8Array | undefined)[] = [];

  constructor(
    streams: Judged,
    trackerOf: readonly number[],
    judge: (filter: number, stream: number) => number,
  ) {
    this.streams = streams;
    this.trackerOf = trackerOf;
    this.judge = judge;
  }

  lets(filter: number, stream: number): boolean {
    let verdicts = this.known[filter];
    if (verdicts === undefined || stream >= verdicts.length) {
      verdicts = this.widened(verdicts);
      this.known[filter] = verdicts;
    }
    if (verdicts[stream] === unknown) verdicts[stream] = this.judge(filter, stream);
    const verdict = verdicts[stream];
    if (verdict <= passes) return verdict === passes;
    const passed = this.memoryOf(this.trackerOf[filter]);
    if (verdict === passesAsAnswer && passed[this.streams.back[stream]] === 0) return false;
    passed[stream] = 1;
    return true;
  }

  /** Neither the stream nor its answers are remembered any more. */
  forget(filter: number, stream: number): void {
    const passed = this.memoryOf(this.trackerOf[filter]);
    passed[stream] = 0;
    const back = this.streams.back[stream];
    if (back >= 0) passed[back] = 0;
  }

  /** Streams that a filter's tracker remembers, for whoever looks. */
  remembered(filter: number): number[] {
    const passed = this.passed[this.trackerOf[filter]] ?? [];
    return [...passed.keys()].filter((stream) => passed[stream] === 1);
  }

  private memoryOf(tracker: number): Uint8Array {
    const known = this.passed[tracker];
    if (known !== undefined && known.length >= this.streams.count) return known;
    const wider = this.widened(known);
    this.passed[tracker] = wider;
    return wider;
  }

  /** Streams come about during the run. */
  private widened(before: Uint8Array | undefined): Uint8Array {
    const wider = new Uint8Array(Math.max(this.streams.count, 2 * (before?.length ?? 0)));
    if (before !== undefined) wider.set(before);
    return wider;
  }
}
