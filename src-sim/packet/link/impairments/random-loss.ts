/** Every packet is lost with the same probability, independently of all others (Bernoulli loss). */
import { type Checked, checked, probability } from '../disciplines/checked-settings.ts';
import { type Bits, happens } from './chance.ts';

export interface RandomLossSettings {
  readonly probability: number;
}

export function readRandomLoss(given: RandomLossSettings): Checked<RandomLossSettings> {
  return checked(given, probability('the loss', given.probability));
}

export class RandomLoss {
  private readonly probability: number;

  constructor(settings: RandomLossSettings) {
    this.probability = settings.probability;
  }

  loses(bits: Bits): boolean {
    return happens(this.probability, bits);
  }
}
