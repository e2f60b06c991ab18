/**
 * Strict priority: the first queue that may send, sends; those behind it wait as long as it does so. A packet under way is
 * never interrupted. As Linux's sch_prio and the "priority queuing" of routers; each queue has its own limit.
 *
 * Left out: frame preemption (IEEE 802.1Qbu).
 */
import { type Checked, checked } from './checked-settings.ts';
import { type ChildOfClass, Children, readChildOfClass } from './children.ts';
import type { Discipline, DropReason, QueueContext } from './discipline.ts';

export interface StrictPrioritySettings {
  readonly childOfClass: ChildOfClass;
}

export function readStrictPriority(
  given: Partial<StrictPrioritySettings>,
  children: number,
): Checked<StrictPrioritySettings> {
  const childOfClass = readChildOfClass(given.childOfClass, children, 64);
  return childOfClass.ok ? checked({ childOfClass: childOfClass.value }) : childOfClass;
}

export class StrictPriority implements Discipline {
  private readonly children: Children;

  /** The most urgent queue first. */
  constructor(settings: StrictPrioritySettings, queues: readonly Discipline[], context: QueueContext) {
    this.children = new Children(queues, settings.childOfClass, context);
  }

  get packets(): number {
    return this.children.packets;
  }

  get bytes(): number {
    return this.children.bytes;
  }

  get dropReason(): DropReason {
    return this.children.dropReason;
  }

  enqueue(packet: number, now: number): boolean {
    return this.children.enqueue(this.children.childOf(packet), packet, now);
  }

  dequeue(now: number): number {
    const { children } = this;
    for (let child = 0; child < children.count; child++) {
      if (children.readyAt(child, now) <= now) return children.dequeue(child, now);
    }
    return -1;
  }

  readyAt(now: number): number {
    return this.children.anyReadyAt(now);
  }

  contents(): number[] {
    return this.children.contents();
  }

  takeDropped(): number {
    return this.children.takeDropped();
  }
}
