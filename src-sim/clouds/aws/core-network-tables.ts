/**
 * The route tables of a core network, as its policy makes them. A segment knows the prefixes of its own attachments, unless it
 * isolates them, and those of the segments that share with it; sharing is mutual. Written routes beat both.
 *
 * Service insertion: `send-to` gives a segment a default route to the attachments of a network function group; `send-via` leads
 * what a segment has for others (or, isolated, for itself) through them. A group's table knows all segments that use it,
 * so what its appliances send back goes on. Where source and destination are on different edges both directions use one
 * group's attachment (AWS: single-hop): that of the first of the two edges, in the order of the policy, which has one, else of
 * the first edge that has.
 * Left out: dual-hop, several attachments of a group on one edge (the first is used), and routes that are filtered.
 */
import type { RouteAction } from '../../fabric/fabric.ts';
import type { Prefix } from '../../quantity/prefix.ts';
import { anywhere, type BuildContext } from '../build-context.ts';
import { partOrigin } from '../record-origin.ts';
import { writtenPrefix } from '../written.ts';
import {
  type CoreAttachment,
  type CoreEdge,
  type CoreNetworkPart,
  edgeKey,
  tableNames,
} from './core-network.ts';
import { portFor } from './zone-links.ts';

export function fillCoreNetworkTables(context: BuildContext, cores: readonly CoreNetworkPart[]): void {
  for (const core of cores) {
    for (const edge of core.edges) {
      for (const name of tableNames(core.record)) {
        for (const zone of edge.zones) fillTable(context, core, edge, name, zone);
      }
      const { origin } = core;
      const none = context.builder.addTable(`${edge.id} without segment`, {
        ...origin,
        noun: 'missing segment',
      });
      context.builder.setNodeTable(edge.node, none);
    }
  }
}

function fillTable(
  { builder }: BuildContext,
  core: CoreNetworkPart,
  edge: CoreEdge,
  name: string,
  zone: string,
): void {
  const { record, origin } = core;
  const isGroup = !record.segments.some((segment) => segment.name === name);
  const noun = isGroup ? 'network function group' : 'segment';
  const of = { path: origin.path, noun, name: `${name} of ${origin.name}` };
  const id = edge.zones.length === 1 ? `${name}@${edge.id}` : `${name}@${edge.id}@${zone}`;
  const table = builder.addTable(id, of);
  const add = (prefix: Prefix, action: RouteAction, source: 'static' | 'propagated', from = of): void => {
    builder.addRoute(table, { prefix, action, source, origin: from });
  };
  for (const [n, route] of (record.routes ?? []).entries()) {
    if (route.segment !== name) continue;
    const target = core.attachments.find(({ part }) => part.id === route.via);
    const action = target === undefined ? blackhole : towards(edge, target, name, zone);
    add(writtenPrefix(route.to), action, 'static', partOrigin(origin, `routes[${n}]`, 'route'));
  }
  for (const target of core.attachments) {
    const inserted = isGroup ? null : insertedBefore(core, name, target);
    if (inserted === null ? !knows(core, name, isGroup, target) : target.segment === null) continue;
    const through = inserted === null ? target : groupFor(core, inserted, edge, target.edge);
    const action = through === null ? blackhole : towards(edge, through, name, zone);
    for (const prefix of target.part.vpc.cidrs) add(prefix, action, 'propagated', target.part.origin);
  }
  for (const { action: kind, segment, functionGroup } of record.insertion ?? []) {
    if (isGroup || kind !== 'send-to' || segment !== name) continue;
    const through = groupFor(core, functionGroup, edge, edge);
    if (through === null) continue;
    for (const prefix of anywhere)
      add(prefix, towards(edge, through, name, zone), 'propagated', through.part.origin);
  }
  for (const { part, edge: at, segment, functionGroup } of core.attachments) {
    if (at !== edge || (segment ?? functionGroup) !== name) continue;
    for (const port of part.ports) {
      if (port.zone === zone && port.serves === zone) builder.setPortTable(port.outer, table);
    }
  }
  // What comes from another edge has no zone here; that of the first serves.
  if (zone !== edge.zones[0]) return;
  for (const other of core.edges) {
    const port = edge.towards.get(edgeKey(other, name));
    if (port !== undefined) builder.setPortTable(port, table);
  }
}

const blackhole = { kind: 'blackhole' } as const;

function towards(edge: CoreEdge, target: CoreAttachment, name: string, zone: string): RouteAction {
  if (target.edge !== edge) {
    const port = edge.towards.get(edgeKey(target.edge, name));
    return port === undefined ? blackhole : { kind: 'forward', ports: [port] };
  }
  const port = portFor(target.part, zone);
  return port === undefined ? blackhole : { kind: 'forward', ports: [port.outer] };
}

/** Whether the table learns an attachment's prefixes as they are. */
function knows(core: CoreNetworkPart, name: string, isGroup: boolean, { segment }: CoreAttachment): boolean {
  if (segment === null) return false;
  const { segments, insertion = [] } = core.record;
  if (isGroup) return insertion.some((rule) => rule.functionGroup === name && uses(rule, segment));
  if (segment === name) return segments.find((own) => own.name === name)?.isolateAttachments !== true;
  return sharesWith(core, name, segment);
}

const sharesWith = ({ record }: CoreNetworkPart, a: string, b: string): boolean =>
  (record.sharing ?? []).some(
    ({ segment, with: others }) =>
      (segment === a && others.includes(b)) || (segment === b && others.includes(a)),
  );

type Insertion = NonNullable<CoreNetworkPart['record']['insertion']>[number];

const uses = ({ segment, with: others }: Insertion, name: string): boolean =>
  segment === name || (others ?? []).includes(name);

/** The group through which the table of a segment leads to an attachment; null: none. */
function insertedBefore(core: CoreNetworkPart, name: string, { segment }: CoreAttachment): string | null {
  if (segment === null) return null;
  const rule = (core.record.insertion ?? []).find(
    (each) => each.action === 'send-via' && between(core, each, name, segment),
  );
  return rule?.functionGroup ?? null;
}

/** Whether a rule stands between two segments, in either direction. */
function between(core: CoreNetworkPart, { segment, with: others }: Insertion, a: string, b: string): boolean {
  const reaches = (from: string, to: string): boolean =>
    segment === from &&
    (others === undefined ? to === from || sharesWith(core, from, to) : others.includes(to));
  return reaches(a, b) || reaches(b, a);
}

function groupFor(core: CoreNetworkPart, group: string, from: CoreEdge, to: CoreEdge): CoreAttachment | null {
  const members = core.attachments.filter(({ functionGroup }) => functionGroup === group);
  const near = core.edges.filter((edge) => edge === from || edge === to);
  for (const edge of [...near, ...core.edges]) {
    const member = members.find((each) => each.edge === edge);
    if (member !== undefined) return member;
  }
  return null;
}
