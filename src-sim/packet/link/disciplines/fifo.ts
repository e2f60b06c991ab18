/**
 * First in, first out; what does not fit is refused (drop tail). The limit counts waiting packets, bytes, or both, and
 * leaves out the packet being sent, as the plain queues of link directions do: the two must tell the same history.
 */
import { type Checked, checked, wholeNumberOrNone } from './checked-settings.ts';
import type { Discipline, DropReason, QueueContext } from './discipline.ts';
import { DroppedPackets } from './dropped-packets.ts';
import { PacketLists } from './packet-lists.ts';

export interface FifoSettings {
  readonly packetsMax: number;
  readonly bytesMax: number;
}

export function readFifo(given: Partial<FifoSettings>): Checked<FifoSettings> {
  const settings = { packetsMax: Infinity, bytesMax: Infinity, ...given };
  return checked(
    settings,
    wholeNumberOrNone('the limit of the queue in packets', settings.packetsMax, 0),
    wholeNumberOrNone('the limit of the queue in bytes', settings.bytesMax, 0),
  );
}

export class Fifo implements Discipline {
  private readonly settings: FifoSettings;
  private readonly context: QueueContext;
  private readonly lists: PacketLists;
  private readonly dropped: DroppedPackets;

  constructor(settings: FifoSettings, context: QueueContext) {
    this.settings = settings;
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

  enqueue(packet: number, _now: number): boolean {
    const { lists, settings } = this;
    const bytes = lists.totalBytes + this.context.view.bytes(packet);
    if (lists.totalPackets >= settings.packetsMax || bytes > settings.bytesMax) {
      return this.dropped.refuse('full');
    }
    lists.push(0, packet);
    return true;
  }

  dequeue(_now: number): number {
    return this.lists.shift(0);
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
}
