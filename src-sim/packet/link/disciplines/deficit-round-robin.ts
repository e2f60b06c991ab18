/**
 * Deficit round robin: M. Shreedhar and G. Varghese, "Efficient Fair Queueing Using Deficit Round Robin", SIGCOMM 1995.
 * Busy queues take turns; each turn adds a quantum to what a queue may send. Counting packets instead of bytes makes it
 * weighted round robin, the quantum being the weight.
 *
 * A queue sends while its balance is positive and may overdraw it by less than one packet, which it pays back in later
 * turns, as RFC 8290 and Linux's HTB do; the paper looks at the next packet's size first and never overdraws. Over a busy
 * period both give each queue its quanta to within one packet, and this form needs no look into the queues. A debt
 * outlives an idle time, a credit does not. A queue that may not send yet (a shaper) keeps its place in the round.
 */
import { type Checked, checked, unless, wholeNumber } from './checked-settings.ts';
import { type ChildOfClass, Children, readChildOfClass } from './children.ts';
import type { Discipline, DropReason, QueueContext } from './discipline.ts';
import { TurnList } from './turn-list.ts';

export interface DeficitRoundRobinSettings {
  readonly by: 'bytes' | 'packets';
  /** Of each queue, in what `by` says. */
  readonly quanta: readonly number[];
  readonly childOfClass: ChildOfClass;
}

/** Less would cost a busy link many empty rounds a packet. */
const leastBytes = 64;

export function readDeficitRoundRobin(
  given: Omit<DeficitRoundRobinSettings, 'childOfClass'> & { childOfClass?: ChildOfClass },
): Checked<DeficitRoundRobinSettings> {
  const childOfClass = readChildOfClass(given.childOfClass, given.quanta.length, 1024);
  if (!childOfClass.ok) return childOfClass;
  const least = given.by === 'bytes' ? leastBytes : 1;
  return checked(
    { ...given, childOfClass: childOfClass.value },
    unless(
      given.by === 'bytes' || given.by === 'packets',
      'a round counts bytes (deficit round robin) or packets (weighted round robin)',
    ),
    ...given.quanta.map((quantum, index) =>
      wholeNumber(`the quantum of queue ${index} in ${given.by}`, quantum, least, 1e9),
    ),
  );
}

export class DeficitRoundRobin implements Discipline {
  private readonly byBytes: boolean;
  private readonly quanta: Float64Array;
  private readonly balance: Float64Array;
  private readonly busy: TurnList;
  private readonly context: QueueContext;
  private readonly children: Children;

  constructor(settings: DeficitRoundRobinSettings, queues: readonly Discipline[], context: QueueContext) {
    this.byBytes = settings.by === 'bytes';
    this.quanta = Float64Array.from(settings.quanta);
    this.balance = new Float64Array(settings.quanta.length);
    this.busy = new TurnList(settings.quanta.length);
    this.context = context;
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
    const child = this.children.childOf(packet);
    const taken = this.children.enqueue(child, packet, now);
    if (taken && !this.busy.has(child)) {
      this.busy.append(child);
      this.balance[child] += this.quanta[child];
    }
    return taken;
  }

  dequeue(now: number): number {
    const { busy, balance, children } = this;
    for (let passedOver = 0; busy.size > 0 && passedOver < busy.size; ) {
      const child = busy.first;
      if (children.isEmpty(child)) {
        this.leave(child);
      } else if (children.readyAt(child, now) > now) {
        busy.removeFirst();
        busy.append(child);
        passedOver++;
      } else if (balance[child] <= 0) {
        balance[child] += this.quanta[child];
        busy.removeFirst();
        busy.append(child);
        passedOver = 0;
      } else {
        const packet = children.dequeue(child, now);
        balance[child] -= this.byBytes ? this.context.view.bytes(packet) : 1;
        if (children.isEmpty(child)) this.leave(child);
        return packet;
      }
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

  private leave(child: number): void {
    this.busy.removeFirst();
    this.balance[child] = Math.min(0, this.balance[child]);
  }
}
