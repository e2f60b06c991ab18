/**
 * A shaper: packets wait, in order, until the bucket holds their bytes; Linux's sch_tbf. Up to the burst they pass at
 * once. A bucket gives no packet a time of its own: one that comes alone after a pause is not delayed, whereas a serialiser
 * of the same rate keeps it for its bytes / rate. So a shaper goes in front of a link's transmitter, never in its place.
 *
 * With a peak rate a second, small bucket must cover each packet too, which spaces the packets of a burst. A packet longer
 * than a bucket is deep could never pass and is refused at once. Left out: cutting such packets up, which Linux does to
 * segments that a card would have cut; queues other than first in, first out (put those under HTB).
 */
import {
  type Checked,
  checked,
  unless,
  wholeNumber,
  wholeNumberOrNone,
} from '../disciplines/checked-settings.ts';
import type { Discipline, DropReason, QueueContext } from '../disciplines/discipline.ts';
import { DroppedPackets } from '../disciplines/dropped-packets.ts';
import { PacketLists } from '../disciplines/packet-lists.ts';
import { TokenAccount, tokenDepthProblem } from './token-account.ts';

export interface TokenBucketSettings {
  readonly rateBps: number;
  readonly burstBytes: number;
  /** 0: none. */
  readonly peakRateBps: number;
  /** Depth of the peak rate's bucket: at least the longest packet. */
  readonly mtuBytes: number;
  readonly packetsMax: number;
  readonly bytesMax: number;
}

export type GivenTokenBucket = Pick<TokenBucketSettings, 'rateBps' | 'burstBytes'> &
  Partial<TokenBucketSettings>;

export function readTokenBucket(given: GivenTokenBucket): Checked<TokenBucketSettings> {
  const settings = { peakRateBps: 0, mtuBytes: 1514, packetsMax: Infinity, bytesMax: Infinity, ...given };
  const { rateBps, burstBytes, peakRateBps, mtuBytes } = settings;
  const peak = peakRateBps !== 0;
  return checked(
    settings,
    tokenDepthProblem('the rate of the shaper', rateBps, 'its burst', burstBytes),
    unless(
      burstBytes >= mtuBytes,
      `the burst of the shaper (${burstBytes} B) is smaller than the longest packet (${mtuBytes} B), which could never pass: raise the burst or lower the MTU`,
    ),
    wholeNumber('the longest packet of the shaper in bytes', mtuBytes, 1, 1e6),
    peak ? tokenDepthProblem('the peak rate of the shaper', peakRateBps, 'its MTU', mtuBytes) : null,
    unless(
      !peak || peakRateBps > rateBps,
      `the peak rate of the shaper (${peakRateBps} bit/s) must be above its rate (${rateBps} bit/s)`,
    ),
    wholeNumberOrNone('the limit of the shaper in packets', settings.packetsMax, 1),
    wholeNumberOrNone('the limit of the shaper in bytes', settings.bytesMax, 1),
  );
}

export class TokenBucket implements Discipline {
  private readonly settings: TokenBucketSettings;
  private readonly context: QueueContext;
  private readonly lists: PacketLists;
  private readonly dropped: DroppedPackets;
  private readonly account: TokenAccount;
  private readonly peak: TokenAccount | null;

  constructor(settings: TokenBucketSettings, context: QueueContext) {
    const { rateBps, burstBytes, peakRateBps, mtuBytes } = settings;
    this.settings = settings;
    this.context = context;
    this.lists = new PacketLists(1, context.view, context.waiting);
    this.dropped = new DroppedPackets(context.waiting);
    this.account = new TokenAccount(rateBps, burstBytes);
    this.peak = peakRateBps === 0 ? null : new TokenAccount(peakRateBps, mtuBytes);
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

  enqueue(packet: number, _now: number): boolean {
    const { lists, settings } = this;
    const bytes = this.context.view.bytes(packet);
    const longest =
      this.peak === null ? settings.burstBytes : Math.min(settings.burstBytes, settings.mtuBytes);
    if (bytes > longest) return this.dropped.refuse('oversize');
    if (lists.totalPackets >= settings.packetsMax || lists.totalBytes + bytes > settings.bytesMax) {
      return this.dropped.refuse('full');
    }
    lists.push(0, packet);
    return true;
  }

  dequeue(now: number): number {
    if (this.readyAt(now) > now) return -1;
    const packet = this.lists.shift(0);
    const bytes = this.context.view.bytes(packet);
    this.account.spend(bytes);
    this.peak?.spend(bytes);
    return packet;
  }

  readyAt(now: number): number {
    const packet = this.lists.head[0];
    if (packet < 0) return Infinity;
    const bytes = this.context.view.bytes(packet);
    this.account.refill(now);
    const wait = this.account.waitFor(bytes);
    if (this.peak === null) return now + wait;
    this.peak.refill(now);
    return now + Math.max(wait, this.peak.waitFor(bytes));
  }

  contents(): number[] {
    return this.lists.contents();
  }

  takeDropped(): number {
    return -1;
  }
}
