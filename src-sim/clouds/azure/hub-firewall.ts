/**
 * A firewall in a hub. Routing intent sends all private traffic of the hub's connections to it, or all that goes to the
 * internet, or both; then the networks learn private space and the default route instead of each other's blocks, and
 * traffic between two such hubs passes the firewalls of both. Without intent it is reached by written routes only.
 */
import type { Translation } from '../../fabric/translation.ts';
import { hostPrefix } from '../../quantity/prefix.ts';
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { drawConnection } from '../connection.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenAddress } from '../written.ts';
import { privateSpace } from './effective-routes.ts';
import { firewallRateBps, type FirewallRecord, inspect, outward } from './firewall.ts';
import type { HubPart } from './hub-parts.ts';

export function placeHubFirewalls(context: BuildContext, hub: HubPart): void {
  for (const [id, record] of recordsOf(context.scenario.gateways)) {
    if (record.kind === 'azure-firewall' && record.hub === hub.id) placeFirewall(context, hub, id, record);
  }
}

function placeFirewall(context: BuildContext, hub: HubPart, id: string, record: FirewallRecord): void {
  const { builder, facts } = context;
  const origin = recordOrigin('gateways', id, record);
  const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: true });
  const table = builder.addTable(id, origin);
  builder.setNodeTable(node, table);
  const mtu = facts.number('azure.mtu.default', 'bytes');
  const spec = { ...idealLink, id, mtu, rateBps: firewallRateBps(context, record), origin };
  const [inner, port] = builder.addLink(spec, node, hub.node);
  hub.firewalls.set(id, port);
  builder.setPortTable(port, hub.everything.table);
  inspect(context, id, record, inner);
  for (const prefix of privateSpace) {
    const action = { kind: 'forward', ports: [inner] } as const;
    builder.addRoute(table, { prefix, action, source: 'static', origin });
  }
  context.later.connect.push(() => {
    const outer = openInternet(context, id, record, node);
    if (outer !== null) {
      const translations: readonly Translation[] = outward(record, origin, outer);
      builder.setNode(node, { translations });
      inspect(context, id, record, outer);
    }
    for (const prefix of anywhere) {
      const action =
        outer === null ? ({ kind: 'blackhole' } as const) : ({ kind: 'forward', ports: [outer] } as const);
      builder.addRoute(table, { prefix, action, source: 'default', origin });
    }
  });
}

/** Port towards the internet; null without a public address, or without an internet in the document. */
function openInternet(
  context: BuildContext,
  id: string,
  record: FirewallRecord,
  node: number,
): number | null {
  const { scenario, junctions, facts } = context;
  const site = recordsOf(scenario.sites).find(([, { kind }]) => kind === 'internet')?.[0];
  const internet = site === undefined ? undefined : junctions.get(site);
  const prefixes = (record.publicAddresses ?? []).map((text) => hostPrefix(writtenAddress(text)));
  if (internet === undefined || prefixes.length === 0) return null;
  const origin = recordOrigin('gateways', id, record);
  const spec = { ...idealLink, id: `${id}:public`, mtu: facts.number('azure.mtu.default', 'bytes'), origin };
  return drawConnection(
    context,
    spec,
    { junction: { origin, node, speaker: null, prefixes } },
    { junction: internet },
  )[0];
}
