/** How fast flows are given their max-min fair rates, in CPU time of this process; the fastest of a few turns counts. */
import { sharingSizes, sharingSystem, solveSharing } from '../../src-sim/index.ts';

const turns = 12;

export interface SharingMeasured {
  readonly flows: number;
  readonly links: number;
  readonly totalRate: number;
  readonly cpuSeconds: number;
}

export function measureSharing(tell: (what: string) => void): SharingMeasured[] {
  return sharingSizes.map((size) => {
    tell(`measuring the shares of ${size.flows} flows`);
    const system = sharingSystem(size);
    let cpuSeconds = Infinity;
    let totalRate = 0;
    for (let turn = 0; turn < turns; turn++) {
      const before = process.cpuUsage();
      totalRate = solveSharing(system);
      const { user, system: inKernel } = process.cpuUsage(before);
      cpuSeconds = Math.min(cpuSeconds, (user + inKernel) / 1e6);
    }
    const { flows, links } = size;
    return { flows, links, totalRate, cpuSeconds };
  });
}
