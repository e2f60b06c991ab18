/**
 * Entry of a process of its own that runs one reference workload and prints what came out and what it cost. A first run
 * warms the compiler; the fastest of the others counts, in CPU time of the event loop alone.
 */
import { PacketRun, referenceFabric, type WorkloadChoices } from '../../src-sim/index.ts';
import type { Measured, MeasureOrder } from './measured.ts';

const eventsBetweenLooks = 1 << 22;

function measure({ name, choices, insertionOrder, repeats }: MeasureOrder): Measured {
  const fabric = referenceFabric(name, choices as WorkloadChoices);
  let best: Measured | null = null;
  for (let repeat = 0; repeat <= repeats; repeat++) {
    const run = new PacketRun(fabric, { insertionOrder });
    const before = process.cpuUsage();
    while (run.advance(eventsBetweenLooks));
    const { user, system } = process.cpuUsage(before);
    const cpuSeconds = (user + system) / 1e6;
    const totals = run.totals();
    if (repeat > 0 && (best === null || cpuSeconds < best.cpuSeconds)) {
      best = { ...totals, cpuSeconds, peakRssBytes: process.resourceUsage().maxRSS * 1024 };
    }
  }
  if (best === null) throw new RangeError('nothing to repeat');
  return best;
}

const order = JSON.parse(process.argv[2] ?? '') as MeasureOrder;
process.stdout.write(`${JSON.stringify(measure(order))}\n`);
