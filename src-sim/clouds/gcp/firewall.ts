/**
 * Firewalls of a machine, one filter per direction with a common memory. Asked in this order: policies of the organisation, of
 * folders, the rules of the VPC network by priority (a deny before an allow of the same one), policies of the network, and the
 * implied rules, which let everything out and nothing in.
 * Source tags and service accounts stand for the addresses of machines of the same network.
 * Left out: secure tags, FQDN, location and threat lists, address groups, mirroring, connection time-outs, and the traffic that
 * is always allowed (metadata server, DHCP) or always blocked (GRE, SMTP outside).
 */
import type { Filter, FilterRule } from '../../fabric/fabric.ts';
import type { Origin } from '../../fabric/origin.ts';
import type { Protocol } from '../../fabric/protocol.ts';
import { hostPrefix, type Prefix } from '../../quantity/prefix.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { type BuildContext, type Machine, recordsOf } from '../build-context.ts';
import { partOrigin, recordOrigin } from '../record-origin.ts';
import { writtenPorts, writtenPrefix } from '../written.ts';
import { flattenLevels, type LevelRule } from './firewall-levels.ts';
import type { GcpParts, NetworkPart } from './gcp-parts.ts';
import { guardEndpoint } from './psc-endpoint.ts';
import { tagsOf } from './subnet.ts';

type Security = RecordOf<'securityGroups'>;
type NetworkRule = Extract<Security, { kind: 'gcp-firewall-rule' }>;
type Policy = Extract<Security, { kind: 'gcp-firewall-policy' }>;
type Direction = 'ingress' | 'egress';

const LAST_PORT = 65_535;

export function guardMachines(context: BuildContext, parts: GcpParts): void {
  for (const machine of context.machines.values()) {
    const subnet = parts.subnets.get(machine.record.subnet);
    if (subnet === undefined) continue;
    const { network } = subnet.core;
    if (machine.record.kind === 'gcp-psc-endpoint') guardEndpoint(context, network, machine);
    else guardMachine(context, parts, network, machine);
  }
}

function guardMachine(context: BuildContext, parts: GcpParts, network: NetworkPart, machine: Machine): void {
  const { builder } = context;
  for (const direction of ['ingress', 'egress'] as const) {
    const levels = [
      ...policyLevels(context, network, machine, direction, 'organisation'),
      ...policyLevels(context, network, machine, direction, 'folder'),
      networkLevel(context, parts, network, machine, direction),
      ...policyLevels(context, network, machine, direction, 'network'),
    ];
    const implied = impliedRule(network.origin, direction);
    const rules = flattenLevels(levels, implied);
    const filter: Filter = {
      id: `${machine.id}:${direction}`,
      stateful: true,
      tracker: machine.id,
      rules: implied.allow ? [...rules, implied] : rules,
      otherwise: implied.sentence,
      origin: network.origin,
    };
    const index = builder.addFilter(filter);
    for (const port of machine.ports) builder.addPortFilter(port, direction, index);
  }
}

function impliedRule(origin: Origin, direction: Direction): FilterRule {
  const sentences = {
    ingress: `no ingress rule of VPC network ${origin.name} lets this packet in`,
    egress: `the implied rule of VPC network ${origin.name} lets everything out`,
  };
  const everything = { from: [], to: [], protocol: 'any', portFrom: 0, portTo: LAST_PORT } as const;
  return { ...everything, allow: direction === 'egress', sentence: sentences[direction], origin };
}

function policyLevels(
  { scenario }: BuildContext,
  network: NetworkPart,
  machine: Machine,
  direction: Direction,
  level: Policy['level'],
): LevelRule[][] {
  return recordsOf(scenario.securityGroups).flatMap(([id, policy]) => {
    if (policy.kind !== 'gcp-firewall-policy' || policy.level !== level) return [];
    if (!(policy.networks?.includes(network.id) ?? level !== 'network')) return [];
    const whole = recordOrigin('securityGroups', id, policy);
    const rules = policy.rules
      .map((rule, n) => ({ rule, n }))
      .filter(({ rule }) => (rule.direction ?? 'ingress') === direction && isTarget(rule, machine))
      .toSorted((a, b) => a.rule.priority - b.rule.priority);
    return [
      rules.flatMap(({ rule, n }) => {
        const peers = (rule.ranges ?? []).map(writtenPrefix);
        const said = `${direction} rule ${rule.priority} of firewall policy ${whole.name}`;
        return levelRules(rule, direction, peers, said, partOrigin(whole, `rules[${n}]`, 'rule'));
      }),
    ];
  });
}

function networkLevel(
  context: BuildContext,
  parts: GcpParts,
  network: NetworkPart,
  machine: Machine,
  direction: Direction,
): LevelRule[] {
  const usual = context.facts.number('gcp.firewall.priority', 'priority');
  const rules = recordsOf(context.scenario.securityGroups).flatMap(([id, rule]) => {
    if (rule.kind !== 'gcp-firewall-rule' || rule.network !== network.id || rule.disabled === true) return [];
    if ((rule.direction ?? 'ingress') !== direction || !isTarget(rule, machine)) return [];
    return [{ id, rule, priority: rule.priority ?? usual }];
  });
  const order = (action: NetworkRule['action']): number => (action === 'deny' ? 0 : 1);
  const sorted = rules.toSorted(
    (a, b) => a.priority - b.priority || order(a.rule.action) - order(b.rule.action),
  );
  return sorted.flatMap(({ id, rule }) => {
    const origin = recordOrigin('securityGroups', id, rule);
    const peers = peersOf(context, parts, network, rule);
    const said = `${direction} firewall rule ${origin.name}`;
    return peers === null ? [] : levelRules(rule, direction, peers, said, origin);
  });
}

interface Targeted {
  readonly targetTags?: readonly string[] | undefined;
  readonly targetServiceAccounts?: readonly string[] | undefined;
}

function isTarget({ targetTags, targetServiceAccounts }: Targeted, machine: Machine): boolean {
  if (targetTags === undefined && targetServiceAccounts === undefined) return true;
  return isOneOf(machine, targetTags, targetServiceAccounts);
}

function isOneOf(
  machine: Machine,
  tags: readonly string[] | undefined,
  accounts: readonly string[] | undefined,
): boolean {
  const account = machine.record.kind === 'virtual-machine' ? machine.record.serviceAccount : undefined;
  const tagged = tags !== undefined && tagsOf(machine).some((tag) => tags.includes(tag));
  return tagged || (account !== undefined && accounts !== undefined && accounts.includes(account));
}

/** Empty: any; null: nobody, as of a tag that no machine has. */
function peersOf(
  { machines }: BuildContext,
  parts: GcpParts,
  network: NetworkPart,
  { ranges, sourceTags, sourceServiceAccounts }: NetworkRule,
): Prefix[] | null {
  const written = (ranges ?? []).map(writtenPrefix);
  if (sourceTags === undefined && sourceServiceAccounts === undefined) return written;
  const tagged = [...machines.values()].filter(
    (machine) =>
      parts.subnets.get(machine.record.subnet)?.core.network === network &&
      isOneOf(machine, sourceTags, sourceServiceAccounts),
  );
  const peers = [...written, ...tagged.flatMap(({ addresses }) => addresses.map(hostPrefix))];
  return peers.length === 0 ? null : peers;
}

interface Matching {
  readonly action: LevelRule['action'];
  readonly protocols?:
    | readonly { readonly protocol: Protocol; readonly ports?: number | string | undefined }[]
    | undefined;
  readonly ranges?: readonly string[] | undefined;
}

const verbs = { allow: 'allows', deny: 'denies', 'goto-next': 'leaves to the next level' } as const;

function levelRules(
  rule: Matching,
  direction: Direction,
  peers: readonly Prefix[],
  said: string,
  origin: Origin,
): LevelRule[] {
  return (rule.protocols ?? [{ protocol: 'any' as const, ports: undefined }]).map(({ protocol, ports }) => {
    const span = ports === undefined ? { from: 0, to: LAST_PORT } : writtenPorts(ports);
    const what = protocol === 'any' ? 'everything' : protocol;
    const which = ports === undefined ? '' : ` ${ports}`;
    const whom =
      rule.ranges === undefined
        ? ''
        : ` ${direction === 'ingress' ? 'from' : 'to'} ${rule.ranges.join(', ')}`;
    return {
      action: rule.action,
      from: direction === 'ingress' ? peers : [],
      to: direction === 'egress' ? peers : [],
      protocol,
      portFrom: span.from,
      portTo: span.to,
      sentence: `${said} ${verbs[rule.action]} ${what}${which}${whom}`,
      origin,
    };
  });
}
