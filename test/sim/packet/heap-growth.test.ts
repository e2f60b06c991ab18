import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundled } from '../../support/bundled.ts';

const slices = 9;
const events = 500_000;
/** Mebibytes of young generation: more than a slice allocates, so that what is used at its end was allocated in it. */
const young = 128;

interface Heap {
  readonly kept: readonly number[];
  readonly allocated: readonly number[];
  readonly events: number;
  readonly packets: number;
}

let folder = '';

beforeAll(async () => {
  folder = await bundled({ heap: 'test/support/heap-of-run.ts' });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const heaps = new Map<string, Heap>();

function heapOf(workload: string): Heap {
  const known = heaps.get(workload);
  if (known !== undefined) return known;
  const flags = ['--expose-gc', `--min-semi-space-size=${young}`, `--max-semi-space-size=${young}`];
  const command = [...flags, join(folder, 'heap.js'), workload, String(slices), String(events)];
  const heap = JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8' })) as Heap;
  heaps.set(workload, heap);
  return heap;
}

/** Bytes an event, once all is compiled: the least slice tells. */
const allocatedEach = ({ allocated }: Heap): number => Math.min(...allocated.slice(slices / 3)) / events;

describe('the heap of a long run', () => {
  it.each(['W1', 'W2', 'W3'])('of %s does not grow with what has passed', (workload) => {
    const { kept, packets, ...heap } = heapOf(workload);
    expect(heap.events).toBe(slices * events);
    // Two thirds of the packets come between a third and the end. An object kept for each, of 16 bytes at the least, would
    // be 8 MB. What may come: lists that double once more, 512 KiB for an octave of latencies not met before, compiled code.
    expect(packets * (2 / 3)).toBeGreaterThan(500_000);
    expect(kept[slices - 1] - kept[slices / 3]).toBeLessThan(2 * 2 ** 20);
  });

  it.each(['W1', 'W3'])('of %s allocates nothing for packets and events', (workload) => {
    // A single boxed double an event would be 16.
    expect(allocatedEach(heapOf(workload))).toBeLessThan(1);
  });

  it('of TCP allocates no more than a few numbers an event', () => {
    // A double that passes through a call which the compiler does not inline is boxed for as long, 16 bytes; it decides
    // anew in every process, so up to six an event are borne. A segment as an object with its fifteen numbers would be
    // 24 + 15 x 8 bytes and 15 boxes, 384; a segment has three events, so 128 each on top of that.
    expect(allocatedEach(heapOf('W2'))).toBeLessThan(6 * 16);
  });
});
