/**
 * IPv6 hop-by-hop options (RFC 8200 section 4.3) with at most a router alert (RFC 2711 section 2.1), padded to eight bytes.
 *
 * Left out: other options. They are read and shown, never written.
 */
import { put16, put32, u16 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import { type Field, layOut, type Row } from './field.ts';
import { cutShort, type HeaderFormat } from './header-format.ts';
import { ipProtocolNames } from './ip-protocol.ts';

export interface Ipv6HopByHop {
  readonly nextHeader: number;
  /** Value of the router alert, 0 for Multicast Listener Discovery; undefined: padding only. */
  readonly routerAlert: number | undefined;
}

const WRITTEN_BYTES = 8;
const PAD_1 = 0;
const PAD_N = 1;
const ROUTER_ALERT = 5;

const fixedFields = layOut(0, [
  ['Next header', 8, 'decimal', 'what follows', ipProtocolNames],
  ['Length', 8, 'decimal', 'in eights of bytes, the first eight not counted'],
]);

const optionNames: Readonly<Record<number, string>> = {
  [PAD_1]: 'Padding',
  [PAD_N]: 'Padding',
  [ROUTER_ALERT]: 'Router alert',
};

interface Options {
  readonly rows: readonly Row[];
  readonly routerAlert: number | undefined;
  readonly faults: readonly string[];
}

function readOptions(bytes: Uint8Array, from: number, end: number): Options {
  const rows: Row[] = [];
  const faults: string[] = [];
  let routerAlert: number | undefined;
  for (let at = from; at < end; ) {
    const type = bytes[at];
    const length = type === PAD_1 ? 1 : at + 1 < end ? 2 + bytes[at + 1] : Infinity;
    if (at + length > end) {
      faults.push('an option runs past the end of the header');
      rows.push(['Rest', (end - at) * 8, 'bytes', 'not an option']);
      break;
    }
    if (type === ROUTER_ALERT && length === 4) routerAlert = u16(bytes, at + 2);
    rows.push([optionNames[type] ?? `Option ${type}`, length * 8, 'bytes', 'type, length and value']);
    at += length;
  }
  return { rows, routerAlert, faults };
}

export const ipv6HopByHop: HeaderFormat<Ipv6HopByHop> = {
  name: 'IPv6 hop-by-hop options',
  length: () => WRITTEN_BYTES,
  read(bytes, at, end) {
    if (end - at < WRITTEN_BYTES) return cutShort('IPv6 hop-by-hop', WRITTEN_BYTES, at, end);
    const length = (bytes[at + 1] + 1) * 8;
    if (end - at < length) return cutShort('IPv6 hop-by-hop', length, at, end);
    const { rows, routerAlert, faults } = readOptions(bytes, at + 2, at + length);
    const fields: readonly Field[] = [...fixedFields, ...layOut(16, rows)];
    return { ok: true, header: { nextHeader: bytes[at], routerAlert }, length, fields, faults };
  },
  write(into, at, header) {
    into[at] = checkedBits('the next header', header.nextHeader, 8);
    into[at + 1] = 0;
    if (header.routerAlert === undefined) {
      into[at + 2] = PAD_N;
      into[at + 3] = 4;
      put32(into, at + 4, 0);
    } else {
      into[at + 2] = ROUTER_ALERT;
      into[at + 3] = 2;
      put16(into, at + 4, checkedBits('the router alert', header.routerAlert, 16));
      into[at + 6] = PAD_N;
      into[at + 7] = 0;
    }
    return WRITTEN_BYTES;
  },
};
