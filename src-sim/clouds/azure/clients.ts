/**
 * Users of a point-to-site VPN: machines with addresses of a pool, behind the gateway. All that is theirs is the tunnel, so
 * they see the gateway and what is behind it, and nothing of each other's surroundings.
 * Left out: authentication, user groups and their pools, the number of users, what their own networks do.
 */
import { hostPrefix, type Prefix } from '../../quantity/prefix.ts';
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { addDefaultRoutes, interfaceLink } from '../machine.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenPrefix } from '../written.ts';

/** The pools of a network, plugged into a node that knows them by its table. */
export function placeClients(
  context: BuildContext,
  { network, node, table }: { readonly network: string; readonly node: number; readonly table: number },
): Prefix[] {
  const { scenario, builder, machines, facts } = context;
  const mtu = facts.number('azure.mtu.vpn.tunnel', 'bytes');
  return recordsOf(scenario.subnets).flatMap(([id, record]) => {
    if (record.kind !== 'azure-clients' || record.network !== network) return [];
    const origin = recordOrigin('subnets', id, record);
    const pool = builder.addNode({ id, role: 'router', origin, addresses: [], decrementsTtl: false });
    const [up, down] = builder.addLink({ ...idealLink, id, mtu, origin }, pool, node);
    const prefix = writtenPrefix(record.cidr);
    const own = builder.addTable(id, origin);
    builder.setNodeTable(pool, own);
    for (const machine of machines.values()) {
      if (machine.record.subnet !== id) continue;
      const [port, back] = builder.addLink(interfaceLink(machine, { mtu }), machine.node, pool);
      machine.ports.push(port);
      addDefaultRoutes(context, machine, port);
      for (const address of machine.addresses) {
        const action = { kind: 'forward', ports: [back] } as const;
        builder.addRoute(own, {
          prefix: hostPrefix(address),
          action,
          source: 'host',
          origin: machine.origin,
        });
      }
    }
    builder.addRoute(own, { prefix, action: { kind: 'no-neighbour' }, source: 'connected', origin });
    for (const all of anywhere) {
      builder.addRoute(own, {
        prefix: all,
        action: { kind: 'forward', ports: [up] },
        source: 'default',
        origin,
      });
    }
    builder.addRoute(table, {
      prefix,
      action: { kind: 'forward', ports: [down] },
      source: 'connected',
      origin,
    });
    return [prefix];
  });
}
