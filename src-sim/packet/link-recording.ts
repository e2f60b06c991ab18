/**
 * Load, queue and drops of every link over the whole of a run, so that one can go back in it and still see what was to come.
 * A recording is no state of the run: taken back, the run passes the same instants again and nothing is written twice.
 *
 * Left out: links beyond the first `linksMax`; memory would grow with them.
 */
import type { PacketEngine } from './engine.ts';
import { LinkSeries } from './measure/link-series.ts';

export interface LinkHistory {
  readonly link: string;
  readonly everyNs: number;
  /** Sample n is of the interval that ends at (n + 1) everyNs; the worse of the two directions. */
  readonly utilisation: readonly number[];
  readonly queuePackets: readonly number[];
  readonly drops: readonly number[];
}

const linksMax = 500;
/** Samples of a run of the length that was asked for; what drains afterwards adds some. */
const samplesWanted = 400;
const slots = 1024;

interface Recorded {
  readonly utilisation: LinkSeries;
  readonly queuePackets: LinkSeries;
  readonly drops: LinkSeries;
}

export class LinkRecording {
  private readonly links: readonly Recorded[];

  constructor(links: number, untilNs: number) {
    const everyNs = Math.max(1, Math.ceil(untilNs / samplesWanted));
    this.links = Array.from({ length: Math.min(links, linksMax) }, (_, link) => ({
      utilisation: new LinkSeries({ link, quantity: 'utilisation', everyNs }, slots),
      queuePackets: new LinkSeries({ link, quantity: 'queue-depth', everyNs }, slots),
      drops: new LinkSeries({ link, quantity: 'drops', everyNs }, slots),
    }));
  }

  /** When the next sample is due; Infinity: never. All are taken together. */
  get nextNs(): number {
    return this.links[0]?.utilisation.series.nextNs ?? Infinity;
  }

  /** All events up to and including `nextNs` have been handled, and none after it. */
  sample(engine: PacketEngine): void {
    for (const { utilisation, queuePackets, drops } of this.links) {
      utilisation.sample(engine);
      queuePackets.sample(engine);
      drops.sample(engine);
    }
  }

  /** Share of the interval around an instant that a link was sending; null: nothing was recorded there. */
  loadAt(link: number, ns: number): number | null {
    const series = this.links[link]?.utilisation.series;
    if (series === undefined) return null;
    return series.valueAt(Math.max(0, Math.ceil(ns / series.everyNs) - 1)) ?? null;
  }

  /** Null: the link is not recorded. */
  history(link: number, id: string): LinkHistory | null {
    const recorded = this.links[link];
    if (recorded === undefined) return null;
    return {
      link: id,
      everyNs: recorded.utilisation.series.everyNs,
      utilisation: recorded.utilisation.series.values,
      queuePackets: recorded.queuePackets.series.values,
      drops: recorded.drops.series.values,
    };
  }
}
