/** How fast the reach matrix is worked out, in CPU time of this process; the fastest of a few turns counts. */
import { reach, type ReachDesign, reachDesignNames, reachFabric } from '../../src-sim/index.ts';

const networkCounts = [100, 300, 1000] as const;
const turns = 2;

export interface ReachMeasured {
  readonly design: ReachDesign;
  readonly networks: number;
  readonly pairs: number;
  readonly cpuSeconds: number;
  readonly pairsPerCpuSecond: number;
}

export const measureReach = (tell: (what: string) => void): ReachMeasured[] =>
  reachDesignNames.flatMap((design) =>
    networkCounts.map((networks) => {
      tell(`measuring reach of ${networks} networks, ${design}`);
      return measured(design, networks);
    }),
  );

function measured(design: ReachDesign, networks: number): ReachMeasured {
  const fabric = reachFabric(design, networks);
  let cpuSeconds = Infinity;
  let pairs = 0;
  for (let turn = 0; turn < turns; turn++) {
    const before = process.cpuUsage();
    pairs = reach(fabric).pairs.length;
    const { user, system } = process.cpuUsage(before);
    cpuSeconds = Math.min(cpuSeconds, (user + system) / 1e6);
  }
  return { design, networks, pairs, cpuSeconds, pairsPerCpuSecond: pairs / cpuSeconds };
}
