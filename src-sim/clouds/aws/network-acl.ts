/**
 * Network ACLs: two stateless filters of a subnet, asked in the order of their rule numbers; what no rule matches is
 * refused. They stand between the subnet and the VPC, so members of one subnet do not pass them. Interfaces that routes
 * lead to (transit gateway attachments, firewall and load balancer endpoints) are guarded by the ACL of the subnet they
 * stand in. A subnet without an ACL, in a VPC without a default one, lets everything pass, as a new default ACL does.
 * Left out: the exemption of a machine in the subnet of an attachment from that subnet's outbound rules.
 */
import type { FilterRule } from '../../fabric/fabric.ts';
import type { RecordOf, Scenario } from '../../scenario/schema.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { partOrigin, recordOrigin } from '../record-origin.ts';
import { writtenPorts, writtenPrefix } from '../written.ts';
import type { AwsParts, SubnetPart } from './aws-parts.ts';

type NetworkAcl = Extract<RecordOf<'securityGroups'>, { kind: 'aws-network-acl' }>;

const directions = ['inbound', 'outbound'] as const;
type Direction = (typeof directions)[number];

const LAST_PORT = 65535;

export function guardSubnets(context: BuildContext, parts: AwsParts): void {
  const acls = recordsOf(context.scenario.securityGroups).flatMap(([id, record]): [string, NetworkAcl][] =>
    record.kind === 'aws-network-acl' ? [[id, record]] : [],
  );
  if (acls.length === 0) return;
  const known = new Map<SubnetPart, Readonly<Record<Direction, number>> | null>();
  const guardsOf = (subnet: SubnetPart): Readonly<Record<Direction, number>> | null => {
    const made = known.get(subnet);
    if (made !== undefined) return made;
    const guards = guardsFor(context, acls, subnet);
    known.set(subnet, guards);
    return guards;
  };
  const { builder } = context;
  for (const subnet of parts.subnets.values()) {
    const guards = guardsOf(subnet);
    if (guards === null) continue;
    builder.addPortFilter(subnet.up, 'ingress', guards.inbound);
    builder.addPortFilter(subnet.up, 'egress', guards.outbound);
  }
  for (const { subnet, port } of parts.interfacePorts) {
    const guards = guardsOf(subnet);
    if (guards === null) continue;
    builder.addPortFilter(port, 'egress', guards.inbound);
    builder.addPortFilter(port, 'ingress', guards.outbound);
  }
}

type Acls = readonly (readonly [string, NetworkAcl])[];

function aclOf(scenario: Scenario, acls: Acls, { id, vpc }: SubnetPart): Acls[number] | undefined {
  const subnet = scenario.subnets?.[id];
  const named = subnet?.kind === 'aws-subnet' ? subnet.networkAcl : undefined;
  return acls.find(([acl, record]) =>
    named === undefined ? record.default === true && record.network === vpc.id : acl === named,
  );
}

function guardsFor(
  { scenario, builder }: BuildContext,
  acls: Acls,
  subnet: SubnetPart,
): Readonly<Record<Direction, number>> | null {
  const found = aclOf(scenario, acls, subnet);
  if (found === undefined) return null;
  const [id, record] = found;
  const origin = recordOrigin('securityGroups', id, record);
  const [inbound, outbound] = directions.map((direction) =>
    builder.addFilter({
      id: `${id}:${direction}@${subnet.id}`,
      stateful: false,
      tracker: `${id}:${direction}@${subnet.id}`,
      rules: rulesOf(record, direction, origin),
      otherwise: `network ACL ${origin.name} has no ${direction} rule for this packet`,
      origin,
    }),
  );
  return { inbound, outbound };
}

function rulesOf(
  record: NetworkAcl,
  direction: Direction,
  origin: ReturnType<typeof recordOrigin>,
): FilterRule[] {
  const written = [...(record[direction] ?? []).entries()].sort(([, a], [, b]) => a.rule - b.rule);
  return written.map(([n, rule]) => {
    const peer = [writtenPrefix(rule.cidr)];
    const ports = rule.ports === undefined ? { from: 0, to: LAST_PORT } : writtenPorts(rule.ports);
    const protocol = rule.protocol ?? 'any';
    const what = protocol === 'any' ? 'everything' : protocol;
    const which = rule.ports === undefined ? '' : ` ${rule.ports}`;
    const verb = rule.action === 'allow' ? 'allows' : 'denies';
    const side = direction === 'inbound' ? 'from' : 'to';
    return {
      allow: rule.action === 'allow',
      from: direction === 'inbound' ? peer : [],
      to: direction === 'outbound' ? peer : [],
      protocol,
      portFrom: ports.from,
      portTo: ports.to,
      sentence: `${direction} rule ${rule.rule} of network ACL ${origin.name} ${verb} ${what}${which} ${side} ${rule.cidr}`,
      origin: partOrigin(origin, `${direction}[${n}]`, 'rule'),
    };
  });
}
