/**
 * A BGP session that somebody drew between two devices. It runs over the wire or connection named, else over the first that
 * joins them, else over whatever route leads to the other's address; without any the session is down, and the document is
 * told. The next hop of what is learned is always the neighbour itself, and packets for it go the way the session goes.
 */
import type { Address } from '../../quantity/address.ts';
import { containsAddress } from '../../quantity/prefix.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { openSessions } from '../connection.ts';
import type { Session } from '../../routing/speaker.ts';
import { recordOrigin } from '../record-origin.ts';
import { termsOf } from '../session-terms.ts';
import { attachedWays } from './attached-interface.ts';
import type { OnpremParts, RouterPart } from './onprem-parts.ts';

type BgpSession = Extract<RecordOf<'attachments'>, { kind: 'bgp-session' }>;

export function openBgpSessions(context: BuildContext, parts: OnpremParts): void {
  const { scenario, junctions, findings } = context;
  for (const [id, session] of recordsOf(scenario.attachments)) {
    if (session.kind !== 'bgp-session') continue;
    const [a, b] = session.ends;
    const near = parts.routers.get(a.to);
    const far = parts.routers.get(b.to);
    if (near === undefined || far === undefined) continue;
    const origin = recordOrigin('attachments', id, session);
    const speechless = [near, far].find(({ record }) => record?.bgp === undefined);
    const there = wayTowards(context, parts, near, far, session);
    const back = wayTowards(context, parts, far, near, session);
    if (speechless !== undefined || there === null || back === null) {
      const lost = there === null ? [near, far] : [far, near];
      const why =
        speechless === undefined
          ? `${lost[0].origin.name} has neither a wire nor a route to ${lost[1].origin.name}`
          : `${speechless.origin.name} does not speak BGP`;
      findings.push({
        code: 'routing/session-down',
        severity: 'warning',
        message: `BGP session ${origin.name} is down: ${why}`,
        path: ['attachments', id],
      });
      continue;
    }
    openSessions(
      context,
      { id, origin },
      [{ junction: junctions.get(a.to)!, terms: termsOf(a) }, there.port],
      [{ junction: junctions.get(b.to)!, terms: termsOf(b) }, back.port],
      [settingsAt(session, a.to, there), settingsAt(session, b.to, back)],
    );
  }
}

/** Where a device sends packets for its neighbour. */
interface Way {
  readonly port: number;
  /** Of a neighbour that is found by asking at the port. */
  readonly gateway: Address | null;
}

/** Of the session that arrives at this end. */
const settingsAt = ({ client }: BgpSession, end: string, { gateway }: Way): Partial<Session> => ({
  ...(client === undefined ? {} : { client: client === end ? 'to' : 'from' }),
  ...(gateway === null ? {} : { gateway }),
});

function wayTowards(
  context: BuildContext,
  parts: OnpremParts,
  router: RouterPart,
  peer: RouterPart,
  { over }: BgpSession,
): Way | null {
  const ends = parts.ends.get(router.id) ?? [];
  const direct = ends.find((end) => end.peer === peer.id && (over === undefined || end.wire === over));
  if (direct !== undefined) return { port: direct.port, gateway: null };
  const [onSegment] = attachedWays(parts, router.id, peer.id);
  if (onSegment !== undefined) return { port: onSegment.port, gateway: onSegment.via };
  for (const address of over === undefined ? peer.addresses : []) {
    const way = wayOfRoute(context, router, address);
    if (way !== null) return way;
  }
  return null;
}

function wayOfRoute({ builder }: BuildContext, router: RouterPart, address: Address): Way | null {
  for (const { node, table } of router.planes.values()) {
    const [best] = builder
      .routesOf(table)
      .filter(({ prefix }) => containsAddress(prefix, address))
      .sort((p, q) => q.prefix.length - p.prefix.length);
    if (best?.action.kind !== 'forward') continue;
    const { ports, via } = best.action;
    const own = ports.findIndex((port) => builder.nodeOfPort(port) === node);
    if (own !== -1) return { port: ports[own], gateway: via?.[own] ?? null };
  }
  return null;
}
