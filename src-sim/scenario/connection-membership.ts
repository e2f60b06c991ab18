/** Connections that do not fit together: both ends on one record, a reflection client that is no end, one address twice. */
import type { PathStep } from './edit.ts';
import type { Finding } from './problem.ts';
import type { Scenario } from './schema.ts';

const mismatch = (message: string, path: readonly PathStep[]): Finding => ({
  code: 'document/mismatched-reference',
  severity: 'error',
  message,
  path,
});

export function* connectionMembershipFindings(scenario: Scenario): Generator<Finding> {
  const holders = new Map<string, string>();
  for (const [id, each] of Object.entries(scenario.attachments ?? {})) {
    const path = ['attachments', id];
    if (each.kind === 'internet-access') {
      const holder = each.address === undefined ? undefined : holders.get(each.address);
      if (holder !== undefined)
        yield mismatch(`${each.address} is the address of ${holder} already.`, [...path, 'address']);
      if (each.address !== undefined) holders.set(each.address, id);
    }
    if (
      each.kind !== 'bgp-session' &&
      each.kind !== 'ipsec-tunnel' &&
      each.kind !== 'private-circuit' &&
      each.kind !== 'virtual-circuit'
    )
      continue;
    const [a, b] = each.ends;
    if (a.to === b.to)
      yield mismatch(`A connection joins two things; both ends are ${b.to} here.`, [
        ...path,
        'ends',
        1,
        'to',
      ]);
    if (each.kind === 'bgp-session' && each.client !== undefined && ![a.to, b.to].includes(each.client))
      yield mismatch(`${each.client} is no end of this session.`, [...path, 'client']);
    if (each.kind !== 'virtual-circuit') continue;
    const atExchange = each.ends.some(({ to }) => {
      const kind = scenario.devices?.[to]?.kind;
      return kind === 'exchange-port' || kind === 'exchange-router';
    });
    const known = each.ends.every(({ to }) => knows(scenario, to));
    if (known && !atExchange)
      yield mismatch('A virtual circuit has a port or router of an exchange at one end at least.', [
        ...path,
        'ends',
      ]);
  }
}

/** Names that lead nowhere are reported as what they are. */
const knows = ({ devices, gateways, networks }: Scenario, id: string): boolean =>
  [devices, gateways, networks].some((records) => records?.[id] !== undefined);
