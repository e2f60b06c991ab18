/**
 * Hierarchical token bucket: M. Devera, "Hierarchical token bucket theory" (2002) and the behaviour of Linux's sch_htb.
 *
 * Every class has two buckets. A class whose rate bucket is not in debt sends on its own account (level 0); a class in
 * debt there, but not at its ceiling, borrows from its parent, and so on upwards. The lowest level goes first, then the
 * lowest priority number, then turns by quantum. A packet is charged to the ceilings of its class and all ancestors, and
 * to the rates from the lender upwards. A bucket lets a packet through while it is not below zero, so it goes into debt
 * by less than one packet; an ancestor whose classes' rates add up to more than its own goes deeper, a minute at most.
 *
 * Against Linux: time is exact to the nanosecond and its fractions are carried, so shares neither drift nor depend on a
 * rate table; the modes of classes are worked out when asked, not by events; when a round is interrupted by classes that
 * come and go it resumes at the next number. Left out: hysteresis (off in Linux too), the queue for unclassified packets
 * (the last leaf takes them). A packet costs a look at every class, so this is meant for tens of them.
 */
import { TokenAccount } from '../shapers/token-account.ts';
import { Children } from './children.ts';
import type { Discipline, DropReason, QueueContext } from './discipline.ts';
import { type HtbSettings, htbLevels, htbPriorities } from './htb-settings.ts';

/** Linux's `mbuffer`. */
const debtMaxNs = 60e9;

const cannotSend = 0;
const borrows = 1;
const sends = 2;

export class Htb implements Discipline {
  private readonly count: number;
  private readonly parent: Int32Array;
  private readonly leafOf: Int32Array;
  private readonly leaves: Int32Array;
  private readonly level: Uint8Array;
  private readonly priority: Uint8Array;
  private readonly quantum: Float64Array;
  private readonly rates: readonly TokenAccount[];
  private readonly ceilings: readonly TokenAccount[];
  private readonly children: Children;
  private readonly context: QueueContext;
  /** What each leaf may still send in this turn, by level of the lender. */
  private readonly balance: Float64Array;
  /** Where the round goes on: among the lenders of a level, and among the borrowers of a class; by priority. */
  private readonly lenderTurn: Int32Array;
  private readonly borrowerTurn: Int32Array;
  /** Of this instant: the mode of each class, and as bits the priorities that send through each class and each level. */
  private readonly mode: Uint8Array;
  private readonly through: Uint8Array;
  private readonly atLevel: Uint8Array;

  constructor(settings: HtbSettings, queues: readonly Discipline[], context: QueueContext) {
    const { classes, leaves } = settings;
    this.count = classes.length;
    this.parent = Int32Array.from(classes, ({ parent }) => parent);
    this.leaves = Int32Array.from(leaves);
    this.leafOf = Int32Array.from(classes, (_, place) => leaves.indexOf(place));
    this.level = new Uint8Array(this.count);
    // As in Linux: leaves are 0, the top is 7, and what lies between counts down from the top.
    for (let place = 0; place < this.count; place++) {
      const above = this.parent[place];
      if (this.leafOf[place] < 0) this.level[place] = (above < 0 ? htbLevels : this.level[above]) - 1;
    }
    this.priority = Uint8Array.from(classes, ({ priority }) => priority);
    this.quantum = Float64Array.from(classes, ({ quantumBytes }) => quantumBytes);
    this.rates = classes.map(({ rateBps, burstBytes }) => new TokenAccount(rateBps, burstBytes));
    this.ceilings = classes.map(({ ceilBps, cburstBytes }) => new TokenAccount(ceilBps, cburstBytes));
    this.children = new Children(queues, settings.childOfClass, context);
    this.context = context;
    this.balance = new Float64Array(this.count * htbLevels);
    this.lenderTurn = new Int32Array(htbLevels * htbPriorities);
    this.borrowerTurn = new Int32Array(this.count * htbPriorities);
    this.mode = new Uint8Array(this.count);
    this.through = new Uint8Array(this.count);
    this.atLevel = new Uint8Array(htbLevels);
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
    if (this.children.packets === 0) return -1;
    this.lookAround(now);
    for (let level = 0; level < htbLevels; level++) {
      const priorities = this.atLevel[level];
      if (priorities !== 0) return this.serve(level, 31 - Math.clz32(priorities & -priorities), now);
    }
    return -1;
  }

  /** A leaf may send once, on its way up, it comes to a class out of debt, with no ceiling reached below or there. */
  readyAt(now: number): number {
    let earliest = Infinity;
    for (let leaf = 0; leaf < this.leaves.length && earliest > now; leaf++) {
      let below = this.children.readyAt(leaf, now);
      for (let place = this.leaves[leaf]; place >= 0 && below < earliest; place = this.parent[place]) {
        this.rates[place].refill(now);
        this.ceilings[place].refill(now);
        below = Math.max(below, now + this.ceilings[place].debtNs);
        earliest = Math.min(earliest, Math.max(below, now + this.rates[place].debtNs));
      }
    }
    return earliest;
  }

  contents(): number[] {
    return this.children.contents();
  }

  takeDropped(): number {
    return this.children.takeDropped();
  }

  /** Children stand behind their parents in the list, so backwards is upwards. */
  private lookAround(now: number): void {
    const { through, atLevel, mode } = this;
    through.fill(0);
    atLevel.fill(0);
    for (let place = this.count - 1; place >= 0; place--) {
      const leaf = this.leafOf[place];
      if (leaf >= 0 && this.children.readyAt(leaf, now) <= now) through[place] = 1 << this.priority[place];
      mode[place] = through[place] === 0 ? cannotSend : this.modeOf(place, now);
      if (mode[place] === sends) atLevel[this.level[place]] |= through[place];
      else if (mode[place] === borrows) through[this.parent[place]] |= through[place];
    }
  }

  private modeOf(place: number, now: number): number {
    this.rates[place].refill(now);
    this.ceilings[place].refill(now);
    if (this.ceilings[place].debtNs > 0) return cannotSend;
    if (this.rates[place].debtNs === 0) return sends;
    return this.parent[place] < 0 ? cannotSend : borrows;
  }

  private serve(level: number, priority: number, now: number): number {
    const turn = level * htbPriorities + priority;
    let place = this.lender(this.lenderTurn[turn], level, priority);
    if (place < 0) place = this.lender(0, level, priority);
    this.lenderTurn[turn] = place;
    while (this.leafOf[place] < 0) place = this.borrower(place, priority);
    const packet = this.children.dequeue(this.leafOf[place], now);
    const bytes = this.context.view.bytes(packet);
    const account = place * htbLevels + level;
    this.balance[account] -= bytes;
    if (this.balance[account] < 0) {
      this.balance[account] += this.quantum[place];
      this.passTurn(place, level, priority);
    }
    this.charge(place, level, bytes, now);
    return packet;
  }

  /** The first class from here on that sends at this level for this priority; -1: none. */
  private lender(from: number, level: number, priority: number): number {
    for (let place = from; place < this.count; place++) {
      const through = (this.through[place] >> priority) & 1;
      if (through === 1 && this.mode[place] === sends && this.level[place] === level) return place;
    }
    return -1;
  }

  /** Whose turn it is among the children that borrow from this class. */
  private borrower(parent: number, priority: number): number {
    const turn = parent * htbPriorities + priority;
    let place = this.borrowerFrom(this.borrowerTurn[turn], parent, priority);
    if (place < 0) place = this.borrowerFrom(0, parent, priority);
    this.borrowerTurn[turn] = place;
    return place;
  }

  private borrowerFrom(from: number, parent: number, priority: number): number {
    for (let place = from; place < this.count; place++) {
      const through = (this.through[place] >> priority) & 1;
      if (through === 1 && this.mode[place] === borrows && this.parent[place] === parent) return place;
    }
    return -1;
  }

  /** To the next among those that borrow from the same class; after the last of them, to that class's neighbour. */
  private passTurn(leaf: number, level: number, priority: number): void {
    let place = leaf;
    while (this.mode[place] === borrows) {
      const above = this.parent[place];
      const turn = above * htbPriorities + priority;
      const following = this.borrowerFrom(place + 1, above, priority);
      this.borrowerTurn[turn] = Math.max(0, following);
      if (following >= 0) return;
      place = above;
    }
    this.lenderTurn[level * htbPriorities + priority] = place + 1;
  }

  private charge(leaf: number, level: number, bytes: number, now: number): void {
    for (let place = leaf; place >= 0; place = this.parent[place]) {
      const rate = this.rates[place];
      const ceiling = this.ceilings[place];
      rate.refill(now);
      ceiling.refill(now);
      if (this.level[place] >= level) {
        rate.spend(bytes);
        rate.forgiveBeyond(debtMaxNs);
      }
      ceiling.spend(bytes);
      ceiling.forgiveBeyond(debtMaxNs);
    }
  }
}
