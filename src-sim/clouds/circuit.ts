/**
 * A circuit: one or several lines with the same figures between two junctions. Each line is a session of its own.
 * Left out: what the carrier does inside; a circuit never drops or reorders but for its queue.
 */
import type { RecordOf } from '../scenario/schema.ts';
import { type BuildContext, idealLink } from './build-context.ts';
import { drawConnection } from './connection.ts';
import { recordOrigin } from './record-origin.ts';
import { termsOf } from './session-terms.ts';
import { given, ifWritten, writtenBytes, writtenDuration, writtenRate } from './written.ts';

type Circuit = Extract<RecordOf<'attachments'>, { kind: 'private-circuit' | 'virtual-circuit' }>;

export function drawCircuit(context: BuildContext, id: string, circuit: Circuit, lines: number): void {
  const [a, b] = circuit.ends;
  const near = context.junctions.get(a.to);
  const far = context.junctions.get(b.to);
  if (near === undefined || far === undefined) return;
  for (let line = 1; line <= lines; line++) {
    const spec = {
      ...idealLink,
      id: lines === 1 ? id : `${id}:${line}`,
      origin: recordOrigin('attachments', id, circuit),
      rateBps: writtenRate(circuit.rate),
      ...given({
        delayNs: ifWritten(circuit.delay, writtenDuration),
        mtu: ifWritten(circuit.mtu, writtenBytes),
      }),
    };
    drawConnection(
      context,
      spec,
      { junction: near, terms: termsOf(a) },
      { junction: far, terms: termsOf(b) },
      circuit.bgp ?? true,
    );
  }
}
