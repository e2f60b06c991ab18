/**
 * Ways from a core: to the core that has a subnet, and lanes to a next hop. The link to another core belongs to whatever
 * joins the two networks; inside one network to that.
 */
import type { LinkSpec } from '../../fabric/builder.ts';
import type { Origin } from '../../fabric/origin.ts';
import { anywhere, type BuildContext, idealLink } from '../build-context.ts';
import { betweenRegionsNs } from './distance.ts';
import type { CorePart, Exit, SubnetPart } from './gcp-parts.ts';

function linkBetween(
  context: BuildContext,
  from: CorePart,
  to: CorePart,
  { id, origin }: Pick<LinkSpec, 'id' | 'origin'>,
): [number, number] {
  const spec: LinkSpec = {
    ...idealLink,
    id,
    origin,
    mtu: Math.min(from.network.mtu, to.network.mtu),
    delayNs: betweenRegionsNs(context, origin, from.region, to.region),
  };
  return context.builder.addLink(spec, from.node, to.node);
}

const nameOf = ({ builder }: BuildContext, { node }: CorePart): string => builder.nodeId(node);

/** Port of the core towards a subnet in its own region or elsewhere. What arrives over it is only delivered. */
export function wayTo(context: BuildContext, from: CorePart, subnet: SubnetPart, origin: Origin): number {
  if (from === subnet.core) return subnet.uplinks.get('')!.down;
  const to = subnet.core;
  const key = `core ${nameOf(context, to)}`;
  const known = from.ways.get(key);
  if (known !== undefined) return known;
  const ends = [nameOf(context, from), nameOf(context, to)];
  const joins = from.network === to.network ? from.network.origin : origin;
  const [near, far] = linkBetween(context, from, to, { id: ends.join('-'), origin: joins });
  from.ways.set(key, near);
  to.ways.set(`core ${ends[0]}`, far);
  return near;
}

/** Port of the core that leads to a next hop whatever the destination. */
export function laneTo(context: BuildContext, from: CorePart, exit: Exit, origin: Origin): number {
  if (from === exit.core) return exit.inside();
  const key = `lane ${exit.id}`;
  const known = from.ways.get(key);
  if (known !== undefined) return known;
  const joins = from.network === exit.core.network ? from.network.origin : origin;
  const id = `${nameOf(context, from)}:${exit.id}`;
  const [near, far] = linkBetween(context, from, exit.core, { id, origin: joins });
  context.builder.setPortTable(far, tableTo(context, exit, nameOf(context, exit.core), exit.inside()));
  from.ways.set(key, near);
  return near;
}

/** A table with one way for everything. */
export function tableTo(
  { builder }: BuildContext,
  { id, origin }: Pick<Exit, 'id' | 'origin'>,
  at: string,
  port: number,
): number {
  const table = builder.addTable(`to ${id}@${at}`, { ...origin, noun: `lane to ${origin.noun}` });
  for (const prefix of anywhere) {
    const action = { kind: 'forward', ports: [port] } as const;
    builder.addRoute(table, { prefix, action, source: 'static', origin });
  }
  return table;
}
