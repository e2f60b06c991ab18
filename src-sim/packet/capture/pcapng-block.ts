/**
 * The frame around everything in a pcapng file (draft-ietf-opsawg-pcapng sections 3.1 and 3.5): blocks with their length at
 * both ends, options inside them, all padded to four bytes. Numbers have their lowest byte first.
 */
import { utf8 } from './utf8.ts';

export interface PcapngOption {
  readonly code: number;
  readonly value: Uint8Array;
}

/** Type, length, and the length again. */
const FRAME_BYTES = 12;
const OPTION_HEADER_BYTES = 4;
/** The length of an option has 16 bits. */
const OPTION_BYTES_MAX = 0xffff;

const padded = (bytes: number): number => (bytes + 3) & ~3;

export const byteOption = (code: number, value: number): PcapngOption => ({
  code,
  value: Uint8Array.of(value),
});

export function numberOption(code: number, value: number): PcapngOption {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return { code, value: bytes };
}

/** A 64-bit number, exact up to 2^53. */
export function longOption(code: number, value: number): PcapngOption {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return { code, value: bytes };
}

/** Text longer than an option holds is cut between characters. */
export function textOption(code: number, text: string): PcapngOption {
  const value = utf8(text);
  if (value.length <= OPTION_BYTES_MAX) return { code, value };
  let end = OPTION_BYTES_MAX;
  while ((value[end] & 0xc0) === 0x80) end -= 1;
  return { code, value: value.subarray(0, end) };
}

function optionBytes(options: readonly PcapngOption[]): number {
  if (options.length === 0) return 0;
  const content = options.reduce((sum, { value }) => sum + OPTION_HEADER_BYTES + padded(value.length), 0);
  // The list ends with an option of code zero and no value.
  return content + OPTION_HEADER_BYTES;
}

/**
 * One block: 32-bit numbers, then bytes padded to four, then options.
 */
export function pcapngBlock(
  type: number,
  numbers: readonly number[],
  data: Uint8Array,
  options: readonly PcapngOption[],
): Uint8Array {
  const dataAt = 8 + numbers.length * 4;
  const optionsAt = dataAt + padded(data.length);
  const length = FRAME_BYTES - 8 + optionsAt + optionBytes(options);
  const block = new Uint8Array(length);
  const view = new DataView(block.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, length, true);
  for (const [index, number] of numbers.entries()) view.setUint32(8 + index * 4, number, true);
  block.set(data, dataAt);
  let at = optionsAt;
  for (const { code, value } of options) {
    view.setUint16(at, code, true);
    view.setUint16(at + 2, value.length, true);
    block.set(value, at + OPTION_HEADER_BYTES);
    at += OPTION_HEADER_BYTES + padded(value.length);
  }
  view.setUint32(length - 4, length, true);
  return block;
}
