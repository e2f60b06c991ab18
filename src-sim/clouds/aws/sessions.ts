/** Who takes part in the exchange of routes on the side of AWS, and the order in which AWS prefers what it learns. */
import type { Origin } from '../../fabric/origin.ts';
import { fnv1a } from '../../quantity/hash32.ts';
import type { Prefix } from '../../quantity/prefix.ts';
import { ownAnnouncement } from '../../routing/announcement.ts';
import type { Policy } from '../../routing/bgp/policy.ts';
import { sessionTypeBetween, type SessionType, type Speaker } from '../../routing/speaker.ts';
import type { BuildContext } from '../build-context.ts';
import type { SessionTerms } from '../junction.ts';

/** Higher is preferred, among routes to one prefix; written ones and those of VPCs come before all of them. */
export const preference = { directConnect: 40, connect: 30, staticVpn: 20, vpn: 10 } as const;

export interface Talker {
  readonly id: string;
  readonly asn: number;
  readonly terms?: SessionTerms | undefined;
}

export const asnOf = ({ facts }: BuildContext, written: number | undefined): number =>
  written ?? facts.number('aws.asn.default', 'AS number');

export const speakerOf = (id: string, asn: number, prefixes: readonly Prefix[]): Speaker => ({
  id,
  asn,
  routerId: fnv1a(id),
  originates: prefixes.map((prefix) => ownAnnouncement(prefix)),
});

interface Hearing {
  /** Unique among the sessions of these two. */
  readonly name: string;
  readonly origin: Origin;
  /** What `to` sends into. */
  readonly via: number;
  readonly type?: SessionType;
}

/** One direction. */
export function tell(
  { routing }: BuildContext,
  from: Talker,
  to: Talker,
  { name, origin, via, type }: Hearing,
): void {
  const { exports: _own, ...takes } = to.terms ?? {};
  const exports = from.terms?.exports;
  routing.addSession(
    {
      ...takes,
      ...(exports === undefined ? {} : { exports }),
      id: `${name}:${from.id}>${to.id}`,
      from: from.id,
      to: to.id,
      type: type ?? sessionTypeBetween(from.asn, to.asn),
      via,
    },
    origin,
  );
}

/** Prefixes that stand for a noun which is told of them instead of learning them: they come from nobody's BGP. */
export function addSource(
  { routing }: BuildContext,
  id: string,
  asn: number,
  prefixes: readonly Prefix[],
  origin: Origin,
): Talker {
  routing.addSpeaker(speakerOf(id, asn, prefixes), origin);
  return { id, asn };
}

const lengthOf = { 4: 32, 6: 128 } as const;

/** These prefixes and the longer ones inside them. */
export const onlyWithin = (allowed: readonly Prefix[]): Policy => ({
  rules: [
    {
      match: { prefixes: allowed.map((prefix) => ({ prefix, lengthMax: lengthOf[prefix.family] })) },
      accepts: true,
    },
  ],
  otherwise: 'refuse',
});
