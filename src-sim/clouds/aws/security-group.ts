/**
 * Security groups: one filter per direction at a machine's interface, holding the rules of all its groups (a union, and
 * only permissions, so their order does not matter). Stateful: answers to what was let through pass.
 * A rule that names a group stands for the addresses of that group's members, in any VPC. A group without written
 * outbound rules allows everything out, as a new one does. A machine without groups is not filtered, where AWS would
 * give it the VPC's default group.
 * Left out: untracked connections, time-outs of what is remembered.
 */
import type { FilterRule } from '../../fabric/fabric.ts';
import type { Origin } from '../../fabric/origin.ts';
import { hostPrefix, type Prefix } from '../../quantity/prefix.ts';
import type { RecordOf, Scenario } from '../../scenario/schema.ts';
import { anywhere, type BuildContext } from '../build-context.ts';
import { partOrigin, recordOrigin } from '../record-origin.ts';
import { writtenPorts, writtenPrefix } from '../written.ts';
import { listEntries } from './prefix-list.ts';

type SecurityGroup = Extract<RecordOf<'securityGroups'>, { kind: 'aws-security-group' }>;
type Rule = NonNullable<SecurityGroup['inbound']>[number];
type Direction = 'inbound' | 'outbound';

const LAST_PORT = 65535;

const groupNamed = (scenario: Scenario, id: string): SecurityGroup | null => {
  const group = scenario.securityGroups?.[id];
  return group?.kind === 'aws-security-group' ? group : null;
};

export function guardMachines(context: BuildContext): void {
  for (const { id, record, ports } of context.machines.values()) {
    if (record.kind === 'virtual-machine') guardInterface(context, id, ports, record.securityGroups ?? []);
  }
}

/** `owner` is what remembers the connections; all its ports have the same groups. */
export function guardInterface(
  context: BuildContext,
  owner: string,
  ports: readonly number[],
  groups: readonly string[],
): void {
  const { builder, scenario } = context;
  const known = groups.filter((id) => groupNamed(scenario, id) !== null);
  if (known.length === 0) return;
  const names = known.map((id) => groupNamed(scenario, id)?.name ?? id);
  const subject =
    names.length === 1 ? `security group ${names[0]} has` : `security groups ${names.join(' and ')} have`;
  for (const direction of ['inbound', 'outbound'] as const) {
    const filter = builder.addFilter({
      id: `${owner}:${direction}`,
      stateful: true,
      tracker: owner,
      rules: known.flatMap((id) => rulesOf(context, id, direction)),
      otherwise: `${subject} no ${direction} rule for this packet`,
      origin: recordOrigin('securityGroups', known[0], groupNamed(scenario, known[0])!),
    });
    const side = direction === 'inbound' ? 'ingress' : 'egress';
    for (const port of ports) builder.addPortFilter(port, side, filter);
  }
}

function rulesOf(context: BuildContext, id: string, direction: Direction): FilterRule[] {
  const group = groupNamed(context.scenario, id);
  if (group === null) return [];
  const origin = recordOrigin('securityGroups', id, group);
  const written = group[direction];
  if (written === undefined && direction === 'outbound') return [everythingOut(origin)];
  return (written ?? []).flatMap((rule, n) => {
    const peers = peersOf(context, rule);
    if (peers.length === 0) return [];
    const ports = rule.ports === undefined ? { from: 0, to: LAST_PORT } : writtenPorts(rule.ports);
    return [
      {
        allow: true,
        from: direction === 'inbound' ? peers : [],
        to: direction === 'outbound' ? peers : [],
        protocol: rule.protocol ?? 'any',
        portFrom: ports.from,
        portTo: ports.to,
        sentence: `${direction} rule ${n + 1} of security group ${origin.name} allows ${inWords(rule, direction)}`,
        origin: partOrigin(origin, `${direction}[${n}]`, 'rule'),
      },
    ];
  });
}

function everythingOut(origin: Origin): FilterRule {
  return {
    allow: true,
    from: [],
    to: anywhere,
    protocol: 'any',
    portFrom: 0,
    portTo: LAST_PORT,
    sentence: `security group ${origin.name} has no written outbound rules and so allows everything out`,
    origin,
  };
}

function peersOf({ machines, scenario }: BuildContext, rule: Rule): Prefix[] {
  if (rule.cidr !== undefined) return [writtenPrefix(rule.cidr)];
  if (rule.prefixList !== undefined) return listEntries(scenario, rule.prefixList);
  const { group } = rule;
  if (group === undefined) return [];
  return [...machines.values()]
    .filter(({ record }) => record.kind === 'virtual-machine' && record.securityGroups?.includes(group))
    .flatMap((machine) => machine.addresses.map(hostPrefix));
}

function inWords(rule: Rule, direction: Direction): string {
  const protocol = rule.protocol === undefined || rule.protocol === 'any' ? 'everything' : rule.protocol;
  const ports = rule.ports === undefined ? '' : ` ${rule.ports}`;
  const peer =
    rule.cidr ??
    (rule.prefixList === undefined ? `members of ${rule.group ?? ''}` : `list ${rule.prefixList}`);
  return `${protocol}${ports} ${direction === 'inbound' ? 'from' : 'to'} ${peer}`;
}
