/**
 * Whether a packet is at home. Addresses may be in use more than once; where a question names a machine, only that one counts, and
 * an answer is at home only with who asked.
 */
import { type Address, compareAddresses } from '../quantity/address.ts';
import type { Fabric } from '../fabric/fabric.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import type { Target } from './decision.ts';

/** `never`: the node has the address, but does not take this packet. */
export type Ownership = 'own' | 'other' | 'never';

interface At {
  readonly node: number;
  /** Port it came in at; null: the node sends it. */
  readonly entered: number | null;
  readonly header: PacketHeader;
}

export function ownership({ nodes, ports }: Fabric, target: Target, at: At): Ownership {
  const { destination } = at.header;
  const element = nodes[at.node];
  const asked = compareAddresses(destination, target.address) === 0;
  if (asked && target.node !== null) {
    if (at.node !== target.node) return 'other';
  } else if (!holds(element.addresses, destination)) {
    return 'other';
  } else if (!asked && target.node !== null && target.strict === true) {
    return 'never';
  }
  if (element.hostModel !== 'strong' || at.entered === null) return 'own';
  const { attachment } = ports[at.entered];
  return attachment === undefined || holds(attachment.addresses, destination) ? 'own' : 'never';
}

const holds = (addresses: readonly Address[], address: Address): boolean =>
  addresses.some((each) => compareAddresses(each, address) === 0);
