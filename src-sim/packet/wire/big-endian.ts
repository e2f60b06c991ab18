/**
 * Whole numbers in network byte order. Reading past the end is the caller's error: every `read` of a format looks at the
 * length first.
 */
export const u16 = (bytes: Uint8Array, at: number): number => (bytes[at] << 8) | bytes[at + 1];

export const u24 = (bytes: Uint8Array, at: number): number => (bytes[at] << 16) | u16(bytes, at + 1);

export const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) * 0x1_0000 + u16(bytes, at + 2);

export const u48 = (bytes: Uint8Array, at: number): number =>
  u16(bytes, at) * 0x1_0000_0000 + u32(bytes, at + 2);

export function put16(into: Uint8Array, at: number, value: number): void {
  into[at] = value >>> 8;
  into[at + 1] = value;
}

export function put24(into: Uint8Array, at: number, value: number): void {
  into[at] = value >>> 16;
  put16(into, at + 1, value & 0xffff);
}

export function put32(into: Uint8Array, at: number, value: number): void {
  put16(into, at, value >>> 16);
  put16(into, at + 2, value & 0xffff);
}

export function put48(into: Uint8Array, at: number, value: number): void {
  put16(into, at, Math.floor(value / 0x1_0000_0000));
  put32(into, at + 2, value % 0x1_0000_0000);
}
