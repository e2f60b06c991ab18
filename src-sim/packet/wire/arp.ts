/** ARP for IPv4 over Ethernet (RFC 826). Left out: other hardware and protocol types, which are read as malformed. */
import type { Address } from '../../quantity/address.ts';
import { putAddress, readAddress } from './address-bytes.ts';
import { put16, put48, u16, u48 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import { etherType } from './ether-type.ts';
import { layOut } from './field.ts';
import { cutShort, type HeaderFormat, malformed } from './header-format.ts';

export interface Arp {
  readonly operation: 'request' | 'reply';
  readonly senderMac: number;
  readonly sender: Address;
  /** Zero in a request. */
  readonly targetMac: number;
  readonly target: Address;
}

const BYTES = 28;
const HARDWARE_ETHERNET = 1;
const OPERATION = { request: 1, reply: 2 } as const;

const fields = layOut(0, [
  ['Hardware type', 16, 'decimal', 'kind of link', { [HARDWARE_ETHERNET]: 'Ethernet' }],
  ['Protocol type', 16, 'hex', 'kind of address looked for', { [etherType.ipv4]: 'IPv4' }],
  ['Hardware length', 8, 'decimal', 'bytes of a MAC address'],
  ['Protocol length', 8, 'decimal', 'bytes of an IP address'],
  ['Operation', 16, 'decimal', 'question or answer', { 1: 'request', 2: 'reply' }],
  ['Sender MAC', 48, 'mac', 'interface that asks or answers'],
  ['Sender address', 32, 'ipv4', 'its address'],
  ['Target MAC', 48, 'mac', 'interface asked for; zero in a request'],
  ['Target address', 32, 'ipv4', 'address asked for'],
]);

export const arp: HeaderFormat<Arp> = {
  name: 'ARP',
  length: () => BYTES,
  read(bytes, at, end) {
    if (end - at < BYTES) return cutShort('ARP', BYTES, at, end);
    if (u16(bytes, at) !== HARDWARE_ETHERNET || u16(bytes, at + 2) !== etherType.ipv4) {
      return malformed('this ARP is not about IPv4 over Ethernet');
    }
    if (bytes[at + 4] !== 6 || bytes[at + 5] !== 4)
      return malformed('the ARP address lengths are not 6 and 4');
    const code = u16(bytes, at + 6);
    if (code !== OPERATION.request && code !== OPERATION.reply) {
      return malformed(`the ARP operation ${code} is neither request nor reply`);
    }
    const header: Arp = {
      operation: code === OPERATION.request ? 'request' : 'reply',
      senderMac: u48(bytes, at + 8),
      sender: readAddress(bytes, at + 14, 4),
      targetMac: u48(bytes, at + 18),
      target: readAddress(bytes, at + 24, 4),
    };
    return { ok: true, header, length: BYTES, fields, faults: [] };
  },
  write(into, at, header) {
    put16(into, at, HARDWARE_ETHERNET);
    put16(into, at + 2, etherType.ipv4);
    into[at + 4] = 6;
    into[at + 5] = 4;
    put16(into, at + 6, OPERATION[header.operation]);
    put48(into, at + 8, checkedBits('the sender MAC', header.senderMac, 48));
    putAddress(into, at + 14, 4, header.sender);
    put48(into, at + 18, checkedBits('the target MAC', header.targetMac, 48));
    putAddress(into, at + 24, 4, header.target);
    return BYTES;
  },
};
