import { describe, expect, it } from 'vitest';
import { CaptureStream } from '../../../../src-sim/packet/capture/capture-stream.ts';
import type { CapturedFrame } from '../../../../src-sim/packet/capture/frame-queue.ts';
import { pcapngFrames } from '../../../support/pcapng-frames.ts';

function recorded() {
  const chunks: Uint8Array[] = [];
  const stream = new CaptureStream({
    application: 'test',
    interface: { name: 'a>b', starts: 'ethernet', fcs: false },
    write: (chunk) => chunks.push(chunk),
    bytesOf: ({ packet }) => Uint8Array.of(packet),
  });
  const frames = () => pcapngFrames(Buffer.concat(chunks));
  return { stream, chunks, frames, times: () => frames().map(({ timeNs }) => timeNs) };
}

const seen = (timeNs: number, bytes = new Uint8Array(60)): CapturedFrame => ({
  timeNs,
  direction: 'inbound',
  packet: 0,
  bytes,
  comment: null,
});
const leaving = (timeNs: number, packet: number): CapturedFrame => ({
  timeNs,
  direction: 'outbound',
  packet,
  bytes: null,
  comment: null,
});

describe('a capture while it grows', () => {
  it('is in order of time, though what leaves is told before its time comes', () => {
    const { stream, times } = recorded();
    const late = leaving(50, 1);
    stream.sends(late);
    stream.sees(seen(10));
    stream.sees(seen(40));
    late.bytes = new Uint8Array(60);
    stream.writeBefore(60);
    stream.sees(seen(60));
    stream.finish();
    expect(times()).toEqual([10, 40, 50, 60]);
  });

  it('keeps a frame that leaves, and all behind it, until its fate is known', () => {
    const { stream, frames } = recorded();
    const first = leaving(5, 1);
    stream.sends(first);
    stream.sees(seen(10));
    stream.writeBefore(100);
    first.bytes = new Uint8Array(60);
    first.comment = 'lost';
    stream.finish();
    expect(frames().map(({ timeNs, comment }) => [timeNs, comment])).toEqual([
      [5, 'lost'],
      [10, null],
    ]);
  });

  it('writes a frame without its fate rather than hold back more than 16 MiB behind it', () => {
    const { stream, chunks, frames } = recorded();
    stream.sends(leaving(5, 7));
    // 256 frames of 64 KiB are the limit itself; one more is too much.
    for (let n = 0; n < 257; n++) stream.sees(seen(10 + n, new Uint8Array(1 << 16)));
    expect(chunks).toHaveLength(0);
    stream.writeBefore(1000);
    expect(frames()[0]).toMatchObject({ timeNs: 5, bytes: Uint8Array.of(7) });
  });

  it('hands over chunks of at least 64 KiB, but for the last', () => {
    const { stream, chunks } = recorded();
    // A block takes 32 bytes around the frame and 12 of options (flags, end of options): 1,560 bytes for 1,516. Behind 112
    // bytes or so of headers the 42nd makes 64 KiB full: 42 * 1,560 = 65,520, and 16 more are in the headers.
    for (let n = 0; n < 50; n++) stream.sees(seen(n, new Uint8Array(1516)));
    stream.finish();
    expect(chunks).toHaveLength(2);
    expect(chunks[0].length).toBeGreaterThanOrEqual(1 << 16);
    expect(chunks[0].length).toBeLessThan((1 << 16) + 1560);
  });
});
