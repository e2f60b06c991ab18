/** Routes that lead to something their owner is not connected to. */
import type { PathStep } from '../../scenario/edit.ts';
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { attachmentsOf, entries, nameOf, tableOfSubnet, vpcRouteTables } from '../design.ts';
import type { Rule } from '../rule.ts';

export const routeDeadEnd: Rule = {
  code: 'route/dead-end',
  severity: 'error',
  title: 'A route leads nowhere',
  why: 'A route whose next hop is not connected to the network is a blackhole: packets that match it are dropped, even where a shorter prefix would lead on.',
  cure: 'Connect the network to the next hop, name another one, or remove the route. A drop that is meant is written as drop: true.',
  find({ scenario }) {
    return [...fromVpcs(scenario), ...fromRouters(scenario), ...fromZones(scenario)];
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
function isConnected(scenario: Scenario, network: string, via: string): boolean | null {
  const gateway = scenario.gateways?.[via];
  if (gateway?.kind === 'aws-internet-gateway') return gateway.network === network;
  if (gateway?.kind === 'aws-transit-gateway') {
    return attachmentsOf(scenario, via).some(([, attachment]) => attachment.network === network);
  }
  const peering = scenario.attachments?.[via];
  if (peering?.kind === 'aws-vpc-peering')
    return peering.requester === network || peering.accepter === network;
  return null;
}

function fromVpcs(scenario: Scenario): Finding[] {
  return vpcRouteTables(scenario).flatMap(([id, table]) =>
    (table.routes ?? []).flatMap(({ to, via }, n) => {
      if (via === undefined || isConnected(scenario, table.network, via) !== false) return [];
      const network = nameOf(table.network, scenario.networks?.[table.network]);
      const message = `the route to ${to} is a blackhole: ${network} is not connected to ${via}`;
      return [finding(message, ['routeTables', id, 'routes', n, 'via'])];
    }),
  );
}

function fromRouters(scenario: Scenario): Finding[] {
  const neighbours = new Set<string>();
  for (const [, { ends }] of entries(scenario.links)) {
    neighbours.add(`${ends[0].to} ${ends[1].to}`).add(`${ends[1].to} ${ends[0].to}`);
  }
  return entries(scenario.devices).flatMap(([id, device]) =>
    (device.routes ?? []).flatMap(({ to, via }, n) => {
      if (via === undefined || neighbours.has(`${id} ${via}`)) return [];
      const message = `the route to ${to} is a blackhole: no wire leads from ${nameOf(id, device)} to ${via}`;
      return [finding(message, ['devices', id, 'routes', n, 'via'])];
    }),
  );
}

/** Subnets whose zone has no interface of the attachment their routes name. */
function fromZones(scenario: Scenario): Finding[] {
  const told = new Set<string>();
  return entries(scenario.subnets).flatMap(([id, subnet]) => {
    const table = tableOfSubnet(scenario, id);
    if (subnet.kind !== 'aws-subnet' || subnet.zone === undefined || table === null) return [];
    return (scenario.routeTables?.[table]?.routes ?? []).flatMap(({ via }) => {
      if (via === undefined || scenario.gateways?.[via]?.kind !== 'aws-transit-gateway') return [];
      const attachments = attachmentsOf(scenario, via).filter(
        ([, { network }]) => network === subnet.network,
      );
      const zones = attachments.flatMap(([, { subnets }]) => subnets.map((each) => zoneOf(scenario, each)));
      const key = `${id} ${via}`;
      if (zones.length === 0 || zones.includes(subnet.zone) || zones.includes(undefined) || told.has(key))
        return [];
      told.add(key);
      const [[attachment]] = attachments;
      const message = `${nameOf(id, subnet)} does not reach ${via}: attachment ${attachment} has no subnet in ${subnet.zone}`;
      return [finding(message, ['attachments', attachment, 'subnets'], false)];
    });
  });
}

function zoneOf(scenario: Scenario, id: string): string | undefined {
  const subnet = scenario.subnets?.[id];
  return subnet?.kind === 'aws-subnet' ? subnet.zone : undefined;
}
