/** Systems of flows and links on which max-min sharing is measured: each flow crosses six links drawn from all, of 1 to 100 units. */
import { maxMinRates } from '../../fluid/max-min.ts';
import { SharingDraft, type SharingSystem } from '../../fluid/sharing-system.ts';
import { fmix32 } from '../../quantity/hash32.ts';

export const sharingSizes = [
  { flows: 1_000, links: 1_000 },
  { flows: 10_000, links: 3_000 },
  { flows: 100_000, links: 10_000 },
] as const;

const hops = 6;

export function sharingSystem({
  flows,
  links,
}: {
  readonly flows: number;
  readonly links: number;
}): SharingSystem {
  let drawn = 0;
  const draw = (below: number): number => Math.floor(((fmix32(++drawn) >>> 0) / 2 ** 32) * below);
  const draft = new SharingDraft();
  for (let link = 0; link < links; link++) draft.addResource(1 + draw(100));
  for (let flow = 0; flow < flows; flow++) {
    draft.addFlow(Array.from({ length: hops }, () => ({ resource: draw(links), amount: 1 })));
  }
  return draft.build();
}

/** Returns the sum of all rates, which tells two solvers apart. */
export const solveSharing = (system: SharingSystem): number =>
  maxMinRates(system).reduce((sum, rate) => sum + rate, 0);
