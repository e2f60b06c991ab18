/**
 * Copies of one object each, of the few kinds that mutable state is made of. A part knows its object, whether it has changed
 * since, and how to write what it remembers back into the same object, so that whoever refers to it need not be told.
 */

export interface StatePart {
  /** Whether the object still is what the part remembers; then a later copy may share the part. */
  isCurrent(): boolean;
  restore(): void;
  /** What it takes in memory beyond what it shares with the part before it. */
  readonly addedBytes: number;
  /** All it takes, by the piece, so that pieces which copies share can be counted once. */
  pieces(): Iterable<readonly [piece: object, bytes: number]>;
}

/** A reference or a boxed double, with its share of the list that holds it: an estimate, as engines differ. */
export const valueBytes = 16;
export const partBytes = 64;

export class FieldsPart implements StatePart {
  private readonly object: Record<string, unknown>;
  private readonly keys: readonly string[];
  private readonly values: readonly unknown[];

  constructor(object: Record<string, unknown>, keysOf: (object: object) => readonly string[]) {
    this.object = object;
    this.keys = keysOf(object);
    this.values = this.keys.map((key) => object[key]);
  }

  isCurrent(): boolean {
    const { object, keys, values } = this;
    for (let i = 0; i < keys.length; i++) if (!Object.is(object[keys[i]], values[i])) return false;
    return Object.keys(object).length === keys.length;
  }

  restore(): void {
    const { object, keys, values } = this;
    for (let i = 0; i < keys.length; i++) object[keys[i]] = values[i];
    const now = Object.keys(object);
    if (now.length === keys.length) return;
    const known = new Set(keys);
    for (const key of now) if (!known.has(key)) delete object[key];
  }

  get addedBytes(): number {
    return partBytes + this.values.length * valueBytes;
  }

  pieces(): [object, number][] {
    return [[this, this.addedBytes]];
  }
}

export class ListPart implements StatePart {
  private readonly list: unknown[];
  private readonly values: readonly unknown[];
  private readonly hasGaps: boolean;

  constructor(list: unknown[]) {
    this.list = list;
    this.values = list.slice();
    this.hasGaps = list.findIndex((_, i) => !(i in list)) >= 0;
  }

  isCurrent(): boolean {
    const { list, values } = this;
    if (list.length !== values.length) return false;
    for (let i = 0; i < values.length; i++) {
      if (!Object.is(list[i], values[i]) || i in list !== i in values) return false;
    }
    return true;
  }

  /** Places that were empty are empty again. */
  restore(): void {
    const { list, values, hasGaps } = this;
    list.length = hasGaps ? 0 : Math.min(list.length, values.length);
    for (let i = 0; i < values.length; i++) if (!hasGaps || i in values) list[i] = values[i];
    list.length = values.length;
  }

  get addedBytes(): number {
    return partBytes + this.values.length * valueBytes;
  }

  pieces(): [object, number][] {
    return [[this, this.addedBytes]];
  }
}

export class MapPart implements StatePart {
  private readonly map: Map<unknown, unknown>;
  private readonly entries: readonly (readonly [unknown, unknown])[];

  constructor(map: Map<unknown, unknown>) {
    this.map = map;
    this.entries = [...map];
  }

  isCurrent(): boolean {
    let place = 0;
    if (this.map.size !== this.entries.length) return false;
    for (const [key, value] of this.map) {
      const before = this.entries[place++];
      if (!Object.is(key, before[0]) || !Object.is(value, before[1])) return false;
    }
    return true;
  }

  /** In the old order, which is part of a map. */
  restore(): void {
    this.map.clear();
    for (const [key, value] of this.entries) this.map.set(key, value);
  }

  get addedBytes(): number {
    return partBytes + this.entries.length * (partBytes + 2 * valueBytes);
  }

  pieces(): [object, number][] {
    return [[this, this.addedBytes]];
  }
}

export class SetPart implements StatePart {
  private readonly set: Set<unknown>;
  private readonly members: readonly unknown[];

  constructor(set: Set<unknown>) {
    this.set = set;
    this.members = [...set];
  }

  isCurrent(): boolean {
    let place = 0;
    if (this.set.size !== this.members.length) return false;
    for (const member of this.set) if (!Object.is(member, this.members[place++])) return false;
    return true;
  }

  restore(): void {
    this.set.clear();
    for (const member of this.members) this.set.add(member);
  }

  get addedBytes(): number {
    return partBytes + this.members.length * valueBytes;
  }

  pieces(): [object, number][] {
    return [[this, this.addedBytes]];
  }
}
