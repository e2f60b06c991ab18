/**
 * Machines that forward, as next hops of routes: an instance whose source/destination check is off. The cores of its VPC are
 * linked to it directly, since routes send it packets whatever their destination; what it sends on leaves by its
 * ordinary interface and is routed by the table of its subnet. Its security groups guard both.
 * Left out: machines no route names, which need no such link, and several interfaces.
 */
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import type { AwsParts } from './aws-parts.ts';
import { betweenZonesNs } from './distance.ts';

export function placeForwardingMachines(context: BuildContext, parts: AwsParts): void {
  const { scenario, builder, facts, machines } = context;
  const nextHops = new Set(
    recordsOf(scenario.routeTables).flatMap(([, table]) =>
      table.kind === 'aws-route-table' ? (table.routes ?? []).map(({ via }) => via) : [],
    ),
  );
  for (const machine of machines.values()) {
    const { id, record, node, origin, ports } = machine;
    if (record.kind !== 'virtual-machine' || record.forwards !== true || !nextHops.has(id)) continue;
    const subnet = parts.subnets.get(record.subnet);
    if (subnet === undefined) continue;
    for (const core of subnet.vpc.cores.values()) {
      const spec = {
        ...idealLink,
        id: `${id}:${core.zone}`,
        mtu: facts.number('aws.ec2.mtu', 'bytes'),
        delayNs: core.zone === subnet.zone ? 0 : betweenZonesNs(facts),
        origin,
      };
      const [inner, outer] = builder.addLink(spec, core.node, node);
      core.exits.set(id, inner);
      ports.push(outer);
      parts.interfacePorts.push({ subnet, port: inner });
    }
  }
}
