/** Traffic that has to be encrypted wherever it leaves a site, also where it is lost later. Pairs that cannot talk fail nothing. */
import { ExposedLinks } from '../exposed-links.ts';
import { nameOf } from '../design.ts';
import { type Intent, type IntentContext, questionOf, waysOf } from './intent-context.ts';
import type { IntentFailure } from './intent-result.ts';
import type { Pair } from './parties.ts';

export function exposed(context: IntentContext, intent: Intent, pairs: readonly Pair[]): IntentFailure[] {
  const { scenario, fabric, places } = context;
  const links = new ExposedLinks(fabric, places);
  return pairs.flatMap((pair): IntentFailure[] => {
    const result = context.tracer.trace(questionOf(intent, pair));
    if (result === null) return [];
    const [first] = [result.forward, result.reverse].flatMap(waysOf).flatMap((way) => links.on(way));
    if (first === undefined) return [];
    const { link, sites } = first;
    const { noun, name, path } = link.origin;
    const [a, b] = sites.map((site) => (site === null ? null : nameOf(site, scenario.sites?.[site])));
    const where = a === null || b === null ? '' : `, from ${a} to ${b}`;
    const sentence = `between ${context.nameOf(pair.from)} and ${context.nameOf(pair.to)} packets cross ${noun} ${name} unencrypted${where}`;
    return [{ ...pair, record: path, sentence }];
  });
}
