/**
 * A switch: a node of the fabric that bridges, one port per wire. What its ports do with VLANs stands at the ends of the wires.
 * Wires of a bundle are one to it: an aggregated link, its flows shared by hash.
 * Left out: spanning tree, the negotiation of aggregated links, multicast snooping, the time the switch itself takes.
 */
import type { Bridge, PortVlan, Team } from '../../fabric/switching.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenDuration } from '../written.ts';
import type { OnpremParts, SwitchPart } from './onprem-parts.ts';

/** IEEE 802.1Q-2022 table 8-6, and what Linux and most switches have. */
const ageing = '300 s';
/** IEEE 802.1Q-2022 clause 6.9: the VLAN of a port nobody configured. */
const defaultVlan = 1;

type End = RecordOf<'links'>['ends'][number];

export function placeSwitches({ scenario, builder }: BuildContext, parts: OnpremParts): void {
  for (const [id, record] of recordsOf(scenario.devices)) {
    if (record.kind !== 'switch') continue;
    const origin = recordOrigin('devices', id, record);
    const node = builder.addNode({ id, role: 'switch', origin, addresses: [], decrementsTtl: false });
    builder.setNode(node, { bridge: bridgeOf(record) });
    parts.switches.set(id, { id, origin, record, node });
  }
}

const bridgeOf = (record: SwitchPart['record']): Bridge => ({
  vlanAware: record.vlanAware ?? true,
  ageingNs: writtenDuration(record.ageing ?? ageing),
  addressesMax: record.addresses ?? 0,
});

/** Once the wires have ports. */
export function bundleWires({ builder }: BuildContext, parts: OnpremParts): void {
  for (const { node, record } of parts.switches.values()) {
    if (record.bundles === undefined) continue;
    const portOf = (wire: string): number[] => {
      const ports = builder.links.find(({ id }) => id === wire)?.ports ?? [];
      return ports.filter((port) => builder.nodeOfPort(port) === node);
    };
    const teams = record.bundles.map((wires): Team => {
      const ports = wires.flatMap(portOf);
      const order = { balance: 'ip-hash', active: ports, standby: [], failback: true } as const;
      return { ports, orders: [{ ...order, detectNs: 0, announces: false }] };
    });
    builder.setNode(node, {
      bridge: { ...bridgeOf(record), teams: teams.filter(({ ports }) => ports.length > 0) },
    });
  }
}

export function writtenVlan({ access, trunk, native }: End): PortVlan {
  if (trunk === undefined) return { mode: 'access', vlan: access ?? defaultVlan };
  const allowed = [...new Set(trunk)].sort((a, b) => a - b);
  return { mode: 'trunk', allowed, ...(native === undefined ? {} : { native }) };
}
