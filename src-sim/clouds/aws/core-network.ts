/**
 * Cloud WAN: a router per edge location, all joined to each other, and on each of them one route table per segment and network
 * function group of the policy. Between two edges there is one link per such table, so that what enters an edge from
 * another one is routed by the table it was in. VPCs hang on the edge of their region, as on a transit gateway.
 * What each table holds is in core-network-tables.ts.
 * Left out: attachments of other kinds than VPCs (peerings with transit gateways, VPN, Connect, Direct Connect), the BGP
 * between the edges, attachment policies by tags (an attachment names its segment).
 */
import { type BuildContext, idealLink, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import type { Origin } from '../../fabric/origin.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import type { AttachmentPart, AwsParts } from './aws-parts.ts';
import { betweenRegionsNs } from './distance.ts';
import { regionOf } from './vpc.ts';
import { linkOtherZones, linkOwnZones, regionalRouter, zonesOf } from './zone-links.ts';

export type CoreNetworkRecord = Extract<RecordOf<'gateways'>, { kind: 'aws-core-network' }>;

export interface CoreAttachment {
  readonly part: AttachmentPart;
  readonly edge: CoreEdge;
  /** Exactly one of the two. */
  readonly segment: string | null;
  readonly functionGroup: string | null;
}

export interface CoreEdge {
  /** Also the key of its attachments. */
  readonly id: string;
  readonly region: string;
  readonly node: number;
  /** Port towards another edge, by its id and the table packets are in: `wan@eu-west-1 production`. */
  readonly towards: Map<string, number>;
  /** Zones in which anything enters; one without a name where there is none. */
  zones: readonly string[];
}

export interface CoreNetworkPart {
  readonly id: string;
  readonly origin: Origin;
  readonly record: CoreNetworkRecord;
  /** In the order of the policy. */
  readonly edges: readonly CoreEdge[];
  readonly attachments: readonly CoreAttachment[];
}

export const edgeKey = (edge: CoreEdge, table: string): string => `${edge.id} ${table}`;

/** Segments and groups: each has a table of its own on every edge. */
export const tableNames = ({ segments, functionGroups }: CoreNetworkRecord): string[] => [
  ...segments.map(({ name }) => name),
  ...(functionGroups ?? []),
];

export function placeCoreNetworks(context: BuildContext, parts: AwsParts): CoreNetworkPart[] {
  return recordsOf(context.scenario.gateways).flatMap(([id, record]) =>
    record.kind === 'aws-core-network' ? [placeCoreNetwork(context, parts, id, record)] : [],
  );
}

function placeCoreNetwork(
  context: BuildContext,
  parts: AwsParts,
  id: string,
  record: CoreNetworkRecord,
): CoreNetworkPart {
  const { scenario, builder } = context;
  const origin = recordOrigin('gateways', id, record);
  const edges = record.edges.map((site): CoreEdge => {
    const region = regionOf(scenario, site);
    const name = record.edges.length === 1 ? id : `${id}@${region}`;
    const node = builder.addNode({ id: name, role: 'router', origin, addresses: [], decrementsTtl: false });
    return { id: name, region, node, towards: new Map(), zones: [''] };
  });
  for (const [n, edge] of edges.entries()) {
    for (const other of edges.slice(0, n)) joinEdges(context, id, record, origin, other, edge);
  }
  const attachments = attach(context, parts, id, edges);
  for (const edge of edges) {
    const zones = zonesOf(parts, edge.id);
    if (zones.length > 0) edge.zones = zones;
  }
  return { id, origin, record, edges, attachments };
}

function joinEdges(
  { builder, facts, findings }: BuildContext,
  id: string,
  record: CoreNetworkRecord,
  origin: Origin,
  a: CoreEdge,
  b: CoreEdge,
): void {
  const delayNs = betweenRegionsNs(facts, a.region, b.region);
  if (delayNs === null) {
    findings.push({
      code: 'model/no-latency',
      severity: 'info',
      message: `${origin.name} is simulated without delay between ${a.region} and ${b.region}: no latency is known`,
      path: ['gateways', id],
    });
  }
  for (const name of tableNames(record)) {
    const spec = {
      ...idealLink,
      id: `${id}:${a.region}-${b.region}:${name}`,
      delayNs: delayNs ?? 0,
      mtu: facts.number('aws.cwan.mtu', 'bytes'),
      origin,
    };
    const [there, back] = builder.addLink(spec, a.node, b.node);
    a.towards.set(edgeKey(b, name), there);
    b.towards.set(edgeKey(a, name), back);
  }
}

function attach(
  context: BuildContext,
  parts: AwsParts,
  id: string,
  edges: readonly CoreEdge[],
): CoreAttachment[] {
  const routerOf = (edge: CoreEdge): ReturnType<typeof regionalRouter> =>
    regionalRouter(context, 'cwan', edge.node, [id]);
  const attachments: CoreAttachment[] = [];
  for (const [name, record] of recordsOf(context.scenario.attachments)) {
    if (record.kind !== 'aws-core-network-attachment' || record.gateway !== id) continue;
    const vpc = parts.vpcs.get(record.network);
    const edge = edges.find(({ region }) => region === vpc?.region);
    if (vpc === undefined || edge === undefined) continue;
    const part: AttachmentPart = {
      id: name,
      origin: recordOrigin('attachments', name, record),
      gateway: edge.id,
      vpc,
      association: null,
      propagation: [],
      appliance: record.applianceMode === true ? (parts.subnets.get(record.subnets[0]) ?? null) : null,
      ports: [],
    };
    parts.attachments.set(name, part);
    linkOwnZones(context, parts, part, record.subnets, routerOf(edge));
    attachments.push({
      part,
      edge,
      segment: record.segment ?? null,
      functionGroup: record.functionGroup ?? null,
    });
  }
  for (const { part, edge } of attachments) linkOtherZones(context, parts, part, routerOf(edge));
  return attachments;
}
