import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOf, formats, type LayerKind } from '../../../../src-sim/packet/wire/layer-kind.ts';
import { fieldText } from '../../../../src-sim/packet/wire/field-text.ts';
import type { Field } from '../../../../src-sim/packet/wire/field.ts';
import { arbitraryHeaders } from './arbitrary-headers.ts';

const kinds = Object.keys(formats) as LayerKind[];
const seeded = { seed: 20, numRuns: 300 };

/** Where the rows end, when each begins where the one before ended; else the place of the first gap, negative. */
function coveredBits(fields: readonly Field[]): number {
  let at = 0;
  for (const field of fields) {
    if (field.bitOffset !== at) return -at;
    at += field.bits;
  }
  return at;
}

describe.each(kinds)('the %s format', (kind) => {
  const format = formatOf(kind);
  const headers = arbitraryHeaders[kind];

  it('reads back exactly what it wrote, wherever it stands, and finds no fault', () => {
    fc.assert(
      fc.property(headers, fc.nat({ max: 9 }), (header, before) => {
        const length = format.length(header);
        // What stood there before must not shine through.
        const bytes = new Uint8Array(before + length).fill(0xff);
        expect(format.write(bytes, before, header)).toBe(length);
        const reading = format.read(bytes, before, before + length);
        if (!reading.ok) throw new Error(reading.reason);
        expect(reading.header).toEqual(header);
        expect(reading.length).toBe(length);
        // The one fault that may be written: a fragment with "don't fragment" set exists in the wild.
        expect(reading.faults.filter((fault) => !fault.startsWith('a fragment says'))).toEqual([]);
      }),
      seeded,
    );
  });

  it('shows every bit of the header in one field', () => {
    fc.assert(
      fc.property(headers, (header) => {
        const bytes = new Uint8Array(format.length(header));
        format.write(bytes, 0, header);
        const reading = format.read(bytes, 0, bytes.length);
        if (!reading.ok) throw new Error(reading.reason);
        expect(coveredBits(reading.fields)).toBe(bytes.length * 8);
        for (const field of reading.fields) expect(typeof fieldText(field, bytes, 0)).toBe('string');
      }),
      seeded,
    );
  });

  it('reads any bytes without throwing, and stays inside of them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.nat({ max: 30 }), (bytes, at) => {
        const reading = format.read(bytes, at, bytes.length);
        if (!reading.ok) {
          expect(reading.reason).not.toBe('');
          return;
        }
        expect(at + reading.length).toBeLessThanOrEqual(bytes.length);
        expect(coveredBits(reading.fields)).toBe(reading.length * 8);
      }),
      seeded,
    );
  });

  it('reads a header with any bytes changed or cut off without throwing', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 });
    fc.assert(
      fc.property(headers, damage, fc.nat(), (header, changes, cut) => {
        const bytes = new Uint8Array(format.length(header));
        format.write(bytes, 0, header);
        for (const [place, value] of changes) bytes[place % bytes.length] = value;
        const end = cut % (bytes.length + 1);
        const reading = format.read(bytes, 0, end);
        if (reading.ok) expect(reading.length).toBeLessThanOrEqual(end);
      }),
      seeded,
    );
  });
});
