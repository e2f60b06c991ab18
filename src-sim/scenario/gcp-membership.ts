/**
 * Google Cloud records that do not fit together although each name leads to a record of the right kind: gateways with a Cloud
 * Router elsewhere, Cloud NAT for subnets of another region, spokes of several networks.
 */
import type { PathStep } from './edit.ts';
import type { Finding } from './problem.ts';
import type { Scenario } from './schema.ts';

const mismatch = (message: string, path: readonly PathStep[]): Finding => ({
  code: 'document/mismatched-reference',
  severity: 'error',
  message,
  path,
});

const entriesOf = <T>(records: Readonly<Record<string, T>> | undefined): [string, T][] =>
  Object.entries(records ?? {});

function* ofGateways(scenario: Scenario): Generator<Finding> {
  for (const [id, gateway] of entriesOf(scenario.gateways)) {
    if (gateway.kind !== 'gcp-vpn-gateway' && gateway.kind !== 'gcp-vlan-attachment') continue;
    const router = gateway.router === undefined ? undefined : scenario.gateways?.[gateway.router];
    if (router?.kind !== 'gcp-cloud-router') continue;
    if (router.network === gateway.network && router.site === gateway.site) continue;
    const message = `Cloud Router ${gateway.router ?? ''} serves ${router.network} in ${router.site}, but ${id} stands in ${gateway.network} in ${gateway.site}.`;
    yield mismatch(message, ['gateways', id, 'router']);
  }
}

function* ofCloudNat(scenario: Scenario): Generator<Finding> {
  for (const [id, nat] of entriesOf(scenario.gateways)) {
    const router = nat.kind === 'gcp-cloud-nat' ? scenario.gateways?.[nat.router] : undefined;
    if (nat.kind !== 'gcp-cloud-nat' || router?.kind !== 'gcp-cloud-router') continue;
    for (const [n, name] of (nat.subnets ?? []).entries()) {
      const subnet = scenario.subnets?.[name];
      if (subnet?.kind !== 'gcp-subnet') continue;
      if (subnet.network === router.network && subnet.site === router.site) continue;
      const message = `Subnet ${name} is part of ${subnet.network} in ${subnet.site}, but Cloud NAT ${id} works for ${router.network} in ${router.site}.`;
      yield mismatch(message, ['gateways', id, 'subnets', n]);
    }
  }
}

function* ofAttachments(scenario: Scenario): Generator<Finding> {
  for (const [id, record] of entriesOf(scenario.attachments)) {
    if (record.kind === 'gcp-vpc-peering' && record.ends[0].network === record.ends[1].network) {
      const message = `A peering joins two networks; both ends are ${record.ends[0].network} here.`;
      yield mismatch(message, ['attachments', id, 'ends', 1, 'network']);
    }
    if (record.kind !== 'gcp-ncc-spoke') continue;
    let first: string | undefined;
    for (const [n, name] of (record.connections ?? []).entries()) {
      const network = networkOf(scenario, name);
      first ??= network;
      if (network === undefined || network === first) continue;
      const message = `Connection ${name} is of network ${network}, but spoke ${id} begins with one of ${first ?? ''}.`;
      yield mismatch(message, ['attachments', id, 'connections', n]);
    }
  }
}

function networkOf(scenario: Scenario, connection: string): string | undefined {
  const vpn = scenario.attachments?.[connection];
  const gateway = scenario.gateways?.[vpn?.kind === 'gcp-vpn-connection' ? vpn.gateway : connection];
  return gateway !== undefined && 'network' in gateway ? gateway.network : undefined;
}

export function* gcpMembershipFindings(scenario: Scenario): Generator<Finding> {
  yield* ofGateways(scenario);
  yield* ofCloudNat(scenario);
  yield* ofAttachments(scenario);
}
