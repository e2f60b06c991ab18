/**
 * A packet arrives twice with this probability; whoever asks makes the copy. At most one copy each, and copies are not
 * copied again (as netem on a single link). Packets are chosen independently of each other.
 */
import { type Checked, checked, probability } from '../disciplines/checked-settings.ts';
import { type Bits, happens } from './chance.ts';

export interface DuplicationSettings {
  readonly probability: number;
}

export function readDuplication(given: DuplicationSettings): Checked<DuplicationSettings> {
  return checked(given, probability('the duplication', given.probability));
}

export class Duplication {
  private readonly probability: number;

  constructor(settings: DuplicationSettings) {
    this.probability = settings.probability;
  }

  duplicates(bits: Bits): boolean {
    return happens(this.probability, bits);
  }
}
