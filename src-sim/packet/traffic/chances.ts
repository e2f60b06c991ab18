/** One stream of chance a source, as numbers in an array. */
import { bitsOfState, nextState } from '../../quantity/random.ts';
import { type Variate, variateFromBits } from '../../quantity/variate.ts';

export class Chances {
  private readonly state: Float64Array;

  /** `names` are 32 bits each that name the sources. */
  constructor(names: readonly number[], seed: number) {
    this.state = Float64Array.from(names, (name) => (seed ^ name) >>> 0);
  }

  bits(source: number): number {
    const state = nextState(this.state[source]);
    this.state[source] = state;
    return bitsOfState(state);
  }

  /** A constant takes nothing from the stream. */
  draw(source: number, variate: Variate): number {
    return variateFromBits(variate, variate.kind === 'constant' ? 0 : this.bits(source));
  }
}
