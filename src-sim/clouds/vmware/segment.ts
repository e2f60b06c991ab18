/**
 * An NSX segment: a star around a node that knows its machines, with its tier-1 gateway on one of the lines. Machines of a
 * segment reach each other without the gateway; one without a gateway is closed.
 * Left out: the overlay between hosts (Geneve) as packets, VLAN segments, DHCP, address discovery and spoof guards.
 */
import { hostPrefix } from '../../quantity/prefix.ts';
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { addDefaultRoutes, interfaceLink } from '../machine.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenPrefix } from '../written.ts';
import type { VmwareParts } from './vmware-parts.ts';

const NS_PER_MS = 1_000_000;

export function placeSegments(context: BuildContext, parts: VmwareParts): void {
  const { scenario, builder, facts, machines } = context;
  const mtu = facts.number('azure.mtu.default', 'bytes');
  const delayNs = Math.round((facts.number('cloud.intrazone.rtt', 'ms') / 4) * NS_PER_MS);
  for (const [id, record] of recordsOf(scenario.subnets)) {
    if (record.kind !== 'nsx-segment') continue;
    const cloud = parts.clouds.get(record.network);
    if (cloud === undefined) continue;
    parts.segments.set(id, { id, cloud });
    const origin = recordOrigin('subnets', id, record);
    const prefix = writtenPrefix(record.cidr);
    const node = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false });
    const table = builder.addTable(id, origin);
    builder.setNodeTable(node, table);
    for (const machine of machines.values()) {
      if (machine.record.subnet !== id) continue;
      const [own, port] = builder.addLink(interfaceLink(machine, { mtu, delayNs }), machine.node, node);
      machine.ports.push(own);
      addDefaultRoutes(context, machine, own);
      for (const address of machine.addresses) {
        const action = { kind: 'forward', ports: [port] } as const;
        builder.addRoute(table, {
          prefix: hostPrefix(address),
          action,
          source: 'host',
          origin: machine.origin,
        });
      }
    }
    builder.addRoute(table, { prefix, action: { kind: 'no-neighbour' }, source: 'connected', origin });
    const tier1 = record.gateway === undefined ? undefined : cloud.tier1s.get(record.gateway);
    if (tier1 === undefined) continue;
    const [up, down] = builder.addLink({ ...idealLink, id, mtu, origin }, node, tier1.node);
    for (const all of anywhere) {
      builder.addRoute(table, {
        prefix: all,
        action: { kind: 'forward', ports: [up] },
        source: 'default',
        origin,
      });
    }
    const inward = { kind: 'forward', ports: [down] } as const;
    builder.addRoute(tier1.table, { prefix, action: inward, source: 'connected', origin });
    if (!tier1.advertised) continue;
    const through = { kind: 'forward', ports: [tier1.down] } as const;
    builder.addRoute(cloud.tier0.table, { prefix, action: through, source: 'static', origin });
    cloud.announced.push(prefix);
  }
}
