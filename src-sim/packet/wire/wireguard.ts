/**
 * WireGuard transport data message (Donenfeld, WireGuard, NDSS 2017, section 5.4.6). Numbers have their lowest byte first. The
 * ciphertext is filler (cipher-filler.ts).
 *
 * Left out: keys, handshake and cookie messages, which are read as malformed.
 */
import { checkedBits } from './checked-bits.ts';
import { fillCipher } from './cipher-filler.ts';
import { layOut } from './field.ts';
import { cutShort, type HeaderFormat, malformed } from './header-format.ts';

export interface Wireguard {
  /** The receiver's name for the session. */
  readonly receiver: number;
  /** Counts the messages; 64 bits on the wire, up to 2^53 here. */
  readonly counter: number;
  /** Inner packet and padding, encrypted; zero is a keepalive. */
  readonly ciphertextBytes: number;
}

const TRANSPORT_DATA = 4;
const HEAD_BYTES = 16;
const TAG_BYTES = 16;
const PADDED_TO = 16;
const TWO_32 = 2 ** 32;
/** Upper half of the counter: with 21 bits the whole stays an exact number. */
const UPPER_LIMIT = 2 ** 21;

/** Everything but the ciphertext. */
export const wireguardFixedBytes = HEAD_BYTES + TAG_BYTES;

/** Padding to 16 never makes a packet longer than the tunnel's own MTU. */
export const wireguardCiphertextBytes = (innerBytes: number, tunnelMtu: number): number =>
  Math.max(innerBytes, Math.min(Math.ceil(innerBytes / PADDED_TO) * PADDED_TO, tunnelMtu));

const little32 = (bytes: Uint8Array, at: number): number =>
  (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;

function putLittle32(into: Uint8Array, at: number, value: number): void {
  for (let octet = 0; octet < 4; octet += 1) into[at + octet] = value >>> (8 * octet);
}

export const startsWireguardData = (bytes: Uint8Array, at: number, end: number): boolean =>
  end - at >= wireguardFixedBytes && little32(bytes, at) === TRANSPORT_DATA;

export const wireguard: HeaderFormat<Wireguard> = {
  name: 'WireGuard',
  length: (header) => wireguardFixedBytes + header.ciphertextBytes,
  read(bytes, at, end) {
    if (end - at < wireguardFixedBytes) return cutShort('WireGuard', wireguardFixedBytes, at, end);
    if (!startsWireguardData(bytes, at, end)) return malformed('this is no WireGuard data message');
    const upper = little32(bytes, at + 12);
    if (upper >= UPPER_LIMIT) return malformed('the counter is beyond 2^53');
    const ciphertextBytes = end - at - wireguardFixedBytes;
    const fields = layOut(0, [
      ['Type', 8, 'decimal', 'kind of message', { [TRANSPORT_DATA]: 'transport data' }],
      ['Reserved', 24, 'hex', 'always zero'],
      ['Receiver', 32, 'little-endian', "the receiver's name for the session"],
      ['Counter', 64, 'little-endian', 'counts the messages, against replay'],
      ['Ciphertext', ciphertextBytes * 8, 'bytes', 'inner packet and padding; filler, for no keys exist'],
      ['Tag', TAG_BYTES * 8, 'bytes', 'Poly1305 authenticator; filler'],
    ]);
    const header = {
      receiver: little32(bytes, at + 4),
      counter: upper * TWO_32 + little32(bytes, at + 8),
      ciphertextBytes,
    };
    return { ok: true, header, length: end - at, fields, faults: [] };
  },
  write(into, at, header) {
    const counter = checkedBits('the counter', header.counter, 53);
    putLittle32(into, at, TRANSPORT_DATA);
    putLittle32(into, at + 4, checkedBits('the receiver', header.receiver, 32));
    putLittle32(into, at + 8, counter % TWO_32);
    putLittle32(into, at + 12, Math.floor(counter / TWO_32));
    fillCipher(into, at + HEAD_BYTES, at + wireguard.length(header), header.receiver, counter % TWO_32);
    return wireguard.length(header);
  },
};
