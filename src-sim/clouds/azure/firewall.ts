/**
 * Azure Firewall in a subnet of its own, or in a virtual hub: a router with one interface that remembers connections. Its
 * rules are asked in order, and what none allows is refused; answers to what it let through pass, which is why a flow whose
 * other direction does not come by here fails. What goes to public addresses leaves with one of its public addresses.
 * Left out: application rules, threat intelligence and intrusion detection, DNAT rules, rule collection groups and their
 * priorities, forced tunnelling, zones, scaling out (the rate is that of the fully scaled SKU), the number of ports an
 * instance has for translation (all of an address are given).
 */
import type { FilterRule } from '../../fabric/fabric.ts';
import type { Origin } from '../../fabric/origin.ts';
import type { Translation } from '../../fabric/translation.ts';
import { firstUsable } from '../../facts/reserved-addresses.ts';
import type { Address } from '../../quantity/address.ts';
import { formatAddress } from '../../quantity/address.ts';
import { difference } from '../../quantity/prefix-set.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { anywhere, type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { partOrigin, recordOrigin } from '../record-origin.ts';
import { writtenAddress, writtenPorts, writtenPrefix } from '../written.ts';
import type { AzureParts } from './azure-parts.ts';
import { privateSpace } from './effective-routes.ts';
import { plugIn } from './subnet.ts';

export type FirewallRecord = Extract<RecordOf<'gateways'>, { kind: 'azure-firewall' }>;

const BPS_PER_GBPS = 1_000_000_000;
const LAST_PORT = 65_535;
/** Azure Firewall closes idle flows of any kind after four minutes. */
const IDLE_NS = 240_000_000_000;

export const firewallRateBps = ({ facts }: BuildContext, { sku = 'standard' }: FirewallRecord): number =>
  facts.number(`azure.fw.${sku}.bw`, 'Gbit/s') * BPS_PER_GBPS;

export function placeFirewalls(context: BuildContext, parts: AzureParts): void {
  const { scenario, builder, facts } = context;
  for (const [id, record] of recordsOf(scenario.gateways)) {
    if (record.kind !== 'azure-firewall' || record.subnet === undefined) continue;
    const subnet = parts.subnets.get(record.subnet);
    if (subnet === undefined) continue;
    const origin = recordOrigin('gateways', id, record);
    const first = firstUsable('azure', subnet.cidr, facts);
    const addresses: Address[] = first === null ? [] : [first];
    const node = builder.addNode({ id, role: 'router', origin, addresses, decrementsTtl: true });
    const mtu = facts.number('azure.mtu.default', 'bytes');
    const spec = { ...idealLink, id, mtu, rateBps: firewallRateBps(context, record), origin };
    const forwarder = plugIn(context, subnet, { id, origin, node, addresses }, spec);
    parts.forwarders.set(id, forwarder);
    const { own } = forwarder.member;
    const table = builder.addTable(id, origin);
    builder.setNodeTable(node, table);
    for (const prefix of anywhere) {
      builder.addRoute(table, {
        prefix,
        action: { kind: 'forward', ports: [own] },
        source: 'default',
        origin,
      });
    }
    inspect(context, id, record, own);
    builder.setNode(node, { translations: outward(record, origin, own) });
    for (const text of record.publicAddresses ?? []) {
      subnet.vnet.outside.push({ address: writtenAddress(text), forwarder });
    }
  }
}

/** The rules of a firewall, asked of what enters a port; all its ports share what they remember. */
export function inspect({ builder }: BuildContext, id: string, record: FirewallRecord, port: number): void {
  const origin = recordOrigin('gateways', id, record);
  const filter = builder.addFilter({
    id: `${id}:rules`,
    stateful: true,
    tracker: id,
    rules: (record.rules ?? []).map((rule, n) => ruleOf(rule, n, origin)),
    otherwise: `firewall ${origin.name} has no rule for this packet`,
    origin,
  });
  builder.addPortFilter(port, 'ingress', filter);
}

function ruleOf(rule: NonNullable<FirewallRecord['rules']>[number], n: number, origin: Origin): FilterRule {
  const ports = rule.ports === undefined ? { from: 0, to: LAST_PORT } : writtenPorts(rule.ports);
  const what = rule.protocol === undefined || rule.protocol === 'any' ? 'everything' : rule.protocol;
  const listed = (word: string, prefixes: readonly string[] | undefined): string =>
    prefixes === undefined ? '' : ` ${word} ${prefixes.join(', ')}`;
  const words = `${what}${rule.ports === undefined ? '' : ` ${rule.ports}`}${listed('from', rule.from)}${listed('to', rule.to)}`;
  const allow = rule.access !== 'deny';
  return {
    allow,
    from: (rule.from ?? []).map(writtenPrefix),
    to: (rule.to ?? []).map(writtenPrefix),
    protocol: rule.protocol ?? 'any',
    portFrom: ports.from,
    portTo: ports.to,
    sentence: `rule ${n + 1} of firewall ${origin.name} ${allow ? 'allows' : 'denies'} ${words}`,
    origin: partOrigin(origin, `rules[${n}]`, 'rule'),
  };
}

export function outward(record: FirewallRecord, origin: Origin, port: number): Translation[] {
  const pool = (record.publicAddresses ?? []).map(writtenAddress);
  if (pool.length === 0) return [];
  return [
    {
      kind: 'source',
      port,
      from: [],
      to: difference(anywhere, privateSpace).filter(({ family }) => family === 4),
      protocol: 'any',
      portFrom: 0,
      portTo: LAST_PORT,
      pool,
      poolPortFrom: 1024,
      poolPortTo: LAST_PORT,
      reuse: 'per-destination',
      idleNs: { tcp: IDLE_NS, udp: IDLE_NS, icmp: IDLE_NS },
      sentence: `firewall ${origin.name} makes ${pool.map(formatAddress).join(' or ')} of the source`,
      origin,
    },
  ];
}
