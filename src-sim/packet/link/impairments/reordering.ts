/**
 * Packets that overtake, as netem's `reorder`: all packets are held up by a delay, except some that are let past it and
 * so arrive before those sent up to a delay earlier. With a gap of n, n - 1 packets are held up between two that may pass.
 *
 * Whether one passes depends on chance, with the correlation of neighbours as asked (see `CorrelatedChance`: not netem's
 * arithmetic). Left out: reordering by parallel paths, which the routes of the network make themselves.
 */
import { type Checked, checked, probability, wholeNumber } from '../disciplines/checked-settings.ts';
import { type Bits, CorrelatedChance } from './chance.ts';

export interface ReorderingSettings {
  /** What packets that do not overtake are held up. */
  readonly delayNs: number;
  /** Of overtaking, for a packet that may. */
  readonly probability: number;
  readonly correlation: number;
  /** 1: every packet may overtake. */
  readonly gap: number;
}

export function readReordering(
  given: Pick<ReorderingSettings, 'delayNs' | 'probability'> & Partial<ReorderingSettings>,
): Checked<ReorderingSettings> {
  const settings = { correlation: 0, gap: 1, ...given };
  return checked(
    settings,
    wholeNumber('the delay that others overtake, in nanoseconds', settings.delayNs, 1, 1e15),
    probability('the share of packets that overtake', settings.probability),
    probability('the correlation of overtaking', settings.correlation),
    wholeNumber('the gap between packets that overtake', settings.gap, 1, 1e9),
  );
}

export class Reordering {
  private readonly settings: ReorderingSettings;
  private readonly chance: CorrelatedChance;
  /** Packets held up since the last that overtook. */
  private held = 0;

  constructor(settings: ReorderingSettings) {
    this.settings = settings;
    this.chance = new CorrelatedChance(settings.probability, settings.correlation);
  }

  /** Extra delay of the next packet, in nanoseconds. */
  extraNs(bits: Bits): number {
    if (this.held < this.settings.gap - 1 || !this.chance.happens(bits)) {
      this.held++;
      return this.settings.delayNs;
    }
    this.held = 0;
    return 0;
  }
}
