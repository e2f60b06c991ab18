/**
 * Any bytes taken apart into layers, for the packet inspector and for checking what we write. Never throws: what cannot be read
 * is payload, with the reason. Every byte belongs to one layer, to the payload, to padding or to the check sequence.
 *
 * Left out: putting fragments and streams together again.
 */
import { checkChecksum, checksumRule, type ChecksumState, type Ends } from './checksum-rule.ts';
import { fcsBytes, fcsIsGood } from './ethernet.ts';
import type { Field } from './field.ts';
import { formatOf, type LayerKind, type NamedHeader } from './layer-kind.ts';
import { nextKind } from './next-layer.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export type DissectedLayer = NamedHeader & {
  readonly name: string;
  readonly start: number;
  readonly headerBytes: number;
  /** Bit offsets count from `start`. */
  readonly fields: readonly Field[];
  readonly faults: readonly string[];
  /** Of checksums over header and payload; undefined where the format has none. */
  readonly checksum: ChecksumState | undefined;
  /** Part of a packet that an ICMP error is about. */
  readonly quoted: boolean;
};

export interface Dissection {
  readonly layers: readonly DissectedLayer[];
  readonly payload: Span;
  /** Behind the end of a layer that knows its length. */
  readonly padding: readonly Span[];
  readonly fcs: 'good' | 'bad' | 'absent';
  /** Why the payload could not be read as what was announced. */
  readonly malformed: string | undefined;
}

export interface DissectOptions {
  readonly first: 'ethernet' | 'ipv4' | 'ipv6';
  /** A check sequence ends the frame. */
  readonly fcs?: boolean;
}

/** More layers than any real packet has; hostile ones could else nest thousands. */
const LAYERS_MAX = 64;

class Dissecting {
  readonly layers: DissectedLayer[] = [];
  readonly padding: Span[] = [];
  malformed: string | undefined;
  at = 0;
  end: number;
  private ends: Ends | undefined;
  /** Some of what a packet here should hold is elsewhere or lost: checksums inside it mean nothing. */
  private partial = false;
  private quoted = false;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, end: number) {
    this.bytes = bytes;
    this.end = end;
  }

  /** Reads one layer; returns the kind of the next. */
  step(kind: LayerKind): LayerKind | undefined {
    const format = formatOf(kind);
    const reading = format.read(this.bytes, this.at, this.end);
    if (!reading.ok) {
      // A quotation or a piece may end anywhere, so a broken end of one is no fault.
      if (!this.quoted && !this.partial) this.malformed = reading.reason;
      return undefined;
    }
    const named = { kind, header: reading.header } as NamedHeader;
    const start = this.at;
    const faults = [...reading.faults];
    this.at += reading.length;
    this.closeAt(named, faults);
    const checksum = this.checksumOf(named, start);
    if (checksum === 'bad') faults.push('the checksum is wrong');
    this.layers.push({
      ...named,
      name: format.name,
      start,
      headerBytes: reading.length,
      fields: reading.fields,
      faults,
      checksum,
      quoted: this.quoted,
    });
    this.enter(named);
    return this.at < this.end ? nextKind(named, this.bytes, this.at, this.end) : undefined;
  }

  /** Moves the end to where the header says that its packet ends. */
  private closeAt(named: NamedHeader, faults: string[]): void {
    if (named.kind !== 'ipv4' && named.kind !== 'ipv6' && named.kind !== 'udp') return;
    const end = this.at + named.header.payloadBytes;
    if (end > this.end) {
      if (!this.quoted && !this.partial) faults.push(`${end - this.end} bytes are missing at the end`);
      this.partial = true;
    } else if (end < this.end) {
      this.padding.push({ start: end, end: this.end });
      this.end = end;
    }
    const piece = named.kind === 'ipv4' && (named.header.moreFragments || named.header.fragmentOffset > 0);
    if (piece) this.partial = true;
  }

  private checksumOf(named: NamedHeader, start: number): ChecksumState | undefined {
    const rule = checksumRule(named);
    if (rule === undefined) return undefined;
    return this.partial ? 'unchecked' : checkChecksum(this.bytes, start, this.end, rule, this.ends);
  }

  /** What the layers inside need to know of this one. */
  private enter(named: NamedHeader): void {
    if (named.kind === 'ipv4' || named.kind === 'ipv6') this.ends = named.header;
    else if (named.kind === 'ipv6-fragment') {
      if (named.header.moreFragments || named.header.fragmentOffset > 0) this.partial = true;
    } else if (named.kind === 'icmp' || named.kind === 'icmpv6') this.quoted = true;
  }
}

export function dissect(bytes: Uint8Array, options: DissectOptions): Dissection {
  const hasFcs = options.fcs === true && bytes.length >= fcsBytes;
  const state = new Dissecting(bytes, bytes.length - (hasFcs ? fcsBytes : 0));
  let kind: LayerKind | undefined = options.first;
  while (kind !== undefined && state.layers.length < LAYERS_MAX) kind = state.step(kind);
  if (state.layers.at(-1)?.kind === 'arp' && state.at < state.end) {
    state.padding.push({ start: state.at, end: state.end });
    state.end = state.at;
  }
  return {
    layers: state.layers,
    payload: { start: state.at, end: state.end },
    padding: state.padding,
    fcs: hasFcs ? (fcsIsGood(bytes, 0, bytes.length) ? 'good' : 'bad') : 'absent',
    malformed: state.malformed,
  };
}
