/**
 * Loss in bursts: E. N. Gilbert, "Capacity of a Burst-Noise Channel", BSTJ 39, 1960, and E. O. Elliott, "Estimates of
 * Error Rates for Codes on Burst-Noise Channels", BSTJ 42, 1963. The link is in a good or a bad state and changes between
 * packets; each state loses packets with its own probability. As in netem's `gemodel`, a packet's fate is decided in
 * the state it finds, then the state may change. It starts in the good state.
 *
 * The states change by packet, not by time: a pause does not end a burst. Left out: netem's four-state model.
 */
import { type Checked, checked, probability, unless } from '../disciplines/checked-settings.ts';
import { type Bits, happens } from './chance.ts';

export interface GilbertElliottSettings {
  /** p: the next packet finds the bad state. */
  readonly goodToBad: number;
  /** r: the next packet finds the good state; bad spells last 1/r packets. */
  readonly badToGood: number;
  /** 1 - k. */
  readonly lossInGood: number;
  /** 1 - h. */
  readonly lossInBad: number;
}

export function readGilbertElliott(
  given: Pick<GilbertElliottSettings, 'goodToBad' | 'badToGood'> & Partial<GilbertElliottSettings>,
): Checked<GilbertElliottSettings> {
  const settings = { lossInGood: 0, lossInBad: 1, ...given };
  return checked(
    settings,
    probability('the change from good to bad', settings.goodToBad),
    probability('the change from bad to good', settings.badToGood),
    probability('the loss in the good state', settings.lossInGood),
    probability('the loss in the bad state', settings.lossInBad),
    unless(
      settings.goodToBad + settings.badToGood > 0,
      'a link that never changes its state has no bursts: use random loss instead',
    ),
  );
}

/** Gilbert's channel from what is measured: the share of packets lost, and how many are lost in a row on average. */
export function readBurstLoss(loss: number, meanBurst: number): Checked<GilbertElliottSettings> {
  const valid = checked(
    null,
    unless(loss >= 0 && loss < 1, `the loss must be from 0 to below 1, not ${loss}`),
    unless(
      meanBurst >= 1 && meanBurst < Infinity,
      `the mean burst must be at least one packet, not ${meanBurst}`,
    ),
  );
  if (!valid.ok) return valid;
  // In the long run p / (p + r) of all packets find the bad state, which loses all.
  const badToGood = 1 / meanBurst;
  const goodToBad = (loss * badToGood) / (1 - loss);
  return checked(
    { goodToBad, badToGood, lossInGood: 0, lossInBad: 1 },
    unless(
      goodToBad <= 1,
      `a loss of ${loss} needs bursts of at least ${Number((loss / (1 - loss)).toPrecision(6))} packets, not ${meanBurst}`,
    ),
  );
}

/** Share of packets lost in the long run. */
export function meanLoss(settings: GilbertElliottSettings): number {
  const { goodToBad, badToGood, lossInGood, lossInBad } = settings;
  return (goodToBad * lossInBad + badToGood * lossInGood) / (goodToBad + badToGood);
}

export class GilbertElliott {
  private readonly settings: GilbertElliottSettings;
  private bad = false;

  constructor(settings: GilbertElliottSettings) {
    this.settings = settings;
  }

  loses(bits: Bits): boolean {
    const { bad, settings } = this;
    const lost = happens(bad ? settings.lossInBad : settings.lossInGood, bits);
    const changes = happens(bad ? settings.badToGood : settings.goodToBad, bits);
    if (changes) this.bad = !bad;
    return lost;
  }
}
