/**
 * What routers and machines know by their interfaces at switches: the addresses of the segment are found by asking, and
 * neighbours on the same segment can be next hops. A machine sends the rest to the gateway of its segment.
 */
import type { Route } from '../../fabric/fabric.ts';
import type { Address } from '../../quantity/address.ts';
import { anywhere, type BuildContext } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenPrefix } from '../written.ts';
import type { AttachedInterface } from '../host-plug.ts';
import type { OnpremParts } from './onprem-parts.ts';

/** A port towards a neighbour, and the neighbour's address there. */
export interface AttachedWay {
  readonly port: number;
  readonly via: Address;
}

/** Ways from one router or machine to another over the segments that both stand in. */
export function attachedWays({ attached }: OnpremParts, owner: string, neighbour: string): AttachedWay[] {
  return attached
    .filter((own) => own.owner === owner && own.subnet !== null)
    .flatMap(({ port, subnet }) =>
      attached.flatMap(({ owner: other, subnet: theirs, address }) =>
        other === neighbour && theirs === subnet && address !== null ? [{ port, via: address }] : [],
      ),
    );
}

/** Routes to the segments themselves, of all, and of machines to everything else. */
export function fillAttached(context: BuildContext, parts: OnpremParts): void {
  for (const each of parts.attached) addSegment(context, parts, each);
  for (const each of parts.attached) addDefault(context, parts, each);
}

function addSegment(
  context: BuildContext,
  parts: OnpremParts,
  { owner, port, subnet }: AttachedInterface,
): void {
  const record = subnet === null ? undefined : context.scenario.subnets?.[subnet];
  if (subnet === null || record === undefined) return;
  const route: Route = {
    prefix: writtenPrefix(record.cidr),
    action: { kind: 'forward', ports: [port] },
    source: 'connected',
    origin: recordOrigin('subnets', subnet, record),
  };
  const machine = context.machines.get(owner);
  if (machine === undefined) parts.routers.get(owner)?.connected.push(route);
  else context.builder.addRoute(machine.table, route);
}

function addDefault(
  { builder, scenario, machines }: BuildContext,
  parts: OnpremParts,
  { owner, subnet }: AttachedInterface,
): void {
  const machine = machines.get(owner);
  if (machine === undefined || subnet === null || machine.record.subnet !== subnet) return;
  const record = scenario.subnets?.[subnet];
  const gateway = record?.kind === 'segment' ? record.gateway : undefined;
  if (gateway === undefined) return;
  for (const { port, via } of attachedWays(parts, owner, gateway)) {
    for (const prefix of anywhere) {
      if (prefix.family !== via.family) continue;
      const action = { kind: 'forward', ports: [port], via: [via] } as const;
      builder.addRoute(machine.table, { prefix, action, source: 'default', origin: machine.origin });
    }
  }
}
