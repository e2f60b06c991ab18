/**
 * Whether it matters which of several next hops a flow takes. All ways from a place to one destination have the same
 * shape if all of them arrive, after equally many decisions, past the same filters at the same points: then whatever
 * holds of a packet on the first of them holds on every other. That is what equal-cost ways of a fabric are like.
 */
import type { Decision, Onward } from './decision.ts';

/** Beyond it ways are taken to differ. */
const depthMax = 64;

const unknown = 0;
/** Also of what is being looked at: where packets go round, not all of them arrive. */
const mixed = 1;
const arrived = 2;

/** Shapes of all destinations, so that equal ones have one number. */
export class ShapeBook {
  readonly #known = new Map<string, number>();

  /** The shape of a next hop and what follows it. */
  before({ id, gates }: Onward, rest: number): number {
    if (rest === mixed) return mixed;
    const key = `${gates.length === 0 ? '' : id} ${rest}`;
    const shape = this.#known.get(key) ?? this.#known.size + arrived + 1;
    this.#known.set(key, shape);
    return shape;
  }
}

/** What is decided where a next hop leads, on the way to one destination. */
interface Following {
  after(onward: Onward): Decision;
}

export class BranchShapes {
  readonly #book: ShapeBook;
  readonly #ways: Following;
  /** By number of the decision. */
  readonly #shapes = new Map<number, number>();

  constructor(book: ShapeBook, ways: Following) {
    this.#book = book;
    this.#ways = ways;
  }

  areAlike(decision: Decision): boolean {
    return this.#shapeOf(decision, depthMax) !== mixed;
  }

  #shapeOf(decision: Decision, deepest: number): number {
    if (decision.special) return mixed;
    if (decision.fate !== null) return decision.fate === 'delivered' ? arrived : mixed;
    const known = this.#shapes.get(decision.id);
    if (known !== undefined) return known;
    this.#shapes.set(decision.id, mixed);
    let shape = unknown;
    for (const onward of decision.onward) {
      const rest = deepest === 0 ? mixed : this.#shapeOf(this.#ways.after(onward), deepest - 1);
      const here = this.#book.before(onward, rest);
      if (here === mixed) return mixed;
      if (shape !== unknown && shape !== here) return mixed;
      shape = here;
    }
    this.#shapes.set(decision.id, shape);
    return shape;
  }
}
