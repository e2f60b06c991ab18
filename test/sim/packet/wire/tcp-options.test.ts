import { describe, expect, it } from 'vitest';
import { headerBytes } from '../../../../src-sim/packet/transport/tcp/header-bytes.ts';
import { Segment } from '../../../../src-sim/packet/transport/tcp/segment.ts';
import { tcpHeaderBytes } from '../../../../src-sim/packet/wire/tcp.ts';
import {
  readTcpOptions,
  tcpOptionBytes,
  type TcpOptions,
  writeTcpOptions,
} from '../../../../src-sim/packet/wire/tcp-options.ts';

function written(options: TcpOptions): string {
  const bytes = new Uint8Array(tcpOptionBytes(options));
  expect(writeTcpOptions(bytes, 0, options)).toBe(bytes.length);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

describe('TCP options', () => {
  it('of a SYN stand in the order of Linux', () => {
    // MSS (2, 4) 1460 = 05b4; SACK permitted (4, 2) in the padding of timestamps (8, 10); NOP (1); window scale (3, 3) 7.
    const options: TcpOptions = {
      mss: 1460,
      sackPermitted: true,
      timestamps: { value: 0x11223344, echo: 0 },
      windowScale: 7,
    };
    expect(written(options)).toBe('020405b4 0402 080a1122334400000000 01 030307'.replaceAll(' ', ''));
  });

  it('are padded to fours with no-operations in front where nothing fills the place', () => {
    expect(written({ timestamps: { value: 1, echo: 2 } })).toBe('0101080a0000000100000002');
    expect(written({ sackPermitted: true })).toBe('01010402');
    // One block: length 2 + 8 = 10.
    expect(written({ sackBlocks: [{ start: 5, end: 6 }] })).toBe('0101050a0000000500000006');
  });

  it('take as many bytes as the engine counts for a segment', () => {
    // All combinations a segment can have: each of four options or not, and none to three blocks.
    for (let choice = 0; choice < 64; choice += 1) {
      const blocks = choice >> 4;
      const segment = new Segment();
      const options: TcpOptions = {
        ...(choice & 1 ? { mss: 1460 } : {}),
        ...(choice & 2 ? { sackPermitted: true } : {}),
        ...(choice & 4 ? { windowScale: 7 } : {}),
        ...(choice & 8 ? { timestamps: { value: 1, echo: 2 } } : {}),
        ...(blocks > 0 ? { sackBlocks: Array.from({ length: blocks }, () => ({ start: 1, end: 2 })) } : {}),
      };
      segment.mss = choice & 1 ? 1460 : 0;
      segment.sackPermitted = (choice & 2) !== 0;
      segment.windowScale = choice & 4 ? 7 : -1;
      segment.hasTs = (choice & 8) !== 0;
      segment.sackCount = blocks;
      expect(tcpHeaderBytes + tcpOptionBytes(options)).toBe(headerBytes(segment));
    }
  });

  it('are read in any order, unknown ones passed over', () => {
    // Option 253 of four bytes, then window scale 9, then the end.
    const bytes = Uint8Array.of(253, 4, 0xaa, 0xbb, 3, 3, 9, 0);
    const { options, rows, faults } = readTcpOptions(bytes, 0, bytes.length);
    expect(options).toEqual({ windowScale: 9 });
    expect(rows.map(([name]) => name)).toContain('Option 253');
    expect(faults).toEqual([]);
  });

  it('with a length of zero or beyond the end end the reading with a fault', () => {
    for (const bytes of [Uint8Array.of(8, 0, 1, 1), Uint8Array.of(8, 10, 1, 1), Uint8Array.of(1, 1, 1, 8)]) {
      const { options, faults } = readTcpOptions(bytes, 0, 4);
      expect(options).toEqual({});
      expect(faults).toHaveLength(1);
    }
  });
});
