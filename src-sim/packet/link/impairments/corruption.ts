/**
 * Damage by bit errors: each bit flips independently, and one flipped bit spoils the packet, for a frame check sequence
 * finds it (IEEE 802.3 clause 3.2.9) and the receiver drops it. So a packet is lost with 1 - (1 - ber)^bits.
 *
 * Left out: errors in bursts (use the Gilbert-Elliott link), forward error correction, damage that no check finds.
 */
import { type Checked, checked, probability } from '../disciplines/checked-settings.ts';
import { type Bits, happens } from './chance.ts';

export interface CorruptionSettings {
  readonly bitErrorRate: number;
}

export function readCorruption(given: CorruptionSettings): Checked<CorruptionSettings> {
  return checked(given, probability('the bit error rate', given.bitErrorRate));
}

/**
 * 1 - (1 - p)^n by doubling: of two independent lots, at least one is hit with a + b - a b = a + b (1 - a). Only sums of
 * positive numbers, so tiny rates keep their digits, and no function that differs between machines.
 */
export function atLeastOne(p: number, n: number): number {
  let result = 0;
  let lot = p;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result += lot * (1 - result);
    lot += lot * (1 - lot);
  }
  return result;
}

export class Corruption {
  private readonly bitErrorRate: number;
  private size = -1;
  private probability = 0;

  constructor(settings: CorruptionSettings) {
    this.bitErrorRate = settings.bitErrorRate;
  }

  damages(bytes: number, bits: Bits): boolean {
    if (bytes !== this.size) {
      this.size = bytes;
      this.probability = atLeastOne(this.bitErrorRate, 8 * bytes);
    }
    return happens(this.probability, bits);
  }
}
