/**
 * A machine in a port group: a link without time from its interface to a port of the switch, for frames are copied in memory.
 * The port has the VLAN of the group and guards what the machine does with MAC addresses; the group's shaping stands in front
 * of the link. A machine with a virtual function is plugged into the NIC instead, and what its group says beyond the VLAN does
 * not hold there.
 */
import type { LinkSpec } from '../../fabric/builder.ts';
import type { QueueLimit } from '../../fabric/fabric.ts';
import type { PortGuard, PortVlan } from '../../fabric/switching.ts';
import { type BuildContext, type Machine, recordsOf } from '../build-context.ts';
import { interfaceLink } from '../machine.ts';
import { given, ifWritten, writtenBytes, writtenRate } from '../written.ts';
import { type HostParts, type HostSwitch, type PortGroup, securityOf, switchOf } from './host-parts.ts';
import { trafficClassOf } from './traffic-control.ts';

/** Untagged frames need a VLAN inside the switch that no tag can have. */
export const untaggedInside = 4095;

/** What Ethernet carries (RFC 894), and virtual switches unless they are told otherwise. */
const ethernetMtu = '1500 B';

export function plugMachines(context: BuildContext, parts: HostParts): void {
  for (const [id, record] of recordsOf(context.scenario.workloads)) {
    if (record.kind !== 'virtual-machine' || record.virtualFunction !== undefined) continue;
    const group = parts.groups.get(record.portGroup ?? '');
    const at = switchOf(parts, record);
    const machine = context.machines.get(id);
    if (group === undefined || at === undefined || machine === undefined) continue;
    plug(context, at, group, machine);
  }
}

function plug(context: BuildContext, at: HostSwitch, group: PortGroup, machine: Machine): void {
  const { builder } = context;
  const spec: LinkSpec = {
    ...interfaceLink(machine, { mtu: mtuOf(at, group) }),
    ...shapingOf(group),
  };
  const [station, port] = builder.addLink(spec, machine.node, at.node);
  builder.setPort(port, { vlan: vlanOf(group), guard: guardOf(at, group, machine) });
  at.machines.push({ id: machine.id, group, port, station });
  attach(context, machine, station);
}

/** The machine asks for its neighbours at this port, and answers for its address. */
export function attach({ builder, attached }: BuildContext, machine: Machine, station: number): void {
  builder.setPort(station, { attachment: { addresses: machine.addresses } });
  machine.ports.push(station);
  const address = machine.addresses[0] ?? null;
  attached.push({ owner: machine.id, port: station, subnet: machine.record.subnet, address });
}

export const mtuOf = ({ record }: HostSwitch, group: PortGroup): number =>
  writtenBytes(group.mtu ?? record.mtu ?? ethernetMtu);

export function vlanOf({ vlan, private: part, secondaries }: PortGroup): PortVlan {
  if (vlan === undefined) return { mode: 'access', vlan: untaggedInside };
  if (part === undefined) return { mode: 'access', vlan };
  if (part === 'promiscuous') return { mode: 'private', vlan, leaving: [vlan, ...(secondaries ?? [])] };
  if ('isolated' in part) return { mode: 'private', vlan: part.isolated, leaving: [vlan] };
  return { mode: 'private', vlan: part.community, leaving: [vlan, part.community] };
}

function guardOf({ record }: HostSwitch, group: PortGroup, { record: machine }: Machine): PortGuard {
  const { promiscuous, macChanges, forgedTransmits } = securityOf(record, group);
  const guest = machine.kind === 'virtual-machine' ? machine.guest : undefined;
  return {
    refusesChanged: !macChanges,
    refusesForged: !forgedTransmits,
    hearsAll: promiscuous && guest?.listens === true,
    ...given({ trafficClass: trafficClassOf(group) }),
  };
}

type Shaping = NonNullable<PortGroup['shaping']>;

/** Of the link, whose first end is the machine's. */
function shapingOf({ shaping }: PortGroup): Partial<Pick<LinkSpec, 'queue' | 'queueBack'>> {
  return given({ queue: bucketOf(shaping?.out), queueBack: bucketOf(shaping?.in) });
}

function bucketOf(bucket: Shaping['out']): QueueLimit | undefined {
  if (bucket === undefined) return undefined;
  const { average, peak, burst } = bucket;
  const discipline = {
    kind: 'token-bucket',
    rateBps: writtenRate(average),
    burstBytes: writtenBytes(burst),
    ...given({ peakRateBps: ifWritten(peak, writtenRate) }),
  } as const;
  return { packets: 0, bytes: 0, discipline };
}
