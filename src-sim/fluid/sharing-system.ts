/**
 * A system of flows that share resources, as arrays of numbers: who uses what, how much of it for each unit of its rate, and
 * what limits flows and resources. What the numbers stand for (bit/s of a link, packets a second of a gateway) is not known here.
 */

export interface SharingSystem {
  readonly flows: number;
  readonly resources: number;
  /** By resource; Infinity: any amount. */
  readonly capacity: Float64Array;
  /** By flow: rates of flows that share are to each other as their weights. */
  readonly weight: Float64Array;
  /** By flow: its rate at most; Infinity: any. */
  readonly cap: Float64Array;
  /** Uses of flow f are those from `start[f]` up to, not with, `start[f + 1]`. */
  readonly start: Int32Array;
  /** By use. A flow uses a resource once at most. */
  readonly resource: Int32Array;
  /** By use: what one unit of the flow's rate takes of the resource. */
  readonly amount: Float64Array;
}

export interface Use {
  readonly resource: number;
  readonly amount: number;
}

/** Puts a system together flow by flow. */
export class SharingDraft {
  readonly #capacity: number[] = [];
  readonly #weight: number[] = [];
  readonly #cap: number[] = [];
  readonly #start: number[] = [0];
  readonly #resource: number[] = [];
  readonly #amount: number[] = [];

  addResource(capacity: number): number {
    if (!(capacity >= 0)) throw new RangeError(`a resource has a capacity of 0 or more, not ${capacity}`);
    return this.#capacity.push(capacity) - 1;
  }

  /** Uses of one resource are added up; those of nothing are left out. */
  addFlow(uses: readonly Use[], { weight = 1, cap = Infinity } = {}): number {
    if (!(weight > 0 && weight < Infinity)) throw new RangeError(`a weight is positive, not ${weight}`);
    if (!(cap >= 0)) throw new RangeError(`a flow's cap is 0 or more, not ${cap}`);
    const sums = new Map<number, number>();
    for (const { resource, amount } of uses) {
      if (!(amount >= 0 && amount < Infinity)) throw new RangeError(`a use is 0 or more, not ${amount}`);
      if (amount > 0) sums.set(resource, (sums.get(resource) ?? 0) + amount);
    }
    for (const [resource, amount] of sums) {
      this.#resource.push(resource);
      this.#amount.push(amount);
    }
    this.#start.push(this.#resource.length);
    this.#weight.push(weight);
    return this.#cap.push(cap) - 1;
  }

  build(): SharingSystem {
    return {
      flows: this.#cap.length,
      resources: this.#capacity.length,
      capacity: Float64Array.from(this.#capacity),
      weight: Float64Array.from(this.#weight),
      cap: Float64Array.from(this.#cap),
      start: Int32Array.from(this.#start),
      resource: Int32Array.from(this.#resource),
      amount: Float64Array.from(this.#amount),
    };
  }
}
