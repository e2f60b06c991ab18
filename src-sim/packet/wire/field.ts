/**
 * One row of a header's layout, as the packet inspector shows it. Rows are made in order, so that together they cover the
 * header without a gap: a layout that leaves out a bit cannot be written down.
 */
export type Shown =
  | 'decimal'
  | 'hex'
  | 'flag'
  | 'mac'
  | 'ipv4'
  | 'ipv6'
  | 'bytes'
  /** A whole number whose lowest byte comes first. */
  | 'little-endian';

export interface Field {
  readonly name: string;
  /** From the first bit of the header. */
  readonly bitOffset: number;
  readonly bits: number;
  readonly meaning: string;
  readonly shown: Shown;
  /** Words for the values that have one. */
  readonly names?: Readonly<Record<number, string>>;
}

export type Row = readonly [
  name: string,
  bits: number,
  shown: Shown,
  meaning: string,
  names?: Readonly<Record<number, string>>,
];

/** Rows one behind the other, the first at `bitOffset`. */
export function layOut(bitOffset: number, rows: readonly Row[]): readonly Field[] {
  let at = bitOffset;
  return rows.map(([name, bits, shown, meaning, names]) => {
    const field = { name, bitOffset: at, bits, meaning, shown };
    at += bits;
    return names === undefined ? field : { ...field, names };
  });
}
