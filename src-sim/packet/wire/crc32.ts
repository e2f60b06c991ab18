/**
 * CRC-32 of Ethernet (IEEE 802.3 clause 3.2.9): polynomial 0x04C11DB7, bits reflected, start and end complemented. On the wire
 * the lowest byte comes first.
 */
const POLYNOMIAL_REFLECTED = 0xedb8_8320;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? POLYNOMIAL_REFLECTED : 0);
  return crc;
});

export function crc32(bytes: Uint8Array, from: number, end: number): number {
  let crc = -1;
  for (let at = from; at < end; at += 1) crc = (crc >>> 8) ^ table[(crc ^ bytes[at]) & 0xff];
  return ~crc >>> 0;
}
