/** What a host has plugged in: its wires, and the links of the machines that run on it. */
import type { Scenario } from '../scenario/schema.ts';

/** Document paths of the records that made the links. */
export function linkPathsOf(scenario: Scenario, host: string): Set<string> {
  const wires = Object.entries(scenario.links ?? {}).flatMap(([id, { ends }]) =>
    ends.some(({ to }) => to === host) ? [`links.${id}`] : [],
  );
  const machines = Object.entries(scenario.workloads ?? {}).flatMap(([id, machine]) => {
    if (machine.kind !== 'virtual-machine' || machine.portGroup === undefined) return [];
    return hostOf(scenario, machine.portGroup, machine.host) === host ? [`workloads.${id}`] : [];
  });
  return new Set([...wires, ...machines]);
}

function hostOf(scenario: Scenario, portGroup: string, written: string | undefined): string | undefined {
  if (written !== undefined) return written;
  const group = scenario.switches?.[portGroup];
  const on = group?.kind === 'port-group' ? scenario.switches?.[group.switch] : undefined;
  if (on === undefined || on.kind === 'port-group') return undefined;
  return on.kind === 'distributed-switch' ? on.hosts[0] : on.host;
}
