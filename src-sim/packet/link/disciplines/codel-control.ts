/**
 * Controlled delay, RFC 8289 section 5: which packets to drop from the heads of one or many queues, each with its own
 * state. A queue is bad when packets waited at least the target throughout an interval; then one is dropped, the next
 * after interval / sqrt(count), until waiting falls below the target.
 *
 * Follows the RFC's pseudo-code, with its rule that no packet is dropped while one packet's worth of bytes or less
 * remains, and with ECN marks in place of drops as in Linux's codel. The square root is exact to a nanosecond, where Linux
 * approximates it. Left out: Linux's second threshold (`ce_threshold`).
 */
import { type Checked, checked, wholeNumber } from './checked-settings.ts';
import type { PacketView, QueueContext } from './discipline.ts';
import type { DroppedPackets } from './dropped-packets.ts';
import type { PacketLists } from './packet-lists.ts';
import type { WaitingPackets } from './waiting-packets.ts';

export interface CodelSettings {
  readonly targetNs: number;
  readonly intervalNs: number;
  readonly mtuBytes: number;
  readonly ecn: boolean;
}

/** RFC 8289 sections 4.3 and 4.4: 5 ms and 100 ms. The packet is Ethernet's with its header. */
const defaults: CodelSettings = { targetNs: 5e6, intervalNs: 100e6, mtuBytes: 1514, ecn: false };

/** RFC 8289 section 5.4: a queue that went bad again within 16 intervals is controlled as before. */
const recentIntervals = 16;

export function readCodelControl(given: Partial<CodelSettings>): Checked<CodelSettings> {
  const settings = { ...defaults, ...given };
  return checked(
    settings,
    wholeNumber('the interval of CoDel in nanoseconds', settings.intervalNs, 1, 1e12),
    wholeNumber('the target of CoDel in nanoseconds', settings.targetNs, 1, settings.intervalNs),
    wholeNumber('the packet size of CoDel in bytes', settings.mtuBytes, 1, 1e6),
  );
}

export class CodelControl {
  /** Drops (or marks) of the present spell; whoever drops for another reason adds them here to press harder. */
  readonly count: Float64Array;
  private readonly settings: CodelSettings;
  private readonly view: PacketView;
  private readonly waiting: WaitingPackets;
  private readonly lists: PacketLists;
  private readonly dropped: DroppedPackets;
  /** When the queue will have been bad for an interval; 0: it is not bad. */
  private readonly firstAbove: Float64Array;
  private readonly dropNext: Float64Array;
  private readonly countBefore: Float64Array;
  private readonly dropping: Uint8Array;

  constructor(settings: CodelSettings, context: QueueContext, lists: PacketLists, dropped: DroppedPackets) {
    const queues = lists.head.length;
    this.settings = settings;
    this.view = context.view;
    this.waiting = context.waiting;
    this.lists = lists;
    this.dropped = dropped;
    this.count = new Float64Array(queues);
    this.firstAbove = new Float64Array(queues);
    this.dropNext = new Float64Array(queues);
    this.countBefore = new Float64Array(queues);
    this.dropping = new Uint8Array(queues);
  }

  /** The packet of this queue to send; -1 where it is empty or was emptied by dropping. */
  dequeue(queue: number, now: number): number {
    const packet = this.lists.shift(queue);
    if (packet < 0) {
      this.dropping[queue] = 0;
      return -1;
    }
    const bad = this.isBad(queue, packet, now);
    if (this.dropping[queue] === 1) return this.goOn(queue, packet, bad, now);
    return bad ? this.begin(queue, packet, now) : packet;
  }

  private isBad(queue: number, packet: number, now: number): boolean {
    const { targetNs, intervalNs, mtuBytes } = this.settings;
    if (
      packet < 0 ||
      now - this.waiting.since[packet] < targetNs ||
      // Of all queues together, as Linux's fq_codel counts it.
      this.lists.totalBytes <= mtuBytes
    ) {
      this.firstAbove[queue] = 0;
      return false;
    }
    if (this.firstAbove[queue] === 0) {
      this.firstAbove[queue] = now + intervalNs;
      return false;
    }
    return now >= this.firstAbove[queue];
  }

  /** In a spell of dropping: as many as have come due. */
  private goOn(queue: number, first: number, firstIsBad: boolean, now: number): number {
    let packet = first;
    if (!firstIsBad) this.dropping[queue] = 0;
    while (this.dropping[queue] === 1 && now >= this.dropNext[queue]) {
      this.count[queue]++;
      if (this.marked(packet)) {
        this.dropNext[queue] = this.following(this.dropNext[queue], queue);
        return packet;
      }
      this.dropped.push(packet, 'aqm');
      packet = this.lists.shift(queue);
      if (this.isBad(queue, packet, now)) {
        this.dropNext[queue] = this.following(this.dropNext[queue], queue);
      } else this.dropping[queue] = 0;
    }
    return packet;
  }

  /** The first drop of a spell. */
  private begin(queue: number, first: number, now: number): number {
    let packet = first;
    if (!this.marked(packet)) {
      this.dropped.push(packet, 'aqm');
      packet = this.lists.shift(queue);
      this.isBad(queue, packet, now);
    }
    this.dropping[queue] = 1;
    const before = this.count[queue] - this.countBefore[queue];
    const recent = now - this.dropNext[queue] < recentIntervals * this.settings.intervalNs;
    this.count[queue] = before > 1 && recent ? before : 1;
    this.countBefore[queue] = this.count[queue];
    this.dropNext[queue] = this.following(now, queue);
    return packet;
  }

  private marked(packet: number): boolean {
    if (!this.settings.ecn || !this.view.ecnCapable(packet)) return false;
    this.view.markCongestion(packet);
    return true;
  }

  /** The control law of RFC 8289 section 5.3, in whole nanoseconds. */
  private following(time: number, queue: number): number {
    return time + Math.floor(this.settings.intervalNs / Math.sqrt(this.count[queue]));
  }
}
