/**
 * Route Server: takes BGP from machines that forward, and puts what they announce into the routes of its virtual network and
 * of those that use its gateways. With branch-to-branch it also lets gateways learn from those machines and from each other.
 * No packet passes it: next hop is the machine that announced.
 * Left out: what the machines learn (they have one interface and send everything there), next hops of third parties,
 * preference settings, the second instance.
 */
import { ownAnnouncement } from '../../routing/announcement.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenPrefix } from '../written.ts';
import type { AzureParts, VnetPart } from './azure-parts.ts';
import { exitTo } from './effective-routes.ts';
import { allBut, marked, SERVED, unmarked, VNET } from './route-marks.ts';
import { routerIdOf } from './router-id.ts';
import { exitNumber, vnetSpeaker } from './vnet-routes.ts';

type Peer = Extract<RecordOf<'attachments'>, { kind: 'azure-route-server-peer' }>;

export function placeRouteServers(context: BuildContext, parts: AzureParts): void {
  const { scenario, facts } = context;
  for (const [id, record] of recordsOf(scenario.gateways)) {
    if (record.kind !== 'azure-route-server') continue;
    const vnet = parts.subnets.get(record.subnet)?.vnet;
    if (vnet === undefined) continue;
    const branches = record.branchToBranch === true ? gatewaysIn(parts, vnet) : [];
    const max = facts.number('azure.rs.routes.peer', 'routes');
    for (const [peerId, peer] of recordsOf(scenario.attachments)) {
      if (peer.kind !== 'azure-route-server-peer' || peer.server !== id) continue;
      hear(context, parts, { id: peerId, peer, vnet, branches, max });
    }
    for (const from of branches) {
      for (const to of branches) {
        if (from === to) continue;
        const session = { id: `${id}:${from.id}>${to.id}`, from: from.id, to: to.id, via: to.member.own };
        const origin = recordOrigin('gateways', id, record);
        context.routing.addSession(
          { ...session, type: 'propagation', exports: branchRoutes, imports: marked(SERVED) },
          origin,
        );
      }
    }
  }
}

/** Gateways tell each other what their connections told them, without the mark that says from whom. */
const branchRoutes = {
  rules: [{ match: { communities: [VNET] }, accepts: false }, ...unmarked.rules],
  otherwise: 'accept',
} as const;

const gatewaysIn = ({ gateways }: AzureParts, vnet: VnetPart) =>
  [...gateways.values()].filter(({ subnet }) => subnet.vnet === vnet);

interface Hearing {
  readonly id: string;
  readonly peer: Peer;
  readonly vnet: VnetPart;
  readonly branches: ReturnType<typeof gatewaysIn>;
  readonly max: number;
}

function hear(context: BuildContext, parts: AzureParts, { id, peer, vnet, branches, max }: Hearing): void {
  const { routing } = context;
  const machine = parts.forwarders.get(peer.workload);
  if (machine === undefined) return;
  const origin = recordOrigin('attachments', id, peer);
  const originates = peer.announces.map((text) => ownAnnouncement(writtenPrefix(text)));
  routing.addSpeaker({ id, asn: peer.asn, routerId: routerIdOf(id), originates }, origin);
  const limit = { max, beyond: 'close' } as const;
  const users = vnet.joints.flatMap(({ other }) =>
    other.joints.some((end) => end.other === vnet && end.usesGateways) ? [other] : [],
  );
  for (const learner of [vnet, ...users]) {
    const exit = exitTo(learner, machine);
    if (exit === null) continue;
    const via = exitNumber(parts, exit);
    const session = { id: `${id}>${learner.id}`, from: id, to: vnetSpeaker(learner), via, limit };
    routing.addSession({ ...session, type: 'ebgp', exports: allBut(VNET) }, origin);
  }
  for (const gateway of branches) {
    const session = { id: `${id}>${gateway.id}`, from: id, to: gateway.id, via: gateway.member.own, limit };
    routing.addSession({ ...session, type: 'ebgp', imports: marked(SERVED) }, origin);
  }
}
