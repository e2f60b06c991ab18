/**
 * A Private Service Connect endpoint: an address in a subnet that answers for a service of somebody else. It opens nothing, is
 * not asked by firewall rules of the network, and is not reached over peerings or by other spokes of a hub.
 * Left out: the producer's side (its load balancer and the addresses it translates to), global access, propagated connections.
 */
import type { FilterRule } from '../../fabric/fabric.ts';
import { anywhere, type BuildContext, type Machine } from '../build-context.ts';
import type { NetworkPart } from './gcp-parts.ts';

const everything = { protocol: 'any', portFrom: 0, portTo: 65_535 } as const;

export function guardEndpoint(
  { builder }: BuildContext,
  network: NetworkPart,
  { id, origin, ports }: Machine,
): void {
  const strangers = network.imports.map(({ prefix }) => prefix);
  const refused: FilterRule = {
    ...everything,
    allow: false,
    from: strangers,
    to: anywhere,
    sentence: `Private Service Connect endpoint ${origin.name} is not reached from other networks`,
    origin,
  };
  const sentence = `Private Service Connect endpoint ${origin.name} takes connections of its own network`;
  const taken: FilterRule = { ...everything, allow: true, from: [], to: anywhere, sentence, origin };
  const shared = { stateful: true, tracker: id, origin };
  const inward = builder.addFilter({
    ...shared,
    id: `${id}:ingress`,
    rules: strangers.length === 0 ? [taken] : [refused, taken],
    otherwise: sentence,
  });
  const outward = builder.addFilter({
    ...shared,
    id: `${id}:egress`,
    rules: [],
    otherwise: `Private Service Connect endpoint ${origin.name} opens no connections, it only answers`,
  });
  for (const port of ports) {
    builder.addPortFilter(port, 'ingress', inward);
    builder.addPortFilter(port, 'egress', outward);
  }
}
