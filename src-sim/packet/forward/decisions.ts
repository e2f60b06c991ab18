/**
 * What a table says of a destination, worked out on first use and kept as one number, so that a packet's hop is an array
 * look-up. Rows exist only for tables that packets have met, so memory follows use.
 *
 * A decision of 0 or more is a link direction; below, the fate of the packet or a group of equal next hops.
 */

const unknown = -1;
/** Decisions -2 - n stand for the fate numbered n. */
const fateBase = -2;
/** Decisions -64 - g stand for group g. */
const groupBase = -64;

export const fateDecision = (fate: number): number => fateBase - fate;
export const fateOf = (decision: number): number => fateBase - decision;

/** Directions that share the packets by hash, or one decision. */
export type WorkOut = (table: number, destination: number) => readonly number[];

export class Decisions {
  private readonly workOut: WorkOut;
  private readonly width: number;
  private readonly rowOfTable: Int32Array;
  private rows = new Int32Array(0);
  private rowCount = 0;
  private readonly groups: Int32Array[] = [];

  constructor(tables: number, destinations: number, workOut: WorkOut) {
    this.workOut = workOut;
    this.width = destinations;
    this.rowOfTable = new Int32Array(tables).fill(-1);
  }

  /** Direction for a packet that `table` has to route, or a negative decision that holds its fate. */
  decide(table: number, destination: number, hash: number): number {
    const row = this.rowOfTable[table];
    let decision = row < 0 ? unknown : this.rows[row + destination];
    if (decision >= 0) return decision;
    if (decision === unknown) decision = this.learn(table, destination);
    if (decision > groupBase) return decision;
    const group = this.groups[groupBase - decision];
    const last = group.length - 1;
    return group[(group.length & last) === 0 ? hash & last : (hash >>> 0) % group.length];
  }

  private learn(table: number, destination: number): number {
    if (this.rowOfTable[table] < 0) this.rowOfTable[table] = this.newRow();
    const answers = this.workOut(table, destination);
    const decision =
      answers.length === 1 ? answers[0] : groupBase - (this.groups.push(Int32Array.from(answers)) - 1);
    this.rows[this.rowOfTable[table] + destination] = decision;
    return decision;
  }

  private newRow(): number {
    const row = this.rowCount++ * this.width;
    if (row + this.width > this.rows.length) {
      const wider = new Int32Array(Math.max(8, this.rowCount * 2) * this.width).fill(unknown);
      wider.set(this.rows);
      this.rows = wider;
    }
    return row;
  }
}
