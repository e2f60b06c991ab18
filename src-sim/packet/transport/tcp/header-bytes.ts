/**
 * How long a TCP header is with its options, laid out as Linux does (tcp_syn_options, tcp_established_options): each option
 * padded to four bytes.
 */
import type { Segment } from './segment.ts';

const fixedBytes = 20;
/** MSS option, RFC 9293 §3.1: kind, length, value. */
const mssBytes = 4;
/** RFC 7323 §3.2: ten bytes and two of padding. */
export const timestampBytes = 12;
/** RFC 7323 §2.2: three bytes and one of padding. */
const windowScaleBytes = 4;
/** RFC 2018 §2; with timestamps it stands in their padding. */
const sackPermittedBytes = 4;
/** RFC 2018 §3: kind, length and two of padding, then eight a block. */
const sackBaseBytes = 4;
const sackBlockBytes = 8;
/** The data offset has four bits, so a header ends after 60 bytes. */
const optionBytesMax = 40;

export const sackBytes = (blocks: number): number =>
  blocks === 0 ? 0 : sackBaseBytes + blocks * sackBlockBytes;

/** As many SACK blocks as an established segment has room for: three beside timestamps, else four. */
export function sackBlocksMax(timestamps: boolean): number {
  const room = optionBytesMax - (timestamps ? timestampBytes : 0) - sackBaseBytes;
  return Math.floor(room / sackBlockBytes);
}

export function headerBytes(segment: Segment): number {
  let bytes = fixedBytes + sackBytes(segment.sackCount);
  if (segment.mss > 0) bytes += mssBytes;
  if (segment.hasTs) bytes += timestampBytes;
  else if (segment.sackPermitted) bytes += sackPermittedBytes;
  if (segment.windowScale >= 0) bytes += windowScaleBytes;
  return bytes;
}
