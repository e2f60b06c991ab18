// Runs a reference workload and prints what its heap does, as JSON. For a process of its own, with `--expose-gc` and a young
// generation so large that nothing is collected but when asked for.
import { PacketRun, referenceFabric } from '../../src-sim/index.ts';

declare const gc: () => void;

const [name, slices, events] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const run = new PacketRun(referenceFabric(name, { untilNs: 1e12 }));

const kept: number[] = [];
const allocated: number[] = [];
for (let slice = 0; slice < slices; slice++) {
  gc();
  const before = process.memoryUsage();
  kept.push(before.heapUsed + before.external);
  run.advance(events);
  allocated.push(process.memoryUsage().heapUsed - before.heapUsed);
}
console.log(JSON.stringify({ kept, allocated, events: run.events, packets: run.packets }));
