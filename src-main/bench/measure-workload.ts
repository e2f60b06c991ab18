/**
 * Entry of a process of its own that runs one reference workload and prints what came out and what it cost. A first run
 * warms the compiler; the fastest of the others counts, in CPU time of the event loop alone.
 */
import { PacketRun, referenceFabric } from '../../src-sim/index.ts';
import type { Measured, MeasureOrder } from './measured.ts';

const eventsBetweenLooks = 1 << 22;
/** Slow start and its losses are over by then. */
const goodputFromNs = 2e9;

function measure({ name, choices, insertionOrder, repeats }: MeasureOrder): Measured {
  const fabric = referenceFabric(name, choices);
  let best: Measured | null = null;
  for (let repeat = 0; repeat <= repeats; repeat++) {
    const run = new PacketRun(fabric, { insertionOrder });
    const before = process.cpuUsage();
    run.advanceTo(goodputFromNs);
    const early = run.transferredBytes();
    run.advanceTo(fabric.durationNs);
    const late = run.transferredBytes();
    while (run.advance(eventsBetweenLooks));
    const { user, system } = process.cpuUsage(before);
    const cpuSeconds = (user + system) / 1e6;
    const totals = run.totals();
    const goodputBps = goodput(early, late, fabric.durationNs - goodputFromNs);
    if (repeat > 0 && (best === null || cpuSeconds < best.cpuSeconds)) {
      best = { ...totals, goodputBps, cpuSeconds, peakRssBytes: process.resourceUsage().maxRSS * 1024 };
    }
  }
  if (best === null) throw new RangeError('nothing to repeat');
  return best;
}

/** Of all connections together after the start-up, in bit/s; null without any. */
function goodput(early: number | null, late: number | null, spanNs: number): number | null {
  return early === null || late === null || spanNs <= 0 ? null : ((late - early) * 8e9) / spanNs;
}

const order = JSON.parse(process.argv[2] ?? '') as MeasureOrder;
process.stdout.write(`${JSON.stringify(measure(order))}\n`);
