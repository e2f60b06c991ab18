/** Who a question is about: machines by id, or anything by address. */
import { type Address, formatAddress, parseAddress } from '../quantity/address.ts';
import { nearestNames } from '../quantity/nearest-names.ts';
import { quoted } from '../quantity/quoted.ts';
import type { Fabric } from '../fabric/fabric.ts';
import type { Protocol } from '../fabric/protocol.ts';

export interface TraceQuestion {
  /** Workload ids or addresses. */
  readonly from: string;
  readonly to: string;
  /** Left out: whatever gets through, or tcp where a port is given. */
  readonly protocol?: Exclude<Protocol, 'any'>;
  readonly port?: number;
}

/** The question names what is not there, or two that can never talk; the sentence is for whoever asked. */
export class TraceRefusal extends Error {}

export interface Party {
  /** As asked. */
  readonly id: string;
  /** As its owner calls it. */
  readonly name: string;
  /** Null: no node of the fabric has this address. */
  readonly node: number | null;
  readonly addresses: readonly Address[];
}

export function partyOf(fabric: Fabric, text: string): Party {
  const endpoint = fabric.endpoints.find(({ id }) => id === text);
  if (endpoint !== undefined) {
    const { name } = fabric.nodes[endpoint.node].origin;
    return { id: text, name, node: endpoint.node, addresses: endpoint.addresses };
  }
  const address = parseAddress(text);
  if (!address.ok) {
    const near = nearestNames(
      text,
      fabric.endpoints.map(({ id }) => id),
    );
    const proposal = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
    throw new TraceRefusal(`there is no workload ${quoted(text)}, nor is this an address${proposal}`);
  }
  const { family, bits } = address.value;
  const node = fabric.nodes.findIndex(({ addresses }) =>
    addresses.some((own) => own.family === family && own.bits === bits),
  );
  const shown = formatAddress(address.value);
  return { id: text, name: shown, node: node < 0 ? null : node, addresses: [address.value] };
}

export interface AddressPair {
  readonly source: Address;
  readonly destination: Address;
}

/** The addresses two parties talk by: the first of the one in a family the other has, IPv4 before IPv6. */
export function addressPair(from: Party, to: Party): AddressPair | null {
  for (const family of [4, 6] as const) {
    const source = from.addresses.find((address) => address.family === family);
    const destination = to.addresses.find((address) => address.family === family);
    if (source !== undefined && destination !== undefined) return { source, destination };
  }
  return null;
}
