/**
 * Virtual machines: a host node with one address, one interface, and a default route through it.
 * Left out: several interfaces with addresses of their own, and the guest's own stack and processing time.
 */
import type { LinkSpec } from '../fabric/builder.ts';
import { anywhere, type BuildContext, idealLink, type Machine, recordsOf } from './build-context.ts';
import { recordOrigin } from './record-origin.ts';
import { writtenAddress, writtenDuration, writtenRate } from './written.ts';
import { writtenQueue } from './written-queue.ts';

export function placeMachines({ scenario, builder, machines }: BuildContext): void {
  for (const [id, record] of recordsOf(scenario.workloads)) {
    const origin = recordOrigin('workloads', id, record);
    const addresses = record.address === undefined ? [] : [writtenAddress(record.address)];
    const node = builder.addNode({ id, role: 'host', origin, addresses, decrementsTtl: false });
    const table = builder.addTable(id, origin);
    builder.setNodeTable(node, table);
    builder.addEndpoint({ id, node, addresses, subnet: record.subnet });
    machines.set(id, { id, record, origin, node, table, addresses, ports: [] });
  }
}

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
  const nic = machine.record.nic;
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
