/**
 * What a network learns from Cloud Routers: its own, those of peers that offer custom routes where it takes them, and those
 * behind hybrid spokes of its hub. A network learns of a router directly or not at all, so nothing is passed on by a third one.
 */
import type { Origin } from '../../fabric/origin.ts';
import type { Policy } from '../../routing/bgp/policy.ts';
import type { RibEntry } from '../../routing/outcome.ts';
import type { BuildContext } from '../build-context.ts';
import { LEARNED, TRANSIT } from './cloud-router.ts';
import type { GcpParts, LearnedRoute, NetworkPart, RouterPart } from './gcp-parts.ts';
import { fillNetworkTables } from './route-tables.ts';

export const networkSpeaker = ({ id }: NetworkPart): string => `${id}:routes`;

/** After the routers, because the tables need what those have installed. */
export function letNetworksLearn(context: BuildContext, parts: GcpParts): void {
  for (const network of parts.networks.values()) {
    const id = networkSpeaker(network);
    const speaker = {
      id,
      asn: 0,
      routerId: 0,
      originates: [],
      steps: ['lowest MED'] as const,
      alwaysComparesMed: true,
    };
    context.routing.addSpeaker(speaker, network.origin, (entries) => {
      network.learned = entries.flatMap((entry) => learnedOf(context, parts, network, entry));
      fillNetworkTables(context, parts, network);
    });
  }
  for (const router of parts.routers.values()) {
    learnFrom(context, router, router.core.network, router.origin, ofPremises);
  }
}

/** Not what the router originates, nor what it knows of other premises only. */
export const ofPremises: Policy = {
  rules: [
    { match: { communities: [TRANSIT] }, accepts: false },
    { match: { communities: [LEARNED] }, accepts: true },
  ],
  otherwise: 'refuse',
};

export function learnFrom(
  { routing }: BuildContext,
  router: RouterPart,
  network: NetworkPart,
  origin: Origin,
  exports: Policy,
): void {
  const to = networkSpeaker(network);
  const id = `${origin.path}:${router.id}>${to}`;
  routing.addSession({ id, from: router.id, to, type: 'propagation', via: 0, exports }, origin);
}

/** Own routes come by the connection the router learned them by, others by what joins the networks. */
function learnedOf(
  { routing }: BuildContext,
  { routers }: GcpParts,
  network: NetworkPart,
  { prefix, candidates }: RibEntry,
): LearnedRoute[] {
  return candidates.flatMap(({ route, learned }): LearnedRoute[] => {
    const router = learned === null ? undefined : routers.get(learned.peer.id);
    if (learned === null || router === undefined) return [];
    const session = router.core.network === network ? sessionOf(router, prefix) : learned.session.id;
    const origin = routing.sessionOrigin(session) ?? router.origin;
    return [{ prefix, router, med: route.med, origin }];
  });
}

function sessionOf({ entries }: RouterPart, { bits, length, family }: LearnedRoute['prefix']): string {
  const entry = entries.find(
    ({ prefix }) => prefix.bits === bits && prefix.length === length && prefix.family === family,
  );
  return entry?.best.learned?.session.id ?? '';
}
