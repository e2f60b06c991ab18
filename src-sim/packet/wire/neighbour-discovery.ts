/**
 * Neighbour solicitation and advertisement (RFC 4861 sections 4.3 and 4.4) with the link-layer address option (section 4.6.1).
 *
 * Left out: router discovery, redirects, other options (read and shown, never written), secure discovery.
 */
import type { Address } from '../../quantity/address.ts';
import { putAddress, readAddress } from './address-bytes.ts';
import { put16, put32, put48, u48 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import { type Field, layOut, type Row } from './field.ts';
import { cutShort, type Reading } from './header-format.ts';

export const discoveryTypes = { 'neighbour-solicitation': 135, 'neighbour-advertisement': 136 } as const;

export type NeighbourDiscovery =
  | {
      readonly message: 'neighbour-solicitation';
      readonly target: Address;
      /** MAC of the asker; undefined when the asker has no address yet. */
      readonly mac: number | undefined;
    }
  | {
      readonly message: 'neighbour-advertisement';
      readonly router: boolean;
      readonly solicited: boolean;
      readonly override: boolean;
      readonly target: Address;
      /** MAC of the target. */
      readonly mac: number | undefined;
    };

const FIXED_BYTES = 24;
const MAC_OPTION_BYTES = 8;
const SOURCE_MAC = 1;
const TARGET_MAC = 2;

export const isDiscovery = (header: { readonly message: string }): header is NeighbourDiscovery =>
  Object.hasOwn(discoveryTypes, header.message);

export const neighbourDiscoveryBytes = (header: NeighbourDiscovery): number =>
  FIXED_BYTES + (header.mac === undefined ? 0 : MAC_OPTION_BYTES);

const target: Row = ['Target', 128, 'ipv6', 'address asked for or answered'];
const solicitationRows: readonly Row[] = [['Reserved', 32, 'hex', 'always zero'], target];
const advertisementRows: readonly Row[] = [
  ['Router', 1, 'flag', 'the sender is a router'],
  ['Solicited', 1, 'flag', 'the answer to a question'],
  ['Override', 1, 'flag', 'replaces what the receiver knew'],
  ['Reserved', 29, 'hex', 'always zero'],
  target,
];

interface Options {
  readonly rows: readonly Row[];
  readonly mac: number | undefined;
  readonly faults: readonly string[];
}

function readOptions(bytes: Uint8Array, from: number, end: number, wanted: number): Options {
  const rows: Row[] = [];
  let mac: number | undefined;
  for (let at = from; at < end; ) {
    const length = at + 1 < end ? bytes[at + 1] * 8 : 0;
    // RFC 4861 section 4.6: an option of length zero makes the whole packet invalid.
    if (length === 0 || at + length > end) {
      rows.push(['Rest', (end - at) * 8, 'bytes', 'not an option']);
      return { rows, mac, faults: ['an option has no length or runs past the end'] };
    }
    if (bytes[at] === wanted && length === MAC_OPTION_BYTES) {
      mac = u48(bytes, at + 2);
      rows.push(
        [
          'Option type',
          8,
          'decimal',
          'which option',
          { [SOURCE_MAC]: 'source MAC', [TARGET_MAC]: 'target MAC' },
        ],
        ['Option length', 8, 'decimal', 'in eights of bytes'],
        ['MAC', 48, 'mac', 'interface of the asker or of the target'],
      );
    } else rows.push([`Option ${bytes[at]}`, length * 8, 'bytes', 'not interpreted']);
    at += length;
  }
  return { rows, mac, faults: [] };
}

/** Undefined when the message is of another kind. */
export function readNeighbourDiscovery(
  bytes: Uint8Array,
  at: number,
  end: number,
  head: readonly Field[],
): Reading<NeighbourDiscovery> | undefined {
  const type = bytes[at];
  const solicits = type === discoveryTypes['neighbour-solicitation'];
  if ((!solicits && type !== discoveryTypes['neighbour-advertisement']) || bytes[at + 1] !== 0)
    return undefined;
  if (end - at < FIXED_BYTES) return cutShort('neighbour discovery', FIXED_BYTES, at, end);
  const options = readOptions(bytes, at + FIXED_BYTES, end, solicits ? SOURCE_MAC : TARGET_MAC);
  const target = readAddress(bytes, at + 8, 6);
  const flags = bytes[at + 4];
  return {
    ok: true,
    header: solicits
      ? { message: 'neighbour-solicitation', target, mac: options.mac }
      : {
          message: 'neighbour-advertisement',
          router: (flags & 0x80) !== 0,
          solicited: (flags & 0x40) !== 0,
          override: (flags & 0x20) !== 0,
          target,
          mac: options.mac,
        },
    length: end - at,
    fields: [...head, ...layOut(32, [...(solicits ? solicitationRows : advertisementRows), ...options.rows])],
    faults: options.faults,
  };
}

export function writeNeighbourDiscovery(into: Uint8Array, at: number, header: NeighbourDiscovery): number {
  const solicits = header.message === 'neighbour-solicitation';
  into[at] = discoveryTypes[header.message];
  into[at + 1] = 0;
  put16(into, at + 2, 0);
  put32(into, at + 4, 0);
  if (!solicits) {
    into[at + 4] = (header.router ? 0x80 : 0) | (header.solicited ? 0x40 : 0) | (header.override ? 0x20 : 0);
  }
  putAddress(into, at + 8, 6, header.target);
  if (header.mac !== undefined) {
    into[at + FIXED_BYTES] = solicits ? SOURCE_MAC : TARGET_MAC;
    into[at + FIXED_BYTES + 1] = 1;
    put48(into, at + FIXED_BYTES + 2, checkedBits('the MAC', header.mac, 48));
  }
  return neighbourDiscoveryBytes(header);
}
