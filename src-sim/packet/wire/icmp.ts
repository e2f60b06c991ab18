/**
 * ICMP (RFC 792; the MTU of "fragmentation needed" RFC 1191 section 4; codes 9 to 13 RFC 1122 section 3.2.2.1 and RFC 1812
 * section 5.2.7.1). An error is followed by the beginning of the packet it is about (icmp-quote.ts).
 *
 * Left out: redirects, parameter problems, timestamps, extensions of RFC 4884. They are read as `other`.
 */
import { put16, put32, u16, u32 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import { type Field, layOut } from './field.ts';
import { cutShort, type HeaderFormat } from './header-format.ts';

/** In the order of their codes. */
export const unreachableReasons = [
  'network',
  'host',
  'protocol',
  'port',
  'fragmentation-needed',
  'source-route-failed',
  'network-unknown',
  'host-unknown',
  'source-isolated',
  'network-prohibited',
  'host-prohibited',
  'network-for-service',
  'host-for-service',
  'administratively-prohibited',
] as const;
export type UnreachableReason = (typeof unreachableReasons)[number];

const expiries = ['in-transit', 'in-reassembly'] as const;

export type Icmp =
  | {
      readonly message: 'echo-request' | 'echo-reply';
      readonly identifier: number;
      readonly sequence: number;
    }
  | { readonly message: 'unreachable'; readonly reason: Exclude<UnreachableReason, 'fragmentation-needed'> }
  | { readonly message: 'unreachable'; readonly reason: 'fragmentation-needed'; readonly mtu: number }
  | { readonly message: 'time-exceeded'; readonly expired: (typeof expiries)[number] }
  | { readonly message: 'other'; readonly type: number; readonly code: number; readonly rest: number };

export const icmpHeaderBytes = 8;
const ECHO_REPLY = 0;
const UNREACHABLE = 3;
const ECHO_REQUEST = 8;
const TIME_EXCEEDED = 11;

const typeNames: Readonly<Record<number, string>> = {
  [ECHO_REPLY]: 'echo reply',
  [UNREACHABLE]: 'destination unreachable',
  5: 'redirect',
  [ECHO_REQUEST]: 'echo request',
  [TIME_EXCEEDED]: 'time exceeded',
  12: 'parameter problem',
};

const head = (codes: Readonly<Record<number, string>>): readonly Field[] =>
  layOut(0, [
    ['Type', 8, 'decimal', 'kind of message', typeNames],
    ['Code', 8, 'decimal', 'its reason', codes],
    ['Checksum', 16, 'hex', "one's complement sum of the whole message"],
  ]);

const echoFields = [
  ...head({}),
  ...layOut(32, [
    ['Identifier', 16, 'decimal', 'which series of questions'],
    ['Sequence', 16, 'decimal', 'which question'],
  ]),
];
const unreachableFields = [
  ...head(unreachableReasons),
  ...layOut(32, [
    ['Unused', 16, 'hex', 'always zero'],
    ['MTU', 16, 'decimal', 'largest packet the next link carries; only with code 4'],
  ]),
];
const timeExceededFields = [...head(expiries), ...layOut(32, [['Unused', 32, 'hex', 'always zero']])];
const otherFields = [...head({}), ...layOut(32, [['Rest', 32, 'hex', 'not interpreted']])];

function interpret(bytes: Uint8Array, at: number): readonly [Icmp, readonly Field[]] {
  const type = bytes[at];
  const code = bytes[at + 1];
  if ((type === ECHO_REQUEST || type === ECHO_REPLY) && code === 0) {
    const message = type === ECHO_REQUEST ? 'echo-request' : 'echo-reply';
    return [{ message, identifier: u16(bytes, at + 4), sequence: u16(bytes, at + 6) }, echoFields];
  }
  if (type === UNREACHABLE && code < unreachableReasons.length) {
    const reason = unreachableReasons[code];
    return reason === 'fragmentation-needed'
      ? [{ message: 'unreachable', reason, mtu: u16(bytes, at + 6) }, unreachableFields]
      : [{ message: 'unreachable', reason }, unreachableFields];
  }
  if (type === TIME_EXCEEDED && code < expiries.length) {
    return [{ message: 'time-exceeded', expired: expiries[code] }, timeExceededFields];
  }
  return [{ message: 'other', type, code, rest: u32(bytes, at + 4) }, otherFields];
}

/** Type, code and the four bytes behind the checksum. */
function encode(header: Icmp): readonly [type: number, code: number, rest: number] {
  switch (header.message) {
    case 'echo-request':
    case 'echo-reply': {
      const identifier = checkedBits('the identifier', header.identifier, 16);
      const rest = identifier * 0x1_0000 + checkedBits('the sequence number', header.sequence, 16);
      return [header.message === 'echo-request' ? ECHO_REQUEST : ECHO_REPLY, 0, rest];
    }
    case 'unreachable':
      return [
        UNREACHABLE,
        unreachableReasons.indexOf(header.reason),
        header.reason === 'fragmentation-needed' ? checkedBits('the MTU', header.mtu, 16) : 0,
      ];
    case 'time-exceeded':
      return [TIME_EXCEEDED, expiries.indexOf(header.expired), 0];
    case 'other':
      return [header.type, header.code, header.rest];
  }
}

export const icmp: HeaderFormat<Icmp> = {
  name: 'ICMP',
  length: () => icmpHeaderBytes,
  read(bytes, at, end) {
    if (end - at < icmpHeaderBytes) return cutShort('ICMP', icmpHeaderBytes, at, end);
    const [header, fields] = interpret(bytes, at);
    return { ok: true, header, length: icmpHeaderBytes, fields, faults: [] };
  },
  write(into, at, header) {
    const [type, code, rest] = encode(header);
    into[at] = checkedBits('the type', type, 8);
    into[at + 1] = checkedBits('the code', code, 8);
    put16(into, at + 2, 0);
    put32(into, at + 4, checkedBits('the rest of the header', rest, 32));
    if (interpret(into, at)[0].message !== header.message) {
      throw new RangeError(`ICMP type ${type} code ${code} has a name; write it by that`);
    }
    return icmpHeaderBytes;
  },
};
