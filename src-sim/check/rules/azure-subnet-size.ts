/** Azure takes subnets of certain sizes only, and larger ones for its own services. */
import { formatPrefix } from '../../quantity/prefix.ts';
import type { Finding } from '../../scenario/problem.ts';
import { type AzureSubnet, azureSubnets } from '../azure-design.ts';
import { nameOf, prefixOf } from '../design.ts';
import { factSource, type Rule, type RuleContext } from '../rule.ts';

/** Facts with the longest prefix a service takes, and with the one that is recommended. */
const needs: Readonly<
  Record<string, { readonly called: string; readonly needed: string; readonly wise?: string }>
> = {
  gateway: { called: 'GatewaySubnet', needed: 'azure.subnet.gateway', wise: 'azure.subnet.gateway.rec' },
  firewall: { called: 'AzureFirewallSubnet', needed: 'azure.subnet.firewall' },
  bastion: { called: 'AzureBastionSubnet', needed: 'azure.subnet.bastion' },
};

export const azureSubnetSize: Rule = {
  code: 'azure/subnet-size',
  severity: 'error',
  title: 'Azure does not take a subnet of this size',
  why: 'Subnets have a smallest and a largest size, and those of gateways, firewalls and Bastion a smallest one of their own. The size cannot be changed while something stands in the subnet.',
  cure: 'Choose a prefix length within the limits named.',
  find(context) {
    return azureSubnets(context.scenario).flatMap(([id, subnet]) => judge(context, id, subnet));
  },
};

function judge(context: RuleContext, id: string, subnet: AzureSubnet): Finding[] {
  const { facts } = context;
  const prefix = prefixOf(subnet.cidr);
  if (prefix === null || prefix.family !== 4) return [];
  const name = `subnet ${nameOf(id, subnet)}`;
  const own = subnet.purpose === undefined ? undefined : needs[subnet.purpose];
  const length = (fact: string): number => facts.number(fact, 'prefix length');
  const finding = (severity: Finding['severity'], message: string, fact: string): Finding => ({
    code: azureSubnetSize.code,
    severity,
    message,
    path: ['subnets', id, 'cidr'],
    source: factSource(facts, fact),
  });
  const block = formatPrefix(prefix);
  const smallest = own?.needed ?? 'azure.subnet.prefix.min';
  if (prefix.length > length(smallest)) {
    const what = own === undefined ? name : `${name}, a ${own.called}`;
    return [
      finding(
        'error',
        `${block} is too small for ${what}: Azure takes /${length(smallest)} at the smallest`,
        smallest,
      ),
    ];
  }
  if (prefix.length < length('azure.subnet.prefix.max')) {
    const limit = length('azure.subnet.prefix.max');
    return [
      finding(
        'error',
        `${block} is too large for ${name}: Azure takes /${limit} at the largest`,
        'azure.subnet.prefix.max',
      ),
    ];
  }
  if (own?.wise !== undefined && prefix.length > length(own.wise)) {
    const message = `${block} is little for ${name}, a ${own.called}: /${length(own.wise)} or larger leaves room for more gateways and connections`;
    return [finding('warning', message, own.wise)];
  }
  return [];
}
