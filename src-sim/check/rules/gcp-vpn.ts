/** VPN connections of Google Cloud that carry nothing, or hang on one tunnel. */
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { nameOf } from '../design.ts';
import { gcpRegionOf, ofKind } from '../gcp-design.ts';
import type { Rule } from '../rule.ts';

export const gcpVpn: Rule = {
  code: 'gcp/vpn',
  severity: 'warning',
  title: 'A VPN connection carries nothing, or hangs on one tunnel',
  why: 'A tunnel carries what routes send into it: those a Cloud Router learns by BGP, or static ones. A highly available gateway keeps its promise with a tunnel at each of its two interfaces only.',
  cure: 'Give the region a Cloud Router with an AS number, or write routes; use two tunnels.',
  find({ scenario }) {
    const { code, severity } = gcpVpn;
    return ofKind(scenario.attachments, 'gcp-vpn-connection').flatMap(([id, record]): Finding[] => {
      const gateway = scenario.gateways?.[record.gateway];
      if (gateway?.kind !== 'gcp-vpn-gateway') return [];
      const path = ['attachments', id];
      const name = `VPN connection ${nameOf(id, record)}`;
      const found: Finding[] = [];
      if (record.routes === undefined && !isRoute(scenario, id) && !speaks(scenario, gateway)) {
        const message = `${name} carries nothing: it has no routes, and no Cloud Router with an AS number serves it`;
        found.push({ code, severity: 'error', message, path });
      }
      if (record.tunnels === 1 && gateway.type !== 'classic') {
        const message = `${name} of a highly available gateway has one tunnel`;
        found.push({ code, severity, message, path: [...path, 'tunnels'] });
      }
      return found;
    });
  },
};

const isRoute = (scenario: Scenario, id: string): boolean =>
  ofKind(scenario.routeTables, 'gcp-routes').some(([, { routes }]) => routes.some(({ via }) => via === id));

interface Standing {
  readonly network: string;
  readonly site: string;
  readonly router?: string | undefined;
}

function speaks(scenario: Scenario, { network, site, router }: Standing): boolean {
  const region = gcpRegionOf(scenario, site);
  return ofKind(scenario.gateways, 'gcp-cloud-router').some(
    ([id, each]) =>
      each.asn !== undefined &&
      (router === undefined
        ? each.network === network && gcpRegionOf(scenario, each.site) === region
        : id === router),
  );
}
