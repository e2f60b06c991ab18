/**
 * The outer UDP source port of a tunnelled packet. Routers of the underlay share flows over equal paths by the outer ports, so
 * the tunnel end hashes the inner flow into this one; packets of a flow keep a port, hence a path, hence their order.
 *
 * Range: 49152 to 65535, which RFC 7348 section 5 and RFC 8926 section 3.3 advise. Linux takes the host's ephemeral range
 * instead (32768 to 60999 unless configured): 28232 ports to our 16384, other numbers in a capture, no other effect.
 *
 * Left out: secrets in the hash; real tunnel ends seed it per boot, which would make runs differ.
 */
import type { Address } from '../../quantity/address.ts';
import { fmix32 } from '../../quantity/hash32.ts';

export interface InnerFlow {
  readonly source: Address;
  readonly destination: Address;
  readonly protocol: number;
  /** Zero where the protocol has none. */
  readonly sourcePort: number;
  readonly destinationPort: number;
}

export const entropyPortMin = 49152;
const ENTROPY_BITS = 14;

function withAddress(hash: number, address: Address): number {
  let mixed = fmix32(hash ^ address.family);
  for (let rest = address.bits; rest > 0n; rest >>= 32n) mixed = fmix32(mixed ^ Number(rest & 0xffff_ffffn));
  return mixed;
}

export function entropyPort(flow: InnerFlow): number {
  let hash = withAddress(flow.protocol, flow.source);
  hash = withAddress(hash, flow.destination);
  hash = fmix32(hash ^ (flow.sourcePort * 0x1_0000 + flow.destinationPort));
  return entropyPortMin + (hash >>> (32 - ENTROPY_BITS));
}
