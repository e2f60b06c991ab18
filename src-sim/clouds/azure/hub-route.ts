/** What a written route of a hub does: to its firewall, into a connected network, or to a machine there that forwards. */
import type { RouteAction } from '../../fabric/fabric.ts';
import { formatAddress } from '../../quantity/address.ts';
import { type BuildContext, idealLink } from '../build-context.ts';
import { writtenAddress } from '../written.ts';
import type { AzureParts } from './azure-parts.ts';
import type { HubPart } from './hub-parts.ts';
import { laneFrom } from './lane.ts';

interface Written {
  readonly via: string;
  readonly address?: string | undefined;
}

export function hubRouteAction(
  context: BuildContext,
  parts: AzureParts,
  hub: HubPart,
  { via, address }: Written,
): RouteAction {
  const port = hub.firewalls.get(via) ?? hub.connections.find(({ id }) => id === via)?.port;
  if (port === undefined) return { kind: 'blackhole' };
  if (address === undefined) return { kind: 'forward', ports: [port] };
  const vnet = hub.connections.find(({ id }) => id === via)?.vnet;
  const wanted = formatAddress(writtenAddress(address));
  const forwarder = [...parts.forwarders.values()].find(
    ({ subnet, member }) =>
      subnet.vnet === vnet && member.addresses.some((each) => formatAddress(each) === wanted),
  );
  if (forwarder === undefined) return { kind: 'blackhole' };
  const mtu = context.facts.number('azure.mtu.default', 'bytes');
  const id = `${hub.id}:${via}:${forwarder.id}`;
  const spec = { ...idealLink, id, mtu, origin: forwarder.subnet.vnet.origin };
  const [near] = laneFrom(context, hub.node, spec, forwarder);
  return { kind: 'forward', ports: [near] };
}
