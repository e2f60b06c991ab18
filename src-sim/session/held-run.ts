/**
 * A run that a worker holds: it goes on in slices so that requests are heard between them, may be paused, given up, and, if it
 * was started to be rewindable, moved event by event, up to a condition, and back. Such a run is kept when it is over, until
 * it is given up.
 */
import { type PacketRun, RunRefusal } from '../packet/run-fabric.ts';
import type { RunCondition } from '../packet/run-conditions.ts';
import type { Reply, RunRequest } from './messages.ts';

export interface HeldRunPlan {
  readonly id: number;
  readonly run: PacketRun;
  /** Events between two turns. */
  readonly slice: number;
  readonly isKept: boolean;
  readonly startsHeld: boolean;
  readonly post: (reply: Reply) => void;
  readonly nextTurn: (callback: () => void) => void;
  /** Nothing more is heard of it. */
  readonly dropped: () => void;
}

export class HeldRun {
  private readonly plan: HeldRunPlan;
  private standing: 'going' | 'held' | 'given-up' = 'going';
  /** Where it is going; null: to the end. */
  private goal: RunCondition | null = null;
  private isTurnDue = false;

  constructor(plan: HeldRunPlan) {
    this.plan = plan;
    if (plan.startsHeld) this.move(() => {});
    else this.goOn(null);
  }

  hear(request: RunRequest): void {
    const { run } = this.plan;
    if (this.standing === 'given-up') return;
    switch (request.kind) {
      case 'pause':
        this.standing = 'held';
        if (this.plan.isKept) this.tellStand();
        return;
      case 'resume':
        this.goOn(null);
        return;
      case 'cancel':
        this.standing = 'given-up';
        this.expectTurn();
        return;
      case 'run-until':
        // No events: a condition that cannot be is refused before anything moves.
        if (this.allows(() => run.advanceUntil(request.condition, 0))) this.goOn(request.condition);
        return;
      case 'step':
        this.move(() => run.step(request.events));
        return;
      case 'step-back':
        this.move(() => run.stepBack(request.events));
        return;
      case 'rewind':
        this.move(() => run.rewindTo(request.ns));
        return;
      case 'tell':
        this.tellStand();
        return;
      case 'look':
        this.plan.post({ kind: 'looked', id: request.id, answer: run.look(request.request) });
        return;
    }
  }

  private goOn(goal: RunCondition | null): void {
    this.goal = goal;
    this.standing = 'going';
    this.expectTurn();
  }

  private expectTurn(): void {
    if (this.isTurnDue) return;
    this.isTurnDue = true;
    this.plan.nextTurn(() => this.turn());
  }

  private turn(): void {
    this.isTurnDue = false;
    if (this.standing === 'given-up') {
      this.plan.dropped();
      this.plan.post({ kind: 'cancelled', id: this.plan.id });
    } else if (this.standing === 'going' && !this.allows(() => this.slice())) this.plan.dropped();
  }

  private slice(): void {
    const { id, run, slice, isKept, post, dropped } = this.plan;
    const { goal } = this;
    const advance = goal === null ? (run.advance(slice) ? 'going' : 'over') : run.advanceUntil(goal, slice);
    const { simulatedNs, untilNs, packets } = run;
    post({ kind: 'progress', id, progress: { simulatedNs, untilNs, packets } });
    if (advance === 'going') {
      this.expectTurn();
      return;
    }
    this.standing = 'held';
    if (advance === 'met') this.tellStand();
    else {
      if (!isKept) dropped();
      post({ kind: 'ran', id, result: run.result() });
    }
  }

  private move(act: () => void): void {
    this.standing = 'held';
    if (this.allows(act)) this.tellStand();
  }

  private tellStand(): void {
    const { id, run, post } = this.plan;
    const { events, nowNs, untilNs, nextEventAt } = run;
    const nextEventNs = nextEventAt === Infinity ? null : nextEventAt;
    post({
      kind: 'stands',
      id,
      stand: { events, nowNs, untilNs, nextEventNs, links: run.linksNow(), result: run.result() },
    });
  }

  /** Whether the run let it be done; otherwise its sentence is the answer. */
  private allows(act: () => void): boolean {
    try {
      act();
      return true;
    } catch (failure) {
      if (!(failure instanceof RunRefusal)) throw failure;
      this.plan.post({ kind: 'refused', id: this.plan.id, message: failure.message, problems: [] });
      return false;
    }
  }
}
