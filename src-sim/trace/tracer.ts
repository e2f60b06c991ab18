/** Many questions about one fabric, which share what they work out. The answers are those of `trace`. */
import type { Fabric } from '../fabric/fabric.ts';
import { ask } from './ask.ts';
import { type Groundwork, groundworkOf } from './groundwork.ts';
import type { TraceQuestion } from './question.ts';
import { inquiryOf, trace, TraceRefusal } from './trace.ts';
import type { ReachClass, TraceResult } from './trace-result.ts';

/** What becomes of a packet and of its answer, without the steps. */
export interface Arrival {
  readonly class: ReachClass;
  readonly arrives: boolean;
  readonly answered: boolean;
}

export class Tracer {
  readonly fabric: Fabric;
  readonly #ground: Groundwork;

  constructor(fabric: Fabric) {
    this.fabric = fabric;
    this.#ground = groundworkOf(
      fabric,
      fabric.endpoints.flatMap(({ addresses }) => addresses),
    );
  }

  /** Null for two machines that share no address family. */
  trace(question: TraceQuestion): TraceResult | null {
    return orNull(() => trace(this.fabric, question, this.#ground));
  }

  /** Of the way that is told first; null as above. */
  arrival(question: TraceQuestion): Arrival | null {
    return orNull(() => {
      const outcome = ask(inquiryOf(this.fabric, question, this.#ground).inquiry);
      const arrives = outcome.forward.fate === 'delivered';
      return { class: outcome.class, arrives, answered: outcome.reverse?.fate === 'delivered' };
    });
  }
}

function orNull<T>(answer: () => T): T | null {
  try {
    return answer();
  } catch (refusal) {
    if (refusal instanceof TraceRefusal) return null;
    throw refusal;
  }
}
