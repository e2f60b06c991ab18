/**
 * Machines that move during a run. All wires of such a machine end at a small switch in front of its one interface, so that its
 * addresses, MAC and IP, go with it; of the wires only that of the present place works. Live migration keeps everything else as
 * well: connections, memory, what the machine was doing.
 */
import type { Scenario } from '../scenario/schema.ts';
import { type BuildContext, idealLink, type Machine, recordsOf } from './build-context.ts';

/** Wires that machines move to. */
export function destinationsOf(scenario: Scenario): ReadonlySet<string> {
  return new Set(
    recordsOf(scenario.events).flatMap(([, each]) => (each.kind === 'migrate' ? [each.to] : [])),
  );
}

export const isMobile = ({ events }: Scenario, machine: string): boolean =>
  recordsOf(events).some(([, each]) => each.kind === 'migrate' && each.target === machine);

/** The switch in front of a machine's interface; null: it stays where it is. */
export function seatOf({ scenario, builder, seats }: BuildContext, machine: Machine): number | null {
  const { id, origin, node, addresses } = machine;
  if (!isMobile(scenario, id)) return null;
  const known = seats.get(id);
  if (known !== undefined) return known;
  const name = `${id}.interface`;
  const seat = builder.addNode({ id: name, role: 'switch', origin, addresses: [], decrementsTtl: false });
  builder.setNode(seat, { bridge: { vlanAware: false, ageingNs: 0, addressesMax: 0 } });
  const [, port] = builder.addLink({ ...idealLink, id: name, origin }, seat, node);
  builder.setPort(port, { attachment: { addresses } });
  machine.ports.push(port);
  seats.set(id, seat);
  return seat;
}
