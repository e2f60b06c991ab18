/**
 * What one speaker tells another of a prefix: the path attributes of RFC 4271 section 5 and communities (RFC 1997).
 * Left out: AS sets and aggregation, extended and large communities as structures (any text serves as a community),
 * next hops of a third party (the next hop is always the neighbour that told).
 */
import type { Prefix } from '../quantity/prefix.ts';

/** RFC 4271 section 5.1.1, the better one first. */
export const routeOrigins = ['igp', 'egp', 'incomplete'] as const;
export type RouteOrigin = (typeof routeOrigins)[number];

/** RFC 4271 leaves it to configuration; all vendors begin with this. */
export const defaultLocalPreference = 100;

/** RFC 1997: well-known communities, by name. */
export const noExport = 'no-export';
export const noAdvertise = 'no-advertise';

export interface Announcement {
  readonly prefix: Prefix;
  /** Nearest first. */
  readonly asPath: readonly number[];
  readonly localPreference: number;
  /** Lower is better. */
  readonly med: number;
  readonly origin: RouteOrigin;
  readonly communities: readonly string[];
}

/** A prefix a speaker begins with, with the attributes nobody has touched. */
export function ownAnnouncement(prefix: Prefix, attributes: Partial<Announcement> = {}): Announcement {
  return {
    asPath: [],
    localPreference: defaultLocalPreference,
    med: 0,
    origin: 'igp',
    communities: [],
    ...attributes,
    prefix,
  };
}
