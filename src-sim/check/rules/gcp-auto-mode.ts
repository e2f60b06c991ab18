/** Auto mode networks of Google Cloud: all of them have the same ranges. */
import { containsPrefix, type Prefix } from '../../quantity/prefix.ts';
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { prefixOf } from '../design.ts';
import { gcpJoins, gcpNetworkName, gcpRegionOf, ofKind } from '../gcp-design.ts';
import type { Rule } from '../rule.ts';

/** The block all subnets of auto mode come from, a /20 in each region. */
const block = '10.128.0.0/9';
const subnetLength = 20;

export const gcpAutoMode: Rule = {
  code: 'gcp/auto-mode',
  severity: 'error',
  title: 'A network in auto mode does not fit',
  why: `An auto mode network has one /${subnetLength} of ${block} in each region, now and in regions to come. Two of them have the same ranges and can never be peered; other ranges there need custom mode.`,
  cure: 'Use custom mode, which a network can be switched to but not back.',
  find({ scenario }) {
    const auto = new Set(
      ofKind(scenario.networks, 'gcp-vpc').flatMap(([id, { subnetMode }]) =>
        subnetMode === 'auto' ? [id] : [],
      ),
    );
    const { code, severity } = gcpAutoMode;
    const joined = gcpJoins(scenario).flatMap(({ by, networks: [a, b] }): Finding[] => {
      if (!auto.has(a) || !auto.has(b)) return [];
      const message = `${gcpNetworkName(scenario, a)} and ${gcpNetworkName(scenario, b)} are both in auto mode, and ${by} joins them`;
      return [{ code, severity, message, path: ['networks', b, 'subnetMode'], cure: toCustom(b) }];
    });
    return [...joined, ...subnetsOf(scenario, auto)];
  },
};

const toCustom = (network: string): NonNullable<Finding['cure']> => ({
  title: `Switch ${network} to custom mode`,
  edits: [{ op: 'set', path: ['networks', network, 'subnetMode'], value: 'custom' }],
});

function subnetsOf(scenario: Scenario, auto: ReadonlySet<string>): Finding[] {
  const { code, severity } = gcpAutoMode;
  const whole = prefixOf(block) as Prefix;
  const regions = new Set<string>();
  return ofKind(scenario.subnets, 'gcp-subnet').flatMap(([id, { network, cidr, site }]): Finding[] => {
    const prefix = prefixOf(cidr);
    if (!auto.has(network) || prefix === null) return [];
    const path = ['subnets', id, 'cidr'];
    const cure = toCustom(network);
    if (!containsPrefix(whole, prefix) || prefix.length > subnetLength) {
      const message = `${cidr} is no /${subnetLength} of ${block}, which subnets of auto mode come from`;
      return [{ code, severity, message, path, cure }];
    }
    const key = `${network} ${gcpRegionOf(scenario, site)}`;
    if (!regions.has(key)) {
      regions.add(key);
      return [];
    }
    const message = `${id} is a second subnet of ${gcpNetworkName(scenario, network)} in its region, and auto mode makes one`;
    return [{ code, severity, message, path: ['subnets', id], cure }];
  });
}
