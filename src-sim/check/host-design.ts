/** Hosts, the switches inside them, port groups and their machines, as design rules look at them. */
import { parseBytes } from '../quantity/size.ts';
import type { RecordOf, Scenario } from '../scenario/schema.ts';
import { entries } from './design.ts';

export type VirtualSwitch = Exclude<RecordOf<'switches'>, { kind: 'port-group' }>;
export type PortGroup = Extract<RecordOf<'switches'>, { kind: 'port-group' }>;

export interface GroupOnHost {
  readonly id: string;
  readonly group: PortGroup;
  readonly on: VirtualSwitch;
  readonly host: string;
  /** Wires its machines use there, and those among them that stand by. */
  readonly wires: readonly string[];
  readonly standby: readonly string[];
}

export const switchesOf = (scenario: Scenario): [string, VirtualSwitch][] =>
  entries(scenario.switches).flatMap(([id, each]): [string, VirtualSwitch][] =>
    each.kind === 'port-group' ? [] : [[id, each]],
  );

export const groupsOf = (scenario: Scenario): [string, PortGroup][] =>
  entries(scenario.switches).flatMap(([id, each]): [string, PortGroup][] =>
    each.kind === 'port-group' ? [[id, each]] : [],
  );

export const hostsOf = (each: VirtualSwitch): readonly string[] =>
  each.kind === 'distributed-switch' ? each.hosts : [each.host];

export const uplinksAt = (scenario: Scenario, each: VirtualSwitch, host: string): string[] =>
  (each.uplinks ?? []).filter((wire) => scenario.links?.[wire]?.ends.some(({ to }) => to === host));

/** Every port group on every host where a machine is plugged into it. */
export function groupsInUse(scenario: Scenario): GroupOnHost[] {
  return groupsOf(scenario).flatMap(([id, group]) => {
    const on = scenario.switches?.[group.switch];
    if (on === undefined || on.kind === 'port-group') return [];
    const used = new Set(
      entries(scenario.workloads).flatMap(([, each]) => {
        if (each.kind !== 'virtual-machine' || each.portGroup !== id) return [];
        return each.host === undefined ? hostsOf(on) : [each.host];
      }),
    );
    return [...used].map((host): GroupOnHost => {
      const all = uplinksAt(scenario, on, host);
      const { active, standby } = { ...on.teaming, ...group.teaming };
      const named = active === undefined ? all : [...active, ...(standby ?? [])];
      const wires = all.filter((wire) => named.includes(wire));
      return { id, group, on, host, wires, standby: wires.filter((wire) => standby?.includes(wire)) };
    });
  });
}

/** The end of a wire opposite a host. */
export function oppositeEnd(scenario: Scenario, wire: string, host: string) {
  const ends = scenario.links?.[wire]?.ends;
  return ends?.find(({ to }) => to !== host);
}

/** Null where nothing readable is written. */
export function bytesOf(text: string | undefined): number | null {
  const read = parseBytes(text ?? '');
  return read.ok ? read.value : null;
}
