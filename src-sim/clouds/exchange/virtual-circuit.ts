/** A circuit across an exchange: a line between what stands at its ends, ports or routers of the exchange and clouds. */
import { type BuildContext, recordsOf } from '../build-context.ts';
import { drawCircuit } from '../circuit.ts';

export function drawVirtualCircuits(context: BuildContext): void {
  for (const [id, circuit] of recordsOf(context.scenario.attachments)) {
    if (circuit.kind === 'virtual-circuit') drawCircuit(context, id, circuit, 1);
  }
}
