/**
 * What a virtual network tells and learns. It tells its own blocks, and only those, to gateways and hubs; what it learns goes
 * into the effective routes of its subnets. Of one prefix learned by several, ExpressRoute comes before VPN, as Azure does it.
 */
import { ownAnnouncement } from '../../routing/announcement.ts';
import type { RibEntry } from '../../routing/outcome.ts';
import type { BuildContext } from '../build-context.ts';
import type { AzureParts, ForwarderPart, LearnedExit, VnetPart } from './azure-parts.ts';
import { exitTo } from './effective-routes.ts';
import { guardMachinesOf } from './network-security-group.ts';
import { fillVnetTables } from './route-tables.ts';
import { allBut, only, SERVED, VNET } from './route-marks.ts';
import { routerIdOf } from './router-id.ts';

/** AS of gateways, hubs and route servers, if not set otherwise. */
export const AZURE_AS = 65_515;

/** What one network itself begins with: it tells that, and nothing it has learned. */
export const ownMark = ({ id }: VnetPart): string => `${VNET}:${id}`;

export const vnetSpeaker = (vnet: VnetPart): string => `${vnet.id}:routes`;

export function letVnetsLearn(context: BuildContext, parts: AzureParts): void {
  for (const vnet of parts.vnets.values()) {
    const id = vnetSpeaker(vnet);
    context.routing.addSpeaker(
      {
        id,
        asn: AZURE_AS,
        routerId: routerIdOf(id),
        originates: vnet.cidrs.map((prefix) =>
          ownAnnouncement(prefix, { communities: [VNET, ownMark(vnet)] }),
        ),
        multipath: { max: 8, relaxesAsPath: true },
      },
      vnet.origin,
      (entries) => {
        vnet.learned.push(...learnedOf(context, parts, entries));
        fillVnetTables(context, parts, vnet);
        guardMachinesOf(context, vnet);
      },
    );
  }
}

function learnedOf(
  { routing }: BuildContext,
  parts: AzureParts,
  entries: readonly RibEntry[],
): VnetPart['learned'] {
  return entries.flatMap(({ prefix, best, paths }) => {
    if (best.learned === null) return [];
    const exits = paths.flatMap(({ learned }): LearnedExit[] =>
      learned === null ? [] : [parts.exits[learned.session.via]],
    );
    return [{ prefix, exits, origin: routing.sessionOrigin(best.learned.session.id)! }];
  });
}

/** The number by which a session names a way out of a virtual network. */
export function exitNumber(parts: AzureParts, exit: LearnedExit): number {
  return parts.exits.push(exit) - 1;
}

/** A virtual network and a gateway that it uses tell each other. The greater weight is preferred. */
export function exchangeWith(
  context: BuildContext,
  parts: AzureParts,
  vnet: VnetPart,
  gateway: ForwarderPart,
  weight: number,
): void {
  const exit = exitTo(vnet, gateway);
  if (exit === null) return;
  const type = 'propagation';
  const ends = `${vnet.id}-${gateway.id}`;
  const origin = 'joint' in exit && exit.joint !== null ? exit.joint.origin : vnet.origin;
  const tell = { id: `${ends}:told`, from: vnetSpeaker(vnet), to: gateway.id, via: gateway.member.own };
  context.routing.addSession({ ...tell, type, exports: only(ownMark(vnet)) }, origin);
  const via = exitNumber(parts, exit);
  const learn = { id: `${ends}:learned`, from: gateway.id, to: vnetSpeaker(vnet), via, weight };
  context.routing.addSession({ ...learn, type, exports: allBut(VNET, SERVED) }, gateway.origin);
}
