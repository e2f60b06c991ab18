import type { Edit } from '../../scenario/edit.ts';

/** A change that might help; whether it does is found by making it. */
export interface Candidate {
  readonly sentence: string;
  readonly edits: readonly Edit[];
  /** Smaller ones are tried first. */
  readonly rank: number;
}
