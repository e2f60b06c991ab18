/**
 * Virtual machines: a host node with one address, one interface, and a default route through it. One that forwards is a
 * router with the same single route: what it takes for others goes out by the interface it came in at.
 * Left out: several interfaces with addresses of their own, and the guest's own stack and processing time.
 */
import type { LinkSpec } from '../fabric/builder.ts';
import type { Address } from '../quantity/address.ts';
import { type SwitchedInterface, switchedInterfaces } from '../scenario/switched-interfaces.ts';
import { anywhere, type BuildContext, idealLink, type Machine, recordsOf } from './build-context.ts';
import { recordOrigin } from './record-origin.ts';
import { writtenAddress, writtenDuration, writtenRate } from './written.ts';
import { writtenQueue } from './written-queue.ts';

export function placeMachines({ scenario, builder, machines }: BuildContext): void {
  const elsewhere = switchedInterfaces(scenario);
  for (const [id, record] of recordsOf(scenario.workloads)) {
    const origin = recordOrigin('workloads', id, record);
    const addresses = record.address === undefined ? [] : [writtenAddress(record.address)];
    const forwards = record.kind === 'virtual-machine' && record.forwards === true;
    const role = forwards ? 'router' : 'host';
    const all = [...addresses, ...otherAddresses(elsewhere, id, record.subnet)];
    const node = builder.addNode({ id, role, origin, addresses: all, decrementsTtl: forwards });
    const table = builder.addTable(id, origin);
    builder.setNodeTable(node, table);
    builder.addEndpoint({ id, node, addresses, subnet: record.subnet });
    machines.set(id, { id, record, origin, node, table, addresses, ports: [] });
  }
}

/** Of interfaces at switches beside the one in its own subnet. */
const otherAddresses = (all: readonly SwitchedInterface[], id: string, subnet: string): Address[] =>
  all.flatMap(({ owner, subnet: stands, address }) =>
    owner === id && stands !== subnet && address !== undefined ? [writtenAddress(address)] : [],
  );

/** Sends whatever no other route of the machine takes out of this port; the first port so named keeps it. */
export function addDefaultRoutes({ builder }: BuildContext, machine: Machine, port: number): void {
  for (const prefix of anywhere) {
    builder.addRoute(machine.table, {
      prefix,
      action: { kind: 'forward', ports: [port] },
      source: 'default',
      origin: machine.origin,
    });
  }
}

/** Rate, delay and queue the document gives for the machine's interface, over those of the place it is plugged into. */
export function interfaceLink(machine: Machine, place: Partial<LinkSpec>): LinkSpec {
  const nic = machine.record.kind === 'virtual-machine' ? machine.record.nic : undefined;
  return {
    ...idealLink,
    ...place,
    id: machine.id,
    origin: machine.origin,
    ...(nic?.rate === undefined ? {} : { rateBps: writtenRate(nic.rate) }),
    ...(nic?.delay === undefined ? {} : { delayNs: writtenDuration(nic.delay) }),
    ...(nic?.queue === undefined ? {} : { queue: writtenQueue(nic.queue) }),
  };
}
