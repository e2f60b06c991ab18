/** What the figures of a plan rest on, in sentences. */
import type { LoadedNetwork } from './network-state.ts';
import type { PlanChoices } from './plan-choices.ts';

export function assumptionsOf({ load }: LoadedNetwork, choices: PlanChoices): string[] {
  const elastic = load.demands.some(({ demand }) => demand.elastic);
  return [
    'All traffic is there at once, with its mean rates; starts, stops and acknowledgements are left out.',
    'Where several next hops are as good, each takes an equal share of a demand, as it is with many flows; a single connection takes one of them.',
    ...(elastic
      ? [
          'Transfers share what other traffic leaves, max-min fair, within their windows and what random losses allow; short ones do not get that far.',
        ]
      : []),
    'Waiting in queues is an approximation: each link as an M/M/1 queue of its own, no longer than its buffer.',
    ...(load.settled
      ? []
      : [
          'Where overloaded links feed back on each other, losses had not settled; they are those of the last pass.',
        ]),
    ...(choices.failures === undefined
      ? []
      : [
          'For each failure the design is built without the element: BGP, propagation and interior routing settle anew, written routes do not. How long that takes is left out.',
        ]),
    ...(choices.growth === undefined
      ? []
      : ['Traffic with a rate grows by the same share every month; ways stay as they are.']),
    ...(choices.cost === true
      ? [
          'A month has 730 hours in which traffic keeps its mean rate. List prices without discounts, credits or free allowances; those of another region stand in where the own has none.',
        ]
      : []),
  ];
}
