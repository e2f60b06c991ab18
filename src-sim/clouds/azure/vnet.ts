/**
 * A virtual network: a core node that knows every subnet. An address of the network that is in no subnet ends here.
 * Left out: availability zones, encryption, DDoS plans, DNS, multicast and broadcast (Azure carries neither).
 */
import { formatPrefix } from '../../quantity/prefix.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenPrefix } from '../written.ts';
import type { AzureParts, VnetPart } from './azure-parts.ts';

export function regionOf(scenario: Scenario, siteId: string): string {
  const site = scenario.sites?.[siteId];
  return site?.kind === 'azure-region' ? site.region : siteId;
}

export function placeVnets({ scenario, builder }: BuildContext, parts: AzureParts): void {
  for (const [id, record] of recordsOf(scenario.networks)) {
    if (record.kind !== 'azure-vnet') continue;
    const origin = recordOrigin('networks', id, record);
    parts.vnets.set(id, {
      id,
      origin,
      cidrs: record.cidrs.map(writtenPrefix),
      region: regionOf(scenario, record.site),
      node: builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false }),
      subnets: [],
      joints: [],
      endpoints: [],
      internet: -1,
      learned: [],
      lanes: new Map(),
      outside: [],
    });
  }
}

/** The table of what has been decided elsewhere and is only to be delivered: what comes from another network. */
export function fillCoreTable(context: BuildContext, vnet: VnetPart): void {
  const { builder } = context;
  const table = builder.addTable(`local@${vnet.id}`, vnet.origin);
  builder.setNodeTable(vnet.node, table);
  addLocalRoutes(context, vnet, table);
}

export function addLocalRoutes({ builder }: BuildContext, vnet: VnetPart, table: number): void {
  const whole = new Set(vnet.subnets.map(({ cidr }) => formatPrefix(cidr)));
  for (const { cidr, down, origin } of vnet.subnets) {
    const action = { kind: 'forward', ports: [down] } as const;
    builder.addRoute(table, { prefix: cidr, action, source: 'local', origin });
  }
  for (const prefix of vnet.cidrs) {
    if (whole.has(formatPrefix(prefix))) continue;
    const action = { kind: 'no-neighbour' } as const;
    builder.addRoute(table, { prefix, action, source: 'local', origin: vnet.origin });
  }
}
