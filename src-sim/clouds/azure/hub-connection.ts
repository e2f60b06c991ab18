/** A virtual network on a hub: a link between its core and the hub, the table it uses, the tables that learn it. */
import type { Policy } from '../../routing/bgp/policy.ts';
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import type { AzureParts } from './azure-parts.ts';
import { delayOrTold } from './distance.ts';
import type { HubConnection, HubPart, HubTable } from './hub-parts.ts';
import { exitNumber, vnetSpeaker } from './vnet-routes.ts';

const BPS_PER_GBPS = 1_000_000_000;

/** Refuses the default route. */
const noDefault: Policy = {
  rules: [{ match: { prefixes: anywhere.map((prefix) => ({ prefix })) }, accepts: false }],
  otherwise: 'accept',
};

export const defaultTable = (hub: HubPart): HubTable => hub.tables.find(({ isDefault }) => isDefault)!;

export function connectNetworks(context: BuildContext, parts: AzureParts, hub: HubPart): void {
  const { scenario, builder, facts, routing } = context;
  for (const [id, record] of recordsOf(scenario.attachments)) {
    if (record.kind !== 'azure-virtual-hub-connection' || record.hub !== hub.id) continue;
    const vnet = parts.vnets.get(record.network);
    if (vnet === undefined) continue;
    const origin = recordOrigin('attachments', id, record);
    const spec = {
      ...idealLink,
      id,
      mtu: facts.number('azure.mtu.default', 'bytes'),
      rateBps: facts.number('azure.vwan.router.bw', 'Gbit/s') * BPS_PER_GBPS,
      delayNs: delayOrTold(context, origin, vnet.region, hub.region),
      origin,
    };
    const [inner, port] = builder.addLink(spec, vnet.node, hub.node);
    const speaker = vnetSpeaker(vnet);
    const associated = hub.tables.find((table) => table.record === record.association) ?? defaultTable(hub);
    hub.connections.push({ id, origin, vnet, speaker, port, propagates: propagation(record, hub) });
    const { id: from, table } = hub.intent ?? associated;
    builder.setPortTable(port, table);
    const via = exitNumber(parts, { port: inner });
    routing.addSession(
      {
        id: `${from}>${id}`,
        from,
        to: speaker,
        type: 'propagation',
        via,
        weight: 1,
        ...(record.internetSecurity === false ? { imports: noDefault } : {}),
      },
      origin,
    );
  }
}

/** Tables named, tables with a label named, wherever they are; with neither, all default tables. */
function propagation(record: HubConnection, hub: HubPart): (table: HubTable) => boolean {
  const { propagation: named, labels } = record;
  if (named === undefined && labels === undefined) return ({ isDefault }) => isDefault;
  const ids = new Set(named);
  return (table) =>
    (table.record !== null && ids.has(table.record)) ||
    table.labels.some((label) => labels?.includes(label)) ||
    (table.record === null && table.isDefault && ids.has(hub.id));
}
