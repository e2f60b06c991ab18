/**
 * References that each name a record of the right kind but do not fit together: a subnet of another network, a route
 * table of another gateway. Only for documents the schema has accepted.
 */
import { awsMembershipFindings } from './aws-membership.ts';
import { azureMembershipFindings } from './azure-membership.ts';
import { connectionMembershipFindings } from './connection-membership.ts';
import type { PathStep } from './edit.ts';
import { gcpMembershipFindings } from './gcp-membership.ts';
import { hostMembershipFindings } from './host-membership.ts';
import type { Finding } from './problem.ts';
import type { Scenario } from './schema.ts';
import { switchingMembershipFindings } from './switching-membership.ts';

function mismatch(message: string, path: readonly PathStep[]): Finding {
  return { code: 'document/mismatched-reference', severity: 'error', message, path };
}

/** Null where a name leads nowhere: that is reported as what it is. */
const differs = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a !== b;

function* ofSubnets(scenario: Scenario): Generator<Finding> {
  for (const [id, subnet] of Object.entries(scenario.subnets ?? {})) {
    if (subnet.kind !== 'aws-subnet' || subnet.routeTable === undefined) continue;
    const table = scenario.routeTables?.[subnet.routeTable];
    if (table?.kind !== 'aws-route-table' || !differs(table.network, subnet.network)) continue;
    const message = `Route table ${subnet.routeTable} belongs to network ${table.network}, but ${id} is a subnet of ${subnet.network}.`;
    yield mismatch(message, ['subnets', id, 'routeTable']);
  }
}

function* ofAttachments(scenario: Scenario): Generator<Finding> {
  for (const [id, attachment] of Object.entries(scenario.attachments ?? {})) {
    if (attachment.kind !== 'aws-transit-gateway-attachment') continue;
    for (const [index, name] of attachment.subnets.entries()) {
      const network = scenario.subnets?.[name]?.network;
      if (!differs(network, attachment.network)) continue;
      const message = `Subnet ${name} is part of network ${network}, but this attachment is for network ${attachment.network}.`;
      yield mismatch(message, ['attachments', id, 'subnets', index]);
    }
    const tables: (readonly [string, readonly PathStep[]])[] = (attachment.propagation ?? []).map(
      (name, index) => [name, ['propagation', index]],
    );
    if (attachment.association !== undefined) tables.push([attachment.association, ['association']]);
    for (const [name, steps] of tables) {
      const table = scenario.routeTables?.[name];
      if (table?.kind !== 'aws-transit-gateway-route-table' || !differs(table.gateway, attachment.gateway))
        continue;
      const message = `Route table ${name} belongs to gateway ${table.gateway}, but this attachment is on ${attachment.gateway}.`;
      yield mismatch(message, ['attachments', id, ...steps]);
    }
  }
}

function* ofTransitRoutes(scenario: Scenario): Generator<Finding> {
  for (const [id, table] of Object.entries(scenario.routeTables ?? {})) {
    if (table.kind !== 'aws-transit-gateway-route-table') continue;
    for (const [index, route] of (table.routes ?? []).entries()) {
      const attachment = route.via === undefined ? undefined : scenario.attachments?.[route.via];
      if (
        attachment?.kind !== 'aws-transit-gateway-attachment' ||
        !differs(attachment.gateway, table.gateway)
      )
        continue;
      const message = `Attachment ${route.via} is on gateway ${attachment.gateway}, but this table belongs to ${table.gateway}.`;
      yield mismatch(message, ['routeTables', id, 'routes', index, 'via']);
    }
  }
}

function* ofWorkloads(scenario: Scenario): Generator<Finding> {
  for (const [id, workload] of Object.entries(scenario.workloads ?? {})) {
    const network = scenario.subnets?.[workload.subnet]?.network;
    const groups = workload.kind === 'virtual-machine' ? (workload.securityGroups ?? []) : [];
    for (const [index, name] of groups.entries()) {
      const group = scenario.securityGroups?.[name];
      // Some groups belong to a region and guard machines of any network there.
      const owner = group !== undefined && 'network' in group ? group.network : undefined;
      if (!differs(owner, network)) continue;
      const message = `Security group ${name} belongs to network ${owner}, but ${id} stands in network ${network}.`;
      yield mismatch(message, ['workloads', id, 'securityGroups', index]);
    }
  }
}

function* ofPeerings(scenario: Scenario): Generator<Finding> {
  for (const [id, attachment] of Object.entries(scenario.attachments ?? {})) {
    if (attachment.kind !== 'aws-vpc-peering' || attachment.requester !== attachment.accepter) continue;
    yield mismatch(`A peering joins two networks; both ends are ${attachment.accepter} here.`, [
      'attachments',
      id,
      'accepter',
    ]);
  }
}

export function* membershipFindings(scenario: Scenario): Generator<Finding> {
  yield* awsMembershipFindings(scenario);
  yield* azureMembershipFindings(scenario);
  yield* gcpMembershipFindings(scenario);
  yield* connectionMembershipFindings(scenario);
  yield* ofSubnets(scenario);
  yield* ofAttachments(scenario);
  yield* ofTransitRoutes(scenario);
  yield* ofWorkloads(scenario);
  yield* ofPeerings(scenario);
  yield* switchingMembershipFindings(scenario);
  yield* hostMembershipFindings(scenario);
}
