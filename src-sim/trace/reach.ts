/**
 * Who reaches whom: the same question as a trace that names no protocol, for every ordered pair of machines. What the
 * tables decide is worked out once per destination and shared by all who send there.
 */
import type { Fabric } from '../fabric/fabric.ts';
import { RouteLookup } from '../fabric/route-lookup.ts';
import { ask } from './ask.ts';
import { addressPair, type AddressPair, type Party } from './question.ts';
import type { ReachResult } from './trace-result.ts';
import { verdictOf } from './verdict.ts';
import { Ways } from './ways.ts';

type Machine = Party & { readonly node: number };

export function reach(fabric: Fabric): ReachResult {
  const machines = fabric.endpoints.map(
    ({ id, node, addresses }): Machine => ({
      id,
      name: fabric.nodes[node].origin.name,
      node,
      addresses,
    }),
  );
  const lookup = new RouteLookup(fabric);
  const known = new Map<string, Ways>();
  const waysTo = (party: Party, address: AddressPair['source']): Ways => {
    const key = `${party.id} ${address.family}`;
    const ways = known.get(key) ?? new Ways(fabric, lookup, { address, node: party.node });
    known.set(key, ways);
    return ways;
  };
  const answer = (from: Machine, to: Machine): ReachResult['pairs'][number] => {
    const ends = { from: from.id, to: to.id };
    const pair = addressPair(from, to);
    if (pair === null) {
      return { ...ends, class: 'no-route', reason: `${from.name} and ${to.name} share no address family` };
    }
    const there = waysTo(to, pair.destination).from(from.node);
    const back = waysTo(from, pair.source).from(to.node);
    const outcome = ask({ fabric, pair, there, back });
    return { ...ends, class: outcome.class, reason: verdictOf(fabric, outcome, from, to) };
  };
  const pairs = machines.flatMap((from) =>
    machines.filter((to) => to !== from).map((to) => answer(from, to)),
  );
  return { endpoints: machines.map(({ id }) => id), pairs };
}
