/**
 * A tier-1 gateway: a router between its segments and tier 0. It sends tier 0 whatever is not in one of them. What it does
 * not advertise, tier 0 does not know: its segments reach out, and no answer finds back.
 * Left out: NAT and gateway firewall, service interfaces, the choice of distributed or centralised routing.
 */
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import type { VmwareParts } from './vmware-parts.ts';

export function placeTier1s({ scenario, builder, facts }: BuildContext, parts: VmwareParts): void {
  const mtu = facts.number('azure.mtu.default', 'bytes');
  for (const [id, record] of recordsOf(scenario.gateways)) {
    if (record.kind !== 'nsx-tier-1') continue;
    const cloud = parts.clouds.get(record.network);
    if (cloud === undefined) continue;
    const origin = recordOrigin('gateways', id, record);
    const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: true });
    const table = builder.addTable(id, origin);
    builder.setNodeTable(node, table);
    const [down, up] = builder.addLink({ ...idealLink, id, mtu, origin }, cloud.tier0.node, node);
    for (const prefix of anywhere) {
      const action = { kind: 'forward', ports: [up] } as const;
      builder.addRoute(table, { prefix, action, source: 'default', origin });
    }
    cloud.tier1s.set(id, { origin, node, table, down, advertised: record.advertised ?? true });
  }
}
