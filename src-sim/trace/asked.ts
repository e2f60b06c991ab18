import type { HeaderMatch } from '../fabric/filter-verdict.ts';

/** What has been asked for some packets: where rules begin and end to match, others may fare differently. */
export class Asked {
  readonly rules = new Set<readonly HeaderMatch[]>();
  /** Some of them choose ways. */
  chose = false;

  choice(rules: readonly HeaderMatch[]): void {
    this.rules.add(rules);
    this.chose = true;
  }
}
