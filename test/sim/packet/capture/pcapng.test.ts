import { describe, expect, it } from 'vitest';
import { captureFile } from '../../../../src-sim/packet/capture/capture-file.ts';
import {
  enhancedPacket,
  interfaceDescription,
  sectionHeader,
} from '../../../../src-sim/packet/capture/pcapng.ts';
import { textOption } from '../../../../src-sim/packet/capture/pcapng-block.ts';
import { utf8 } from '../../../../src-sim/packet/capture/utf8.ts';

const wordsOf = (bytes: Uint8Array): readonly string[] =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .match(/.{8}/gu) ?? [];

const port = { name: 'eth0', starts: 'ethernet', fcs: true } as const;

describe('a pcapng file', () => {
  it('starts with a section header in the byte order it announces', () => {
    // Type, length 16 + 12 of numbers less the closing one, magic, version 1.0, unknown length, option 4 "nw" padded, end,
    // length: 8 + 16 + 8 + 4 + 4 = 40 = 28 hexadecimal.
    expect(wordsOf(sectionHeader('nw'))).toEqual([
      '0a0d0d0a',
      '28000000',
      '4d3c2b1a',
      '01000000',
      'ffffffff',
      'ffffffff',
      '04000200',
      '6e770000',
      '00000000',
      '28000000',
    ]);
  });

  it('describes an interface with name, rate, resolution and check sequence', () => {
    // 10 Gbit/s = 2540be400 hexadecimal. Options take 8 + 12 + 8 + 8 + 4 = 40; with 8 + 8 and the closing 4: 60 = 3c.
    expect(wordsOf(interfaceDescription({ ...port, rateBps: 10e9 }))).toEqual([
      '01000000',
      '3c000000',
      '01000000',
      '00000000',
      '02000400',
      '65746830',
      '08000800',
      '00e40b54',
      '02000000',
      '09000100',
      '09000000',
      '0d000100',
      '04000000',
      '00000000',
      '3c000000',
    ]);
  });

  it('holds packets with time in nanoseconds, lengths, padding, comment and flags', () => {
    // 5 s are 5 * 10^9 = 2^32 + 705032704 = 1 and 2a05f200 hexadecimal. Five bytes of packet take eight. Flags: outbound
    // is 2, four bytes of check sequence in bits 5 to 8 are 80. Options 4 + 4 + 4 + 4 + 4 = 20; 8 + 20 + 8 + 20 + 4 = 60 = 3c.
    const bytes = Uint8Array.of(1, 2, 3, 4, 5);
    const packet = { interfaceIndex: 3, timeNs: 5e9, bytes, direction: 'outbound', comment: 'ok' } as const;
    expect(wordsOf(enhancedPacket(packet, true))).toEqual([
      '06000000',
      '3c000000',
      '03000000',
      '01000000',
      '00f2052a',
      '05000000',
      '05000000',
      '01020304',
      '05000000',
      '01000200',
      '6f6b0000',
      '02000400',
      '82000000',
      '00000000',
      '3c000000',
    ]);
  });

  it('keeps times exact to the nanosecond up to 2^53', () => {
    // The largest: 2^53 - 1 is 1fffff and ffffffff.
    const packet = { interfaceIndex: 0, timeNs: Number.MAX_SAFE_INTEGER, bytes: new Uint8Array() };
    expect(wordsOf(enhancedPacket(packet, false)).slice(3, 5)).toEqual(['ffff1f00', 'ffffffff']);
  });

  it('refuses a time that is no whole nanosecond, and a packet of no interface', () => {
    const packet = { interfaceIndex: 1, timeNs: 0, bytes: new Uint8Array() };
    for (const timeNs of [-1, 0.5, Number.NaN, 2 ** 53]) {
      expect(() => enhancedPacket({ ...packet, timeNs }, false)).toThrow('whole nanoseconds');
    }
    expect(() => [...captureFile('nw', [port], [packet])]).toThrow('1 interfaces, but no index 1');
  });

  it('is made chunk by chunk as packets come', () => {
    let made = 0;
    const chunks = captureFile(
      'nw',
      [port],
      (function* () {
        for (; ; made += 1) yield { interfaceIndex: 0, timeNs: made, bytes: Uint8Array.of(made) };
      })(),
    );
    // Header, interface and the first packet of an endless run.
    for (let chunk = 0; chunk < 3; chunk += 1) expect(chunks.next().done).toBe(false);
    expect(made).toBe(0);
  });
});

describe('text in a pcapng file', () => {
  it('is UTF-8 with one to four bytes a character', () => {
    // U+0041, U+00E9 (c3 a9), U+20AC (e2 82 ac), U+1F600 (f0 9f 98 80); half a pair is U+FFFD (ef bf bd).
    expect(wordsOf(utf8('Aé€😀xx'))).toEqual(['41c3a9e2', '82acf09f', '98807878']);
    expect(Array.from(utf8('\uD83D'))).toEqual([0xef, 0xbf, 0xbd]);
  });

  it('is cut between characters where it is too long', () => {
    // 65535 = 3 * 21845 bytes hold 21845 euro signs; with one letter before, the last sign would end at 65536.
    expect(textOption(1, '€'.repeat(30_000)).value).toHaveLength(65_535);
    expect(textOption(1, `a${'€'.repeat(30_000)}`).value).toHaveLength(65_533);
  });
});
