/**
 * Records in the order of their last use, one list per idle time: with the same time for all of a list, the ones that have run
 * out stand at its front, and finding them costs nothing where there are none. Nothing rings; whoever looks, looks now.
 */

const none = -1;

export class IdleLists {
  private readonly idleNs: readonly number[];
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private before: Int32Array = new Int32Array(16).fill(none);
  private after: Int32Array = new Int32Array(16).fill(none);
  /** List each record is in; -1: in none. */
  private list: Int32Array = new Int32Array(16).fill(none);
  private usedAt = new Float64Array(16);

  /** Nanoseconds without use after which a record of each list has run out. */
  constructor(idleNs: readonly number[]) {
    this.idleNs = idleNs;
    this.first = new Int32Array(idleNs.length).fill(none);
    this.last = new Int32Array(idleNs.length).fill(none);
  }

  /** The record is used now, and stands last in this list from here on. */
  use(record: number, list: number, now: number): void {
    if (record >= this.list.length) this.grow(record + 1);
    this.usedAt[record] = now;
    if (this.last[list] === record) return;
    this.remove(record);
    const behind = this.last[list];
    this.before[record] = behind;
    this.after[record] = none;
    this.list[record] = list;
    this.last[list] = record;
    if (behind === none) this.first[list] = record;
    else this.after[behind] = record;
  }

  /** Of a list, those that have not run out, longest unused first; for whoever looks. */
  records(now: number): number[] {
    const found: number[] = [];
    for (const [list, first] of this.first.entries()) {
      for (let record = first; record !== none; record = this.after[record]) {
        if (now - this.usedAt[record] < this.idleNs[list]) found.push(record);
      }
    }
    return found;
  }

  /** When a record in a list runs out if it is not used again. */
  runsOutAt(record: number): number {
    return this.usedAt[record] + this.idleNs[this.list[record]];
  }

  /** A record in no list stays in none. */
  remove(record: number): void {
    const list = this.list[record];
    if (list === none) return;
    const before = this.before[record];
    const after = this.after[record];
    if (before === none) this.first[list] = after;
    else this.after[before] = after;
    if (after === none) this.last[list] = before;
    else this.before[after] = before;
    this.list[record] = none;
  }

  /** A record that has run out, of any list; -1: none has. */
  runOut(now: number): number {
    for (let list = 0; list < this.first.length; list++) {
      const record = this.first[list];
      if (record !== none && now - this.usedAt[record] >= this.idleNs[list]) return record;
    }
    return none;
  }

  /** The record of a list that was used longest ago; -1: the list is empty. */
  oldest(list: number): number {
    return this.first[list];
  }

  listOf(record: number): number {
    return this.list[record];
  }

  private grow(least: number): void {
    let size = this.list.length;
    while (size < least) size *= 2;
    const wider = (values: Int32Array): Int32Array => {
      const wide = new Int32Array(size).fill(none);
      wide.set(values);
      return wide;
    };
    this.before = wider(this.before);
    this.after = wider(this.after);
    this.list = wider(this.list);
    const { usedAt } = this;
    this.usedAt = new Float64Array(size);
    this.usedAt.set(usedAt);
  }
}
