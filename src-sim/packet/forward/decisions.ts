/**
 * What a table says of a destination as one number, so that a packet's hop is an array look-up. A row is painted when packets
 * first meet its table, so memory follows use; what is sent to later (translated packets, tunnels) is looked up by itself. A
 * table that sends everything out of one direction, as most machines' do, has no row at all.
 *
 * A decision of 0 or more is a link direction; below, the fate of the packet, a group of equal next hops, or an exit that a
 * direction does not describe: a tunnel, or a port whose neighbours have to be resolved.
 */

const unknown = -1;
/** Decisions -2 - n stand for the fate numbered n. */
const fateBase = -2;
/** Decisions -64 - g stand for group g. */
const groupBase = -64;
/** Decisions from here down stand for exits. */
const exitBase = -(2 ** 30);

export const fateDecision = (fate: number): number => fateBase - fate;
export const fateOf = (decision: number): number => fateBase - decision;
export const exitDecision = (exit: number): number => exitBase - exit;
export const exitOf = (decision: number): number => exitBase - decision;
export const isExit = (decision: number): boolean => decision <= exitBase;

/** Turns directions that share the packets by hash, or one decision, into one number. */
export type Encode = (answers: readonly number[]) => number;

export interface TableReader {
  /** Says of one destination. */
  lookUp(table: number, destination: number, encode: Encode): number;
  /** Says of all destinations there were at the beginning. */
  paint(table: number, row: Int32Array, encode: Encode): void;
  /** Which of so many equal next hops takes the packets of a hash. */
  share(table: number, hash: number, hops: number): number;
  /** The direction a table sends everything to; -1: it does not. */
  soleDirection(table: number): number;
}

/** What is kept of a table: where its row is, or one of the negative values below; and of a brief one, its mask and its rule. */
const numbersEach = 4;
const rowAt = 0;
const maskAt = 1;
const ruleAt = 2;
/** No packet has met the table. */
const noRow = -1;
/** From here down: the direction that everything takes. */
const onlyBase = -2;

/** A row is kept brief where no more than one destination in so many differs from the others. */
const briefShare = 8;
const empty = -1;

export class Decisions {
  private readonly reader: TableReader;
  /** Destinations a row has room for: all there were at the beginning. */
  private readonly width: number;
  private readonly tables: Int32Array;
  /** The table whose routes hold in place of each one's own. */
  private readonly sources: Int32Array;
  private rows = new Int32Array(0);
  private rowCount = 0;
  /** Of brief rows: destinations that differ and their decisions, each at its hash or the next free place. */
  private slots = new Int32Array(0);
  private slotsUsed = 0;
  /** Of destinations that came about during the run, by table and destination. */
  private readonly late = new Map<number, number>();
  private readonly groups: Int32Array[] = [];
  private readonly encode: Encode;

  constructor(tables: number, destinations: number, reader: TableReader) {
    this.reader = reader;
    this.width = destinations;
    this.tables = new Int32Array(numbersEach * tables);
    this.sources = Int32Array.from({ length: tables }, (_, table) => table);
    for (let table = 0; table < tables; table++) this.tables[numbersEach * table + rowAt] = noRow;
    const { groups } = this;
    this.encode = (answers) =>
      answers.length === 1 ? answers[0] : groupBase - (groups.push(Int32Array.from(answers)) - 1);
  }

  /** From now on a table says what another one does. */
  replace(table: number, by: number): void {
    this.sources[table] = by;
    this.tables[numbersEach * table + rowAt] = noRow;
  }

  /** Direction for a packet that `table` has to route, or a negative decision that holds its fate. */
  decide(table: number, destination: number, hash: number): number {
    const { tables } = this;
    const base = numbersEach * table;
    const row = tables[base + rowAt];
    if (row <= onlyBase) return onlyBase - row;
    let decision: number;
    if (row === noRow || destination >= this.width) decision = this.learn(table, destination);
    else if (tables[base + maskAt] === 0) decision = this.rows[row + destination];
    else decision = this.inSlots(base, row, destination);
    if (decision >= 0 || decision > groupBase || decision <= exitBase) return decision;
    const group = this.groups[groupBase - decision];
    return group[this.reader.share(table, hash, group.length)];
  }

  private inSlots(base: number, first: number, destination: number): number {
    const { slots, tables } = this;
    const mask = tables[base + maskAt];
    for (let slot = destination & mask; ; slot = (slot + 1) & mask) {
      const known = slots[first + 2 * slot];
      if (known === destination) return slots[first + 2 * slot + 1];
      if (known === empty) return tables[base + ruleAt];
    }
  }

  private learn(table: number, destination: number): number {
    if (this.tables[numbersEach * table + rowAt] === noRow) {
      const only = this.reader.soleDirection(this.sources[table]);
      if (only >= 0) {
        this.tables[numbersEach * table + rowAt] = onlyBase - only;
        return only;
      }
      this.paint(table);
    }
    if (destination < this.width) return this.unshared(table, destination);
    const source = this.sources[table];
    const key = destination * this.sources.length + source;
    let decision = this.late.get(key);
    if (decision === undefined) {
      decision = this.reader.lookUp(source, destination, this.encode);
      this.late.set(key, decision);
    }
    return decision;
  }

  /** Before a group has been asked for its direction. */
  private unshared(table: number, destination: number): number {
    const base = numbersEach * table;
    const row = this.tables[base + rowAt];
    return this.tables[base + maskAt] === 0
      ? this.rows[row + destination]
      : this.inSlots(base, row, destination);
  }

  private paint(table: number): void {
    const row = new Int32Array(this.width);
    this.reader.paint(this.sources[table], row, this.encode);
    const rule = commonest(row);
    let others = 0;
    for (const decision of row) if (decision !== rule) others++;
    if (others * briefShare <= this.width) this.keepBrief(table, row, rule, others);
    else this.keepWhole(table, row);
  }

  private keepBrief(table: number, row: Int32Array, rule: number, others: number): void {
    // At least one slot stays empty, so that every search ends.
    const size = 2 ** (32 - Math.clz32(Math.max(1, 2 * others)));
    const first = this.slotsUsed;
    this.slotsUsed += 2 * size;
    if (this.slotsUsed > this.slots.length) {
      const wider = new Int32Array(2 * this.slotsUsed);
      wider.set(this.slots);
      this.slots = wider;
    }
    const { slots } = this;
    for (let slot = 0; slot < size; slot++) slots[first + 2 * slot] = empty;
    for (const [destination, decision] of row.entries()) {
      if (decision === rule) continue;
      let slot = destination & (size - 1);
      while (slots[first + 2 * slot] !== empty) slot = (slot + 1) & (size - 1);
      slots[first + 2 * slot] = destination;
      slots[first + 2 * slot + 1] = decision;
    }
    this.tables[numbersEach * table + rowAt] = first;
    this.tables[numbersEach * table + maskAt] = size - 1;
    this.tables[numbersEach * table + ruleAt] = rule;
  }

  private keepWhole(table: number, row: Int32Array): void {
    const first = this.rowCount++ * this.width;
    if (first + this.width > this.rows.length) {
      const wider = new Int32Array(Math.max(8, this.rowCount * 2) * this.width);
      wider.set(this.rows);
      this.rows = wider;
    }
    this.rows.set(row, first);
    this.tables[numbersEach * table + rowAt] = first;
  }
}

/** The most frequent value; by the vote of Boyer and Moore, so where none has more than half it may be any. */
function commonest(row: Int32Array): number {
  let candidate = unknown;
  let lead = 0;
  for (const decision of row) {
    if (lead === 0) candidate = decision;
    lead += decision === candidate ? 1 : -1;
  }
  return candidate;
}
