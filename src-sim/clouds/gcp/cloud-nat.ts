/**
 * Cloud NAT: at the internet edge of its region, for subnets whose machines have no external address. Each machine has so many
 * ports on its own; with dynamic allocation it gets more as it needs them, up to a limit. One port serves several
 * destinations unless mapping is endpoint independent.
 * Left out: NAT rules, drained addresses, private NAT, time-outs other than the usual ones, ports granted in steps, and the
 * machines for which no ports are left (told by a check).
 */
import type { Origin } from '../../fabric/origin.ts';
import type { SourceTranslation } from '../../fabric/translation.ts';
import { type Address, formatAddress } from '../../quantity/address.ts';
import type { Prefix } from '../../quantity/prefix.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenAddress } from '../written.ts';
import type { CorePart, GcpParts } from './gcp-parts.ts';
import { coreAt } from './vpc-network.ts';

type Written = Extract<RecordOf<'gateways'>, { kind: 'gcp-cloud-nat' }>;

interface Nat {
  readonly record: Written;
  readonly from: readonly Prefix[];
  readonly pool: readonly Address[];
  readonly origin: Origin;
}

const LAST_PORT = 65_535;
const NS_PER_S = 1_000_000_000;

export function cloudNatsOf(context: BuildContext, parts: GcpParts, core: CorePart): Nat[] {
  const { scenario } = context;
  return recordsOf(scenario.gateways).flatMap(([id, record]) => {
    if (record.kind !== 'gcp-cloud-nat') return [];
    const router = scenario.gateways?.[record.router];
    if (router?.kind !== 'gcp-cloud-router' || coreAt(context, parts, router) !== core) return [];
    const from = core.network.subnets
      .filter((subnet) => subnet.core === core && (record.subnets?.includes(subnet.id) ?? true))
      .flatMap(({ ranges }) => ranges);
    const pool = record.addresses.map(writtenAddress);
    return from.length === 0 ? [] : [{ record, from, pool, origin: recordOrigin('gateways', id, record) }];
  });
}

export function natTranslation(
  { facts }: BuildContext,
  { record, from, pool, origin }: Nat,
  port: number,
): SourceTranslation {
  const idleNs = (protocol: string): number => facts.number(`gcp.nat.idle.${protocol}`, 'seconds') * NS_PER_S;
  const made = pool.map(formatAddress).join(' or ');
  return {
    kind: 'source',
    port,
    from,
    to: [],
    protocol: 'any',
    portFrom: 0,
    portTo: LAST_PORT,
    pool,
    poolPortFrom: LAST_PORT + 1 - facts.number('gcp.nat.ports', 'ports'),
    poolPortTo: LAST_PORT,
    reuse: record.endpointIndependent === true ? 'never' : 'per-destination',
    portsEachMax: record.maxPortsPerVm ?? record.minPortsPerVm ?? facts.number('gcp.nat.ports.min', 'ports'),
    idleNs: { tcp: idleNs('tcp'), udp: idleNs('udp'), icmp: idleNs('icmp') },
    sentence: `Cloud NAT ${origin.name} makes ${made} of the source`,
    origin,
  };
}
