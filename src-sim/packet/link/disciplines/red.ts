/**
 * Random early detection: S. Floyd and V. Jacobson, "Random Early Detection Gateways for Congestion Avoidance", IEEE/ACM
 * Transactions on Networking 1(4), 1993, section IV; the gentle slope above the upper threshold is Floyd's of 2000.
 *
 * At every arrival the average follows the backlog by 2^-weightLog of the difference. Between the thresholds a packet is
 * chosen with pb / (1 - count pb), where count packets have passed since the last choice: with steady pb the gaps are
 * uniform, not geometric. While the queue was empty the average decays as if packets of a typical length had found it so.
 *
 * As in Linux's sch_red: thresholds and average count bytes, the weight is a power of two, and a long packet is chosen no
 * sooner than a short one. Unlike it: the average keeps its fraction where sch_red cuts it off, the decay is the power
 * itself instead of a table of shifts, and pb is not rounded to 2^-Plog. Above the thresholds even ECN-capable packets are
 * dropped (RFC 3168 section 7), sch_red's `harddrop`. Left out: the adaptive maximum of ARED, per-class averages of WRED.
 */
import { type Checked, checked, unless, wholeNumber } from './checked-settings.ts';
import type { Discipline, DropReason, QueueContext } from './discipline.ts';
import { DroppedPackets } from './dropped-packets.ts';
import { PacketLists } from './packet-lists.ts';

const most = Number.MAX_SAFE_INTEGER;

export interface RedSettings {
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly limitBytes: number;
  /** Probability of a choice where the average reaches `maxBytes`. */
  readonly maxProbability: number;
  readonly weightLog: number;
  /** Time to send a typical packet, which makes the average decay while the queue is empty. */
  readonly packetTimeNs: number;
  /** From `maxBytes` to twice that, the probability climbs on to 1. */
  readonly gentle: boolean;
  /** Mark packets that can carry it instead of dropping them. */
  readonly ecn: boolean;
}

/** What nobody must give: 2 % and 1/512 are the values of the paper's simulations. */
const defaults = { maxProbability: 0.02, weightLog: 9, gentle: true, ecn: false };
export type GivenRed = Omit<RedSettings, keyof typeof defaults> &
  Partial<Pick<RedSettings, keyof typeof defaults>>;

export function readRed(given: GivenRed): Checked<RedSettings> {
  const settings: RedSettings = { ...defaults, ...given };
  const { minBytes, maxBytes, limitBytes, maxProbability } = settings;
  return checked(
    settings,
    wholeNumber('the lower threshold of RED in bytes', minBytes, 1, most),
    wholeNumber('the upper threshold of RED in bytes', maxBytes, 1, most),
    unless(
      minBytes < maxBytes,
      `the lower threshold of RED (${minBytes} B) must be below the upper (${maxBytes} B)`,
    ),
    wholeNumber('the limit of the RED queue in bytes', limitBytes, 1, most),
    unless(
      limitBytes > maxBytes,
      `the limit of the RED queue (${limitBytes} B) must be above its upper threshold (${maxBytes} B)`,
    ),
    unless(
      maxProbability > 0 && maxProbability <= 1,
      `the maximum probability of RED must be above 0 and at most 1, not ${maxProbability}`,
    ),
    wholeNumber('the weight exponent of RED', settings.weightLog, 0, 31),
    wholeNumber('the packet time of RED in nanoseconds', settings.packetTimeNs, 1, most),
  );
}

/** base to the power of a whole number, by squaring: the same on every machine, which Math.pow need not be. */
function power(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let rest = exponent; rest > 0 && result > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

export class Red implements Discipline {
  /** In bytes. */
  average = 0;
  private readonly settings: RedSettings;
  private readonly weight: number;
  private readonly context: QueueContext;
  private readonly lists: PacketLists;
  private readonly dropped: DroppedPackets;
  /** Packets passed between the thresholds since the last choice; -1 right after the average was elsewhere. */
  private count = -1;
  private emptySince = 0;

  constructor(settings: RedSettings, context: QueueContext) {
    this.settings = settings;
    this.weight = 1 / 2 ** settings.weightLog;
    this.context = context;
    this.lists = new PacketLists(1, context.view, context.waiting);
    this.dropped = new DroppedPackets(context.waiting);
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

  /** pb, before the packets since the last choice are counted. */
  baseProbability(average: number): number {
    const { minBytes, maxBytes, maxProbability, gentle } = this.settings;
    if (average < minBytes) return 0;
    if (average < maxBytes) return (maxProbability * (average - minBytes)) / (maxBytes - minBytes);
    if (!gentle || average >= 2 * maxBytes) return 1;
    return maxProbability + ((1 - maxProbability) * (average - maxBytes)) / maxBytes;
  }

  enqueue(packet: number, now: number): boolean {
    const { lists } = this;
    const { view } = this.context;
    this.follow(now);
    const base = this.baseProbability(this.average);
    if (base === 0 || base === 1) this.count = -1;
    if (base === 1) return this.dropped.refuse('aqm');
    if (base > 0 && this.chosen(base)) {
      if (!this.settings.ecn || !view.ecnCapable(packet)) return this.dropped.refuse('aqm');
      view.markCongestion(packet);
    }
    if (lists.totalBytes + view.bytes(packet) > this.settings.limitBytes) return this.dropped.refuse('full');
    lists.push(0, packet);
    return true;
  }

  dequeue(now: number): number {
    const packet = this.lists.shift(0);
    if (packet >= 0 && this.lists.totalPackets === 0) this.emptySince = now;
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

  private follow(now: number): void {
    if (this.lists.totalPackets > 0) {
      this.average += (this.lists.totalBytes - this.average) * this.weight;
    } else {
      const missed = Math.floor((now - this.emptySince) / this.settings.packetTimeNs);
      this.average *= power(1 - this.weight, missed);
      this.emptySince += missed * this.settings.packetTimeNs;
    }
  }

  private chosen(base: number): boolean {
    this.count++;
    const left = 1 - this.count * base;
    // Drawn even where the choice is certain, so that the stream of chance does not depend on it.
    const draw = this.context.bits() / 2 ** 32;
    if (left > base && draw >= base / left) return false;
    this.count = 0;
    return true;
  }
}
