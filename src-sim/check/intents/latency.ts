/** Traffic that has to arrive in time: the delays of the links in sum, on the slowest way. Queues and sending take more. */
import { formatDuration, parseDuration } from '../../quantity/duration.ts';
import type { TracePath } from '../../trace/trace-result.ts';
import {
  type Intent,
  type IntentContext,
  isDelivered,
  questionOf,
  silentPair,
  waysOf,
} from './intent-context.ts';
import type { IntentFailure } from './intent-result.ts';
import type { Pair } from './parties.ts';

export function late(
  context: IntentContext,
  intent: Extract<Intent, { kind: 'latency-below' }>,
  pairs: readonly Pair[],
): IntentFailure[] {
  const read = parseDuration(intent.limit);
  const limitNs = read.ok ? read.value : 0;
  const links = new Map(context.fabric.links.map((link) => [link.id, link]));
  const delays = ({ steps }: TracePath) =>
    steps.flatMap(({ link }) => (link === undefined ? [] : [links.get(link)!]));
  return pairs.flatMap((pair): IntentFailure[] => {
    const result = context.tracer.trace(questionOf(intent, pair));
    if (result === null || !isDelivered(result.forward)) return [silentPair(context, pair, result)];
    for (const way of waysOf(result.forward)) {
      const passed = delays(way);
      const sum = passed.reduce((total, { delayNs }) => total + delayNs, 0);
      if (sum < limitNs || passed.length === 0) continue;
      const slowest = passed.reduce((worst, each) => (each.delayNs > worst.delayNs ? each : worst));
      const { noun, name, path } = slowest.origin;
      const sentence = `${context.nameOf(pair.from)} to ${context.nameOf(pair.to)} takes ${formatDuration(sum)} on the lines alone, ${formatDuration(slowest.delayNs)} of it on ${noun} ${name}`;
      return [{ ...pair, record: path, sentence }];
    }
    return [];
  });
}
