/**
 * Azure and VMware records that do not fit together although each name leads to a record of the right kind: a peering of a
 * network with itself, a route table of another hub, a segment on a gateway of another private cloud.
 */
import type { PathStep } from './edit.ts';
import type { Finding } from './problem.ts';
import type { Scenario } from './schema.ts';

const mismatch = (message: string, path: readonly PathStep[]): Finding => ({
  code: 'document/mismatched-reference',
  severity: 'error',
  message,
  path,
});

const entriesOf = <T>(records: Readonly<Record<string, T>> | undefined): [string, T][] =>
  Object.entries(records ?? {});

export function* azureMembershipFindings(scenario: Scenario): Generator<Finding> {
  yield* ofAttachments(scenario);
  yield* ofFirewalls(scenario);
  yield* ofHubs(scenario);
  yield* ofGroups(scenario);
  yield* ofPrivateClouds(scenario);
}

function* ofAttachments(scenario: Scenario): Generator<Finding> {
  for (const [id, record] of entriesOf(scenario.attachments)) {
    const path = ['attachments', id];
    if (record.kind === 'azure-vnet-peering' && record.ends[0].network === record.ends[1].network) {
      const message = `A peering joins two networks; both ends are ${record.ends[0].network} here.`;
      yield mismatch(message, [...path, 'ends', 1, 'network']);
    }
    if (record.kind === 'azure-global-reach' && record.circuits[0] === record.circuits[1]) {
      yield mismatch(`Global Reach joins two circuits; both are ${record.circuits[0]} here.`, [
        ...path,
        'circuits',
        1,
      ]);
    }
    if (
      record.kind === 'azure-connectivity' &&
      record.topology === 'hub-and-spoke' &&
      record.hub === undefined
    ) {
      yield mismatch('A hub-and-spoke configuration names its hub.', path);
    }
    if (record.kind !== 'azure-virtual-hub-connection') continue;
    if (record.association === undefined) continue;
    const table = scenario.routeTables?.[record.association];
    if (table?.kind !== 'azure-virtual-hub-route-table' || table.hub === record.hub) continue;
    const message = `Route table ${record.association} belongs to hub ${table.hub}, but this connection is on ${record.hub}.`;
    yield mismatch(message, [...path, 'association']);
  }
}

function* ofFirewalls(scenario: Scenario): Generator<Finding> {
  for (const [id, gateway] of entriesOf(scenario.gateways)) {
    if (gateway.kind !== 'azure-firewall') continue;
    if ((gateway.subnet === undefined) !== (gateway.hub === undefined)) continue;
    yield mismatch('A firewall stands either in a subnet or in a virtual hub: name one of them.', [
      'gateways',
      id,
    ]);
  }
}

function* ofHubs(scenario: Scenario): Generator<Finding> {
  for (const [id, hub] of entriesOf(scenario.networks)) {
    if (hub.kind !== 'azure-virtual-hub') continue;
    for (const traffic of ['private', 'internet'] as const) {
      const name = hub.routingIntent?.[traffic];
      const firewall = name === undefined ? undefined : scenario.gateways?.[name];
      if (firewall?.kind !== 'azure-firewall' || firewall.hub === id) continue;
      const message = `Firewall ${name} does not stand in hub ${id}, so its routing intent cannot lead there.`;
      yield mismatch(message, ['networks', id, 'routingIntent', traffic]);
    }
  }
}

/** At most one security group of an interface; the others are groups of machines. */
function* ofGroups(scenario: Scenario): Generator<Finding> {
  for (const [id, workload] of entriesOf(scenario.workloads)) {
    if (workload.kind !== 'virtual-machine') continue;
    const named = (workload.securityGroups ?? []).map((name, index) => ({ name, index }));
    const guards = named.filter(
      ({ name }) => scenario.securityGroups?.[name]?.kind === 'azure-network-security-group',
    );
    for (const { name, index } of guards.slice(1)) {
      const message = `${id} has network security group ${guards[0].name} already; ${name} would be a second one at its interface.`;
      yield mismatch(message, ['workloads', id, 'securityGroups', index]);
    }
  }
}

function* ofPrivateClouds(scenario: Scenario): Generator<Finding> {
  for (const [id, subnet] of entriesOf(scenario.subnets)) {
    if (subnet.kind !== 'nsx-segment' || subnet.gateway === undefined) continue;
    const gateway = scenario.gateways?.[subnet.gateway];
    if (gateway?.kind !== 'nsx-tier-1' || gateway.network === subnet.network) continue;
    const message = `Gateway ${subnet.gateway} belongs to private cloud ${gateway.network}, but ${id} is a segment of ${subnet.network}.`;
    yield mismatch(message, ['subnets', id, 'gateway']);
  }
  for (const [id, group] of entriesOf(scenario.securityGroups)) {
    if (group.kind !== 'nsx-distributed-firewall') continue;
    for (const [index, name] of (group.segments ?? []).entries()) {
      const segment = scenario.subnets?.[name];
      if (segment === undefined || segment.network === group.network) continue;
      const message = `Segment ${name} is part of ${segment.network}, but this firewall belongs to ${group.network}.`;
      yield mismatch(message, ['securityGroups', id, 'segments', index]);
    }
  }
}
