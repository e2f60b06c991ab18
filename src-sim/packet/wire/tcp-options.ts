/**
 * TCP options: maximum segment size (RFC 9293 section 3.1), window scale and timestamps (RFC 7323), selective acknowledgement
 * (RFC 2018). Written in the order and with the padding of Linux (tcp_options_write), so that every option starts at a multiple
 * of four and a SYN's are MSS, SACK permitted, timestamps, NOP, window scale. Read in any order.
 *
 * Left out: Fast Open, authentication, multipath; they are read and shown, never written.
 */
import { put16, put32, u16, u32 } from './big-endian.ts';
import { checkedBits } from './checked-bits.ts';
import type { Row } from './field.ts';

export interface SackBlock {
  readonly start: number;
  readonly end: number;
}

export interface TcpOptions {
  /** Largest segment the sender takes. */
  readonly mss?: number;
  /** Shift of the window, at most 14 (RFC 7323 section 2.3). */
  readonly windowScale?: number;
  readonly sackPermitted?: true;
  readonly timestamps?: { readonly value: number; readonly echo: number };
  readonly sackBlocks?: readonly SackBlock[];
}

const END = 0;
const NOP = 1;
const MSS = 2;
const WINDOW_SCALE = 3;
const SACK_PERMITTED = 4;
const SACK = 5;
const TIMESTAMPS = 8;
const SHIFT_MAX = 14;
/** The data offset has four bits, so a header ends after 60 bytes. */
export const tcpOptionBytesMax = 40;

export function tcpOptionBytes(options: TcpOptions): number {
  const blocks = options.sackBlocks?.length ?? 0;
  return (
    (options.mss === undefined ? 0 : 4) +
    (options.timestamps === undefined ? 0 : 12) +
    // With timestamps it takes the place of their padding.
    (options.sackPermitted === undefined || options.timestamps !== undefined ? 0 : 4) +
    (options.windowScale === undefined ? 0 : 4) +
    (blocks === 0 ? 0 : 4 + blocks * 8)
  );
}

export function writeTcpOptions(into: Uint8Array, from: number, options: TcpOptions): number {
  if (tcpOptionBytes(options) > tcpOptionBytesMax) {
    throw new RangeError(`TCP options have room in 40 bytes; these take ${tcpOptionBytes(options)}`);
  }
  const { mss, timestamps, sackPermitted, windowScale, sackBlocks = [] } = options;
  let at = from;
  const put = (...octets: readonly number[]): void => {
    into.set(octets, at);
    at += octets.length;
  };
  const put4 = (what: string, value: number): void => {
    put32(into, at, checkedBits(what, value, 32));
    at += 4;
  };
  if (mss !== undefined) {
    put(MSS, 4);
    put16(into, at, checkedBits('the maximum segment size', mss, 16));
    at += 2;
  }
  if (sackPermitted) {
    if (timestamps === undefined) put(NOP, NOP);
    put(SACK_PERMITTED, 2);
  }
  if (timestamps !== undefined) {
    if (!sackPermitted) put(NOP, NOP);
    put(TIMESTAMPS, 10);
    put4('the timestamp', timestamps.value);
    put4('the echoed timestamp', timestamps.echo);
  }
  if (windowScale !== undefined) {
    if (windowScale > SHIFT_MAX)
      throw new RangeError(`windows are shifted by 14 at most, not ${windowScale}`);
    put(NOP, WINDOW_SCALE, 3, checkedBits('the window scale', windowScale, 8));
  }
  if (sackBlocks.length > 0) {
    put(NOP, NOP, SACK, 2 + 8 * sackBlocks.length);
    for (const block of sackBlocks) {
      put4('the start of a block', block.start);
      put4('the end of a block', block.end);
    }
  }
  return at - from;
}

export interface ReadTcpOptions {
  readonly options: TcpOptions;
  readonly rows: readonly Row[];
  readonly faults: readonly string[];
}

const head = (name: string): Row[] => [
  [`${name}: kind`, 8, 'decimal', 'which option'],
  [`${name}: length`, 8, 'decimal', 'bytes of the whole option'],
];

interface Option {
  readonly rows: readonly Row[];
  readonly options: TcpOptions;
}

function readSack(bytes: Uint8Array, at: number, length: number): Option {
  const sackBlocks: SackBlock[] = [];
  const rows = head('SACK');
  for (let block = at + 2; block < at + length; block += 8) {
    sackBlocks.push({ start: u32(bytes, block), end: u32(bytes, block + 4) });
    rows.push(
      ['SACK: start', 32, 'decimal', 'first byte received out of order'],
      ['SACK: end', 32, 'decimal', 'byte behind the last one received'],
    );
  }
  return { rows, options: { sackBlocks } };
}

/** One option of the length a correct sender gives it; undefined for others. */
function readKnown(bytes: Uint8Array, at: number, length: number): Option | undefined {
  const kind = bytes[at];
  if (kind === MSS && length === 4) {
    const rows = [...head('MSS'), ['MSS', 16, 'decimal', 'largest segment the sender takes'] as const];
    return { rows, options: { mss: u16(bytes, at + 2) } };
  }
  if (kind === WINDOW_SCALE && length === 3) {
    const rows = [
      ...head('Window scale'),
      ['Shift', 8, 'decimal', 'window counts in 2 to this power'] as const,
    ];
    return { rows, options: { windowScale: bytes[at + 2] } };
  }
  if (kind === SACK_PERMITTED && length === 2) {
    return { rows: head('SACK permitted'), options: { sackPermitted: true } };
  }
  if (kind === TIMESTAMPS && length === 10) {
    const rows: readonly Row[] = [
      ...head('Timestamps'),
      ['Timestamp', 32, 'decimal', 'clock of the sender'],
      ['Timestamp echo', 32, 'decimal', 'clock of the other end, sent back'],
    ];
    return { rows, options: { timestamps: { value: u32(bytes, at + 2), echo: u32(bytes, at + 6) } } };
  }
  if (kind === SACK && length > 2 && (length - 2) % 8 === 0) return readSack(bytes, at, length);
  return undefined;
}

export function readTcpOptions(bytes: Uint8Array, from: number, end: number): ReadTcpOptions {
  const rows: Row[] = [];
  const faults: string[] = [];
  const options: TcpOptions = {};
  for (let at = from; at < end; ) {
    const kind = bytes[at];
    if (kind === NOP) {
      rows.push(['No operation', 8, 'decimal', 'padding']);
      at += 1;
      continue;
    }
    const length = kind === END ? end - at : at + 1 < end ? bytes[at + 1] : 0;
    if (kind === END || length < 2 || at + length > end) {
      if (kind !== END) faults.push('an option has no length or runs past the end of the header');
      rows.push([kind === END ? 'End of options' : 'Rest', (end - at) * 8, 'bytes', 'padding']);
      break;
    }
    const known = readKnown(bytes, at, length);
    if (known === undefined) rows.push([`Option ${kind}`, length * 8, 'bytes', 'not interpreted']);
    else {
      rows.push(...known.rows);
      Object.assign(options, known.options);
    }
    at += length;
  }
  return { options, rows, faults };
}
