/**
 * A queue behind a policer: what the bucket does not cover on arrival is refused, the rest waits as the queue has it. A
 * packet that the queue then refuses has spent its tokens, as on a router that polices at its input.
 *
 * Left out: marking what is in excess instead of dropping it, since no queue looks at such marks yet.
 */
import { Policer, type PolicerSettings } from '../shapers/policer.ts';
import type { Discipline, DropReason, QueueContext } from './discipline.ts';

export class PolicedQueue implements Discipline {
  private readonly policer: Policer;
  private readonly inner: Discipline;
  private readonly context: QueueContext;
  private refusedHere = false;

  constructor(settings: PolicerSettings, inner: Discipline, context: QueueContext) {
    this.policer = new Policer(settings);
    this.inner = inner;
    this.context = context;
  }

  get packets(): number {
    return this.inner.packets;
  }

  get bytes(): number {
    return this.inner.bytes;
  }

  get dropReason(): DropReason {
    return this.refusedHere ? 'policed' : this.inner.dropReason;
  }

  enqueue(packet: number, now: number): boolean {
    this.refusedHere = this.policer.police(this.context.view.bytes(packet), now) === 'drop';
    return !this.refusedHere && this.inner.enqueue(packet, now);
  }

  dequeue(now: number): number {
    return this.inner.dequeue(now);
  }

  readyAt(now: number): number {
    return this.inner.readyAt(now);
  }

  contents(): number[] {
    return this.inner.contents();
  }

  takeDropped(): number {
    this.refusedHere = false;
    return this.inner.takeDropped();
  }
}
