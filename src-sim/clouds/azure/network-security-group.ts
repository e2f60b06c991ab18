/**
 * Network security groups: for each machine the one of its subnet and the one of its interface, each as one filter per
 * direction with a memory of its own; both have to let a packet in or out. Rules are asked in the order of priority, then
 * Azure's default rules (65000 within the virtual network, 65001 load balancer or internet, 65500 the rest).
 * Service tags: VirtualNetwork is whatever the effective routes of the subnet lead to that is not the internet (own blocks,
 * peers, learned prefixes, prefixes of user-defined routes); Internet is public space outside it; AzureLoadBalancer is the
 * one address health probes come from. Groups of a private endpoint count only where its subnet has endpoint policies.
 * Left out: tags of Azure's services, several interfaces, flow time-outs, security admin rules of Virtual Network Manager.
 */
import type { Filter, FilterRule } from '../../fabric/fabric.ts';
import type { Origin } from '../../fabric/origin.ts';
import { hostPrefix, type Prefix } from '../../quantity/prefix.ts';
import { difference } from '../../quantity/prefix-set.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { anywhere, type BuildContext, type Machine } from '../build-context.ts';
import { partOrigin, recordOrigin } from '../record-origin.ts';
import { writtenPorts, writtenPrefix } from '../written.ts';
import type { SubnetPart, VnetPart } from './azure-parts.ts';
import { privateSpace } from './effective-routes.ts';

type Group = Extract<RecordOf<'securityGroups'>, { kind: 'azure-network-security-group' }>;
type Rule = NonNullable<Group['inbound']>[number];
type Direction = 'inbound' | 'outbound';
type Tags = Readonly<Record<'VirtualNetwork' | 'Internet' | 'AzureLoadBalancer', readonly Prefix[]>>;

const LAST_PORT = 65_535;
/** The virtual public address of every Azure host. */
const probes = writtenPrefix('168.63.129.16/32');
const uniqueLocal = writtenPrefix('fc00::/7');

export function guardMachinesOf(context: BuildContext, vnet: VnetPart): void {
  for (const subnet of vnet.subnets) {
    for (const { machine } of subnet.members) {
      const guarded = machine === null ? undefined : context.machines.get(machine);
      if (guarded !== undefined) guardMachine(context, subnet, guarded);
    }
  }
}

function guardMachine(context: BuildContext, subnet: SubnetPart, machine: Machine): void {
  const { record } = machine;
  if (record.kind === 'azure-private-endpoint') sayNothingFirst(context, machine);
  if (record.kind === 'azure-private-endpoint' && subnet.record.endpointPolicies !== true) return;
  const named = record.kind === 'virtual-machine' ? (record.securityGroups ?? []) : [];
  const groups = [
    ...(subnet.record.securityGroup === undefined ? [] : [['subnet', subnet.record.securityGroup] as const]),
    ...named.map((id) => ['interface', id] as const),
  ].flatMap(([place, id]) => {
    const group = groupOf(context, id);
    return group === null ? [] : [{ place, id, group }];
  });
  if (groups.length === 0) return;
  const tags = tagsOf(subnet);
  for (const direction of ['inbound', 'outbound'] as const) {
    // Inwards the subnet's group comes first, outwards the interface's.
    for (const { place, id, group } of direction === 'inbound' ? groups : groups.toReversed()) {
      const filter = filterOf(context, tags, { machine: machine.id, place, id, group, direction });
      const index = context.builder.addFilter(filter);
      const side = direction === 'inbound' ? 'ingress' : 'egress';
      for (const port of machine.ports) context.builder.addPortFilter(port, side, index);
    }
  }
}

/** A private endpoint answers and never opens a connection. */
function sayNothingFirst({ builder }: BuildContext, { id, origin, ports }: Machine): void {
  const everything = { from: [], to: anywhere, protocol: 'any', portFrom: 0, portTo: LAST_PORT } as const;
  const sentence = `private endpoint ${origin.name} takes connections`;
  const shared = { stateful: true, tracker: id, origin };
  const inward = builder.addFilter({
    ...shared,
    id: `${id}:in`,
    rules: [{ ...everything, allow: true, sentence, origin }],
    otherwise: sentence,
  });
  const outward = builder.addFilter({
    ...shared,
    id: `${id}:out`,
    rules: [],
    otherwise: `private endpoint ${origin.name} opens no connections, it only answers`,
  });
  for (const port of ports) {
    builder.addPortFilter(port, 'ingress', inward);
    builder.addPortFilter(port, 'egress', outward);
  }
}

function groupOf({ scenario }: BuildContext, id: string): Group | null {
  const group = scenario.securityGroups?.[id];
  return group?.kind === 'azure-network-security-group' ? group : null;
}

function tagsOf({ effective }: SubnetPart): Tags {
  const inside = effective.filter(({ hop }) => hop.kind !== 'internet' && hop.kind !== 'none');
  const routed = inside.map(({ prefix }) => prefix);
  const own = routed.filter(({ length }) => length > 0);
  return {
    VirtualNetwork: [...routed, probes],
    Internet: difference(anywhere, [...own, ...privateSpace, uniqueLocal]),
    AzureLoadBalancer: [probes],
  };
}

interface Placed {
  readonly machine: string;
  readonly place: string;
  readonly id: string;
  readonly group: Group;
  readonly direction: Direction;
}

function filterOf(context: BuildContext, tags: Tags, placed: Placed): Filter {
  const { machine, place, id, group, direction } = placed;
  const origin = recordOrigin('securityGroups', id, group);
  const written = (group[direction] ?? []).map((rule, n) => ({ rule, n }));
  const ordered = written.toSorted((a, b) => a.rule.priority - b.rule.priority);
  return {
    id: `${machine}:${place} ${direction}`,
    stateful: true,
    tracker: `${machine}:${place}`,
    rules: [
      ...ordered.flatMap(({ rule, n }) =>
        writtenRule(context, tags, rule, direction, partOrigin(origin, `${direction}[${n}]`, 'rule')),
      ),
      ...defaultRules(tags, direction, origin),
    ],
    otherwise: `${direction} default rule 65500 of network security group ${origin.name} denies this packet`,
    origin,
  };
}

function writtenRule(
  context: BuildContext,
  tags: Tags,
  rule: Rule,
  direction: Direction,
  origin: Origin,
): FilterRule[] {
  const from = side(context, tags, rule.from, rule.fromGroups);
  const to = side(context, tags, rule.to, rule.toGroups);
  if (from === null || to === null) return [];
  const ports = rule.ports === undefined ? { from: 0, to: LAST_PORT } : writtenPorts(rule.ports);
  return [
    {
      allow: rule.access === 'allow',
      from,
      to,
      protocol: rule.protocol ?? 'any',
      portFrom: ports.from,
      portTo: ports.to,
      sentence: `${direction} rule ${rule.priority} of network security group ${origin.name} ${inWords(rule)}`,
      origin,
    },
  ];
}

/** Null: groups without members, which match nothing. Empty: any address. */
function side(
  { machines }: BuildContext,
  tags: Tags,
  addresses: Rule['from'],
  groups: Rule['fromGroups'],
): readonly Prefix[] | null {
  if (addresses === undefined && groups === undefined) return [];
  const prefixes = [addresses ?? []].flat().flatMap((text) => {
    return text in tags ? tags[text as keyof Tags] : [writtenPrefix(text)];
  });
  const members = [...machines.values()].filter(
    ({ record }) =>
      record.kind === 'virtual-machine' && record.securityGroups?.some((id) => groups?.includes(id)),
  );
  const all = [...prefixes, ...members.flatMap((machine) => machine.addresses.map(hostPrefix))];
  return all.length === 0 ? null : all;
}

function inWords(rule: Rule): string {
  const what = rule.protocol === undefined || rule.protocol === 'any' ? 'everything' : rule.protocol;
  const named = (addresses: Rule['from'], groups: Rule['fromGroups'], word: string): string => {
    const list = [...[addresses ?? []].flat(), ...(groups ?? [])];
    return list.length === 0 ? '' : ` ${word} ${list.slice(0, 3).join(', ')}${list.length > 3 ? ', …' : ''}`;
  };
  const verb = rule.access === 'allow' ? 'allows' : 'denies';
  const ports = rule.ports === undefined ? '' : ` ${rule.ports}`;
  return `${verb} ${what}${ports}${named(rule.from, rule.fromGroups, 'from')}${named(rule.to, rule.toGroups, 'to')}`;
}

function defaultRules(tags: Tags, direction: Direction, origin: Origin): FilterRule[] {
  const { VirtualNetwork, Internet, AzureLoadBalancer } = tags;
  const rule = (
    number: number,
    from: readonly Prefix[],
    to: readonly Prefix[],
    words: string,
  ): FilterRule => ({
    allow: true,
    from,
    to,
    protocol: 'any',
    portFrom: 0,
    portTo: LAST_PORT,
    sentence: `${direction} default rule ${number} of network security group ${origin.name} allows ${words}`,
    origin,
  });
  return [
    rule(65_000, VirtualNetwork, VirtualNetwork, 'VirtualNetwork to VirtualNetwork'),
    direction === 'inbound'
      ? rule(65_001, AzureLoadBalancer, [], 'everything from AzureLoadBalancer')
      : rule(65_001, [], Internet, 'everything to Internet'),
  ];
}
