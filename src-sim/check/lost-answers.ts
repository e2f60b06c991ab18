/**
 * Pairs of machines of which one hears the other and its answer is lost: one finding per record that loses answers. Where none
 * of them are meant to talk (no traffic is between them), it is a remark only.
 */
import type { Fabric } from '../fabric/fabric.ts';
import type { Finding } from '../scenario/problem.ts';
import type { TraceResult } from '../trace/trace-result.ts';
import type { Rule } from './rule.ts';
import { sampledPaths } from './sampled-paths.ts';

export function lostAnswers(
  fabric: Fabric | null,
  { code, severity }: Pick<Rule, 'code' | 'severity'>,
  counts: (result: TraceResult) => boolean,
): Finding[] {
  const meant = new Set(
    fabric?.flows.flatMap((flow) => flow.to.map((to) => `${idOf(fabric, flow.from)} ${idOf(fabric, to)}`)),
  );
  const wanted = ({ from, to }: TraceResult): boolean => meant.has(`${from} ${to}`);
  const places = new Map<string, TraceResult[]>();
  for (const result of sampledPaths(fabric)) {
    if (!counts(result)) continue;
    const record = result.reverse.steps.at(-1)?.decidedBy.record ?? `workloads.${result.to}`;
    const place = record.split('.').slice(0, 2).join('.');
    places.set(place, [...(places.get(place) ?? []), result]);
  }
  return [...places].map(([place, results]): Finding => {
    const first = results.find(wanted) ?? results[0];
    const pairs = new Set(results.map(({ from, to }) => `${from} ${to}`));
    pairs.delete(`${first.from} ${first.to}`);
    const more = pairs.size;
    const like = more === 0 ? '' : ` (and ${more} more ${more === 1 ? 'pair' : 'pairs'} like it)`;
    const grave = wanted(first) ? severity : 'info';
    return { code, severity: grave, message: first.verdict + like, path: place.split('.') };
  });
}

const idOf = (fabric: Fabric, endpoint: number): string => fabric.endpoints[endpoint].id;
