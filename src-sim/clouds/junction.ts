/**
 * Where a cloud, an exchange or a device can be joined to something outside its own room: the one thing such nouns know of
 * each other. A noun that can be an end of a tunnel, a circuit or a session puts itself into `context.junctions` by its
 * record id while places are made; whoever draws the connection finds both ends there.
 */
import type { Origin } from '../fabric/origin.ts';
import type { Address } from '../quantity/address.ts';
import type { Prefix } from '../quantity/prefix.ts';
import type { Session } from '../routing/speaker.ts';

/** How a junction takes routes of the sessions that lead to it, and what it tells over those that leave it. */
export type SessionTerms = Partial<Pick<Session, 'weight' | 'cost' | 'imports' | 'ownAsMax' | 'limit'>> & {
  /** Of the session that leads away. */
  readonly exports?: Session['exports'];
  /** In place of what the AS numbers say; propagation at one end holds for both. */
  readonly type?: Session['type'];
};

export interface Junction {
  readonly origin: Origin;
  /** Node that packets enter and leave. */
  readonly node: number;
  /** Where that differs from one connection to another, by the id of its record. */
  readonly nodeFor?: (connection: string) => number;
  /** Its part in the exchange of routes; null: it takes none. */
  readonly speaker: { readonly id: string; readonly asn: number } | null;
  /** Address other ends find it at, as that of an outer packet. */
  readonly address?: Address;
  /** Node that has this address; left out: the junction's own. */
  readonly addressNode?: number;
  /** What a line that is part of the junction adds to every connection, and the most it carries. */
  readonly delayNs?: number;
  readonly rateBps?: number;
  /** What the other end sends here without being told by BGP: public addresses behind a cloud's way to the internet. */
  readonly prefixes?: readonly Prefix[];
  readonly terms?: SessionTerms;
  /** Told of each port that a connection ends at here: the noun gives it its table, filters or place among its ways out. */
  readonly plugged?: (port: number, connection: Origin, other: Junction) => void;
}

/** Id of the record that made an origin. */
export const recordIdOf = ({ path }: Origin): string => path.split('.')[1] ?? path;

export const nodeOf = (junction: Junction, connection: Origin): number =>
  junction.nodeFor?.(recordIdOf(connection)) ?? junction.node;
