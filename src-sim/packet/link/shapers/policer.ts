/**
 * A policer: no queue, only a verdict. A packet the bucket covers is in profile and costs its bytes; any other costs
 * nothing and is dropped or marked. The single-rate, two-colour meter of routers, and of Linux's `police` without a peak.
 */
import { type Checked, checked, unless } from '../disciplines/checked-settings.ts';
import { TokenAccount, tokenDepthProblem } from './token-account.ts';

export interface PolicerSettings {
  readonly rateBps: number;
  readonly burstBytes: number;
  readonly excess: 'drop' | 'mark';
}

export type PolicerVerdict = 'pass' | 'mark' | 'drop';

export function readPolicer(
  given: Omit<PolicerSettings, 'excess'> & Partial<PolicerSettings>,
): Checked<PolicerSettings> {
  const settings: PolicerSettings = { excess: 'drop', ...given };
  return checked(
    settings,
    tokenDepthProblem('the rate of the policer', settings.rateBps, 'its burst', settings.burstBytes),
    unless(
      settings.excess === 'drop' || settings.excess === 'mark',
      'a policer drops or marks what is in excess',
    ),
  );
}

export class Policer {
  private readonly account: TokenAccount;
  private readonly excess: 'drop' | 'mark';

  constructor(settings: PolicerSettings) {
    this.account = new TokenAccount(settings.rateBps, settings.burstBytes);
    this.excess = settings.excess;
  }

  police(bytes: number, now: number): PolicerVerdict {
    this.account.refill(now);
    if (!this.account.covers(bytes)) return this.excess;
    this.account.spend(bytes);
    return 'pass';
  }
}
