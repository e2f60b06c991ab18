/** Routes that lead to something their owner is not connected to. */
import type { Fabric } from '../../fabric/fabric.ts';
import { formatPrefix } from '../../quantity/prefix.ts';
import { references } from '../../scenario/references.ts';
import type { PathStep } from '../../scenario/edit.ts';
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { entries, nameOf, routesOfTable, tablesOfSubnets, vpcRouteTables } from '../design.ts';
import type { Rule } from '../rule.ts';

export const routeDeadEnd: Rule = {
  code: 'route/dead-end',
  severity: 'error',
  title: 'A route leads nowhere',
  why: 'A route whose next hop is not connected to the network is a blackhole: packets that match it are dropped, even where a shorter prefix would lead on.',
  cure: 'Connect the network to the next hop, name another one, or remove the route. A drop that is meant is written as drop: true.',
  find({ scenario, fabric }) {
    return [...fromVpcs(scenario), ...fromRouters(scenario, fabric), ...fromZones(scenario)];
  },
};

function finding(message: string, path: readonly PathStep[], remove = true): Finding {
  const route = path.slice(0, 4);
  return {
    code: routeDeadEnd.code,
    severity: routeDeadEnd.severity,
    message,
    path,
    ...(remove ? { cure: { title: 'Remove the route', edits: [{ op: 'remove', path: route }] } } : {}),
  };
}

/** Whether a VPC has this way out; null where the document names something a VPC route cannot lead to. */
function isConnected(
  scenario: Scenario,
  attached: ReadonlySet<string>,
  network: string,
  via: string,
): boolean | null {
  const gateway = scenario.gateways?.[via];
  if (gateway?.kind === 'aws-internet-gateway') return gateway.network === network;
  if (gateway?.kind === 'aws-transit-gateway') return attached.has(`${network} ${via}`);
  if (gateway?.kind === 'aws-core-network') return attached.has(`${network} ${via}`);
  if (gateway !== undefined && leadsOutOfVpc.has(gateway.kind))
    return 'network' in gateway && gateway.network === network;
  const workload = scenario.workloads?.[via];
  if (workload?.kind === 'virtual-machine')
    return workload.forwards === true && scenario.subnets?.[workload.subnet]?.network === network;
  const attachment = scenario.attachments?.[via];
  if (attachment?.kind === 'aws-vpc-peering')
    return attachment.requester === network || attachment.accepter === network;
  if (attachment?.kind === 'aws-core-network-attachment') return attachment.network === network;
  return null;
}

function blackholeReason(scenario: Scenario, network: string, via: string): string {
  const workload = scenario.workloads?.[via];
  if (workload?.kind === 'virtual-machine' && workload.forwards !== true)
    return `${nameOf(via, workload)} does not forward packets for others`;
  return `${network} is not connected to ${via}`;
}

const leadsOutOfVpc: ReadonlySet<string> = new Set([
  'aws-egress-only-gateway',
  'aws-nat-gateway',
  'aws-virtual-private-gateway',
  'aws-network-firewall',
  'aws-gateway-load-balancer-endpoint',
]);

function fromVpcs(scenario: Scenario): Finding[] {
  const attached = new Set(
    entries(scenario.attachments).flatMap(([, each]) =>
      each.kind === 'aws-transit-gateway-attachment' || each.kind === 'aws-core-network-attachment'
        ? [`${each.network} ${each.gateway}`]
        : [],
    ),
  );
  return vpcRouteTables(scenario).flatMap(([id, table]) =>
    (table.routes ?? []).flatMap(({ to, prefixList, via }, n) => {
      if (via === undefined || isConnected(scenario, attached, table.network, via) !== false) return [];
      const network = nameOf(table.network, scenario.networks?.[table.network]);
      const message = `the route to ${to ?? prefixList} is a blackhole: ${blackholeReason(scenario, network, via)}`;
      return [finding(message, ['routeTables', id, 'routes', n, 'via'])];
    }),
  );
}

/** Wires and connections join whatever they name; what a device reaches through switches shows in its table only. */
function fromRouters(scenario: Scenario, fabric: Fabric | null): Finding[] {
  const joined = new Map<string, Set<string>>();
  for (const { path, target } of references(scenario)) {
    const [collection, id] = path;
    if (collection === 'links' || collection === 'attachments')
      joined.set(String(id), (joined.get(String(id)) ?? new Set([String(id)])).add(target));
  }
  const neighbours = new Set<string>();
  for (const all of joined.values()) for (const a of all) for (const b of all) neighbours.add(`${a} ${b}`);
  const dropping = new Set(
    fabric?.tables.flatMap(({ id, routes }) =>
      routes.flatMap(({ prefix, action }) =>
        action.kind === 'blackhole' ? [`${id.split(':')[0]} ${formatPrefix(prefix)}`] : [],
      ),
    ),
  );
  return entries(scenario.devices).flatMap(([id, device]) =>
    ('routes' in device ? (device.routes ?? []) : []).flatMap(({ to, via }, n) => {
      if (via === undefined || neighbours.has(`${id} ${via}`)) return [];
      if (fabric !== null && !dropping.has(`${id} ${to}`)) return [];
      const message = `the route to ${to} is a blackhole: no wire or connection leads from ${nameOf(id, device)} to ${via}`;
      return [finding(message, ['devices', id, 'routes', n, 'via'])];
    }),
  );
}

/** Subnets whose zone has no interface of the attachment their routes name. */
function fromZones(scenario: Scenario): Finding[] {
  const attachments = new Map<
    string,
    { readonly id: string; readonly zones: readonly (string | undefined)[] }
  >();
  for (const [id, each] of entries(scenario.attachments)) {
    if (each.kind !== 'aws-transit-gateway-attachment' && each.kind !== 'aws-core-network-attachment')
      continue;
    const zones = each.subnets.map((subnet) => zoneOf(scenario, subnet));
    attachments.set(`${each.network} ${each.gateway}`, { id, zones });
  }
  return [...tablesOfSubnets(scenario)].flatMap(([id, table]) => {
    const zone = zoneOf(scenario, id);
    const network = scenario.subnets?.[id]?.network ?? '';
    if (zone === undefined || table === null) return [];
    const gateways = new Set(routesOfTable(scenario, table).map(({ via }) => via));
    return [...gateways].flatMap((gateway) => {
      const attachment = gateway === undefined ? undefined : attachments.get(`${network} ${gateway}`);
      // A subnet without a zone may stand in any.
      if (attachment === undefined || attachment.zones.includes(zone) || attachment.zones.includes(undefined))
        return [];
      const name = nameOf(id, scenario.subnets?.[id]);
      const message = `${name} does not reach ${gateway}: attachment ${attachment.id} has no subnet in ${zone}`;
      return [finding(message, ['attachments', attachment.id, 'subnets'], false)];
    });
  });
}

function zoneOf(scenario: Scenario, id: string): string | undefined {
  const subnet = scenario.subnets?.[id];
  return subnet?.kind === 'aws-subnet' ? subnet.zone : undefined;
}
