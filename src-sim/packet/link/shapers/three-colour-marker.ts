/**
 * Single rate three colour marker, RFC 2697: tokens of one rate fill the committed bucket, and what overflows there fills
 * the excess bucket. Green is what the first covers, yellow what the second covers, red the rest. In colour-aware mode
 * (section 3) the colour a packet brings is kept or worsened, never improved.
 *
 * Unlike the RFC, which adds whole bytes at a clock of the implementer's choice, tokens here flow steadily.
 */
import { type Checked, checked, wholeNumber } from '../disciplines/checked-settings.ts';
import { TokenAccount, tokenDepthProblem } from './token-account.ts';

export type Colour = 'green' | 'yellow' | 'red';

export interface ThreeColourSettings {
  readonly committedRateBps: number;
  readonly committedBurstBytes: number;
  readonly excessBurstBytes: number;
}

export function readThreeColour(given: ThreeColourSettings): Checked<ThreeColourSettings> {
  const { committedRateBps, committedBurstBytes, excessBurstBytes } = given;
  const rateName = 'the committed information rate';
  return checked(
    given,
    wholeNumber('the committed burst size in bytes', committedBurstBytes, 0, 1e12),
    wholeNumber('the excess burst size in bytes', excessBurstBytes, 0, 1e12),
    // Section 2: at least one of the two is larger than 0. The sum bounds both.
    tokenDepthProblem(
      rateName,
      committedRateBps,
      'the committed and excess burst size together',
      committedBurstBytes + excessBurstBytes,
    ),
  );
}

export class ThreeColourMarker {
  private readonly committed: TokenAccount;
  private readonly excess: TokenAccount;

  constructor(settings: ThreeColourSettings) {
    this.committed = new TokenAccount(settings.committedRateBps, settings.committedBurstBytes);
    this.excess = new TokenAccount(settings.committedRateBps, settings.excessBurstBytes);
  }

  /** `brought` is the colour the packet has already; green where nobody coloured it. */
  colour(bytes: number, now: number, brought: Colour = 'green'): Colour {
    this.committed.refill(now);
    this.excess.add(this.committed.spiltNs, this.committed.spiltPart);
    if (brought === 'green' && this.committed.covers(bytes)) {
      this.committed.spend(bytes);
      return 'green';
    }
    if (brought !== 'red' && this.excess.covers(bytes)) {
      this.excess.spend(bytes);
      return 'yellow';
    }
    return 'red';
  }
}
