import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFifo } from '../../../../src-sim/packet/link/disciplines/fifo.ts';
import { discipline, PacketTable, refusal } from './packet-table.ts';

describe('first in, first out', () => {
  it('refuses what exceeds its packets or its bytes', () => {
    const table = new PacketTable();
    const queue = discipline({ kind: 'fifo', packetsMax: 3, bytesMax: 2500 }, table);
    // 1000 + 1000 = 2000; another 1000 makes 3000 > 2500, but 500 makes 2500; then three packets wait.
    const taken = [1000, 1000, 1000, 500, 1].map((bytes) => queue.enqueue(table.add({ bytes }), 0));
    expect(taken).toEqual([true, true, false, true, false]);
    expect(queue.dropReason).toBe('full');
    expect([queue.dequeue(0), queue.dequeue(0), queue.dequeue(0), queue.dequeue(0)]).toEqual([0, 1, 3, -1]);
  });

  it('before a transmitter tells the history that departure times computed on arrival tell', () => {
    const arrivals = fc.array(
      fc.record({ gap: fc.integer({ min: 0, max: 3000 }), bytes: fc.integer({ min: 1, max: 3000 }) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 0, max: 4 }), (packets, packetsMax) => {
        const table = new PacketTable();
        const queue = discipline({ kind: 'fifo', packetsMax }, table);
        const byEvents: number[][] = [];
        const byRecurrence: number[][] = [];
        let now = 0;
        let transmitterFree = 0;
        let computedFree = 0;
        let starts: number[] = [];
        // One byte a nanosecond. What starts at the instant of an arrival has left the queue before it.
        const sendBefore = (time: number): void => {
          while (transmitterFree <= time && queue.packets > 0) {
            const packet = queue.dequeue(transmitterFree);
            byEvents.push([packet, transmitterFree]);
            transmitterFree += table.bytes(packet);
          }
        };
        for (const { gap, bytes } of packets) {
          now += gap;
          const packet = table.add({ bytes });
          sendBefore(now);
          if (transmitterFree <= now) {
            byEvents.push([packet, now]);
            transmitterFree = now + bytes;
          } else queue.enqueue(packet, now);

          starts = starts.filter((start) => start > now);
          if (computedFree <= now || starts.length < packetsMax) {
            const start = Math.max(now, computedFree);
            if (start > now) starts.push(start);
            byRecurrence.push([packet, start]);
            computedFree = start + bytes;
          }
        }
        sendBefore(Infinity);
        expect(byEvents).toEqual(byRecurrence);
      }),
      { seed: 22, numRuns: 200 },
    );
  });

  it('says what is wrong with a limit', () => {
    expect(refusal(readFifo({ packetsMax: -1 }))).toContain('the limit of the queue in packets must be');
    expect(refusal(readFifo({ bytesMax: 1.5 }))).toContain('not 1.5');
  });
});
