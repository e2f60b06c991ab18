/**
 * Network Connectivity Center: VPC spokes of a hub know each other's subnets, all of them in a mesh; in a star those of the
 * edge group know the centre only. What hybrid spokes learned from premises goes to VPC spokes, and with site-to-site data
 * transfer to other such spokes; with `importsSubnets` premises are told the subnets of VPC spokes.
 * Only private IPv4 ranges are exchanged, less those a spoke excludes.
 * Left out: router appliances, producer spokes, propagation of Private Service Connect, spokes awaiting approval, gateways.
 */
import type { Origin } from '../../fabric/origin.ts';
import { containsPrefix } from '../../quantity/prefix.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenPrefix } from '../written.ts';
import { hybridsOf, LEARNED, spokeMark, TRANSIT } from './cloud-router.ts';
import type { GcpParts, HybridSpoke, ImportedRange, NetworkPart } from './gcp-parts.ts';
import { learnFrom } from './network-routes.ts';
import { importRanges, isPublic, rangesOf } from './peering.ts';

type Spoke = Extract<RecordOf<'attachments'>, { kind: 'gcp-ncc-spoke' }>;

interface VpcSpoke {
  readonly id: string;
  readonly record: Spoke;
  readonly origin: Origin;
  readonly network: NetworkPart;
}

export function placeSpokes(context: BuildContext, parts: GcpParts): void {
  const all = spokesOf(context, parts);
  for (const [id, record] of recordsOf(context.scenario.attachments)) {
    if (record.kind !== 'gcp-ncc-spoke' || record.connections === undefined) continue;
    const { hub, connections } = record;
    const siteToSite = record.siteToSite === true;
    const importsSubnets = record.importsSubnets === true;
    const origin = recordOrigin('attachments', id, record);
    parts.hybrids.push({ id, hub, connections, siteToSite, importsSubnets, origin });
    if (!importsSubnets) continue;
    const heard = all.filter((spoke) => areJoined(context, record, spoke.record));
    parts.hubRanges.set(id, heard.flatMap(offered));
  }
  for (const own of all) {
    for (const other of all) {
      if (own !== other && areJoined(context, own.record, other.record))
        importRanges(own.network, offered(other));
    }
  }
}

function spokesOf({ scenario }: BuildContext, parts: GcpParts): VpcSpoke[] {
  return recordsOf(scenario.attachments).flatMap(([id, record]) => {
    if (record.kind !== 'gcp-ncc-spoke' || record.network === undefined) return [];
    const network = parts.networks.get(record.network);
    const origin = recordOrigin('attachments', id, record);
    return network === undefined ? [] : [{ id, record, origin, network }];
  });
}

/** On one hub, and not both at the edge of a star. */
function areJoined({ scenario }: BuildContext, a: Spoke, b: Spoke): boolean {
  const hub = scenario.gateways?.[a.hub];
  if (a.hub !== b.hub || hub?.kind !== 'gcp-ncc-hub') return false;
  return hub.topology !== 'star' || a.group === 'center' || b.group === 'center';
}

function offered({ network, record, origin }: VpcSpoke): ImportedRange[] {
  const included = record.includeRanges?.map(writtenPrefix);
  const excluded = (record.excludeRanges ?? []).map(writtenPrefix);
  return rangesOf(network, origin).filter(
    ({ prefix }) =>
      prefix.family === 4 &&
      !isPublic(prefix) &&
      (included === undefined || included.some((range) => containsPrefix(range, prefix))) &&
      !excluded.some((range) => containsPrefix(range, prefix)),
  );
}

/** Once routers and gateways are there. */
export function exchangeOverHubs(context: BuildContext, parts: GcpParts): void {
  const vpcs = spokesOf(context, parts);
  for (const router of parts.routers.values()) {
    const own = hybridsOf(parts, router);
    for (const vpc of vpcs) {
      const marks = own.filter((hybrid) => reaches(context, hybrid, vpc)).map(({ id }) => spokeMark(id));
      if (marks.length === 0 || vpc.network === router.core.network) continue;
      const exports = {
        rules: [{ match: { communities: marks }, accepts: true }],
        otherwise: 'refuse',
      } as const;
      learnFrom(context, router, vpc.network, vpc.origin, exports);
    }
  }
  carryBetweenSites(context, parts);
}

function reaches(context: BuildContext, { id }: HybridSpoke, vpc: VpcSpoke): boolean {
  const record = context.scenario.attachments?.[id];
  return record?.kind === 'gcp-ncc-spoke' && areJoined(context, record, vpc.record);
}

function carryBetweenSites({ routing }: BuildContext, parts: GcpParts): void {
  const carriers = (id: string): HybridSpoke[] => {
    const router = parts.routers.get(id);
    return router === undefined ? [] : hybridsOf(parts, router).filter(({ siteToSite }) => siteToSite);
  };
  for (const from of parts.routers.keys()) {
    for (const to of parts.routers.keys()) {
      const hubs = new Set(carriers(to).map(({ hub }) => hub));
      const shared = carriers(from).filter(({ hub }) => hubs.has(hub));
      if (from === to || shared.length === 0) continue;
      const marks = shared.map(({ id }) => spokeMark(id));
      routing.addSession(
        {
          id: `${shared[0].id}:${from}>${to}`,
          from,
          to,
          type: 'propagation',
          via: 0,
          exports: {
            rules: [
              { match: { communities: [TRANSIT] }, accepts: false },
              { match: { communities: marks }, accepts: true },
            ],
            otherwise: 'refuse',
          },
          imports: {
            rules: [
              {
                accepts: true,
                change: { removesCommunities: [LEARNED, ...marks], addsCommunities: [TRANSIT] },
              },
            ],
            otherwise: 'refuse',
          },
        },
        shared[0].origin,
      );
    }
  }
}
