/** Hosts and the switches inside them while a fabric grows. */
import type { Origin } from '../../fabric/origin.ts';
import type { RecordOf, Scenario } from '../../scenario/schema.ts';

export type SwitchRecord = Exclude<RecordOf<'switches'>, { kind: 'port-group' }>;
export type PortGroup = Extract<RecordOf<'switches'>, { kind: 'port-group' }>;
export type VirtualMachine = Extract<RecordOf<'workloads'>, { kind: 'virtual-machine' }>;
export type Hypervisor = RecordOf<'hosts'>;

/** A machine plugged into a switch. */
export interface PluggedMachine {
  readonly id: string;
  readonly group: PortGroup;
  /** The switch's port, and the machine's own. */
  readonly port: number;
  readonly station: number;
}

/** A switch on one host; a distributed one is such a part on each of its hosts. */
export interface HostSwitch {
  readonly id: string;
  readonly host: string;
  readonly record: SwitchRecord;
  readonly origin: Origin;
  readonly node: number;
  /** Wires of this host, in the order of the record. */
  readonly uplinks: readonly string[];
  /** Port of each wire, once that is drawn. */
  readonly uplinkPorts: Map<string, number>;
  readonly machines: PluggedMachine[];
}

export interface HostParts {
  readonly switches: HostSwitch[];
  /** Port groups by id. */
  readonly groups: ReadonlyMap<string, PortGroup>;
}

export const hostsOf = (record: SwitchRecord): readonly string[] =>
  record.kind === 'distributed-switch' ? record.hosts : [record.host];

/** Wires of a list that end at a host. */
export const wiresAt = (scenario: Scenario, host: string, wires: readonly string[]): string[] =>
  wires.filter((wire) => scenario.links?.[wire]?.ends.some(({ to }) => to === host));

export function switchOf(parts: HostParts, machine: VirtualMachine): HostSwitch | undefined {
  const group = parts.groups.get(machine.portGroup ?? '');
  return parts.switches.find(
    ({ id, host }) => id === group?.switch && (machine.host === undefined || machine.host === host),
  );
}

/** Settings of a port group, over those of its switch, over what such a switch does by itself. */
export function securityOf(
  record: SwitchRecord,
  group: PortGroup,
): { readonly promiscuous: boolean; readonly macChanges: boolean; readonly forgedTransmits: boolean } {
  // vSphere's standard switches accept changed addresses, its distributed ones nothing; the others look at neither.
  const accepts = record.kind !== 'distributed-switch';
  const usual = { promiscuous: false, macChanges: accepts, forgedTransmits: accepts };
  return { ...usual, ...written(record.security), ...written(group.security) };
}

type Written<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> };

const written = <T extends object>(settings: T | undefined): Partial<Written<T>> =>
  Object.fromEntries(Object.entries(settings ?? {}).filter(([, value]) => value !== undefined)) as Partial<
    Written<T>
  >;
