/**
 * Copies of everything that can be reached from some objects, and the way back: state that was copied is written into the
 * very objects it came from, any number of times and in any order. Who made the state need not know.
 *
 * Followed are own enumerable properties of objects of any class, lists, maps, sets, and the bytes behind typed arrays; lists
 * and buffers that were replaced by bigger ones come back as they were. A later copy shares with the one before what has
 * not changed in between, big buffers by the page.
 *
 * Not seen, so state must not live there: variables that functions keep, private fields by the language's own `#`, properties
 * with getters of their own. Other kinds of objects (weak maps, iterators) are refused.
 */
import { BufferPart } from './buffer-part.ts';
import { FieldsPart, ListPart, MapPart, SetPart, type StatePart } from './state-parts.ts';

/** Opaque to everybody else. */
export interface StateCopy {
  readonly parts: ReadonlyMap<object, StatePart>;
  /** Memory it takes beyond what it shares with the copy before it. */
  readonly addedBytes: number;
}

export class StateCopier {
  private readonly roots: readonly object[];
  private readonly fixed: ReadonlySet<object>;
  private readonly keyLists = new Map<object | null, readonly string[]>();
  private before: StateCopy = { parts: new Map(), addedBytes: 0 };

  /** What can be reached from `fixed` never changes and is left alone. */
  constructor(roots: readonly object[], fixed: readonly object[] = []) {
    this.roots = roots;
    const unchanging = new Set<object>();
    walk(fixed, (object) => {
      if (unchanging.has(object)) return false;
      unchanging.add(object);
      return true;
    });
    this.fixed = unchanging;
  }

  /** The copy that the next one shares with: made or restored last. */
  get latest(): StateCopy {
    return this.before;
  }

  save(): StateCopy {
    const parts = new Map<object, StatePart>();
    const frozen = new Set<object>();
    let addedBytes = 0;
    walk(this.roots, (object) => {
      if (parts.has(object) || frozen.has(object) || this.fixed.has(object)) return false;
      if (isForever(object)) {
        frozen.add(object);
        return true;
      }
      const before = this.before.parts.get(object);
      const part = this.partOf(object, before);
      if (part !== before) addedBytes += part.addedBytes;
      parts.set(object, part);
      return true;
    });
    this.before = { parts, addedBytes };
    return this.before;
  }

  restore(copy: StateCopy): void {
    for (const part of copy.parts.values()) part.restore();
    this.before = copy;
  }

  private partOf(object: object, before: StatePart | undefined): StatePart {
    if (isBuffer(object)) return BufferPart.of(object, before instanceof BufferPart ? before : undefined);
    if (before?.isCurrent()) return before;
    if (Array.isArray(object)) return new ListPart(object);
    if (object instanceof Map) return new MapPart(object);
    if (object instanceof Set) return new SetPart(object);
    return new FieldsPart(object as Record<string, unknown>, this.keysOf);
  }

  /** Objects of one class have the same keys, and share the list of them. */
  private readonly keysOf = (object: object): readonly string[] => {
    const keys = Object.keys(object);
    const kind: object | null = Object.getPrototypeOf(object);
    const known = this.keyLists.get(kind);
    if (known?.length === keys.length && known.every((key, i) => key === keys[i])) return known;
    this.keyLists.set(kind, keys);
    return keys;
  };
}

/** Memory that copies take together; what they share is counted once. */
export function bytesOf(copies: Iterable<StateCopy>): number {
  const counted = new Set<object>();
  let bytes = 0;
  for (const { parts } of copies) {
    for (const part of parts.values()) {
      if (counted.has(part)) continue;
      counted.add(part);
      for (const [piece, size] of part.pieces()) {
        if (piece !== part && counted.has(piece)) continue;
        counted.add(piece);
        bytes += size;
      }
    }
  }
  return bytes;
}

/** Visits all that can be reached; `enter` says whether to go on behind an object. Typed arrays stand for their bytes. */
function walk(roots: readonly object[], enter: (object: object) => boolean): void {
  const waiting: object[] = [];
  const meet = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    waiting.push(ArrayBuffer.isView(value) ? value.buffer : value);
  };
  for (const root of roots) meet(root);
  for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) {
    if (!enter(object) || isBuffer(object)) continue;
    if (Array.isArray(object) || object instanceof Set) {
      for (const member of object) meet(member);
    } else if (object instanceof Map) {
      for (const [key, value] of object) {
        meet(key);
        meet(value);
      }
    } else {
      const kind = Object.prototype.toString.call(object);
      if (kind !== '[object Object]') throw new TypeError(`state cannot be copied out of ${kind}`);
      for (const key of Object.keys(object)) meet((object as Record<string, unknown>)[key]);
    }
  }
}

/** Frozen itself; what lies behind it may still change. */
const isForever = (object: object): boolean =>
  Object.isFrozen(object) && !(object instanceof Map || object instanceof Set);

const isBuffer = (object: object): object is ArrayBuffer => object instanceof ArrayBuffer;
