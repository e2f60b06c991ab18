/** Direct Connect gateways that are put together as AWS does not allow. */
import type { Finding } from '../../scenario/problem.ts';
import type { RecordOf, Scenario } from '../../scenario/schema.ts';
import { entries, nameOf } from '../design.ts';
import type { Rule, RuleContext } from '../rule.ts';

type Gateway = RecordOf<'gateways'>;
type DirectConnectGateway = Extract<Gateway, { kind: 'aws-direct-connect-gateway' }>;

export const awsDirectConnect: Rule = {
  code: 'aws/direct-connect',
  severity: 'error',
  title: 'A Direct Connect gateway is joined to what does not fit',
  why: 'Transit virtual interfaces lead to transit gateways, private ones to virtual private gateways; one Direct Connect gateway has either. Its AS number differs from that of the gateways behind it.',
  cure: 'Use the other type of virtual interface, a second Direct Connect gateway, or another AS number.',
  find(context) {
    return entries(context.scenario.gateways).flatMap(([id, gateway]) =>
      gateway.kind === 'aws-direct-connect-gateway' ? around(context, id, gateway) : [],
    );
  },
};

const expected = {
  'aws-transit-gateway': 'transit',
  'aws-virtual-private-gateway': 'private',
} as const;

function around(context: RuleContext, id: string, gateway: DirectConnectGateway): Finding[] {
  const { scenario } = context;
  const types = new Set<'transit' | 'private'>();
  const findings: Finding[] = [];
  for (const [association, record] of entries(scenario.attachments)) {
    if (record.kind !== 'aws-direct-connect-association' || record.directConnectGateway !== id) continue;
    const behind = scenario.gateways?.[record.gateway];
    if (behind?.kind !== 'aws-transit-gateway' && behind?.kind !== 'aws-virtual-private-gateway') continue;
    types.add(expected[behind.kind]);
    if (behind.kind === 'aws-transit-gateway' && asnOf(context, behind.asn) === asnOf(context, gateway.asn)) {
      const message = `${nameOf(id, gateway)} and ${nameOf(record.gateway, behind)} both have AS number ${asnOf(context, gateway.asn)}`;
      findings.push(error(message, ['attachments', association, 'gateway']));
    }
  }
  if (types.size === 2) {
    const message = `${nameOf(id, gateway)} has both transit and virtual private gateways behind it`;
    findings.push(error(message, ['gateways', id]));
  }
  return [...findings, ...wrongInterfaces(scenario, id, gateway, types)];
}

function wrongInterfaces(
  scenario: Scenario,
  id: string,
  gateway: DirectConnectGateway,
  types: ReadonlySet<string>,
): Finding[] {
  return entries(scenario.attachments).flatMap(([vif, record]): Finding[] => {
    if (record.kind !== 'aws-virtual-interface' || record.gateway !== id) return [];
    if (types.size === 0 || types.has(record.type)) return [];
    const message = `${nameOf(vif, record)} is a ${record.type} virtual interface, but what is behind ${nameOf(id, gateway)} needs a ${[...types].join(' or ')} one`;
    return [error(message, ['attachments', vif, 'type'])];
  });
}

const asnOf = ({ facts }: RuleContext, written: number | undefined): number =>
  written ?? facts.number('aws.asn.default', 'AS number');

const error = (message: string, path: Finding['path']): Finding => ({
  code: awsDirectConnect.code,
  severity: awsDirectConnect.severity,
  message,
  path,
});
