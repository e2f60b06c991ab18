/**
 * Payload nobody wrote: application data is not modelled, so its place is taken by bytes that dissectors have least to say
 * about. A dissector believes the port and looks for its protocol; letters in TCP pass for text or ciphertext almost everywhere,
 * zeros in UDP for an empty message. Elsewhere the bytes count up, as ping sends them.
 *
 * Left out: bytes a protocol would accept; a capture of few bytes on port 53 shows a malformed name query.
 */
import type { LayerKind } from './layer-kind.ts';

const LETTER = 0x78;

export function fillPattern(
  into: Uint8Array,
  from: number,
  end: number,
  carrier: LayerKind | undefined,
): void {
  if (carrier === 'tcp') into.fill(LETTER, from, end);
  else if (carrier === 'udp') into.fill(0, from, end);
  else for (let at = from; at < end; at += 1) into[at] = at - from;
}
