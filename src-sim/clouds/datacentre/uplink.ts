/**
 * Wires that end at a host: each at the switch that has it for an uplink. Where machines use functions of its NIC directly
 * (SR-IOV), the NIC is a switch of its own between the wire, the host's switch and those machines: it knows nothing of port
 * groups but their VLAN, and costs the host's cores nothing.
 * A wire that no switch has for an uplink is not drawn.
 */
import type { LinkSpec } from '../../fabric/builder.ts';
import type { PortVlan } from '../../fabric/switching.ts';
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { plugKey } from '../host-plug.ts';
import { interfaceLink } from '../machine.ts';
import { recordOrigin } from '../record-origin.ts';
import { ifWritten, writtenBytes } from '../written.ts';
import type { HostParts, HostSwitch, VirtualMachine } from './host-parts.ts';
import { attach, mtuOf, untaggedInside, vlanOf } from './machine-port.ts';
import { controlled } from './traffic-control.ts';

export function offerUplinks(context: BuildContext, parts: HostParts): void {
  for (const at of parts.switches) for (const wire of at.uplinks) offer(context, parts, at, wire);
  tellUnused(context);
}

function offer(context: BuildContext, parts: HostParts, at: HostSwitch, wire: string): void {
  const { builder, hostPlugs } = context;
  const vlan = trunkOf(parts, at);
  const settle = (port: number): void => {
    const mtu = ifWritten(at.record.mtu, writtenBytes);
    builder.setPort(port, { vlan, ...(mtu === undefined ? {} : { mtu }) });
    at.uplinkPorts.set(wire, port);
  };
  const direct = directMachines(context, at, wire);
  const control = 'trafficControl' in at.record ? at.record.trafficControl : undefined;
  const spec = (link: LinkSpec, isFirst: boolean): LinkSpec => {
    const queue = controlled(control, link.rateBps);
    if (queue === undefined) return link;
    return isFirst ? { ...link, queue, queueBack: link.queue } : { ...link, queueBack: queue };
  };
  if (direct.length === 0) {
    hostPlugs.set(plugKey(wire, at.host), { node: at.node, spec, plugged: settle });
    return;
  }
  const nic = drawNic(context, parts, at, wire, direct);
  const inside = { ...idealLink, id: `${wire}.${at.host}.nic`, origin: at.origin };
  const [inner, outer] = builder.addLink(inside, nic, at.node);
  builder.setPort(inner, { vlan });
  settle(outer);
  const plugged = (port: number): void => builder.setPort(port, { vlan });
  hostPlugs.set(plugKey(wire, at.host), { node: nic, spec, plugged });
}

/** Machines that use a NIC directly. */
function directMachines(
  { scenario }: BuildContext,
  at: HostSwitch,
  wire: string,
): [string, VirtualMachine][] {
  return recordsOf(scenario.workloads).flatMap(([id, record]): [string, VirtualMachine][] =>
    record.kind === 'virtual-machine' && record.virtualFunction === wire && isOn(at, record)
      ? [[id, record]]
      : [],
  );
}

const isOn = ({ host }: HostSwitch, { host: own }: VirtualMachine): boolean =>
  own === undefined || own === host;

function drawNic(
  context: BuildContext,
  parts: HostParts,
  at: HostSwitch,
  wire: string,
  direct: readonly (readonly [string, VirtualMachine])[],
): number {
  const { builder, machines } = context;
  const { origin } = at;
  const id = `${wire}.${at.host}`;
  const nic = builder.addNode({ id, role: 'switch', origin, addresses: [], decrementsTtl: false });
  builder.setNode(nic, { bridge: { vlanAware: true, ageingNs: 0, addressesMax: 0 } });
  for (const [name, record] of direct) {
    const machine = machines.get(name);
    const group = parts.groups.get(record.portGroup ?? '');
    if (machine === undefined || group === undefined) continue;
    const [station, port] = builder.addLink(
      interfaceLink(machine, { mtu: mtuOf(at, group) }),
      machine.node,
      nic,
    );
    builder.setPort(port, { vlan: vlanOf(group) });
    attach(context, machine, station);
  }
  return nic;
}

/** All VLANs of the port groups of a switch, those of private ones included. */
function trunkOf({ groups }: HostParts, { id }: HostSwitch): PortVlan {
  const own = [...groups.values()].filter((group) => group.switch === id);
  const ports = own.map(vlanOf);
  const leaving = ports.flatMap((vlan) => (vlan.mode === 'private' ? vlan.leaving : []));
  const vlans = [...ports.flatMap((vlan) => (vlan.mode === 'trunk' ? [] : vlan.vlan)), ...leaving];
  const allowed = [...new Set(vlans)].filter((vlan) => vlan !== untaggedInside).sort((a, b) => a - b);
  return { mode: 'trunk', allowed, ...(vlans.includes(untaggedInside) ? { native: untaggedInside } : {}) };
}

function tellUnused({ scenario, hostPlugs, findings }: BuildContext): void {
  for (const [id, wire] of recordsOf(scenario.links)) {
    for (const { to } of wire.ends) {
      const host = scenario.hosts?.[to];
      if (host === undefined || hostPlugs.has(plugKey(id, to))) continue;
      const { noun, name } = recordOrigin('links', id, wire);
      findings.push({
        code: 'hosts/unused-wire',
        severity: 'warning',
        message: `${noun} ${name} leads to host ${host.name ?? to}, where no virtual switch has it for an uplink`,
        path: ['links', id],
      });
    }
  }
}
