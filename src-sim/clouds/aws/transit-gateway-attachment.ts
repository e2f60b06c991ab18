/** A VPC on a transit gateway; zone-links.ts says how the two are joined. */
import { type BuildContext, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import type { AttachmentPart, AwsParts } from './aws-parts.ts';
import { linkOtherZones, linkOwnZones, type RegionalRouter, regionalRouter } from './zone-links.ts';

export function attachVpcs(context: BuildContext, parts: AwsParts): void {
  const routers = new Map<string, RegionalRouter>(
    [...parts.transitGateways].map(([id, node]) => [id, regionalRouter(context, 'tgw', node, [id])]),
  );
  const attached: [AttachmentPart, RegionalRouter][] = [];
  for (const [id, record] of recordsOf(context.scenario.attachments)) {
    if (record.kind !== 'aws-transit-gateway-attachment') continue;
    const vpc = parts.vpcs.get(record.network);
    const router = routers.get(record.gateway);
    if (vpc === undefined || router === undefined) continue;
    const attachment: AttachmentPart = {
      id,
      origin: recordOrigin('attachments', id, record),
      gateway: record.gateway,
      vpc,
      association: record.association ?? null,
      propagation: record.propagation ?? [],
      appliance: record.applianceMode === true ? (parts.subnets.get(record.subnets[0]) ?? null) : null,
      ports: [],
    };
    parts.attachments.set(id, attachment);
    linkOwnZones(context, parts, attachment, record.subnets, router);
    attached.push([attachment, router]);
  }
  for (const [attachment, router] of attached) linkOtherZones(context, parts, attachment, router);
}
