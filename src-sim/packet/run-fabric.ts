/**
 * A run of the packet engine over a fabric: in one go, or in slices that can be watched, paused and given up; event by event, up
 * to a condition, and, where it was started to be able to, back again.
 */
import type { Fabric } from '../fabric/fabric.ts';
import { fates } from '../fabric/fate.ts';
import type { CaptureWish } from './capture-points.ts';
import { PacketEngine } from './engine.ts';
import { OutOfPackets } from './ledger.ts';
import { flowResults } from './flow-results.ts';
import { History, type HistoryLimits } from './history.ts';
import { StateCopier } from './kernel/state-copy.ts';
import { LinkRecording } from './link-recording.ts';
import { linkResults } from './link-results.ts';
import { look, type LookAnswer, type LookRequest } from './look.ts';
import { waitingAt } from './measure/link-series.ts';
import { nodeResults } from './node-results.ts';
import * as D from './link/direction-record.ts';
import { packetsMax } from './link/packets.ts';
import { unwritable } from './packet-bytes.ts';
import { type RunCondition, UnknownName, watch } from './run-conditions.ts';
import type { RunResult } from './run-result.ts';
import { RunSeries } from './run-series.ts';
import { engineVersion } from './version.ts';

export interface RunChoices {
  readonly seed?: number;
  /** When sources stop; what is under way then still arrives. Left out: the scenario's own. */
  readonly untilNs?: number;
  /** Events of one instant in the order in which they were scheduled, for comparison with other simulators. */
  readonly insertionOrder?: boolean;
  /** Left out: no bytes are made. */
  readonly captures?: CaptureWish | undefined;
  /** What going back may cost; {} for the usual. Left out: the run cannot go back and keeps nothing for it. */
  readonly history?: Partial<HistoryLimits> | undefined;
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

/** Of each direction of each link, in the order of a result's links, at the instant where a run stands. */
export interface LinksNow {
  /** Share of the interval around it that the link was sending, of both directions the higher one; null: no rate. */
  readonly load: readonly (number | null)[];
  readonly waiting: readonly number[];
}

/** The run cannot go on; the sentence is for the user. */
export class RunRefusal extends Error {}

/** How the way to a condition ended: there, at the end of the run before it, or short of both after the events allowed. */
export type Advance = 'met' | 'over' | 'going';

export class PacketRun {
  readonly untilNs: number;
  private readonly seed: number;
  private readonly engine: PacketEngine;
  private readonly series: RunSeries;
  private readonly history: History | null;
  /** Only of runs that can go back, for only there somebody looks. */
  private readonly recording: LinkRecording | null;
  /** Instant up to which everything has happened, where that is later than the last event. */
  private reachedNs = 0;

  constructor(fabric: Fabric, choices: RunChoices = {}) {
    this.seed = choices.seed ?? fabric.seed;
    this.untilNs = choices.untilNs ?? fabric.durationNs;
    const reason = choices.captures === undefined ? null : unwritable(fabric);
    if (reason !== null) throw new RunRefusal(reason);
    if (choices.captures !== undefined && choices.history !== undefined) {
      throw new RunRefusal('a run that writes captures cannot go back: what it has written stays written');
    }
    this.engine = new PacketEngine(fabric, {
      seed: this.seed,
      untilNs: this.untilNs,
      insertionOrder: choices.insertionOrder ?? false,
      captures: choices.captures,
      lens: choices.history !== undefined,
    });
    this.recording =
      choices.history === undefined ? null : new LinkRecording(fabric.links.length, this.untilNs);
    this.series = new RunSeries(fabric);
    this.history =
      choices.history === undefined
        ? null
        : new History(new StateCopier([this.engine, this.series], [fabric]), choices.history);
  }

  get simulatedNs(): number {
    return this.engine.ledger.lastMove;
  }

  get packets(): number {
    return this.engine.ledger.injected;
  }

  /** Events handled since the beginning: the run's place, to which `stepBack` counts. */
  get events(): number {
    return this.engine.queue.popped;
  }

  /** Everything up to here has happened. */
  get nowNs(): number {
    return Math.max(this.engine.now, this.reachedNs);
  }

  /** Infinity once the run is over. */
  get nextEventAt(): number {
    return this.engine.queue.nextTime();
  }

  /** Goes on for so many events; false once the run is over. Slices never change the result. */
  advance(events: number): boolean {
    const more = this.go(events, Infinity);
    if (!more) this.engine.ledger.captures?.finish();
    return more;
  }

  /** Goes on to an instant, the events of that instant included. */
  advanceTo(ns: number): void {
    this.go(Infinity, ns);
  }

  /** Handles the next events; false where there were fewer. */
  step(events = 1): boolean {
    return this.go(events, Infinity);
  }

  /** Goes on until the condition holds after an event, or for so many events. */
  advanceUntil(condition: RunCondition, eventsMax = Infinity): Advance {
    if (condition.kind === 'time') return this.go(eventsMax, condition.ns) ? 'going' : 'met';
    if (condition.kind === 'events') {
      const left = Math.max(0, condition.count - this.events);
      if (!this.go(Math.min(left, eventsMax), Infinity)) return 'over';
      return left <= eventsMax ? 'met' : 'going';
    }
    const watching = refusing(() => watch(this.engine, condition));
    for (let left = eventsMax; left > 0; left--) {
      watching.before();
      if (!this.go(1, Infinity)) return 'over';
      if (watching.isMet()) return 'met';
    }
    return 'going';
  }

  /** Takes back the last events; false at the beginning. */
  stepBack(events = 1): boolean {
    const history = this.rewindable();
    const before = this.events;
    if (before === 0) return false;
    const target = Math.max(0, before - events);
    history.returnTo(target);
    this.reachedNs = 0;
    this.go(target - this.events, Infinity);
    return true;
  }

  /** Back to an instant, or on to it: everything up to there has happened, and nothing after it. */
  rewindTo(ns: number): void {
    const history = this.rewindable();
    // Also forward, where an earlier visit left a copy closer to the instant than the run is.
    if (ns < this.nowNs || history.isAhead(this.events, ns)) {
      history.returnToInstant(ns);
      this.reachedNs = 0;
    }
    this.go(Infinity, ns);
  }

  /** Bytes all TCP connections have in order; null where there is none. */
  transferredBytes(): number | null {
    const { conversations } = this.engine;
    if (conversations.count === 0) return null;
    return sumOver(conversations.count, (connection) => conversations.all[connection].sums().deliveredThere);
  }

  result(): RunResult {
    this.assertConservation();
    const { engine, series } = this;
    const { fabric } = engine;
    return {
      version: engineVersion,
      seed: this.seed,
      digest: engine.ledger.digest.toString(),
      simulatedNs: engine.ledger.lastMove,
      packets: packetTotals(engine),
      control: { ...engine.ledger.control },
      flows: flowResults(engine, this.untilNs),
      links: linkResults(engine),
      nodes: nodeResults(engine),
      ...series.results(fabric),
    };
  }

  look(request: LookRequest): LookAnswer {
    return look(this.engine, this.recording, this.nowNs, request);
  }

  linksNow(): LinksNow {
    const { engine, recording, nowNs } = this;
    const { directions, fabric, ledger } = engine;
    const ways = Array.from({ length: directions.count }, (_, way) => way);
    return {
      load: ways.map((way) =>
        fabric.links[way >> 1].rateBps === 0 ? null : (recording?.loadAt(way >> 1, nowNs) ?? null),
      ),
      waiting: ways.map((way) => waitingAt(directions, ledger.packets, way, nowNs)),
    };
  }

  /** The whole run in a few numbers, percentiles exact for latencies below 131 us. */
  totals(): RunTotals {
    const { directions } = this.engine;
    const { latency, ended, control } = this.engine.ledger;
    return {
      delivered: latency.count,
      dropped: ended - control.ended - latency.count,
      hops: sumOver(directions.count, (direction) => directions.number(direction, D.packets)),
      latencySumNs: latency.sum,
      p50Ns: latency.percentile(0.5) ?? 0,
      p99Ns: latency.percentile(0.99) ?? 0,
      maxNs: latency.max,
    };
  }

  private rewindable(): History {
    if (this.history === null) throw new RunRefusal('this run was not started to be able to go back');
    return this.history;
  }

  /**
   * Handles up to so many events, none after `untilNs`; false where nothing is left to handle. A series is sampled when all
   * events up to then have been handled and the next is later, or `untilNs` is: so samples depend on the events alone.
   */
  private go(events: number, untilNs: number): boolean {
    const { engine, history } = this;
    const { queue } = engine;
    for (let left = events; left > 0; ) {
      const sampleNs = Math.min(this.series.nextNs, this.recordingDue());
      const horizon = Math.min(untilNs, sampleNs <= this.untilNs ? sampleNs : Infinity);
      const before = queue.popped;
      const dueAfter = history === null ? Infinity : history.due(before) - before;
      const more = this.handle(Math.min(left, dueAfter), horizon);
      const handled = queue.popped - before;
      left -= handled;
      if (handled === dueAfter) history?.keep(queue.popped, queue.now);
      if (more) continue;
      if (sampleNs !== this.series.nextNs && this.recordingDue() === Infinity) continue;
      if (horizon !== sampleNs || horizon === Infinity) {
        if (untilNs !== Infinity) this.reachedNs = Math.max(this.reachedNs, untilNs);
        return false;
      }
      this.reachedNs = Math.max(this.reachedNs, horizon);
      this.series.sample(engine, horizon);
      if (this.recording?.nextNs === horizon) this.recording.sample(engine);
    }
    return true;
  }

  /** A recording ends with the last event, so that a run that is looked at ends where any other does. */
  private recordingDue(): number {
    const { recording, engine } = this;
    return recording === null || engine.queue.nextTime() === Infinity ? Infinity : recording.nextNs;
  }

  private handle(events: number, untilNs: number): boolean {
    try {
      return this.engine.advance(events, untilNs);
    } catch (failure) {
      if (!(failure instanceof OutOfPackets)) throw failure;
      throw new RunRefusal(
        `more than ${packetsMax} packets are under way at once; a queue without a limit is overloaded`,
      );
    }
  }

  /** Every packet handed in has ended in one fate or is still under way. */
  private assertConservation(): void {
    const { engine } = this;
    if (engine.ledger.injected !== engine.ledger.ended + engine.ledger.packets.inFlight) {
      throw new Error(
        `packets were lost count of: ${engine.ledger.injected} in, ${engine.ledger.ended} ended`,
      );
    }
  }
}

/** Names that the user got wrong are told as other refusals are. */
function refusing<T>(act: () => T): T {
  try {
    return act();
  } catch (failure) {
    if (failure instanceof UnknownName) throw new RunRefusal(failure.message);
    throw failure;
  }
}

/** Of the flows; packets of the network itself are counted apart, and copies that were flooded to others not at all. */
function packetTotals({ ledger, streams }: PacketEngine): RunResult['packets'] {
  const { flows } = ledger;
  const ofFlows = streams.counters - 1;
  const injected = sumOver(ofFlows, (counter) => flows.offered(counter));
  const delivered = sumOver(ofFlows, (counter) => flows.delivered(counter));
  const ended = sumOver(ofFlows, (counter) => sumOver(fates.length, (fate) => flows.ended(counter, fate)));
  return { injected, delivered, dropped: ended - delivered, inFlight: injected - ended };
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
