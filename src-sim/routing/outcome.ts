/** What an exchange of routes came to. */
import type { Prefix } from '../quantity/prefix.ts';
import type { Decision } from './bgp/decide.ts';
import type { RefusalReason } from './bgp/transfer.ts';
import type { Session } from './speaker.ts';

export interface RibEntry extends Decision {
  readonly prefix: Prefix;
}

/** A route that a neighbour had and this speaker did not get. */
export interface Refusal {
  readonly prefix: Prefix;
  readonly session: Session;
  readonly reason: RefusalReason;
}

export type RoutingFinding =
  /** No choice of routes is stable: these speakers would change their minds for ever. */
  | { readonly kind: 'oscillation'; readonly prefix: Prefix; readonly speakers: readonly string[] }
  /** Several choices are stable, and history decides which one holds (RFC 4264). */
  | { readonly kind: 'order-dependent'; readonly prefix: Prefix; readonly speakers: readonly string[] }
  | { readonly kind: 'prefix-limit'; readonly session: Session; readonly prefixes: number };

export interface Outcome {
  /** Entries by speaker, in the order of prefixes. */
  readonly ribs: ReadonlyMap<string, readonly RibEntry[]>;
  readonly refused: readonly Refusal[];
  readonly findings: readonly RoutingFinding[];
}
