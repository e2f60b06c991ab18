/** User-defined routes whose next hop is not there, or does not forward. */
import { formatAddress, parseAddress } from '../../quantity/address.ts';
import { firstUsable } from '../../facts/reserved-addresses.ts';
import type { PathStep } from '../../scenario/edit.ts';
import type { Finding } from '../../scenario/problem.ts';
import { azureSubnets, peersOf } from '../azure-design.ts';
import { entries, nameOf, prefixOf } from '../design.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const azureNextHop: Rule = {
  code: 'azure/next-hop',
  severity: 'error',
  title: 'The next hop of a route is not there, or does not forward',
  why: 'Packets for a virtual appliance are dropped when nobody has its address in the network or a peered one, and when the machine that has it does not forward. Azure takes such routes without a word.',
  cure: 'Name a firewall or a machine that forwards, in the network of the subnet or in one peered with it.',
  find(context) {
    const { scenario } = context;
    const known = hops(context);
    const byId = new Map(known.map((hop) => [hop.id, hop]));
    const byAddress = new Map(known.map((hop) => [hop.address, hop]));
    return azureSubnets(scenario).flatMap(([id, { network, routeTable }]) => {
      const table = routeTable === undefined ? undefined : scenario.routeTables?.[routeTable];
      if (routeTable === undefined || table?.kind !== 'azure-route-table') return [];
      const near = new Set([network, ...peersOf(scenario, network)]);
      return (table.routes ?? []).flatMap(({ to, via, address }, n) => {
        const named = via ?? address;
        if (named === undefined) return [];
        const hop = via === undefined ? byAddress.get(plain(named)) : byId.get(via);
        const path = ['routeTables', routeTable, 'routes', n, via === undefined ? 'address' : 'via'];
        const route = `the route to ${to} of ${routeTable}, used by ${id},`;
        return judge(route, named, hop, near, path);
      });
    });
  },
};

interface Hop {
  readonly id: string;
  readonly name: string;
  readonly network: string;
  readonly address: string | null;
  /** Null: it always forwards. */
  readonly path: readonly PathStep[] | null;
}

const plain = (text: string): string | null => {
  const outcome = parseAddress(text);
  return outcome.ok ? formatAddress(outcome.value) : null;
};

/** Everything a route could lead to, with where to say that it forwards. */
function hops({ scenario, facts }: RuleContext): Hop[] {
  const networkOf = (subnet: string): string => scenario.subnets?.[subnet]?.network ?? '';
  const machines = entries(scenario.workloads).flatMap(([id, each]): Hop[] => {
    if (each.kind !== 'virtual-machine') return [];
    const path = each.forwards === true ? null : ['workloads', id, 'forwards'];
    const address = each.address === undefined ? null : plain(each.address);
    return [{ id, name: nameOf(id, each), network: networkOf(each.subnet), address, path }];
  });
  const firewalls = entries(scenario.gateways).flatMap(([id, each]): Hop[] => {
    if (each.kind !== 'azure-firewall' || each.subnet === undefined) return [];
    const block = prefixOf(scenario.subnets?.[each.subnet]?.cidr ?? '');
    const first = block === null ? null : firstUsable('azure', block, facts);
    const address = first === null ? null : formatAddress(first);
    return [{ id, name: nameOf(id, each), network: networkOf(each.subnet), address, path: null }];
  });
  return [...machines, ...firewalls];
}

function judge(
  route: string,
  named: string,
  hop: Hop | undefined,
  near: ReadonlySet<string>,
  path: readonly PathStep[],
): Finding[] {
  const { code, severity } = azureNextHop;
  if (hop === undefined) {
    return [{ code, severity, path, message: `${route} is a blackhole: nobody has ${named}` }];
  }
  if (!near.has(hop.network)) {
    const message = `${route} is a blackhole: ${hop.name} stands in ${hop.network}, which is not peered with the network of the subnet`;
    return [{ code, severity, path, message }];
  }
  if (hop.path === null) return [];
  const cure = {
    title: `Let ${hop.name} forward`,
    edits: [{ op: 'set' as const, path: hop.path, value: true }],
  };
  return [{ code, severity, path, message: `${route} leads to ${hop.name}, which does not forward`, cure }];
}
