/** Interfaces of routers and machines on wires to switches: who has them, in which VLAN and segment. */
import { parseAddress } from '../quantity/address.ts';
import { containsAddress, parsePrefix } from '../quantity/prefix.ts';
import type { RecordOf, Scenario } from './schema.ts';

type Wire = RecordOf<'links'>;

export interface SwitchedInterface {
  readonly wire: string;
  readonly end: 0 | 1;
  /** Place in the end's `interfaces`; null: the end is the interface. */
  readonly index: number | null;
  /** Id of the router or machine. */
  readonly owner: string;
  /** Tag of its frames; null: none. */
  readonly vlan: number | null;
  /** Null where the document does not tell. */
  readonly subnet: string | null;
  /** As written; left out: that of the workload in its own subnet. */
  readonly address: string | undefined;
}

/** A host is one to what is wired to it: its virtual switch. */
export const isSwitch = (scenario: Scenario, id: string): boolean =>
  scenario.devices?.[id]?.kind === 'switch' || scenario.hosts?.[id] !== undefined;

export const portGroupOf = (workload: RecordOf<'workloads'> | undefined): string | undefined =>
  workload?.kind === 'virtual-machine' ? workload.portGroup : undefined;

/** Segments whose members stand at switches, drawn ones or those inside hosts. */
export function switchedSubnets(scenario: Scenario): Set<string> {
  const wired = switchedInterfaces(scenario).flatMap(({ subnet }) => subnet ?? []);
  const plugged = Object.values(scenario.workloads ?? {}).flatMap((workload) =>
    portGroupOf(workload) === undefined ? [] : [workload.subnet],
  );
  return new Set([...wired, ...plugged]);
}

export const leadsToSwitch = (scenario: Scenario, { ends }: Wire): boolean =>
  ends.some(({ to }) => isSwitch(scenario, to));

/** Those of one wire; none where both ends are switches, or neither is. */
export function interfacesOnWire(scenario: Scenario, id: string, wire: Wire): SwitchedInterface[] {
  if (!leadsToSwitch(scenario, wire)) return [];
  return ([0, 1] as const).flatMap((end): SwitchedInterface[] => {
    const { to: owner, address, interfaces } = wire.ends[end];
    if (isSwitch(scenario, owner)) return [];
    if (interfaces === undefined) {
      const subnet = subnetOf(scenario, wire, owner, address);
      return [
        {
          wire: id,
          end,
          index: null,
          owner,
          vlan: null,
          subnet,
          address: own(scenario, owner, subnet, address),
        },
      ];
    }
    return interfaces.map(({ vlan = null, subnet, address: written }, index) => {
      return { wire: id, end, index, owner, vlan, subnet, address: own(scenario, owner, subnet, written) };
    });
  });
}

export function switchedInterfaces(scenario: Scenario): SwitchedInterface[] {
  return Object.entries(scenario.links ?? {}).flatMap(([id, wire]) => interfacesOnWire(scenario, id, wire));
}

/** A machine has its own address in its own subnet. */
function own(
  scenario: Scenario,
  owner: string,
  subnet: string | null,
  written: string | undefined,
): string | undefined {
  const workload = scenario.workloads?.[owner];
  if (workload?.subnet !== subnet || (written !== undefined && written !== 'auto')) return written;
  return workload.address;
}

function subnetOf(scenario: Scenario, wire: Wire, owner: string, address: string | undefined): string | null {
  if (wire.subnet !== undefined) return wire.subnet;
  const stands = scenario.workloads?.[owner]?.subnet;
  if (stands !== undefined) return stands;
  const parsed = parseAddress(address ?? '');
  if (!parsed.ok) return null;
  const within = Object.entries(scenario.subnets ?? {}).find(([, { kind, cidr }]) => {
    const prefix = parsePrefix(cidr);
    return kind === 'segment' && prefix.ok && containsAddress(prefix.value, parsed.value);
  });
  return within?.[0] ?? null;
}
