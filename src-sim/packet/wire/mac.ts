/** MAC addresses (IEEE 802 clause 8) as 48-bit whole numbers, and those the simulator gives to its interfaces. */

export const broadcastMac = 0xffff_ffff_ffff;

/** First octet 02: individual, locally administered, so no real maker's address is taken. */
const LOCAL = 0x0200_0000_0000;
const INTERFACES = 2 ** 40;

/** The address of the n-th interface of a run. */
export function interfaceMac(n: number): number {
  if (!Number.isInteger(n) || n < 0 || n >= INTERFACES) throw new RangeError(`no interface has number ${n}`);
  return LOCAL + n;
}

export function formatMac(mac: number): string {
  return mac
    .toString(16)
    .padStart(12, '0')
    .replace(/..(?!$)/gu, '$&:');
}
