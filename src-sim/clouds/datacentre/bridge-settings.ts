/**
 * What the switches inside hosts know and do, once their uplinks have ports. Those of vSphere know the MAC addresses of their
 * machines and learn none; Open vSwitch and Linux' bridge learn, and forget.
 */
import type { Bridge, FixedAddress, Mirror } from '../../fabric/switching.ts';
import type { BuildContext } from '../build-context.ts';
import { writtenDuration } from '../written.ts';
import type { HostParts, HostSwitch } from './host-parts.ts';
import { securityOf } from './host-parts.ts';
import { vlanOf } from './machine-port.ts';
import { teamsOf } from './teaming.ts';

/** What both forget after. */
const ageing = '300 s';
/** mac-table-size of Open vSwitch; Linux has no limit. */
const ovsAddresses = 8192;

export function settleSwitches(context: BuildContext, parts: HostParts): void {
  for (const at of parts.switches) {
    const { teams, orderOf } = teamsOf(at);
    const shared = { vlanAware: true, ...(teams.length === 0 ? {} : { teams }), ...mirrorsOf(at) };
    context.builder.setNode(at.node, { bridge: { ...shared, ...memoryOf(context, parts, at) } });
    for (const { port, group } of at.machines) context.builder.addGuard(port, { order: orderOf(group) });
    claimAddresses(context, parts, at);
  }
}

function memoryOf(
  context: BuildContext,
  parts: HostParts,
  at: HostSwitch,
): Pick<Bridge, 'ageingNs' | 'addressesMax' | 'learns' | 'fixed'> {
  const { record } = at;
  if (record.kind === 'standard-switch' || record.kind === 'distributed-switch') {
    return { ageingNs: 0, addressesMax: 0, learns: false, fixed: knownAt(context, parts, at) };
  }
  const usual = record.kind === 'ovs-bridge' ? ovsAddresses : 0;
  return { ageingNs: writtenDuration(record.ageing ?? ageing), addressesMax: record.addresses ?? usual };
}

/** The addresses of the machines here, in every VLAN that frames to them may be in. */
function knownAt(context: BuildContext, parts: HostParts, at: HostSwitch): FixedAddress[] {
  const { origin } = at;
  const own = at.machines.flatMap(({ port, station, group }) =>
    vlansTo(group).map((vlan): FixedAddress => ({ station, vlan, port, origin })),
  );
  const here = new Set(at.machines.map(({ station }) => station));
  // An adapter that took the address of a machine elsewhere gets what is for that.
  const taken = at.machines.flatMap(({ id, port, group }) => {
    const claimed = claimOf(context, parts, id);
    const takes = claimed?.by === 'adapter' && securityOf(at.record, group).macChanges;
    if (!takes || here.has(claimed.station)) return [];
    return vlansTo(group).map((vlan): FixedAddress => ({ station: claimed.station, vlan, port, origin }));
  });
  return [...own, ...taken];
}

function vlansTo(group: HostSwitch['machines'][number]['group']): readonly number[] {
  const vlan = vlanOf(group);
  return vlan.mode === 'private' ? vlan.leaving : vlan.mode === 'access' ? [vlan.vlan] : [];
}

function claimAddresses(context: BuildContext, parts: HostParts, at: HostSwitch): void {
  for (const { id, station } of at.machines) {
    const claims = claimOf(context, parts, id);
    const machine = context.machines.get(id);
    if (claims === null || machine === undefined) continue;
    context.builder.setPort(station, { attachment: { addresses: machine.addresses, claims } });
  }
}

function claimOf(context: BuildContext, { switches }: HostParts, id: string) {
  const machine = context.scenario.workloads?.[id];
  const guest = machine?.kind === 'virtual-machine' ? machine.guest : undefined;
  if (guest?.claims === undefined) return null;
  const all = switches.flatMap(({ machines }) => machines);
  const station =
    all.find((each) => each.id === guest.claims)?.station ?? context.machines.get(guest.claims)?.ports[0];
  return station === undefined ? null : { station, by: guest.by ?? ('frames' as const) };
}

function mirrorsOf({ record, machines }: HostSwitch): Pick<Bridge, 'mirrors'> {
  if (!('mirrors' in record) || record.mirrors === undefined) return {};
  const portOf = (id: string): number[] => machines.flatMap((each) => (each.id === id ? [each.port] : []));
  const mirrors = record.mirrors.flatMap(({ from, to }): Mirror[] => {
    const [port] = portOf(to);
    return port === undefined ? [] : [{ from: from.flatMap(portOf), to: port }];
  });
  return { mirrors };
}
