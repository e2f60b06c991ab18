/** Peerings that one side has routes for and the other has not, or that nobody has. */
import { formatPrefix } from '../../quantity/prefix.ts';
import type { Edit } from '../../scenario/edit.ts';
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { blocksOf, nameOf, peeringsOf, vpcRouteTables } from '../design.ts';
import type { Rule } from '../rule.ts';

export const peeringRoutes: Rule = {
  code: 'route/one-sided-peering',
  severity: 'warning',
  title: 'A peering lacks routes on one side',
  why: 'A peering carries nothing by itself: both VPCs need a route to the other. With one missing, packets get there and answers do not return.',
  cure: 'Add a route via the peering on the side that has none.',
  find({ scenario }) {
    const routed = new Set(
      vpcRouteTables(scenario).flatMap(([, { network, routes = [] }]) =>
        routes.map(({ via }) => `${network} ${via ?? ''}`),
      ),
    );
    return peeringsOf(scenario).flatMap(([id, { name, requester, accepter }]) => {
      const has = [requester, accepter].filter((network) => routed.has(`${network} ${id}`));
      if (has.length === 2) return [];
      const called = name ?? id;
      if (has.length === 0) return [unused(id, called)];
      const lacking = has[0] === requester ? accepter : requester;
      return [oneSided(scenario, id, called, has[0], lacking)];
    });
  },
};

function unused(id: string, called: string): Finding {
  return {
    code: peeringRoutes.code,
    severity: 'info',
    message: `no route table sends anything over peering ${called}`,
    path: ['attachments', id],
  };
}

function oneSided(scenario: Scenario, id: string, called: string, has: string, lacking: string): Finding {
  const name = (network: string): string => nameOf(network, scenario.networks?.[network]);
  const prefixes = blocksOf(has, scenario.networks?.[has]).map(({ prefix }) => formatPrefix(prefix));
  const edits = vpcRouteTables(scenario)
    .filter(([, table]) => table.network === lacking)
    .flatMap(([table, { routes = [] }]) =>
      prefixes.map(
        (to, n): Edit => ({
          op: 'set',
          path: ['routeTables', table, 'routes', routes.length + n],
          value: { to, via: id },
        }),
      ),
    );
  const title = `Route ${prefixes.join(', ')} over ${called} in ${name(lacking)}`;
  return {
    code: peeringRoutes.code,
    severity: peeringRoutes.severity,
    message: `${name(has)} sends over peering ${called}, but no route table of ${name(lacking)} sends ${prefixes.join(', ')} back`,
    path: ['attachments', id],
    ...(edits.length === 0 ? {} : { cure: { title, edits } }),
  };
}
