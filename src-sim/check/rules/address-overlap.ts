/** Networks that are joined must not share addresses: a packet for a shared one cannot be meant for both. */
import { formatPrefix } from '../../quantity/prefix.ts';
import { overlappingPairs } from '../../quantity/prefix-set.ts';
import type { Finding } from '../../scenario/problem.ts';
import { azureJoins } from '../azure-design.ts';
import { type Block, blocksOf, joinsOf, nameOf } from '../design.ts';
import { moveNetwork } from '../move-network.ts';
import { factSource, type Rule, type RuleContext } from '../rule.ts';

/** A thousand equal networks would have half a million pairs; nobody reads more than this. */
const pairsMax = 1000;

export const addressOverlap: Rule = {
  code: 'address/overlap',
  severity: 'error',
  title: 'Two joined networks share addresses',
  why: 'Routers send a packet to one place per address. Where two networks that can be routed to each other have the same addresses, one of them is not reached, and which one depends on details of the routers.',
  cure: 'Give one of the networks another block, with its subnets and machines, or do not join the two.',
  find(context) {
    const { scenario } = context;
    const found = new Map<string, Finding>();
    const order = new Map(Object.keys(scenario.networks ?? {}).map((id, n) => [id, n]));
    for (const { by, networks, fact } of [...joinsOf(scenario), ...azureJoins(scenario)]) {
      const items = networks.flatMap((id) => blocksOf(id, scenario.networks?.[id]));
      for (const { outer, inner } of overlappingPairs(items, pairsMax)) {
        if (outer.network === inner.network) continue;
        const [first, later] =
          (order.get(outer.network) ?? 0) < (order.get(inner.network) ?? 0) ? [outer, inner] : [inner, outer];
        const key = `${first.path.join()} ${later.path.join()}`;
        if (!found.has(key)) found.set(key, finding(context, first, later, inner, by, fact));
      }
    }
    return [...found.values()];
  },
};

function finding(
  context: RuleContext,
  first: Block,
  later: Block,
  shared: Block,
  by: string,
  fact: string | null,
): Finding {
  const { scenario, facts } = context;
  const name = (id: string): string => nameOf(id, scenario.networks?.[id]);
  const cure = moveNetwork(context, later);
  return {
    code: addressOverlap.code,
    severity: addressOverlap.severity,
    message: `${name(later.network)} and ${name(first.network)} both have ${formatPrefix(shared.prefix)} and are joined by ${by}`,
    path: later.path,
    ...(fact === null ? {} : { source: factSource(facts, fact) }),
    ...(cure === null ? {} : { cure }),
  };
}
