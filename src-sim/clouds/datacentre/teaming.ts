/**
 * The uplinks of a switch as a team: an order for the switch, and one more for each port group that has its own. Wires that a
 * group names neither as active nor as standby are not used by it.
 */
import type { Team, TeamOrder } from '../../fabric/switching.ts';
import { writtenDuration } from '../written.ts';
import type { HostSwitch, PortGroup } from './host-parts.ts';

type Teaming = NonNullable<PortGroup['teaming']>;

interface SwitchTeams {
  readonly teams: readonly Team[];
  /** Place of the order that a port group's frames follow. */
  readonly orderOf: (group: PortGroup) => number;
}

export function teamsOf(at: HostSwitch): SwitchTeams {
  const ports = at.uplinks.flatMap((wire) => at.uplinkPorts.get(wire) ?? []);
  if (ports.length === 0) return { teams: [], orderOf: () => 0 };
  const orders = [orderFrom(at, at.record.teaming ?? {})];
  const places = new Map<PortGroup, number>();
  for (const { group } of at.machines) {
    if (group.teaming === undefined || places.has(group)) continue;
    places.set(group, orders.push(orderFrom(at, { ...at.record.teaming, ...group.teaming })) - 1);
  }
  return { teams: [{ ports, orders }], orderOf: (group) => places.get(group) ?? 0 };
}

function orderFrom({ uplinks, uplinkPorts }: HostSwitch, teaming: Teaming): TeamOrder {
  const portsOf = (wires: readonly string[]): number[] =>
    wires.flatMap((wire) => (uplinks.includes(wire) ? (uplinkPorts.get(wire) ?? []) : []));
  const standby = portsOf(teaming.standby ?? []);
  const named = portsOf(teaming.active ?? []);
  const others = portsOf(uplinks).filter((port) => !standby.includes(port));
  return {
    balance: teaming.balance ?? 'originating-port',
    active: named.length > 0 ? named : others.length > 0 ? others : standby,
    standby,
    failback: teaming.failback ?? true,
    detectNs: teaming.detection === undefined ? 0 : writtenDuration(teaming.detection),
    announces: teaming.notify ?? true,
  };
}
