/** What a filter says of a stream, judged once and kept. */

const unknown = 0;
const passes = 1;
const refused = 2;

export class Verdicts {
  private readonly streams: number;
  private readonly judge: (filter: number, stream: number) => boolean;
  private readonly known: (Uint8Array | undefined)[] = [];

  constructor(streams: number, judge: (filter: number, stream: number) => boolean) {
    this.streams = streams;
    this.judge = judge;
  }

  lets(filter: number, stream: number): boolean {
    let verdicts = this.known[filter];
    if (verdicts === undefined) {
      verdicts = new Uint8Array(this.streams);
      this.known[filter] = verdicts;
    }
    if (verdicts[stream] === unknown) verdicts[stream] = this.judge(filter, stream) ? passes : refused;
    return verdicts[stream] === passes;
  }
}
