/**
 * Proportional integral controller enhanced, RFC 8033: every 15 ms the probability of dropping moves by how far the delay
 * is from its target and by how much it has changed; arriving packets are dropped with it, not too soon after each other
 * (section 5.4), none during a first burst (section 4.4) or while two packets or less wait.
 *
 * The delay is that of the packet sent last, by its timestamp, one of the two ways of section 4.3. Updates are made up for
 * at the next arrival or departure: in between, nothing they look at can change. Left out: probability by packet size,
 * switching itself off while there is no congestion (section 5.3), Linux's extra rise beyond 250 ms, coupled queues
 * (RFC 9332).
 */
import { type Checked, checked, unless, wholeNumber } from './checked-settings.ts';
import type { Discipline, DropReason, QueueContext } from './discipline.ts';
import { DroppedPackets } from './dropped-packets.ts';
import { PacketLists } from './packet-lists.ts';

export interface PieSettings {
  readonly targetNs: number;
  readonly updateNs: number;
  readonly burstNs: number;
  /** Change of probability per second of delay beyond the target, and per second that the delay has grown. */
  readonly alpha: number;
  readonly beta: number;
  readonly packetsMax: number;
  readonly mtuBytes: number;
  readonly ecn: boolean;
}

/** RFC 8033 sections 4 and 5.1; the limit is Linux's. */
const defaults: PieSettings = {
  targetNs: 15e6,
  updateNs: 15e6,
  burstNs: 150e6,
  alpha: 0.125,
  beta: 1.25,
  packetsMax: 1000,
  mtuBytes: 1514,
  ecn: false,
};

/** Section 4.2: the smaller the probability, the smaller its steps. */
const steps: readonly (readonly [below: number, divisor: number])[] = [
  [1e-6, 2048],
  [1e-5, 512],
  [1e-4, 128],
  [1e-3, 32],
  [1e-2, 8],
  [0.1, 2],
];

/** Section 5.1: ECN-capable packets are marked up to this probability, and dropped beyond. */
const markBelow = 0.1;
/** Section 5.4: packets' probabilities add up to at least the one before chance may drop, and at the other it must. */
const chanceFrom = 0.85;
const dropFrom = 8.5;

export function readPie(given: Partial<PieSettings>): Checked<PieSettings> {
  const settings = { ...defaults, ...given };
  const { alpha, beta } = settings;
  return checked(
    settings,
    wholeNumber('the target of PIE in nanoseconds', settings.targetNs, 1, 1e12),
    wholeNumber('the update interval of PIE in nanoseconds', settings.updateNs, 1e5, 1e12),
    wholeNumber('the burst of PIE in nanoseconds', settings.burstNs, 0, 1e12),
    unless(
      alpha > 0 && alpha <= 2 && beta > 0 && beta <= 20,
      `alpha and beta of PIE must be above 0 and at most 2 and 20, not ${alpha} and ${beta}`,
    ),
    wholeNumber('the limit of the PIE queue in packets', settings.packetsMax, 1, 1e9),
    wholeNumber('the packet size of PIE in bytes', settings.mtuBytes, 1, 1e6),
  );
}

export class Pie implements Discipline {
  probability = 0;
  private readonly settings: PieSettings;
  private readonly context: QueueContext;
  private readonly lists: PacketLists;
  private readonly dropped: DroppedPackets;
  private delayNs = 0;
  private delayBeforeNs = 0;
  private burstLeftNs: number;
  private nextUpdate: number;
  private accumulated = 0;

  constructor(settings: PieSettings, context: QueueContext) {
    this.settings = settings;
    this.context = context;
    this.lists = new PacketLists(1, context.view, context.waiting);
    this.dropped = new DroppedPackets(context.waiting);
    this.burstLeftNs = settings.burstNs;
    this.nextUpdate = settings.updateNs;
  }

  get packets(): number {
    return this.lists.totalPackets;
  }

  get bytes(): number {
    return this.lists.totalBytes;
  }

  get dropReason(): DropReason {
    return this.dropped.reason;
  }

  enqueue(packet: number, now: number): boolean {
    const { lists, settings, context } = this;
    this.catchUp(now);
    if (lists.totalPackets >= settings.packetsMax) return this.refuse('full');
    if (this.chosen()) {
      if (!settings.ecn || this.probability > markBelow || !context.view.ecnCapable(packet)) {
        return this.refuse('aqm');
      }
      context.view.markCongestion(packet);
    }
    lists.push(0, packet);
    context.waiting.since[packet] = now;
    return true;
  }

  dequeue(now: number): number {
    this.catchUp(now);
    const packet = this.lists.shift(0);
    if (packet >= 0)
      this.delayNs = this.lists.totalPackets === 0 ? 0 : now - this.context.waiting.since[packet];
    return packet;
  }

  readyAt(now: number): number {
    return this.lists.totalPackets > 0 ? now : Infinity;
  }

  contents(): number[] {
    return this.lists.contents();
  }

  takeDropped(): number {
    return -1;
  }

  private refuse(reason: DropReason): false {
    this.accumulated = 0;
    return this.dropped.refuse(reason);
  }

  private chosen(): boolean {
    const { settings, probability } = this;
    if (this.burstLeftNs > 0) return false;
    if (this.delayBeforeNs < settings.targetNs / 2 && probability < 0.2) return false;
    if (this.lists.totalBytes <= 2 * settings.mtuBytes) return false;
    this.accumulated = probability === 0 ? 0 : this.accumulated + probability;
    if (this.accumulated < chanceFrom) return false;
    if (this.accumulated < dropFrom && this.context.bits() / 2 ** 32 >= probability) return false;
    this.accumulated = 0;
    return true;
  }

  private catchUp(now: number): void {
    const { updateNs } = this.settings;
    for (; this.nextUpdate <= now; this.nextUpdate += updateNs) {
      const idle = this.probability === 0 && this.delayNs === 0 && this.delayBeforeNs === 0;
      if (idle) this.nextUpdate += Math.floor((now - this.nextUpdate) / updateNs) * updateNs;
      this.update();
    }
  }

  private update(): void {
    const { settings, delayNs, delayBeforeNs } = this;
    const wanted = settings.alpha * (delayNs - settings.targetNs) + settings.beta * (delayNs - delayBeforeNs);
    let change = wanted / 1e9;
    for (const [below, divisor] of steps) {
      if (this.probability < below) {
        change /= divisor;
        break;
      }
    }
    // Section 5.5: no more than 2 % at once where it is high already.
    if (this.probability >= 0.1 && change > 0.02) change = 0.02;
    let probability = this.probability + change;
    if (delayNs === 0 && delayBeforeNs === 0) probability *= 0.98;
    this.probability = Math.min(1, Math.max(0, probability));
    this.burstLeftNs = Math.max(0, this.burstLeftNs - settings.updateNs);
    const calm = delayNs < settings.targetNs / 2 && delayBeforeNs < settings.targetNs / 2;
    if (this.probability === 0 && calm) this.burstLeftNs = settings.burstNs;
    this.delayBeforeNs = delayNs;
  }
}
