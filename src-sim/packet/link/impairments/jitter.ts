/**
 * Delay that differs from packet to packet, around 0: uniform within the given bound, or with the given standard deviation
 * normal (from a table) or Pareto with shape 3, whose long tail is that of queues elsewhere; netem's three most used. A
 * packet never arrives before it could with no delay at all.
 *
 * Packets draw independently, so they overtake each other where jitter exceeds their distance; `keepOrder` holds a packet
 * until the one before it has arrived, as a path of queues does. Left out: netem's correlation and its mixture paretonormal.
 */
import { type Checked, checked, unless, wholeNumber } from '../disciplines/checked-settings.ts';
import { type Bits, unit } from './chance.ts';
import { normalQuantile, normalSlices } from './normal-table.ts';

const shapes = ['uniform', 'normal', 'pareto'] as const;

export interface JitterSettings {
  readonly shape: (typeof shapes)[number];
  /** Uniform: largest deviation. Normal, Pareto: standard deviation. */
  readonly jitterNs: number;
  readonly keepOrder: boolean;
}

export function readJitter(
  given: Omit<JitterSettings, 'keepOrder'> & Partial<JitterSettings>,
): Checked<JitterSettings> {
  const settings = { keepOrder: false, ...given };
  return checked(
    settings,
    wholeNumber('the jitter in nanoseconds', settings.jitterNs, 0, 1e12),
    unless(shapes.includes(settings.shape), `the shape of jitter is one of ${shapes.join(', ')}`),
  );
}

/** By Newton from above, for x in (0, 1]: the same on every machine. */
function cubeRoot(x: number): number {
  let root = 1;
  for (let next = (2 + x) / 3; next < root; next = (2 * root + x / (root * root)) / 3) root = next;
  return root;
}

/** Pareto with shape 3 and least value 1 has the mean 3/2 and the standard deviation sqrt(3)/2. */
function paretoDeviation(u: number): number {
  return (1 / cubeRoot(u) - 1.5) / 0.8660254037844386;
}

export class Jitter {
  private readonly settings: JitterSettings;
  private lastArrival = 0;

  constructor(settings: JitterSettings) {
    this.settings = settings;
  }

  /** Deviation from the mean delay, in whole nanoseconds. */
  deviationNs(bits: Bits): number {
    const { shape, jitterNs } = this.settings;
    switch (shape) {
      case 'uniform':
        return Math.floor(unit(bits) * (2 * jitterNs + 1)) - jitterNs;
      case 'normal':
        return Math.round(jitterNs * normalQuantile(Math.floor(unit(bits) * normalSlices)));
      case 'pareto':
        // 1 - u lies in (0, 1].
        return Math.round(jitterNs * paretoDeviation(1 - unit(bits)));
    }
  }

  /** When a packet arrives that left at `leftNs` and would, without jitter, arrive at `dueNs`. */
  arrivalNs(leftNs: number, dueNs: number, bits: Bits): number {
    const arrival = Math.max(leftNs, dueNs + this.deviationNs(bits));
    if (!this.settings.keepOrder) return arrival;
    this.lastArrival = Math.max(this.lastArrival, arrival);
    return this.lastArrival;
  }
}
