/** Routes that lead to something their owner is not connected to. */
import type { PathStep } from '../../scenario/edit.ts';
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { attachmentsOf, entries, nameOf, tablesOfSubnets, vpcRouteTables } from '../design.ts';
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
function isConnected(
  scenario: Scenario,
  attached: ReadonlySet<string>,
  network: string,
  via: string,
): boolean | null {
  const gateway = scenario.gateways?.[via];
  if (gateway?.kind === 'aws-internet-gateway') return gateway.network === network;
  if (gateway?.kind === 'aws-transit-gateway') return attached.has(`${network} ${via}`);
  const peering = scenario.attachments?.[via];
  if (peering?.kind === 'aws-vpc-peering')
    return peering.requester === network || peering.accepter === network;
  return null;
}

function fromVpcs(scenario: Scenario): Finding[] {
  const attached = new Set(
    entries(scenario.gateways).flatMap(([gateway]) =>
      attachmentsOf(scenario, gateway).map(([, { network }]) => `${network} ${gateway}`),
    ),
  );
  return vpcRouteTables(scenario).flatMap(([id, table]) =>
    (table.routes ?? []).flatMap(({ to, via }, n) => {
      if (via === undefined || isConnected(scenario, attached, table.network, via) !== false) return [];
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
  const attachments = new Map<
    string,
    { readonly id: string; readonly zones: readonly (string | undefined)[] }
  >();
  for (const [gateway] of entries(scenario.gateways)) {
    for (const [id, { network, subnets }] of attachmentsOf(scenario, gateway)) {
      attachments.set(`${network} ${gateway}`, {
        id,
        zones: subnets.map((subnet) => zoneOf(scenario, subnet)),
      });
    }
  }
  return [...tablesOfSubnets(scenario)].flatMap(([id, table]) => {
    const zone = zoneOf(scenario, id);
    const network = scenario.subnets?.[id]?.network ?? '';
    if (zone === undefined || table === null) return [];
    const gateways = new Set((scenario.routeTables?.[table]?.routes ?? []).map(({ via }) => via));
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
