/**
 * The queues inside a classful discipline: sends packets to them by traffic class, keeps the sums, and hands on what they
 * dropped. A child may be any discipline, shapers included, so a parent asks each when it is ready.
 */
import { type Checked, checked, unless, wholeNumber } from './checked-settings.ts';
import type { Discipline, DropReason, QueueContext } from './discipline.ts';
import { DroppedPackets } from './dropped-packets.ts';

/** Which child takes a traffic class: the list's entry; beyond its end, the last child. */
export type ChildOfClass = readonly number[];

/** Class n goes to child n. */
export const sameNumbers = (children: number): ChildOfClass => Array.from({ length: children }, (_, i) => i);

export function readChildOfClass(
  given: ChildOfClass | undefined,
  children: number,
  most: number,
): Checked<ChildOfClass> {
  const value = given ?? sameNumbers(children);
  return checked(
    value,
    unless(
      children >= 1 && children <= most,
      `a classful queue has from 1 to ${most} queues inside, not ${children}`,
    ),
    ...value.map((child, index) =>
      wholeNumber(`the queue for traffic class ${index}`, child, 0, children - 1),
    ),
  );
}

export class Children {
  packets = 0;
  bytes = 0;
  readonly count: number;
  private readonly children: readonly Discipline[];
  private readonly childOfClass: Int32Array;
  private readonly context: QueueContext;
  private readonly dropped: DroppedPackets;

  constructor(children: readonly Discipline[], childOfClass: ChildOfClass, context: QueueContext) {
    this.children = children;
    this.count = children.length;
    this.childOfClass = Int32Array.from(childOfClass);
    this.context = context;
    this.dropped = new DroppedPackets(context.waiting);
  }

  get dropReason(): DropReason {
    return this.dropped.reason;
  }

  childOf(packet: number): number {
    const trafficClass = this.context.view.trafficClass(packet);
    return trafficClass < this.childOfClass.length ? this.childOfClass[trafficClass] : this.count - 1;
  }

  enqueue(child: number, packet: number, now: number): boolean {
    const queue = this.children[child];
    const { packets, bytes } = queue;
    const taken = queue.enqueue(packet, now);
    const reason = queue.dropReason;
    this.follow(queue, packets, bytes);
    if (!taken) this.dropped.reason = reason;
    return taken;
  }

  dequeue(child: number, now: number): number {
    const queue = this.children[child];
    const { packets, bytes } = queue;
    const packet = queue.dequeue(now);
    this.follow(queue, packets, bytes);
    return packet;
  }

  readyAt(child: number, now: number): number {
    return this.children[child].readyAt(now);
  }

  isEmpty(child: number): boolean {
    return this.children[child].packets === 0;
  }

  /** Earliest of all children. */
  anyReadyAt(now: number): number {
    let earliest = Infinity;
    for (let child = 0; child < this.count && earliest > now; child++) {
      earliest = Math.min(earliest, this.children[child].readyAt(now));
    }
    return earliest;
  }

  contents(): number[] {
    return this.children.flatMap((child) => child.contents());
  }

  takeDropped(): number {
    return this.dropped.take();
  }

  private follow(queue: Discipline, packetsBefore: number, bytesBefore: number): void {
    this.packets += queue.packets - packetsBefore;
    this.bytes += queue.bytes - bytesBefore;
    for (let packet = queue.takeDropped(); packet >= 0; packet = queue.takeDropped()) {
      this.dropped.push(packet, queue.dropReason);
    }
  }
}
