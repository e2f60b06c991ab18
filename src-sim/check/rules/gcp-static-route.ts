/** Static routes of Google Cloud that cannot be made, or lead nowhere. */
import { containsPrefix } from '../../quantity/prefix.ts';
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { entries, prefixOf } from '../design.ts';
import { gcpPeersOf, ofKind, rangesOf } from '../gcp-design.ts';
import type { Rule } from '../rule.ts';

export const gcpStaticRoute: Rule = {
  code: 'gcp/static-route',
  severity: 'error',
  title: 'A static route cannot be made, or leads nowhere',
  why: 'Subnet routes come before all others, so Google Cloud refuses a static route for a subnet range or a part of one, in the network itself or a peer. A next hop has to be a machine of the network that may forward, or a tunnel of it.',
  cure: 'Write a wider destination, switch IP forwarding on at the machine, or name another next hop.',
  find({ scenario }) {
    return ofKind(scenario.routeTables, 'gcp-routes').flatMap(([id, { network, routes }]) => {
      const near = gcpPeersOf(scenario, network).add(network);
      const ranges = rangesOf(scenario).filter((range) => near.has(range.network));
      return routes.flatMap((route, n): Finding[] => {
        const { code, severity } = gcpStaticRoute;
        const prefix = prefixOf(route.to);
        const path = ['routeTables', id, 'routes', n];
        const range =
          prefix === null ? undefined : ranges.find((each) => containsPrefix(each.prefix, prefix));
        const found: Finding[] = [];
        if (range !== undefined) {
          const message = `${route.to} lies in a range of subnet ${range.subnet}, whose route comes before every other`;
          found.push({ code, severity, message, path: [...path, 'to'] });
        }
        const wrong = wrongHop(scenario, network, route);
        if (wrong !== null) found.push({ code, severity, ...wrong, path: [...path, ...wrong.path] });
        return found;
      });
    });
  },
};

interface Hop {
  readonly via?: string | undefined;
  readonly address?: string | undefined;
}

function wrongHop(
  scenario: Scenario,
  network: string,
  { via, address }: Hop,
): Pick<Finding, 'message' | 'path' | 'cure'> | null {
  const connection = via === undefined ? undefined : scenario.attachments?.[via];
  if (connection !== undefined) {
    const gateway =
      connection.kind === 'gcp-vpn-connection' ? scenario.gateways?.[connection.gateway] : undefined;
    if (gateway?.kind === 'gcp-vpn-gateway' && gateway.network === network) return null;
    return { message: `VPN connection ${via ?? ''} does not end in network ${network}`, path: ['via'] };
  }
  if (via === undefined && address === undefined) return null;
  const path = [via === undefined ? 'address' : 'via'];
  const found = entries(scenario.workloads).find(
    ([id, machine]) =>
      (id === via || (via === undefined && machine.address === address)) &&
      scenario.subnets?.[machine.subnet]?.network === network,
  );
  if (found === undefined)
    return { message: `no machine of ${network} is the next hop ${via ?? address ?? ''}`, path };
  const [id, machine] = found;
  if (machine.kind === 'virtual-machine' && machine.forwards === true) return null;
  const edits = [{ op: 'set' as const, path: ['workloads', id, 'forwards'], value: true }];
  const cure = { title: `Let ${id} forward packets`, edits };
  return { message: `next hop ${id} does not forward packets: what is sent to it is dropped`, path, cure };
}
