/**
 * Flow queues under CoDel, RFC 8290: flows are hashed to queues; queues take turns by a quantum of bytes; a queue that has
 * just become busy goes before those that have been; each is under CoDel. Over the limit, the queue with the most bytes
 * loses packets from its head, up to 64 or half of what it holds (RFC 8290 section 4.1.2 and Linux's fq_codel).
 *
 * Left out: the secret in the hash, so whoever wants other collisions gives other hashes; Linux's count of kernel memory,
 * in place of which the limit of bytes counts packets' own.
 */
import { type Checked, checked, wholeNumber } from './checked-settings.ts';
import { CodelControl, type CodelSettings, readCodelControl } from './codel-control.ts';
import type { Discipline, DropReason, QueueContext } from './discipline.ts';
import { DroppedPackets } from './dropped-packets.ts';
import { PacketLists } from './packet-lists.ts';
import { TurnList } from './turn-list.ts';

/** Linux's `drop_batch_size`. */
const batch = 64;

export interface FqCodelSettings extends CodelSettings {
  readonly flows: number;
  readonly quantumBytes: number;
  readonly packetsMax: number;
  readonly bytesMax: number;
}

/** RFC 8290 sections 5.2.1 to 5.2.6, and Linux's limit of 32 MB. */
const defaults = { flows: 1024, quantumBytes: 1514, packetsMax: 10240, bytesMax: 2 ** 25, ecn: true };

export function readFqCodel(given: Partial<FqCodelSettings>): Checked<FqCodelSettings> {
  const control = readCodelControl({ ...defaults, ...given });
  if (!control.ok) return control;
  const settings: FqCodelSettings = { ...defaults, ...given, ...control.value };
  return checked(
    settings,
    wholeNumber('the number of flow queues', settings.flows, 1, 65536),
    // Linux raises what is less: more turns than packets would only cost time.
    wholeNumber('the quantum of FQ-CoDel in bytes', settings.quantumBytes, 256, 1e9),
    wholeNumber('the limit of FQ-CoDel in packets', settings.packetsMax, 1, 1e9),
    wholeNumber('the limit of FQ-CoDel in bytes', settings.bytesMax, 1, 1e15),
  );
}

export class FqCodel implements Discipline {
  private readonly settings: FqCodelSettings;
  private readonly context: QueueContext;
  private readonly lists: PacketLists;
  private readonly dropped: DroppedPackets;
  private readonly control: CodelControl;
  private readonly deficit: Float64Array;
  /** Queues that have become busy, and queues that have been. */
  private readonly fresh: TurnList;
  private readonly settled: TurnList;

  constructor(settings: FqCodelSettings, context: QueueContext) {
    this.settings = settings;
    this.context = context;
    this.lists = new PacketLists(settings.flows, context.view, context.waiting);
    this.dropped = new DroppedPackets(context.waiting);
    this.control = new CodelControl(settings, context, this.lists, this.dropped);
    this.deficit = new Float64Array(settings.flows);
    this.fresh = new TurnList(settings.flows);
    this.settled = new TurnList(settings.flows);
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

  /** Takes every packet, for the one dropped in its place may be another's or itself. */
  enqueue(packet: number, now: number): boolean {
    const { lists, settings, context } = this;
    const flow = Math.floor((context.view.flowHash(packet) / 2 ** 32) * settings.flows);
    lists.push(flow, packet);
    context.waiting.since[packet] = now;
    if (!this.fresh.has(flow) && !this.settled.has(flow)) {
      this.fresh.append(flow);
      this.deficit[flow] = settings.quantumBytes;
    }
    if (lists.totalPackets > settings.packetsMax || lists.totalBytes > settings.bytesMax) this.thinOut();
    return true;
  }

  dequeue(now: number): number {
    const { fresh, settled, deficit } = this;
    for (;;) {
      const list = fresh.first >= 0 ? fresh : settled;
      const flow = list.first;
      if (flow < 0) return -1;
      if (deficit[flow] <= 0) {
        deficit[flow] += this.settings.quantumBytes;
        list.removeFirst();
        settled.append(flow);
        continue;
      }
      const packet = this.control.dequeue(flow, now);
      if (packet >= 0) {
        deficit[flow] -= this.context.view.bytes(packet);
        return packet;
      }
      list.removeFirst();
      // RFC 8290 section 4.2: once through the settled, or a flow that refills in time would always be fresh.
      if (list === fresh && settled.first >= 0) settled.append(flow);
    }
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

  private thinOut(): void {
    const { lists } = this;
    let fattest = 0;
    for (let flow = 1; flow < lists.bytes.length; flow++) {
      if (lists.bytes[flow] > lists.bytes[fattest]) fattest = flow;
    }
    const enough = Math.ceil(lists.bytes[fattest] / 2);
    for (let drops = 0; drops < batch && (drops === 0 || lists.bytes[fattest] > enough); drops++) {
      this.dropped.push(lists.shift(fattest), 'full');
      this.control.count[fattest]++;
    }
  }
}
