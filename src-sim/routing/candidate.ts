/** A route as one speaker has it: its own, or what a neighbour told after both policies. */
import type { Announcement } from './announcement.ts';
import type { Session, Speaker } from './speaker.ts';

export interface Candidate {
  readonly route: Announcement;
  readonly weight: number;
  /** Null for a route of the speaker's own. */
  readonly learned: { readonly session: Session; readonly peer: Speaker } | null;
  /** Ids of the speakers it has come through, the first one first, this one last. */
  readonly trail: readonly string[];
}
