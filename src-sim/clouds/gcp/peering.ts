/**
 * VPC Network Peering. A peering is two halves and carries nothing while only one exists. Subnet routes are always exchanged,
 * but for subnets that privately use public addresses, which both sides can hold back; static and learned ones where one side
 * offers and the other takes them. It is not transitive: a network gets nothing that its peer got from somebody else.
 * Left out: peering with producers of managed services, updates of a peering by both sides in turn, IPv6 stack types.
 */
import { containsPrefix, type Prefix } from '../../quantity/prefix.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenPrefix } from '../written.ts';
import type { GcpParts, ImportedRange, NetworkPart } from './gcp-parts.ts';
import { learnFrom, ofPremises } from './network-routes.ts';

type Peering = Extract<RecordOf<'attachments'>, { kind: 'gcp-vpc-peering' }>;
type End = Peering['ends'][number];

/** RFC 1918, 6598, 6890, 5737, 3068 and 1112 section 4: what Google Cloud counts as private, IPv4. */
const privateRanges = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '240.0.0.0/4',
].map(writtenPrefix);

export const isPublic = (prefix: Prefix): boolean =>
  prefix.family === 4 && !privateRanges.some((range) => containsPrefix(range, prefix));

export function peerNetworks(context: BuildContext, parts: GcpParts): void {
  for (const [id, record] of recordsOf(context.scenario.attachments)) {
    if (record.kind !== 'gcp-vpc-peering' || record.inactive === true) continue;
    const [a, b] = record.ends;
    take(context, parts, id, record, a, b);
    take(context, parts, id, record, b, a);
  }
}

/** What the network of `end` gets from the other. */
function take(
  context: BuildContext,
  parts: GcpParts,
  id: string,
  record: Peering,
  end: End,
  other: End,
): void {
  const own = parts.networks.get(end.network);
  const offering = parts.networks.get(other.network);
  if (own === undefined || offering === undefined || own === offering) return;
  const origin = recordOrigin('attachments', id, record);
  const takesPublic = other.exportPublicSubnets !== false && end.importPublicSubnets === true;
  importRanges(
    own,
    rangesOf(offering, origin).filter(({ prefix }) => takesPublic || !isPublic(prefix)),
  );
  if (other.exportCustomRoutes !== true || end.importCustomRoutes !== true) return;
  own.customPeers.push({ network: offering, origin });
  for (const router of parts.routers.values()) {
    if (router.core.network === offering) learnFrom(context, router, own, origin, ofPremises);
  }
}

export const rangesOf = ({ subnets }: NetworkPart, origin: ImportedRange['origin']): ImportedRange[] =>
  subnets.flatMap((subnet) => subnet.ranges.map((prefix) => ({ prefix, subnet, origin })));

/** The first way to a subnet stands. */
export function importRanges(network: NetworkPart, ranges: readonly ImportedRange[]): void {
  for (const range of ranges) {
    const known = network.imports.some(
      ({ prefix, subnet }) => prefix === range.prefix && subnet === range.subnet,
    );
    if (!known) network.imports.push(range);
  }
}
