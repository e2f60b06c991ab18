/** A leased line, a wave or a cross-connect between sites, or from a site to a cloud or exchange. */
import { type BuildContext, recordsOf } from '../build-context.ts';
import { drawCircuit } from '../circuit.ts';

export function drawPrivateCircuits(context: BuildContext): void {
  for (const [id, circuit] of recordsOf(context.scenario.attachments)) {
    if (circuit.kind === 'private-circuit') drawCircuit(context, id, circuit, circuit.lines ?? 1);
  }
}
