/** Records that are drawn and checked, but that no engine gives a meaning yet: each is told so. */
import type { CollectionName } from '../scenario/schema.ts';
import { type BuildContext, recordsOf } from './build-context.ts';
import { recordOrigin } from './record-origin.ts';

const silent = ['hosts', 'switches'] as const satisfies readonly CollectionName[];

export function tellNotSimulated({ scenario, findings }: BuildContext): void {
  for (const collection of silent) {
    for (const [id, record] of recordsOf<Parameters<typeof recordOrigin>[2]>(scenario[collection])) {
      const { noun, name } = recordOrigin(collection, id, record);
      findings.push({
        code: 'model/not-simulated',
        severity: 'info',
        message: `${noun} ${name} is drawn but not simulated: no engine models it yet`,
        path: [collection, id],
      });
    }
  }
}
