/** Gateways of clouds and the routers at the far end of their connections which have one AS number. */
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { entries, nameOf } from '../design.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const sameAs: Rule = {
  code: 'routing/same-as',
  severity: 'warning',
  title: 'A cloud gateway and the router it speaks BGP with have the same AS number',
  why: 'Clouds speak external BGP to routers outside. With one number on both sides each takes the routes of the other for its own coming back, and refuses them (RFC 4271 section 9.1.2).',
  cure: 'Give the router, or the gateway, another private AS number (RFC 6996: 64512 to 65534, or 4200000000 to 4294967294).',
  find(context) {
    const { scenario } = context;
    return entries(scenario.attachments).flatMap(([id, each]): Finding[] => {
      const device = deviceOf(scenario, id);
      const gateway = 'gateway' in each ? each.gateway : undefined;
      if (device === undefined || gateway === undefined) return [];
      const far = scenario.devices?.[device];
      const asn = far !== undefined && 'bgp' in far ? far.bgp?.asn : undefined;
      if (asn === undefined || asn !== asnOf(context, gateway)) return [];
      const message = `${nameOf(gateway, scenario.gateways?.[gateway])} and ${nameOf(device, far)} both have AS ${asn}, and ${nameOf(id, each)} joins them`;
      return [{ code: sameAs.code, severity: sameAs.severity, message, path: ['attachments', id] }];
    });
  },
};

/** The router at the far end: of the attachment, or of the line it runs on. */
function deviceOf(scenario: Scenario, id: string): string | undefined {
  const each = scenario.attachments?.[id];
  if (each === undefined) return undefined;
  if (each.kind === 'aws-virtual-interface') return deviceOf(scenario, each.connection);
  return 'device' in each ? each.device : undefined;
}

/** As written; of AWS, as published where nothing is. */
function asnOf(context: RuleContext, id: string): number | undefined {
  const { scenario, facts } = context;
  const gateway = scenario.gateways?.[id];
  if (gateway === undefined) return undefined;
  if ('asn' in gateway && gateway.asn !== undefined) return gateway.asn;
  if ('router' in gateway && gateway.router !== undefined) return asnOf(context, gateway.router);
  return gateway.kind.startsWith('aws-') ? facts.number('aws.asn.default', 'AS number') : undefined;
}
