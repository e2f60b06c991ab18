/**
 * IPsec ESP (RFC 4303 section 2) as AES-GCM with 16-byte ICV lays it out (RFC 4106 sections 3 to 5): SPI, sequence number,
 * 8-byte IV, ciphertext aligned to four bytes, ICV. The ciphertext is filler (cipher-filler.ts).
 *
 * Left out: keys, extended sequence numbers (their upper half is not sent), other suites, traffic flow padding.
 */
import { put32, u32 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import { fillCipher } from './cipher-filler.ts';
import { layOut } from './field.ts';
import { cutShort, type HeaderFormat } from './header-format.ts';

export interface Esp {
  /** Security parameters index: which association. */
  readonly spi: number;
  readonly sequence: number;
  /** Inner packet, padding, pad length and next header, encrypted. */
  readonly ciphertextBytes: number;
}

const HEAD_BYTES = 8;
const IV_BYTES = 8;
const ICV_BYTES = 16;
const ALIGN_BYTES = 4;
/** Pad length and next header. */
const TRAILER_BYTES = 2;
/** 0 is for local use, 1 to 255 are reserved (RFC 4303 section 2.1). */
const SPI_MIN = 256;

/** Everything but the ciphertext. */
export const espFixedBytes = HEAD_BYTES + IV_BYTES + ICV_BYTES;

export const espCiphertextBytes = (innerBytes: number): number =>
  Math.ceil((innerBytes + TRAILER_BYTES) / ALIGN_BYTES) * ALIGN_BYTES;

export const esp: HeaderFormat<Esp> = {
  name: 'ESP',
  length: (header) => espFixedBytes + header.ciphertextBytes,
  read(bytes, at, end) {
    const smallest = espFixedBytes + ALIGN_BYTES;
    if (end - at < smallest) return cutShort('ESP', smallest, at, end);
    const ciphertextBytes = end - at - espFixedBytes;
    const spi = u32(bytes, at);
    const faults = [];
    if (spi < SPI_MIN) faults.push(`SPI ${spi} is reserved`);
    if (ciphertextBytes % ALIGN_BYTES !== 0) faults.push('the ciphertext is not aligned to four bytes');
    const fields = layOut(0, [
      ['SPI', 32, 'hex', 'which security association'],
      ['Sequence number', 32, 'decimal', 'counts the packets, against replay'],
      ['IV', IV_BYTES * 8, 'hex', 'never the same twice with one key'],
      [
        'Ciphertext',
        ciphertextBytes * 8,
        'bytes',
        'inner packet, padding and next header; filler, for no keys exist',
      ],
      ['ICV', ICV_BYTES * 8, 'bytes', 'integrity check value; filler'],
    ]);
    return {
      ok: true,
      header: { spi, sequence: u32(bytes, at + 4), ciphertextBytes },
      length: end - at,
      fields,
      faults,
    };
  },
  write(into, at, header) {
    const { spi, sequence, ciphertextBytes } = header;
    if (spi < SPI_MIN) throw new RangeError(`SPIs up to 255 are reserved; ${spi} is one`);
    if (ciphertextBytes < ALIGN_BYTES || ciphertextBytes % ALIGN_BYTES !== 0) {
      throw new RangeError(`ESP ciphertext is a multiple of four bytes, not ${ciphertextBytes}`);
    }
    put32(into, at, checkedBits('the SPI', spi, 32));
    put32(into, at + 4, checkedBits('the sequence number', sequence, 32));
    // A counter makes a good IV for GCM (RFC 4106 section 3.1); implementations commonly use the sequence number.
    put32(into, at + HEAD_BYTES, 0);
    put32(into, at + HEAD_BYTES + 4, sequence);
    const from = at + HEAD_BYTES + IV_BYTES;
    fillCipher(into, from, from + ciphertextBytes + ICV_BYTES, spi, sequence);
    return esp.length(header);
  },
};
