/** Ranges of Google Cloud networks that must not overlap: within one network, and with networks it exchanges routes with. */
import { formatPrefix } from '../../quantity/prefix.ts';
import { overlappingPairs } from '../../quantity/prefix-set.ts';
import type { Finding } from '../../scenario/problem.ts';
import { gcpJoins, gcpNetworkName, type Range, rangesOf } from '../gcp-design.ts';
import type { Rule } from '../rule.ts';

export const gcpRangeOverlap: Rule = {
  code: 'gcp/range-overlap',
  severity: 'error',
  title: 'Subnet ranges overlap that have to be told apart',
  why: 'Subnet routes always win, so two of them for one address cannot both hold. Google Cloud refuses a subnet or a peering that would make primary or secondary ranges overlap in one network or between peers.',
  cure: 'Give one of the subnets another range, or exclude it from what its spoke offers.',
  find({ scenario }) {
    const byNetwork = new Map<string, Range[]>();
    for (const range of rangesOf(scenario)) {
      byNetwork.set(range.network, [...(byNetwork.get(range.network) ?? []), range]);
    }
    const rangesIn = (network: string): Range[] => byNetwork.get(network) ?? [];
    const { code, severity } = gcpRangeOverlap;
    const found = new Map<string, Finding>();
    const add = (a: Range, b: Range, shared: Range, why: string): void => {
      const key = [a, b]
        .map(({ path }) => path.join('.'))
        .toSorted()
        .join(' ');
      const message = `subnets ${a.subnet} and ${b.subnet} both have ${formatPrefix(shared.prefix)}, ${why}`;
      if (!found.has(key)) found.set(key, { code, severity, message, path: b.path });
    };
    for (const [network, ranges] of byNetwork) {
      for (const { outer, inner } of overlappingPairs(ranges)) {
        // Two primary ranges are told by address/subnet-overlap.
        const primary = [outer, inner].every(({ path }) => path.at(-1) === 'cidr' && path.length === 3);
        if (!primary) add(outer, inner, inner, `in network ${gcpNetworkName(scenario, network)}`);
      }
    }
    for (const { by, networks } of gcpJoins(scenario)) {
      const [a, b] = networks;
      for (const { outer, inner } of overlappingPairs([...rangesIn(a), ...rangesIn(b)])) {
        if (outer.network !== inner.network) add(outer, inner, inner, `and ${by} joins their networks`);
      }
    }
    return [...found.values()];
  },
};
