/** Intents about who reaches whom. Where flows are shared over several ways, all have to work, and none must not. */
import type { TracePath } from '../../trace/trace-result.ts';
import { type Intent, type IntentContext, questionOf, silentPair, waysOf } from './intent-context.ts';
import type { IntentFailure } from './intent-result.ts';
import type { Pair } from './parties.ts';

export function unreached(context: IntentContext, intent: Intent, pairs: readonly Pair[]): IntentFailure[] {
  const { tracer } = context;
  return pairs.flatMap((pair) => {
    const question = questionOf(intent, pair);
    const arrival = tracer.arrival(question);
    if (arrival?.arrives === true && arrival.answered) return [];
    return [silentPair(context, pair, arrival === null ? null : tracer.trace(question))];
  });
}

export function reached(context: IntentContext, intent: Intent, pairs: readonly Pair[]): IntentFailure[] {
  const { tracer, fabric } = context;
  const mayFork =
    fabric.nodes.some(({ translations }) => translations !== undefined) ||
    fabric.tables.some(({ routes }) =>
      routes.some(({ action }) => action.kind === 'forward' && action.ports.length > 1),
    );
  return pairs.flatMap((pair): IntentFailure[] => {
    const question = questionOf(intent, pair);
    const arrival = tracer.arrival(question);
    // What is told first is the way that fails; another one may arrive.
    if (arrival === null || (!arrival.arrives && !mayFork)) return [];
    const result = tracer.trace(question)!;
    const way = waysOf(result.forward).find(({ fate }) => fate === 'delivered');
    if (way === undefined) return [];
    const service = result.protocol === 'icmp' ? 'icmp' : `${result.protocol} ${result.port}`;
    const deciding = decidingStep(way);
    const because = deciding === undefined ? '' : `: ${deciding.sentence}`;
    const sentence = `${context.nameOf(pair.from)} reaches ${context.nameOf(pair.to)} by ${service}${because}`;
    return [{ ...pair, ...(deciding === undefined ? {} : { record: deciding.decidedBy.record }), sentence }];
  });
}

/** What could have refused it last: a filter, else a table. */
const decidingStep = ({ steps }: TracePath) =>
  steps.findLast(({ decidedBy }) => decidedBy.kind === 'filter') ??
  steps.findLast(({ decidedBy }) => decidedBy.kind === 'route');
