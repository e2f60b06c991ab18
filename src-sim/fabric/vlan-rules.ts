/**
 * Which VLAN a frame is in behind a port of a switch, and how it looks in front of one: IEEE 802.1Q-2022 clauses 6.9.1
 * (classification), 8.6.2 (ingress filtering, always on) and 8.6.8 (untagged set), with what Linux does where the standard
 * leaves a choice: a tagged frame is taken wherever its VLAN belongs to the port, untagged or not. The one definition that
 * explained and simulated frames share. A tag is the number of its VLAN, and 0 where there is none; a tag that carries a
 * priority only counts as none.
 *
 * Left out: classification by protocol or MAC address, translation of identifiers, service tags.
 */
import type { FabricNode, Port } from './fabric.ts';
import type { PortVlan } from './switching.ts';

export const untagged = 0;
/** The frame is not for this port. */
export const wrongVlan = -1;
/** The one broadcast domain of a switch that does not look at tags. */
export const noVlan = 0;

/** What a port is when nobody said anything, as switches are delivered. */
const factory: PortVlan = { mode: 'access', vlan: 1 };

/** VLAN of a frame that enters with this tag, or `wrongVlan`. */
export function vlanOfEntering(node: FabricNode, port: Port, tag: number): number {
  if (node.bridge?.vlanAware === false) return noVlan;
  const vlan = port.vlan ?? factory;
  if (vlan.mode === 'access') return tag === untagged || tag === vlan.vlan ? vlan.vlan : wrongVlan;
  if (vlan.mode === 'private') return tag === untagged ? vlan.vlan : wrongVlan;
  if (tag === untagged) return vlan.native ?? wrongVlan;
  return tag === vlan.native || vlan.allowed.includes(tag) ? tag : wrongVlan;
}

/** Tag of a frame of this VLAN that leaves, or `wrongVlan`; `tag` is what it came in with. */
export function tagOfLeaving(node: FabricNode, port: Port, inVlan: number, tag: number): number {
  if (node.bridge?.vlanAware === false) return tag;
  const vlan = port.vlan ?? factory;
  if (vlan.mode === 'access') return inVlan === vlan.vlan ? untagged : wrongVlan;
  if (vlan.mode === 'private') return vlan.leaving.includes(inVlan) ? untagged : wrongVlan;
  if (inVlan === vlan.native) return untagged;
  return vlan.allowed.includes(inVlan) ? inVlan : wrongVlan;
}
