/** All intents of a design, judged; and what is told of those that do not hold. */
import type { Finding, ProblemExplanation } from '../../scenario/problem.ts';
import type { RuleContext } from '../rule.ts';
import { escaping } from './confinement.ts';
import { exposed } from './encryption.ts';
import { type Intent, type IntentContext, intentContext, type Rebuild } from './intent-context.ts';
import type { IntentFailure, IntentResult } from './intent-result.ts';
import { late } from './latency.ts';
import { type Pair, intentsOf, pairCount, pairsOf } from './parties.ts';
import { reached, unreached } from './reachability.ts';
import { fragile } from './redundancy.ts';

/** Of an intent that asks for classes only, of one that follows every step, and of one that builds anew. */
const pairsMax = {
  'must-reach': 100_000,
  'must-not-reach': 100_000,
  'stays-within': 2_000,
  encrypted: 2_000,
  'latency-below': 2_000,
  redundant: 200,
} as const satisfies Record<Intent['kind'], number>;

const failuresTold = 10;

export const intentExplanations: readonly ProblemExplanation[] = [
  {
    code: 'intent/broken',
    title: 'The design does not do what it is for',
    why: 'An intent says who has to reach whom, who must not, or what holds on the way. Following packets through the design shows that it does not hold.',
    cure: 'Follow the pair that is named with trace; change what decided there, or the intent.',
  },
  {
    code: 'intent/nothing-selected',
    title: 'An intent stands for no pair of machines',
    why: 'What is written under from and to stands for no workload, or for the same one twice. Nothing can be judged, and nothing is guarded.',
    cure: 'Name workloads, or subnets, networks and sites that have some; in a selection, * stands for any characters.',
  },
];

export function judgeIntents(context: RuleContext, rebuild: Rebuild): IntentResult[] {
  const { fabric } = context;
  const intents = intentsOf(context.scenario);
  if (intents.length === 0) return [];
  if (fabric === null) {
    return intents.map(([id, intent]) => ({
      ...namedAs(id, intent),
      status: 'not-judged',
      sentence: 'not judged, because the document has errors',
      pairs: 0,
      judged: 0,
      failed: 0,
      failures: [],
    }));
  }
  const tools = intentContext(context, fabric, rebuild);
  return intents.map(([id, intent]) => judge(tools, id, intent));
}

const namedAs = (id: string, { kind, name }: Intent): Pick<IntentResult, 'id' | 'kind' | 'name'> => ({
  id,
  kind,
  name: name ?? id,
});

function judge(context: IntentContext, id: string, intent: Intent): IntentResult {
  const from = context.parties.workloadsOf(intent.from);
  const to = context.parties.workloadsOf(intent.to);
  const pairs = pairCount(from, to);
  const looked = [...pairsOf(from, to, pairsMax[intent.kind])];
  let untried = 0;
  const failures = failuresOf(context, intent, looked, (lines) => {
    untried = lines;
  });
  const base = { ...namedAs(id, intent), pairs, judged: looked.length, failed: failures.length };
  const told = { ...base, failures: failures.slice(0, failuresTold) };
  const [first] = failures;
  if (first !== undefined) {
    const others = failures.length - 1;
    const more = others === 0 ? '' : ` (and ${others} more ${others === 1 ? 'pair' : 'pairs'})`;
    return { ...told, status: 'broken', sentence: first.sentence + more };
  }
  if (pairs === 0) return { ...told, status: 'not-judged', sentence: 'it stands for no pair of workloads' };
  if (looked.length < pairs) {
    const sentence = `none of the first ${looked.length} of ${pairs} pairs fails; the others were not looked at`;
    return { ...told, status: 'not-judged', sentence };
  }
  if (untried > 0) {
    const sentence = `the design is too large to try ${untried} of the lines; none of the others fails`;
    return { ...told, status: 'not-judged', sentence };
  }
  return { ...told, status: 'holds', sentence: pairs === 1 ? 'holds' : `holds for all ${pairs} pairs` };
}

function failuresOf(
  context: IntentContext,
  intent: Intent,
  pairs: readonly Pair[],
  untried: (lines: number) => void,
): readonly IntentFailure[] {
  switch (intent.kind) {
    case 'must-reach':
      return unreached(context, intent, pairs);
    case 'must-not-reach':
      return reached(context, intent, pairs);
    case 'stays-within':
      return escaping(context, intent, pairs);
    case 'encrypted':
      return exposed(context, intent, pairs);
    case 'latency-below':
      return late(context, intent, pairs);
    case 'redundant':
      return fragile(context, intent, pairs, untried);
  }
}

/** Of a design that was built. */
export function intentFindings(results: readonly IntentResult[]): Finding[] {
  return results.flatMap(({ id, name, status, sentence, pairs }): Finding[] => {
    const path = ['intents', id];
    if (status === 'broken') {
      return [{ code: 'intent/broken', severity: 'error', message: `${name}: ${sentence}`, path }];
    }
    if (pairs === 0) {
      const message = `${name} stands for no pair of workloads`;
      return [{ code: 'intent/nothing-selected', severity: 'warning', message, path }];
    }
    return [];
  });
}
