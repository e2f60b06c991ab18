/**
 * Where the tables lead, for one destination: what every place decides on the way to it, shared by all that send there.
 * Four bytes per place, so all destinations of a large design can be kept at once.
 */
import { BranchShapes } from './branch-shapes.ts';
import type { Decision, Onward, Target } from './decision.ts';
import type { DecisionBook } from './decision-book.ts';

const unknown = -1;

export class Ways {
  readonly #book: DecisionBook;
  readonly #target: Target;
  /** Decision by place. */
  readonly #known: Int32Array;
  #shapes: BranchShapes | null = null;

  constructor(book: DecisionBook, target: Target) {
    this.#book = book;
    this.#target = target;
    this.#known = new Int32Array(book.placeCount).fill(unknown);
  }

  /** What becomes of packets that a node itself sends. */
  from(node: number): Decision {
    return this.#at(this.#book.sending(node));
  }

  /** Number of the decision at a place. */
  idAt(place: number): number {
    const known = this.#known[place];
    return known === unknown ? this.#at(place).id : known;
  }

  after({ next }: Onward): Decision {
    return this.#at(next);
  }

  /** Whether it does not matter which next hop is taken at this decision and behind it. */
  branchesAreAlike(id: number): boolean {
    this.#shapes ??= new BranchShapes(this.#book.shapes, this);
    return this.#shapes.areAlike(this.#book.decision(id));
  }

  #at(place: number): Decision {
    const known = this.#known[place];
    if (known !== unknown) return this.#book.decision(known);
    const decision = this.#book.decide(place, this.#target);
    this.#known[place] = decision.id;
    return decision;
  }
}
