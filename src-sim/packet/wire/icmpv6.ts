/**
 * ICMPv6 errors and echo (RFC 4443). An error is followed by the beginning of the packet it is about (icmp-quote.ts).
 * Neighbour discovery has a file of its own.
 *
 * Left out: parameter problems, multicast listener and router discovery. They are read as `other`.
 */
import { put16, put32, u16, u32 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import { type Field, layOut } from './field.ts';
import { cutShort, type HeaderFormat, type Reading } from './header-format.ts';
import {
  discoveryTypes,
  isDiscovery,
  type NeighbourDiscovery,
  neighbourDiscoveryBytes,
  readNeighbourDiscovery,
  writeNeighbourDiscovery,
} from './neighbour-discovery.ts';

/** In the order of their codes (RFC 4443 section 3.1). */
export const unreachableV6Reasons = [
  'no-route',
  'administratively-prohibited',
  'beyond-scope',
  'address',
  'port',
  'source-policy',
  'reject-route',
] as const;

const expiries = ['in-transit', 'in-reassembly'] as const;

export type Icmpv6 =
  | {
      readonly message: 'echo-request' | 'echo-reply';
      readonly identifier: number;
      readonly sequence: number;
    }
  | { readonly message: 'unreachable'; readonly reason: (typeof unreachableV6Reasons)[number] }
  | { readonly message: 'packet-too-big'; readonly mtu: number }
  | { readonly message: 'time-exceeded'; readonly expired: (typeof expiries)[number] }
  | NeighbourDiscovery
  | { readonly message: 'other'; readonly type: number; readonly code: number; readonly rest: number };

export const icmpv6HeaderBytes = 8;
const UNREACHABLE = 1;
const PACKET_TOO_BIG = 2;
const TIME_EXCEEDED = 3;
const ECHO_REQUEST = 128;
const ECHO_REPLY = 129;

const discoveryCodes: ReadonlySet<number> = new Set(Object.values(discoveryTypes));

const typeNames: Readonly<Record<number, string>> = {
  [UNREACHABLE]: 'destination unreachable',
  [PACKET_TOO_BIG]: 'packet too big',
  [TIME_EXCEEDED]: 'time exceeded',
  4: 'parameter problem',
  [ECHO_REQUEST]: 'echo request',
  [ECHO_REPLY]: 'echo reply',
  [discoveryTypes['neighbour-solicitation']]: 'neighbour solicitation',
  [discoveryTypes['neighbour-advertisement']]: 'neighbour advertisement',
};

const head = (codes: Readonly<Record<number, string>>): readonly Field[] =>
  layOut(0, [
    ['Type', 8, 'decimal', 'kind of message', typeNames],
    ['Code', 8, 'decimal', 'its reason', codes],
    ['Checksum', 16, 'hex', "one's complement sum of pseudo-header and message"],
  ]);

const echoFields = [
  ...head({}),
  ...layOut(32, [
    ['Identifier', 16, 'decimal', 'which series of questions'],
    ['Sequence', 16, 'decimal', 'which question'],
  ]),
];
const unused = layOut(32, [['Unused', 32, 'hex', 'always zero']]);
const unreachableFields = [...head(unreachableV6Reasons), ...unused];
const timeExceededFields = [...head(expiries), ...unused];
const tooBigFields = [
  ...head({}),
  ...layOut(32, [['MTU', 32, 'decimal', 'largest packet the next link carries']]),
];
const otherFields = [...head({}), ...layOut(32, [['Rest', 32, 'hex', 'not interpreted']])];

function interpret(bytes: Uint8Array, at: number): readonly [Icmpv6, readonly Field[]] {
  const type = bytes[at];
  const code = bytes[at + 1];
  if ((type === ECHO_REQUEST || type === ECHO_REPLY) && code === 0) {
    const message = type === ECHO_REQUEST ? 'echo-request' : 'echo-reply';
    return [{ message, identifier: u16(bytes, at + 4), sequence: u16(bytes, at + 6) }, echoFields];
  }
  if (type === UNREACHABLE && code < unreachableV6Reasons.length) {
    return [{ message: 'unreachable', reason: unreachableV6Reasons[code] }, unreachableFields];
  }
  if (type === PACKET_TOO_BIG && code === 0) {
    return [{ message: 'packet-too-big', mtu: u32(bytes, at + 4) }, tooBigFields];
  }
  if (type === TIME_EXCEEDED && code < expiries.length) {
    return [{ message: 'time-exceeded', expired: expiries[code] }, timeExceededFields];
  }
  return [{ message: 'other', type, code, rest: u32(bytes, at + 4) }, otherFields];
}

/** Type, code and the four bytes behind the checksum. */
function encode(
  header: Exclude<Icmpv6, NeighbourDiscovery>,
): readonly [type: number, code: number, rest: number] {
  switch (header.message) {
    case 'echo-request':
    case 'echo-reply': {
      const identifier = checkedBits('the identifier', header.identifier, 16);
      const rest = identifier * 0x1_0000 + checkedBits('the sequence number', header.sequence, 16);
      return [header.message === 'echo-request' ? ECHO_REQUEST : ECHO_REPLY, 0, rest];
    }
    case 'unreachable':
      return [UNREACHABLE, unreachableV6Reasons.indexOf(header.reason), 0];
    case 'packet-too-big':
      return [PACKET_TOO_BIG, 0, checkedBits('the MTU', header.mtu, 32)];
    case 'time-exceeded':
      return [TIME_EXCEEDED, expiries.indexOf(header.expired), 0];
    case 'other':
      return [header.type, header.code, header.rest];
  }
}

function readIcmpv6(bytes: Uint8Array, at: number, end: number): Reading<Icmpv6> {
  if (end - at < icmpv6HeaderBytes) return cutShort('ICMPv6', icmpv6HeaderBytes, at, end);
  const discovery = readNeighbourDiscovery(bytes, at, end, head({}));
  if (discovery !== undefined) return discovery;
  const [header, fields] = interpret(bytes, at);
  return { ok: true, header, length: icmpv6HeaderBytes, fields, faults: [] };
}

export const icmpv6: HeaderFormat<Icmpv6> = {
  name: 'ICMPv6',
  length: (header) => (isDiscovery(header) ? neighbourDiscoveryBytes(header) : icmpv6HeaderBytes),
  read: readIcmpv6,
  write(into, at, header) {
    if (isDiscovery(header)) return writeNeighbourDiscovery(into, at, header);
    const [type, code, rest] = encode(header);
    into[at] = checkedBits('the type', type, 8);
    into[at + 1] = checkedBits('the code', code, 8);
    put16(into, at + 2, 0);
    put32(into, at + 4, checkedBits('the rest of the header', rest, 32));
    if (interpret(into, at)[0].message !== header.message || discoveryCodes.has(type)) {
      throw new RangeError(`ICMPv6 type ${type} code ${code} has a name; write it by that`);
    }
    return icmpv6HeaderBytes;
  },
};
