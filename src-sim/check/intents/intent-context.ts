/** What intents are judged with: the design, and tools that all of them share. */
import type { Fabric } from '../../fabric/fabric.ts';
import type { RecordOf, Scenario } from '../../scenario/schema.ts';
import type { TraceQuestion } from '../../trace/question.ts';
import type { TracePath, TraceResult } from '../../trace/trace-result.ts';
import { Tracer } from '../../trace/tracer.ts';
import { Places } from '../places.ts';
import type { RuleContext } from '../rule.ts';
import type { IntentFailure } from './intent-result.ts';
import { type Pair, Parties } from './parties.ts';

export type Intent = RecordOf<'intents'>;

/** Builds a changed design anew; null where that fails. */
export type Rebuild = (scenario: Scenario) => Fabric | null;

export interface IntentContext {
  readonly scenario: Scenario;
  readonly fabric: Fabric;
  readonly places: Places;
  readonly parties: Parties;
  readonly tracer: Tracer;
  readonly rebuild: Rebuild;
  /** As its owner calls it. */
  readonly nameOf: (workload: string) => string;
}

/** The pairs of one intent that fail, in order. */
export type Judge = (context: IntentContext, pairs: readonly Pair[]) => IntentFailure[];

export function intentContext({ scenario }: RuleContext, fabric: Fabric, rebuild: Rebuild): IntentContext {
  const places = new Places(scenario);
  const parties = new Parties(
    scenario,
    places,
    fabric.endpoints.map(({ id }) => id),
  );
  const nameOf = (id: string): string => scenario.workloads?.[id]?.name ?? id;
  return { scenario, fabric, places, parties, tracer: new Tracer(fabric), rebuild, nameOf };
}

export const questionOf = (
  { protocol, port }: Pick<Intent, 'protocol' | 'port'>,
  pair: Pair,
): TraceQuestion => ({
  ...pair,
  ...(protocol === undefined ? {} : { protocol }),
  ...(port === undefined ? {} : { port }),
});

/** Of one direction, all ways that flows may take. */
export const waysOf = (path: TracePath): readonly TracePath[] => [path, ...(path.branches ?? [])];

export const isDelivered = (path: TracePath): boolean =>
  waysOf(path).every(({ fate }) => fate === 'delivered');

/** The failure of a pair that does not talk at all, in the words of a trace. */
export function silentPair(context: IntentContext, pair: Pair, result: TraceResult | null): IntentFailure {
  if (result === null) {
    const [from, to] = [context.nameOf(pair.from), context.nameOf(pair.to)];
    return { ...pair, sentence: `${from} and ${to} share no address family` };
  }
  const lost = isDelivered(result.forward) ? result.reverse : result.forward;
  const way = waysOf(lost).find(({ fate }) => fate !== 'delivered') ?? lost;
  const record = way.steps.at(-1)?.decidedBy.record;
  return { ...pair, ...(record === undefined ? {} : { record }), sentence: result.verdict };
}
