/**
 * The effective routes of a subnet's interfaces, as `az network nic show-effective-route-table` lists them. Longest match
 * decides; of one prefix, a user-defined route comes before a learned one, and that before a system route. Learned routes
 * never take over addresses of the network itself, of its peers or of its endpoints, even if they are longer.
 * System routes: the network's own blocks, peered networks, private endpoints as /32, the internet, and nothing (None) for
 * private space nobody has; that last is gone as soon as another default route replaces the one to the internet.
 * Left out: service endpoints, service tags as destinations, and the routes Azure adds for its own services.
 */
import { formatAddress } from '../../quantity/address.ts';
import { containsPrefix, formatPrefix, hostPrefix, type Prefix } from '../../quantity/prefix.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { anywhere, type BuildContext } from '../build-context.ts';
import { partOrigin, recordOrigin } from '../record-origin.ts';
import { writtenAddress, writtenPrefix } from '../written.ts';
import type {
  AzureParts,
  EffectiveRoute,
  ForwarderPart,
  LearnedExit,
  NextHop,
  SubnetPart,
  VnetPart,
} from './azure-parts.ts';

type RouteTable = Extract<RecordOf<'routeTables'>, { kind: 'azure-route-table' }>;
type Written = NonNullable<RouteTable['routes']>[number];

/** RFC 1918 and RFC 6598: what Azure gives next hop None where no network has it. */
export const privateSpace = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].map(
  writtenPrefix,
);

export function effectiveRoutes(
  context: BuildContext,
  parts: AzureParts,
  subnet: SubnetPart,
): EffectiveRoute[] {
  const table = routeTableOf(context, subnet);
  const system = systemRoutes(subnet.vnet);
  const user = table === null ? [] : userRoutes(parts, subnet, table);
  const learns = table?.propagation !== false || subnet.record.purpose === 'gateway';
  const bgp = learns ? learnedRoutes(subnet.vnet, system) : [];
  const found = new Map<string, EffectiveRoute>();
  for (const route of [...user, ...bgp, ...system]) {
    const key = formatPrefix(route.prefix);
    if (!found.has(key)) found.set(key, route);
  }
  const toInternet = anywhere.every((all) => found.get(formatPrefix(all))?.hop.kind === 'internet');
  if (toInternet) {
    for (const prefix of privateSpace) {
      const key = formatPrefix(prefix);
      const { origin } = subnet.vnet;
      if (!found.has(key)) found.set(key, { prefix, source: 'system', hop: { kind: 'none' }, origin });
    }
  }
  return [...found.values()];
}

function routeTableOf({ scenario }: BuildContext, { record }: SubnetPart): RouteTable | null {
  const table = record.routeTable === undefined ? undefined : scenario.routeTables?.[record.routeTable];
  return table?.kind === 'azure-route-table' ? table : null;
}

function systemRoutes(vnet: VnetPart): EffectiveRoute[] {
  const source = 'system';
  const own = vnet.cidrs.map((prefix): EffectiveRoute => {
    return { prefix, source, hop: { kind: 'virtual-network' }, origin: vnet.origin };
  });
  const joined = vnet.joints.flatMap((joint) =>
    joint.other.cidrs.map((prefix): EffectiveRoute => {
      return { prefix, source, hop: { kind: 'joint', joint }, origin: joint.origin };
    }),
  );
  const near = [vnet, ...vnet.joints.map(({ other }) => other)];
  const endpoints = near
    .flatMap((each) => each.endpoints)
    .filter(({ subnet }) => subnet.record.endpointPolicies !== true);
  const single = endpoints.map((endpoint): EffectiveRoute => {
    const { address, origin } = endpoint;
    return { prefix: hostPrefix(address), source, hop: { kind: 'endpoint', endpoint }, origin };
  });
  const internet = anywhere.map((prefix): EffectiveRoute => {
    return { prefix, source, hop: { kind: 'internet' }, origin: vnet.origin };
  });
  return [...single, ...own, ...joined, ...internet];
}

/** Blocks of the network and of its peers are preferred to what is learned, also where that is more specific. */
function learnedRoutes(vnet: VnetPart, system: readonly EffectiveRoute[]): EffectiveRoute[] {
  const kept = system.filter(({ hop }) => hop.kind !== 'internet').map(({ prefix }) => prefix);
  return vnet.learned
    .filter(({ prefix }) => !kept.some((block) => containsPrefix(block, prefix)))
    .map(({ prefix, exits, origin }) => ({ prefix, source: 'bgp', hop: { kind: 'lanes', exits }, origin }));
}

function userRoutes(parts: AzureParts, subnet: SubnetPart, table: RouteTable): EffectiveRoute[] {
  const whole = recordOrigin('routeTables', subnet.record.routeTable ?? '', table);
  return (table.routes ?? []).map((route, n) => ({
    prefix: writtenPrefix(route.to),
    source: 'user',
    hop: writtenHop(parts, subnet.vnet, route),
    origin: partOrigin(whole, `routes[${n}]`, 'route table'),
  }));
}

function writtenHop(parts: AzureParts, vnet: VnetPart, route: Written): NextHop {
  const { via, address, hop } = route;
  if (hop === 'virtual-network' || hop === 'internet') return { kind: hop };
  if (hop === 'gateway') return { kind: 'lanes', exits: gatewaysOf(parts, vnet) };
  const forwarder =
    via === undefined ? address && forwarderAt(parts, vnet, address) : parts.forwarders.get(via);
  if (forwarder === undefined || forwarder === '') return { kind: 'none' };
  const exit = exitTo(vnet, forwarder);
  return { kind: 'lanes', exits: exit === null ? [] : [exit] };
}

/** The way to a forwarder in the network itself, or in one joined to it; null: there is none. */
export function exitTo(vnet: VnetPart, forwarder: ForwarderPart): LearnedExit | null {
  if (forwarder.subnet.vnet === vnet) return { forwarder, joint: null };
  const joint = vnet.joints.find(({ other }) => other === forwarder.subnet.vnet);
  return joint === undefined ? null : { forwarder, joint };
}

function forwarderAt(parts: AzureParts, vnet: VnetPart, text: string): ForwarderPart | undefined {
  const wanted = formatAddress(writtenAddress(text));
  return [...parts.forwarders.values()].find(
    (forwarder) =>
      exitTo(vnet, forwarder) !== null &&
      forwarder.member.addresses.some((address) => formatAddress(address) === wanted),
  );
}

/** Gateways whose routes the network takes: its own, or those of a peer that lets it use them. */
export function gatewaysOf(parts: AzureParts, vnet: VnetPart): LearnedExit[] {
  return [...parts.gateways.values()].flatMap((forwarder): LearnedExit[] => {
    if (forwarder.subnet.vnet === vnet) return [{ forwarder, joint: null }];
    const joint = vnet.joints.find(
      ({ other, usesGateways }) => usesGateways && other === forwarder.subnet.vnet,
    );
    return joint === undefined ? [] : [{ forwarder, joint }];
  });
}

/** The route that decides for all of a block; longer ones may still decide for parts of it. */
export function winnerFor(routes: readonly EffectiveRoute[], block: Prefix): EffectiveRoute | null {
  return routes.reduce<EffectiveRoute | null>(
    (best, route) =>
      containsPrefix(route.prefix, block) && (best === null || route.prefix.length > best.prefix.length)
        ? route
        : best,
    null,
  );
}
