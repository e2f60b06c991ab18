/** A run of the packet engine over a fabric: in one go, or in slices that can be watched, paused and given up. */
import type { Fabric } from '../fabric/fabric.ts';
import type { CaptureWish } from './capture-points.ts';
import { OutOfPackets, PacketEngine } from './engine.ts';
import { flowResults } from './flow-results.ts';
import { linkResults } from './link-results.ts';
import { LinkSeries } from './measure/link-series.ts';
import * as D from './link/direction-record.ts';
import { packetsMax } from './link/packets.ts';
import { unwritable } from './packet-bytes.ts';
import type { RunResult } from './run-result.ts';
import { engineVersion } from './version.ts';

export interface RunChoices {
  readonly seed?: number;
  /** When sources stop; what is under way then still arrives. Left out: the scenario's own. */
  readonly untilNs?: number;
  /** Events of one instant in the order in which they were scheduled, for comparison with other simulators. */
  readonly insertionOrder?: boolean;
  /** Left out: no bytes are made. */
  readonly captures?: CaptureWish | undefined;
}

export interface RunTotals {
  readonly delivered: number;
  readonly dropped: number;
  /** Packets accepted by link directions. */
  readonly hops: number;
  readonly latencySumNs: number;
  readonly p50Ns: number;
  readonly p99Ns: number;
  readonly maxNs: number;
}

/** The run cannot go on; the sentence is for the user. */
export class RunRefusal extends Error {}

/** Fewer events than this between two looks at the clock of the series would cost more than it shows. */
const sliceEvents = 1 << 16;

export class PacketRun {
  readonly untilNs: number;
  private readonly seed: number;
  private readonly engine: PacketEngine;
  private readonly series: readonly LinkSeries[];

  constructor(fabric: Fabric, choices: RunChoices = {}) {
    this.seed = choices.seed ?? fabric.seed;
    this.untilNs = choices.untilNs ?? fabric.durationNs;
    const reason = choices.captures === undefined ? null : unwritable(fabric);
    if (reason !== null) throw new RunRefusal(reason);
    this.engine = new PacketEngine(fabric, {
      seed: this.seed,
      untilNs: this.untilNs,
      insertionOrder: choices.insertionOrder ?? false,
      captures: choices.captures,
    });
    this.series = fabric.probes.map((probe) => new LinkSeries(probe));
  }

  get simulatedNs(): number {
    return this.engine.lastMove;
  }

  get packets(): number {
    return this.engine.injected;
  }

  /** Goes on for about so many events; false once the run is over. Slices never change the result. */
  advance(events: number): boolean {
    for (let left = events; left > 0; left -= sliceEvents) {
      if (!this.slice(Math.min(left, sliceEvents))) return false;
    }
    return true;
  }

  /** Goes on to an instant, the events of that instant included. */
  advanceTo(ns: number): void {
    while (this.engine.advance(sliceEvents, ns));
  }

  /** Bytes all TCP connections have in order; null where there is none. */
  transferredBytes(): number | null {
    const { conversations } = this.engine;
    if (conversations.count === 0) return null;
    return sumOver(conversations.count, (connection) => conversations.server(connection).delivered);
  }

  result(): RunResult {
    this.assertConservation();
    const { engine, series } = this;
    const { fabric } = engine;
    return {
      version: engineVersion,
      seed: this.seed,
      digest: engine.digest.toString(),
      simulatedNs: engine.lastMove,
      packets: {
        injected: engine.injected,
        delivered: engine.latency.count,
        dropped: engine.ended - engine.latency.count,
        inFlight: engine.packets.inFlight,
      },
      flows: flowResults(engine, this.untilNs),
      links: linkResults(engine),
      series: fabric.probes.map(({ id, link, quantity }, index) => {
        const { everyNs, values } = series[index];
        return { id, link: fabric.links[link].id, quantity, everyNs, values };
      }),
    };
  }

  /** The whole run in a few numbers, percentiles exact for latencies below 131 us. */
  totals(): RunTotals {
    const { latency, directions, ended } = this.engine;
    return {
      delivered: latency.count,
      dropped: ended - latency.count,
      hops: sumOver(directions.count, (direction) => directions.number(direction, D.packets)),
      latencySumNs: latency.sum,
      p50Ns: latency.percentile(0.5) ?? 0,
      p99Ns: latency.percentile(0.99) ?? 0,
      maxNs: latency.max,
    };
  }

  private slice(events: number): boolean {
    const { engine } = this;
    const sampleNs = this.series.reduce((next, one) => Math.min(next, one.nextNs), Infinity);
    const horizon = sampleNs <= this.untilNs ? sampleNs : Infinity;
    let more: boolean;
    try {
      more = engine.advance(events, horizon);
    } catch (failure) {
      if (!(failure instanceof OutOfPackets)) throw failure;
      throw new RunRefusal(
        `more than ${packetsMax} packets are under way at once; a queue without a limit is overloaded`,
      );
    }
    if (!more && horizon === Infinity) engine.captures?.finish();
    if (more || horizon === Infinity) return more;
    for (const one of this.series) if (one.nextNs === horizon) one.sample(engine.directions, engine.packets);
    return true;
  }

  /** Every packet handed in has ended in one fate or is still under way. */
  private assertConservation(): void {
    const { engine } = this;
    if (engine.injected !== engine.ended + engine.packets.inFlight) {
      throw new Error(`packets were lost count of: ${engine.injected} in, ${engine.ended} ended`);
    }
  }
}

function sumOver(count: number, value: (index: number) => number): number {
  let sum = 0;
  for (let index = 0; index < count; index++) sum += value(index);
  return sum;
}

export function runFabric(fabric: Fabric, choices: RunChoices = {}): RunResult {
  const run = new PacketRun(fabric, choices);
  while (run.advance(1 << 20));
  return run.result();
}
