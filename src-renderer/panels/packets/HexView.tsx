/** The bytes of a frame, sixteen a line. Those of the marked field stand out; a byte that is pressed marks the field it lies in. */
import { useState } from 'react';
import type { OpenedFrame } from '../../../src-sim/index.ts';

/** A field by its bits, counted from the first of the frame. */
export interface Marked {
  readonly bitOffset: number;
  readonly bits: number;
}

interface HexViewProps {
  readonly frame: OpenedFrame;
  readonly marked: Marked | null;
  readonly onMark: (marked: Marked | null) => void;
}

const bytesEach = 16;
/** Enough for any stack of headers; the rest is mostly payload. */
const shownAtFirst = 256;

export function HexView({ frame, marked, onMark }: HexViewProps) {
  const [isWhole, setWhole] = useState(false);
  const count = frame.hex.length / 2;
  const shown = isWhole ? count : Math.min(count, shownAtFirst);
  const lines = Array.from({ length: Math.ceil(shown / bytesEach) }, (_, line) => line * bytesEach);
  const pressed = (byte: number): void => {
    const fields = frame.layers.flatMap(({ fields }) => fields);
    const field = fields.findLast(
      ({ bitOffset, bits }) => bits > 0 && bitOffset < byte * 8 + 8 && bitOffset + bits > byte * 8,
    );
    onMark(field === undefined ? null : { bitOffset: field.bitOffset, bits: field.bits });
  };
  return (
    <div className="hex-view" role="group" aria-label={`Bytes, ${count}`}>
      {lines.map((start) => (
        <div key={start}>
          <span className="quiet hex-offset">{start.toString(16).padStart(4, '0')}</span>
          {Array.from({ length: Math.min(bytesEach, shown - start) }, (_, place) => {
            const byte = start + place;
            return (
              <span
                key={byte}
                className={classOf(frame, byte, marked)}
                data-byte={byte}
                onPointerDown={() => pressed(byte)}
              >
                {frame.hex.slice(2 * byte, 2 * byte + 2)}
              </span>
            );
          })}
        </div>
      ))}
      {count > shown && (
        <button type="button" className="small" onClick={() => setWhole(true)}>
          All {count} bytes
        </button>
      )}
    </div>
  );
}

/** Headers next to each other have different grounds. */
function classOf(frame: OpenedFrame, byte: number, marked: Marked | null): string {
  const isMarked =
    marked !== null && marked.bitOffset < byte * 8 + 8 && marked.bitOffset + marked.bits > byte * 8;
  const layer = frame.layers.findIndex(
    ({ start, headerBytes }) => byte >= start && byte < start + headerBytes,
  );
  const ground = layer < 0 ? 'payload' : layer % 2 === 0 ? 'even' : 'odd';
  return isMarked ? `byte ${ground} marked` : `byte ${ground}`;
}
