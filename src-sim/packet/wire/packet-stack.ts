/**
 * The bytes of a whole packet from its description. Sizes are found from the inside out, bytes written likewise, so that every
 * checksum is made after what it covers. What stands inside ESP or WireGuard counts with its size only: keys are not
 * modelled, so its bytes are filler.
 *
 * Left out: segmentation offload, which in a real capture shows packets larger than the MTU.
 */
import { checkedBits } from './checked-bits.ts';
import { checksumRule, type Ends, seal } from './checksum-rule.ts';
import { completeHeader } from './complete-header.ts';
import { fcsBytes, putFcs, unpaddedFrameBytesMin } from './ethernet.ts';
import type { Layer } from './layer.ts';
import { formatOf, type NamedHeader } from './layer-kind.ts';
import { fillPattern } from './payload-pattern.ts';

export interface PacketStack {
  /** Outermost first. */
  readonly layers: readonly Layer[];
  /** Bytes behind the last header: as they are, or so many of a pattern. */
  readonly payload?: number | Uint8Array;
}

interface Placed {
  readonly layer: Layer;
  readonly named: NamedHeader;
  readonly headerBytes: number;
  /** Header, all inside, padding and check sequence. */
  readonly bytes: number;
}

const hidesContent = (layer: Layer): boolean => layer.kind === 'esp' || layer.kind === 'wireguard';

function sizeOf(layer: Layer, headerBytes: number, innerBytes: number): number {
  if (hidesContent(layer)) return headerBytes;
  const bytes = headerBytes + innerBytes;
  return layer.kind === 'ethernet' && layer.fcs ? Math.max(bytes, unpaddedFrameBytesMin) + fcsBytes : bytes;
}

function refuseMisuse(layers: readonly Layer[], index: number): void {
  const layer = layers[index];
  const next = layers[index + 1];
  if (layer.kind === 'ethernet' && layer.fcs && index > 0) {
    throw new RangeError('a frame inside a tunnel has no check sequence');
  }
  const piece =
    (layer.kind === 'ipv4' && (layer.moreFragments || (layer.fragmentOffset ?? 0) > 0)) ||
    layer.kind === 'ipv6-fragment';
  if (piece && next !== undefined) {
    throw new RangeError('checksums cover whole packets; build the whole one and cut it with fragmentPacket');
  }
}

/** Layers with their sizes, outermost first, down to the first whose content nobody can see. */
function place(layers: readonly Layer[], payloadBytes: number): readonly Placed[] {
  const placed: Placed[] = [];
  let innerBytes = payloadBytes;
  for (let index = layers.length - 1; index >= 0; index -= 1) {
    const layer = layers[index];
    refuseMisuse(layers, index);
    const named = completeHeader(layer, layers[index + 1], innerBytes);
    const headerBytes = formatOf(named.kind).length(named.header);
    innerBytes = sizeOf(layer, headerBytes, innerBytes);
    if (hidesContent(layer)) placed.length = 0;
    placed.unshift({ layer, named, headerBytes, bytes: innerBytes });
  }
  return placed;
}

/** Addresses of the IP header around layer `index`. */
function endsAround(placed: readonly Placed[], index: number): Ends | undefined {
  for (let outer = index - 1; outer >= 0; outer -= 1) {
    const { layer } = placed[outer];
    if (layer.kind === 'ipv4' || layer.kind === 'ipv6') return layer;
  }
  return undefined;
}

function wantsChecksum(placed: readonly Placed[], index: number, ends: Ends | undefined): boolean {
  const { layer } = placed[index];
  if (layer.kind !== 'udp' || layer.checksum !== 'none') return true;
  const inner = placed[index + 1]?.layer.kind;
  if (ends?.source.family === 6 && inner !== 'vxlan' && inner !== 'geneve') {
    throw new RangeError('over IPv6 only a tunnel may go without UDP checksum');
  }
  return false;
}

export function buildPacket({ layers, payload = 0 }: PacketStack): Uint8Array {
  const payloadBytes = typeof payload === 'number' ? checkedBits('the payload', payload, 16) : payload.length;
  const placed = place(layers, payloadBytes);
  const visible = !layers.some(hidesContent);
  const bytes = new Uint8Array(placed[0]?.bytes ?? payloadBytes);
  let at = placed.reduce((sum, { headerBytes }) => sum + headerBytes, 0);
  if (visible) {
    if (typeof payload === 'number') fillPattern(bytes, at, at + payloadBytes, layers.at(-1)?.kind);
    else bytes.set(payload, at);
  }
  for (let index = placed.length - 1; index >= 0; index -= 1) {
    const { layer, named, headerBytes, bytes: size } = placed[index];
    at -= headerBytes;
    formatOf(named.kind).write(bytes, at, named.header);
    const rule = checksumRule(named);
    const ends = endsAround(placed, index);
    if (rule !== undefined && wantsChecksum(placed, index, ends)) seal(bytes, at, at + size, rule, ends);
    if (layer.kind === 'ethernet' && layer.fcs) putFcs(bytes, at, at + size - fcsBytes);
  }
  return bytes;
}
