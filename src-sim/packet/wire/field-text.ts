/** The value of a field as text for people. Long byte strings are cut; the bytes themselves are shown beside them. */
import { formatAddress } from '../../quantity/address.ts';
import { readAddress } from './address-bytes.ts';
import { u48 } from './big-endian.ts';
import type { Field } from './field.ts';
import { formatMac } from './mac.ts';

/** Bytes shown of a byte string before it is cut. */
const SHOWN_BYTES = 16;

/** The bits of a field as a number; fields shown as numbers have at most 64 bits. */
function bitsOf(field: Field, bytes: Uint8Array, start: number): bigint {
  const from = start * 8 + field.bitOffset;
  const until = from + field.bits;
  let value = 0n;
  for (let at = from >> 3; at < (until + 7) >> 3; at += 1) value = (value << 8n) | BigInt(bytes[at]);
  return (value >> BigInt((8 - (until & 7)) & 7)) & ((1n << BigInt(field.bits)) - 1n);
}

const hexByte = (byte: number): string => byte.toString(16).padStart(2, '0');

function byteText(bytes: Uint8Array, from: number, length: number): string {
  const shown = Array.from(bytes.subarray(from, from + Math.min(length, SHOWN_BYTES)), hexByte).join(' ');
  return length > SHOWN_BYTES ? `${shown} … (${length} bytes)` : shown;
}

function littleEndian(bytes: Uint8Array, from: number, length: number): bigint {
  let value = 0n;
  for (let at = from + length - 1; at >= from; at -= 1) value = (value << 8n) | BigInt(bytes[at]);
  return value;
}

function plainText(field: Field, bytes: Uint8Array, start: number): string {
  const at = start + (field.bitOffset >> 3);
  switch (field.shown) {
    case 'decimal':
      return bitsOf(field, bytes, start).toString();
    case 'hex':
      return `0x${bitsOf(field, bytes, start)
        .toString(16)
        .padStart(Math.ceil(field.bits / 4), '0')}`;
    case 'flag':
      return bitsOf(field, bytes, start) === 0n ? 'not set' : 'set';
    case 'mac':
      return formatMac(u48(bytes, at));
    case 'ipv4':
      return formatAddress(readAddress(bytes, at, 4));
    case 'ipv6':
      return formatAddress(readAddress(bytes, at, 6));
    case 'bytes':
      return byteText(bytes, at, field.bits >> 3);
    case 'little-endian':
      return littleEndian(bytes, at, field.bits >> 3).toString();
  }
}

/** `start` is where the header begins; the header must have been read, so that the field lies within the bytes. */
export function fieldText(field: Field, bytes: Uint8Array, start: number): string {
  const text = plainText(field, bytes, start);
  const name = field.names?.[Number(bitsOf(field, bytes, start))];
  return name === undefined ? text : `${text} (${name})`;
}
