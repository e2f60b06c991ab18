/**
 * A connection between two junctions: a link, or a tunnel where the way between them is drawn, and where both take part in
 * the exchange of routes, a session each way.
 */
import type { LinkSpec } from '../fabric/builder.ts';
import { type Session, sessionTypeBetween } from '../routing/speaker.ts';
import type { BuildContext } from './build-context.ts';
import { type Junction, nodeOf, type SessionTerms } from './junction.ts';

export interface ConnectionEnd {
  readonly junction: Junction;
  /** Over those of the junction itself. */
  readonly terms?: SessionTerms;
}

/** The ports at both ends, in their order. `exchanges` false: routes over it are written by hand. */
export function drawConnection(
  context: BuildContext,
  spec: LinkSpec,
  a: ConnectionEnd,
  b: ConnectionEnd,
  exchanges = true,
): [number, number] {
  const [near, far] = [a.junction, b.junction];
  const link = {
    ...spec,
    delayNs: spec.delayNs + (near.delayNs ?? 0) + (far.delayNs ?? 0),
    rateBps: slowest(spec.rateBps, near.rateBps ?? 0, far.rateBps ?? 0),
  };
  const ports = context.builder.addLink(link, nodeOf(near, spec.origin), nodeOf(far, spec.origin));
  plugIn(context, spec, [a, ports[0]], [b, ports[1]], exchanges);
  return ports;
}

/** 0 stands for no limit. */
const slowest = (...rates: readonly number[]): number => {
  const limits = rates.filter((rate) => rate > 0);
  return limits.length === 0 ? 0 : Math.min(...limits);
};

type PluggedEnd = readonly [ConnectionEnd, number];

/** Tells both ends of their ports and opens the sessions between them. */
export function plugIn(
  context: BuildContext,
  spec: Pick<LinkSpec, 'id' | 'origin'>,
  a: PluggedEnd,
  b: PluggedEnd,
  exchanges: boolean,
): void {
  a[0].junction.plugged?.(a[1], spec.origin, b[0].junction);
  b[0].junction.plugged?.(b[1], spec.origin, a[0].junction);
  if (exchanges) openSessions(context, spec, a, b);
}

/** A session each way, where both ends can have one. Ports are what each end sends into. */
export function openSessions(
  { routing }: BuildContext,
  { id, origin }: Pick<LinkSpec, 'id' | 'origin'>,
  a: PluggedEnd,
  b: PluggedEnd,
  settings: readonly [Partial<Session>, Partial<Session>] = [{}, {}],
): void {
  for (const [[from], [to, port], own] of [
    [a, b, settings[1]],
    [b, a, settings[0]],
  ] as const) {
    const teller = from.junction.speaker;
    const learner = to.junction.speaker;
    if (teller === null || learner === null) return;
    const { exports, type: told } = { ...from.junction.terms, ...from.terms };
    const { exports: _, type: learned, ...terms } = { ...to.junction.terms, ...to.terms };
    const copies = told === 'propagation' || learned === 'propagation';
    routing.addSession(
      {
        ...terms,
        ...(exports === undefined ? {} : { exports }),
        ...own,
        id: `${id}:${teller.id}>${learner.id}`,
        from: teller.id,
        to: learner.id,
        type: copies ? 'propagation' : (told ?? learned ?? sessionTypeBetween(teller.asn, learner.asn)),
        via: port,
      },
      origin,
    );
  }
}
