/**
 * Custom static routes of a network, its default route to the internet, and those that VPN connections bring. A next hop
 * that does not exist or does not forward drops what is sent to it.
 * Left out: internal load balancers as next hops, policy-based routes, next hops by address outside the own network.
 */
import type { Origin } from '../../fabric/origin.ts';
import { formatAddress } from '../../quantity/address.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { anywhere, type BuildContext, recordsOf } from '../build-context.ts';
import { partOrigin, recordOrigin } from '../record-origin.ts';
import { writtenAddress, writtenPrefix } from '../written.ts';
import type { Exit, GcpParts, NetworkPart, StaticRoute } from './gcp-parts.ts';
import { exitTo } from './subnet.ts';

type Written = Extract<RecordOf<'routeTables'>, { kind: 'gcp-routes' }>['routes'][number];

export function collectStaticRoutes(context: BuildContext, parts: GcpParts): void {
  const { scenario, facts } = context;
  const usual = facts.number('gcp.route.priority', 'priority');
  for (const [id, record] of recordsOf(scenario.routeTables)) {
    if (record.kind !== 'gcp-routes') continue;
    const whole = recordOrigin('routeTables', id, record);
    const network = parts.networks.get(record.network);
    for (const [n, route] of record.routes.entries()) {
      const origin = partOrigin(whole, `routes[${n}]`, 'routes');
      network?.statics.push({
        prefix: writtenPrefix(route.to),
        priority: route.priority ?? usual,
        tags: route.tags ?? null,
        hop: route.hop ?? hopOf(context, parts, network, route),
        connection: connectionOf(context, route),
        origin,
      });
    }
  }
  for (const [id, record] of recordsOf(scenario.attachments)) {
    if (record.kind !== 'gcp-vpn-connection' || record.routes === undefined) continue;
    const gateway = parts.gateways.get(record.gateway);
    const origin = recordOrigin('attachments', id, record);
    for (const to of record.routes) {
      gateway?.core.network.statics.push({
        prefix: writtenPrefix(to),
        priority: record.priority ?? usual,
        tags: null,
        hop: gateway.exit,
        connection: id,
        origin,
      });
    }
  }
  for (const network of parts.networks.values()) {
    if (network.record.defaultRoute !== false) network.statics.push(defaultRoute(usual, network.origin));
  }
}

function defaultRoute(priority: number, origin: Origin): StaticRoute {
  const [prefix] = anywhere;
  return { prefix, priority, tags: null, hop: 'internet', connection: null, origin };
}

const connectionOf = ({ scenario }: BuildContext, { via }: Written): string | null =>
  via !== undefined && scenario.attachments?.[via] !== undefined ? via : null;

function hopOf(context: BuildContext, parts: GcpParts, network: NetworkPart, route: Written): Exit | null {
  const connection = connectionOf(context, route);
  if (connection !== null) {
    const record = context.scenario.attachments?.[connection];
    const gateway = record?.kind === 'gcp-vpn-connection' ? parts.gateways.get(record.gateway) : undefined;
    return gateway?.core.network === network ? gateway.exit : null;
  }
  const wanted = route.address === undefined ? null : formatAddress(writtenAddress(route.address));
  for (const subnet of network.subnets) {
    const member = subnet.members.find(
      ({ machine, addresses }) =>
        machine === route.via || addresses.some((address) => formatAddress(address) === wanted),
    );
    if (member !== undefined) return member.forwards ? exitTo(context, subnet, member) : null;
  }
  return null;
}
