/** One queue under CoDel (RFC 8289; see the control for what it decides), with a limit for what control cannot hold. */
import { type Checked, checked, wholeNumber } from './checked-settings.ts';
import { CodelControl, type CodelSettings, readCodelControl } from './codel-control.ts';
import type { Discipline, DropReason, QueueContext } from './discipline.ts';
import { DroppedPackets } from './dropped-packets.ts';
import { PacketLists } from './packet-lists.ts';

export interface CodelQueueSettings extends CodelSettings {
  readonly packetsMax: number;
}

export function readCodel(given: Partial<CodelQueueSettings>): Checked<CodelQueueSettings> {
  const control = readCodelControl(given);
  if (!control.ok) return control;
  // 1000 packets is the default of Linux's sch_codel.
  const settings = { packetsMax: 1000, ...control.value };
  return checked(
    settings,
    wholeNumber('the limit of the CoDel queue in packets', settings.packetsMax, 1, 1e9),
  );
}

export class Codel implements Discipline {
  private readonly settings: CodelQueueSettings;
  private readonly context: QueueContext;
  private readonly lists: PacketLists;
  private readonly dropped: DroppedPackets;
  private readonly control: CodelControl;

  constructor(settings: CodelQueueSettings, context: QueueContext) {
    this.settings = settings;
    this.context = context;
    this.lists = new PacketLists(1, context.view, context.waiting);
    this.dropped = new DroppedPackets(context.waiting);
    this.control = new CodelControl(settings, context, this.lists, this.dropped);
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
    if (this.lists.totalPackets >= this.settings.packetsMax) return this.dropped.refuse('full');
    this.lists.push(0, packet);
    this.context.waiting.since[packet] = now;
    return true;
  }

  /** Never drops the last packet, so it gives one whenever there is one. */
  dequeue(now: number): number {
    return this.control.dequeue(0, now);
  }

  readyAt(now: number): number {
    return this.lists.totalPackets > 0 ? now : Infinity;
  }

  contents(): number[] {
    return this.lists.contents();
  }

  takeDropped(): number {
    return this.dropped.take();
  }
}
