/**
 * A switch: a node of the fabric that bridges, one port per wire. What its ports do with VLANs stands at the ends of the wires.
 * Left out: spanning tree, link aggregation, private VLANs, multicast snooping, the time the switch itself takes.
 */
import type { Bridge, PortVlan } from '../../fabric/switching.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenDuration } from '../written.ts';
import type { OnpremParts } from './onprem-parts.ts';

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
    const bridge: Bridge = {
      vlanAware: record.vlanAware ?? true,
      ageingNs: writtenDuration(record.ageing ?? ageing),
      addressesMax: record.addresses ?? 0,
    };
    builder.setNode(node, { bridge });
    parts.switches.set(id, { id, origin, record, node });
  }
}

export function writtenVlan({ access, trunk, native }: End): PortVlan {
  if (trunk === undefined) return { mode: 'access', vlan: access ?? defaultVlan };
  const allowed = [...new Set(trunk)].sort((a, b) => a - b);
  return { mode: 'trunk', allowed, ...(native === undefined ? {} : { native }) };
}
