import type { Month } from '../../plan/growth.ts';

/** What is asked of a plan beside the load now. */
export interface PlanChoices {
  /** Left out: none are tried. */
  readonly failures?: 1 | 2;
  readonly growth?: { readonly perMonth: number; readonly start: Month };
  readonly cost?: boolean;
}
