/**
 * Copies of a run's state at intervals, so that going back costs no more than restoring one and running on from there.
 *
 * Memory is bounded, and so is the number of copies: when either is used up, every second copy goes and the interval doubles, so
 * that a run of n events is copied in the order of log n times. Who goes back will go back again: on the way to where
 * they want to be, finer copies are made at half of what is left, a quarter, and so on. They go first when memory is short,
 * and all of them when the next way back begins before them.
 *
 * The copy of the beginning is always kept, whatever it takes: from there every instant can be reached.
 */
import { bytesOf, type StateCopier, type StateCopy } from './kernel/state-copy.ts';

export interface HistoryLimits {
  /** For the copies together, estimated; the copy in the making comes on top. */
  readonly bytesMax: number;
  readonly snapshotsMax: number;
  /** Events between copies at first. Restoring one costs as much as thousands of events, so fewer would gain nothing. */
  readonly intervalEvents: number;
}

const defaults: HistoryLimits = { bytesMax: 256 * 2 ** 20, snapshotsMax: 64, intervalEvents: 1 << 17 };

/** A quarter of the copies may be finer ones: halves, quarters and so on of an interval of 2^28 events. */
const fineShare = 4;
/** Fewer events are run again sooner than a copy is made. */
const fineEvents = 1 << 12;

interface Snapshot {
  readonly events: number;
  /** Of the last event before it; nothing later has happened. */
  readonly atNs: number;
  readonly copy: StateCopy;
}

export class History {
  private readonly copier: StateCopier;
  private readonly limits: HistoryLimits;
  private readonly fineMax: number;
  private interval: number;
  /** Both in the order of their events; the first of the regular ones is the beginning. */
  private regular: Snapshot[];
  private fine: Snapshot[] = [];
  /** At least what the copies take: counting what they share takes time, and is done when this is too much. */
  private bytesAtMost: number;
  /** Events up to where the way back leads that is being run. */
  private destination = 0;

  constructor(copier: StateCopier, limits: Partial<HistoryLimits>) {
    this.copier = copier;
    this.limits = { ...defaults, ...limits };
    this.fineMax = Math.floor(this.limits.snapshotsMax / fineShare);
    this.interval = this.limits.intervalEvents;
    const copy = copier.save();
    this.regular = [{ events: 0, atNs: -1, copy }];
    this.bytesAtMost = copy.addedBytes;
  }

  get count(): number {
    return this.regular.length + this.fine.length;
  }

  get bytes(): number {
    const copies = [...this.regular, ...this.fine].map(({ copy }) => copy);
    return bytesOf([...copies, this.copier.latest]);
  }

  /** Events after which the next copy is due, for a run that stands after so many. */
  due(events: number): number {
    const left = this.destination - events;
    if (left > fineEvents) return Math.min(this.nextRegular, events + Math.ceil(left / 2));
    return events < this.nextRegular ? this.nextRegular : Infinity;
  }

  /** Copies the run as it is: after so many events, the last of them at `atNs`. */
  keep(events: number, atNs: number): void {
    const copy = this.copier.save();
    const snapshot = { events, atNs, copy };
    this.bytesAtMost += copy.addedBytes;
    if (events === this.nextRegular) this.regular.push(snapshot);
    else this.fine.push(snapshot);
    this.trim();
  }

  /** Restores the last copy at or before so many events; the way from there to them is about to be run. */
  returnTo(events: number): void {
    const regular = lastOf(this.regular, (one) => one.events <= events)!;
    const fine = lastOf(this.fine, (one) => one.events <= events);
    const isNear = fine !== undefined && fine.events > regular.events;
    this.fine = isNear ? this.fine.filter((one) => one.events <= events) : [];
    this.destination = events;
    this.copier.restore((isNear ? fine : regular).copy);
  }

  /** Whether a copy between there and the instant spares part of the way on to it. */
  isAhead(events: number, ns: number): boolean {
    return this.regular.some((one) => one.events > events && one.atNs <= ns);
  }

  /** Restores the last copy in which nothing has happened after the instant. */
  returnToInstant(ns: number): void {
    const isBefore = ({ atNs }: Snapshot): boolean => atNs <= ns;
    this.returnTo((lastOf(this.regular, isBefore) ?? this.regular[0]).events);
  }

  private get nextRegular(): number {
    return this.regular[this.regular.length - 1].events + this.interval;
  }

  private takesMoreThan(bytesMax: number): boolean {
    if (this.bytesAtMost > bytesMax) this.bytesAtMost = this.bytes;
    return this.bytesAtMost > bytesMax;
  }

  private trim(): void {
    const { bytesMax, snapshotsMax } = this.limits;
    if (this.fine.length > this.fineMax) this.fine.shift();
    if (this.fine.length > 0 && this.takesMoreThan(bytesMax)) this.fine = [];
    while (
      this.regular.length > 1 &&
      (this.regular.length > snapshotsMax - this.fineMax || this.takesMoreThan(bytesMax))
    ) {
      this.interval *= 2;
      this.regular = this.regular.filter((_, place) => place % 2 === 0);
    }
  }
}

function lastOf(list: readonly Snapshot[], holds: (one: Snapshot) => boolean): Snapshot | undefined {
  return list[list.findLastIndex(holds)];
}
