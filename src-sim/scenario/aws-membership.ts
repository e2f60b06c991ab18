/**
 * AWS records that do not fit together although each name leads to a record of the right kind: interfaces in a subnet of
 * another VPC, segments that the policy of a core network does not have.
 */
import type { PathStep } from './edit.ts';
import { siteOfNetwork } from './network-blocks.ts';
import type { Finding } from './problem.ts';
import type { RecordOf, Scenario } from './schema.ts';

type CoreNetwork = Extract<RecordOf<'gateways'>, { kind: 'aws-core-network' }>;

const mismatch = (message: string, path: readonly PathStep[]): Finding => ({
  code: 'document/mismatched-reference',
  severity: 'error',
  message,
  path,
});

const entriesOf = <T>(records: Readonly<Record<string, T>> | undefined): [string, T][] =>
  Object.entries(records ?? {});

function* ofInterfaces(scenario: Scenario): Generator<Finding> {
  for (const [id, gateway] of entriesOf(scenario.gateways)) {
    if (!('interfaces' in gateway) || !('network' in gateway)) continue;
    for (const [n, { subnet }] of gateway.interfaces.entries()) {
      const network = scenario.subnets?.[subnet]?.network;
      if (network === undefined || network === gateway.network) continue;
      const message = `Subnet ${subnet} is part of network ${network}, but ${id} stands in ${gateway.network}.`;
      yield mismatch(message, ['gateways', id, 'interfaces', n, 'subnet']);
    }
  }
}

function* ofSubnets(scenario: Scenario): Generator<Finding> {
  for (const [id, subnet] of entriesOf(scenario.subnets)) {
    if (subnet.kind !== 'aws-subnet' || subnet.networkAcl === undefined) continue;
    const acl = scenario.securityGroups?.[subnet.networkAcl];
    if (acl?.kind !== 'aws-network-acl' || acl.network === subnet.network) continue;
    const message = `Network ACL ${subnet.networkAcl} belongs to network ${acl.network}, but ${id} is a subnet of ${subnet.network}.`;
    yield mismatch(message, ['subnets', id, 'networkAcl']);
  }
}

/** Route tables of gateways and gateways of route tables: both belong to one VPC. */
function* ofRouteTables(scenario: Scenario): Generator<Finding> {
  for (const [id, gateway] of entriesOf(scenario.gateways)) {
    if (gateway.kind !== 'aws-internet-gateway' || gateway.routeTable === undefined) continue;
    const table = scenario.routeTables?.[gateway.routeTable];
    if (table?.kind !== 'aws-route-table' || table.network === gateway.network) continue;
    const message = `Route table ${gateway.routeTable} belongs to network ${table.network}, but ${id} to ${gateway.network}.`;
    yield mismatch(message, ['gateways', id, 'routeTable']);
  }
  for (const [id, table] of entriesOf(scenario.routeTables)) {
    if (table.kind !== 'aws-route-table') continue;
    for (const [n, name] of (table.propagation ?? []).entries()) {
      const gateway = scenario.gateways?.[name];
      if (gateway?.kind !== 'aws-virtual-private-gateway' || gateway.network === table.network) continue;
      const message = `Gateway ${name} belongs to network ${gateway.network}, but this table to ${table.network}.`;
      yield mismatch(message, ['routeTables', id, 'propagation', n]);
    }
  }
}

function* ofCoreNetworks(scenario: Scenario): Generator<Finding> {
  for (const [id, core] of entriesOf(scenario.gateways)) {
    if (core.kind !== 'aws-core-network') continue;
    yield* ofPolicy(id, core);
    for (const [attachment, record] of entriesOf(scenario.attachments)) {
      if (record.kind === 'aws-core-network-attachment' && record.gateway === id)
        yield* ofAttachment(scenario, id, core, attachment, record);
    }
  }
}

function* ofPolicy(id: string, core: CoreNetwork): Generator<Finding> {
  const segments = new Set(core.segments.map(({ name }) => name));
  const groups = new Set(core.functionGroups);
  const named: [string, PathStep[]][] = [];
  for (const [n, { segment, with: others }] of (core.sharing ?? []).entries()) {
    named.push([segment, ['sharing', n, 'segment']]);
    for (const [m, other] of others.entries()) named.push([other, ['sharing', n, 'with', m]]);
  }
  for (const [n, { segment }] of (core.routes ?? []).entries())
    named.push([segment, ['routes', n, 'segment']]);
  for (const [n, { segment, with: others, functionGroup }] of (core.insertion ?? []).entries()) {
    named.push([segment, ['insertion', n, 'segment']]);
    for (const [m, other] of (others ?? []).entries()) named.push([other, ['insertion', n, 'with', m]]);
    if (groups.has(functionGroup)) continue;
    const message = `Core network ${id} has no network function group ${functionGroup}.`;
    yield mismatch(message, ['gateways', id, 'insertion', n, 'functionGroup']);
  }
  for (const [segment, path] of named) {
    if (segments.has(segment)) continue;
    yield mismatch(`Core network ${id} has no segment ${segment}.`, ['gateways', id, ...path]);
  }
}

function* ofAttachment(
  scenario: Scenario,
  id: string,
  core: CoreNetwork,
  attachment: string,
  record: Extract<RecordOf<'attachments'>, { kind: 'aws-core-network-attachment' }>,
): Generator<Finding> {
  const { segment, functionGroup, network, subnets } = record;
  if (segment !== undefined && !core.segments.some(({ name }) => name === segment))
    yield mismatch(`Core network ${id} has no segment ${segment}.`, ['attachments', attachment, 'segment']);
  if (functionGroup !== undefined && core.functionGroups?.includes(functionGroup) !== true) {
    const message = `Core network ${id} has no network function group ${functionGroup}.`;
    yield mismatch(message, ['attachments', attachment, 'functionGroup']);
  }
  const site = siteOfNetwork(scenario.networks?.[network]);
  if (site !== undefined && !core.edges.includes(site)) {
    const message = `Core network ${id} has no edge in ${site}, where ${network} stands.`;
    yield mismatch(message, ['attachments', attachment, 'network']);
  }
  for (const [n, name] of subnets.entries()) {
    const owner = scenario.subnets?.[name]?.network;
    if (owner === undefined || owner === network) continue;
    const message = `Subnet ${name} is part of network ${owner}, but this attachment is for network ${network}.`;
    yield mismatch(message, ['attachments', attachment, 'subnets', n]);
  }
}

export function* awsMembershipFindings(scenario: Scenario): Generator<Finding> {
  yield* ofInterfaces(scenario);
  yield* ofSubnets(scenario);
  yield* ofRouteTables(scenario);
  yield* ofCoreNetworks(scenario);
}
