/**
 * How long until a change is known everywhere: it is noticed, and told from speaker to speaker. A speaker that has just told a
 * neighbour something waits before it tells it the next (RFC 4271 section 9.2.1.1), so that in the worst case every
 * session on the way adds one such interval. What a speaker needs to decide and to write its tables is left out: those are
 * properties of devices that no standard names.
 */

/** RFC 4271 section 10: hold time 90 s, and 5 s between updates inside an AS. */
export const defaultHoldNs = 90e9;
export const defaultAdvertisementNs = 5e9;

export interface ConvergenceTerms {
  /** Until it is noticed: hold time, or interval times multiplier of BFD (RFC 5880 section 6.8.4), or 0 for lost light. */
  readonly detectionNs: number;
  readonly advertisementNs: number;
  /** Sessions on the way to the last to hear: 1 in a full mesh, 2 by way of a reflector. */
  readonly sessions: number;
}

export const convergenceNs = ({ detectionNs, advertisementNs, sessions }: ConvergenceTerms): number =>
  detectionNs + sessions * advertisementNs;
