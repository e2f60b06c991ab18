/**
 * On and off times in turn, each drawn from its distribution: exponential times make the interrupted Poisson-like bursts of
 * voice (Brady 1969), Pareto ones with a shape between 1 and 2, many of them together, traffic that is bursty on every time
 * scale (Willinger et al. 1997). The clock of the source runs while it is on, so an interval between two packets goes on where
 * the last on time cut it off, and the mean rate is the rate while on times on / (on + off), whatever the times.
 *
 * Left out: rates that differ from one on time to the next.
 */
import type { Variate } from '../../quantity/variate.ts';
import type { Chances } from './chances.ts';

export interface OnOffPlan {
  readonly onNs: Variate;
  readonly offNs: Variate;
}

export class OnOff {
  private readonly plans: readonly (OnOffPlan | null)[];
  private readonly chances: Chances;
  /** What is left of the present on time. */
  private readonly onLeft: Float64Array;

  /** A plan for each source, null for those that are always on. */
  constructor(plans: readonly (OnOffPlan | null)[], chances: Chances) {
    this.plans = plans;
    this.chances = chances;
    this.onLeft = new Float64Array(plans.length);
  }

  /** How long it takes until so much on time has gone by; looks no further than `enoughNs`. */
  elapse(source: number, onNs: number, enoughNs: number): number {
    const plan = this.plans[source];
    if (plan === null) return onNs;
    let needed = onNs;
    let elapsed = 0;
    for (;;) {
      const left = this.onLeft[source];
      if (needed < left) {
        this.onLeft[source] = left - needed;
        return elapsed + needed;
      }
      needed -= left;
      elapsed += left;
      // No off time before the first on time.
      if (left > 0) elapsed += this.chances.draw(source, plan.offNs);
      this.onLeft[source] = this.chances.draw(source, plan.onNs);
      if (elapsed >= enoughNs) return elapsed;
    }
  }
}
