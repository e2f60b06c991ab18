/** One quota of a provider, where it counts, and how much of it the document uses. */
import type { PathStep } from '../scenario/edit.ts';

export interface QuotaUse {
  readonly fact: string;
  readonly where: string;
  readonly path: readonly PathStep[];
  readonly used: number;
}
