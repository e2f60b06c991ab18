/** What became of the packets that did not arrive, over one flow or many. */
import type { Fate } from '../fabric/fate.ts';
import type { FlowResult } from '../packet/run-result.ts';
import { lossFates } from './verdict-words.ts';

/** Only fates that befell a packet, in the order of the engine's list. */
export function lossByFate(flows: readonly FlowResult[]): Map<Fate, number> {
  const lost = new Map<Fate, number>();
  for (const fate of lossFates) {
    const howMany = flows.reduce((sum, flow) => sum + (flow.lossByFate[fate] ?? 0), 0);
    if (howMany > 0) lost.set(fate, howMany);
  }
  return lost;
}

type Lost = Pick<FlowResult, 'offered' | 'lossByFate'>;

export const lostPackets = (flow: Lost): number =>
  lossFates.reduce((sum, fate) => sum + (flow.lossByFate[fate] ?? 0), 0);

/** Share of the packets that were sent; those still on their way are not lost. */
export const lossShare = (flow: Lost): number => (flow.offered === 0 ? 0 : lostPackets(flow) / flow.offered);
