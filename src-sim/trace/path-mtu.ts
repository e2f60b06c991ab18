/**
 * The largest packet a way carries, and where larger ones would vanish without a word. A machine sends as large as its own link
 * takes; where less passes, a router tells it (RFC 1191, RFC 8201) and it sends smaller ones. Nobody tells where a switch
 * drops, in a tunnel of switches, where the router is silent, or where what it says does not get back: there connections
 * open and then hang.
 *
 * Left out: senders that find out by probing (RFC 4821), which get through all the same; packets that may be cut in pieces.
 */
import type { Address } from '../quantity/address.ts';
import { parseAddress } from '../quantity/address.ts';
import type { Fabric, FabricNode } from '../fabric/fabric.ts';
import type { Groundwork } from './groundwork.ts';
import { innerBytesMax } from './header-stack.ts';
import type { Crossing, Walk } from './note.ts';
import { called } from './sentences.ts';
import type { BlackHole } from './trace-result.ts';

/** Where not every size passes. */
interface Narrow {
  readonly mtu: number;
  /** Who has to tell, and the port that does not take it. */
  readonly node: number;
  readonly port: number;
  /** Why nobody is told; null: the node tells. */
  readonly silent: string | null;
  readonly what: string;
  readonly record: string;
}

/** 0: no limit. */
export function pathMtu(fabric: Fabric, walk: Walk): number {
  return smallest(narrowsOf(fabric, walk));
}

/** Of one crossing; 0: no limit. */
export const crossingMtu = (fabric: Fabric, crossing: Crossing): number =>
  smallest(narrowsAcross(fabric, crossing));

const smallest = (narrows: readonly Narrow[]): number =>
  narrows.length === 0 ? 0 : narrows.reduce((least, { mtu }) => Math.min(least, mtu), Infinity);

function narrowsOf(fabric: Fabric, walk: Walk): Narrow[] {
  return sourcedNarrowsOf(fabric, walk).flatMap(({ narrows }) => narrows);
}

/** By crossing, with the address the sender has where it is decided: before what the node itself translates on the way out. */
function sourcedNarrowsOf(fabric: Fabric, { notes, sent }: Walk): { narrows: Narrow[]; source: Address }[] {
  let { source } = sent;
  return notes.flatMap((note) => {
    if (note.kind === 'route') ({ source } = note.header);
    return note.kind === 'crossing' ? [{ narrows: narrowsAcross(fabric, note.crossing), source }] : [];
  });
}

/** In the order in which a packet comes to them. */
function narrowsAcross(fabric: Fabric, crossing: Crossing): Narrow[] {
  const { ports } = fabric;
  const { out, into, passages, wrappings } = crossing;
  const { node, tunnel } = ports[out];
  const narrows = [...ofPort(fabric, out, node, null)];
  if (tunnel !== undefined) return [...narrows, ...inTunnel(fabric, crossing, 0, node, null, 0)];
  narrows.push(...ofLink(fabric, out, node, null));
  let tunnels = 0;
  for (const { node: bridge, entered, left, tag, tunnelTo } of passages) {
    const silent = `${called(fabric.nodes[bridge].origin)} tells nobody, being a switch`;
    narrows.push(...ofPort(fabric, entered, bridge, silent), ...ofPort(fabric, left, bridge, silent));
    if (tunnelTo >= 0) narrows.push(...inTunnel(fabric, crossing, tunnels++, bridge, silent, tag));
    else narrows.push(...ofLink(fabric, left, bridge, silent));
  }
  if (into >= 0 && wrappings.every(({ exit }) => exit !== into)) {
    const receiver = ports[into].node;
    const silent = `${called(fabric.nodes[receiver].origin)} takes no larger frames and tells nobody`;
    narrows.push(...ofPort(fabric, into, receiver, silent));
  }
  return narrows;
}

function ofPort(fabric: Fabric, port: number, node: number, silent: string | null): Narrow[] {
  const { mtu = 0, id, origin } = fabric.ports[port];
  return mtu === 0 ? [] : [{ mtu, node, port, silent, what: `port ${id}`, record: origin.path }];
}

function ofLink(fabric: Fabric, port: number, node: number, silent: string | null): Narrow[] {
  const { link } = fabric.ports[port];
  if (link < 0) return [];
  const { mtu, id, origin } = fabric.links[link];
  return mtu === 0 ? [] : [{ mtu, node, port, silent, what: `link ${id}`, record: origin.path }];
}

/** The outer packets of a tunnel that lets them be cut in pieces have room for any. */
function inTunnel(
  fabric: Fabric,
  { wrappings }: Crossing,
  place: number,
  node: number,
  silent: string | null,
  tag: number,
): Narrow[] {
  const wrapping = wrappings[place];
  if (wrapping === undefined) return [];
  const { tunnel, id, origin, node: end, mtu: own = 0 } = fabric.ports[wrapping.entrance];
  const outer = pathMtu(fabric, wrapping.outer);
  const cut = tunnel!.dontFragment === 'clear' && tunnel!.local.family === 4;
  if (outer === 0 || cut) return [];
  const mtu = innerBytesMax(tunnel!, fabric.nodes[end].role === 'switch', tag, own, outer);
  return [{ mtu, node, port: wrapping.entrance, silent, what: `tunnel ${id}`, record: origin.path }];
}

/** Where the first packets that are too large are lost and nobody hears of it; null: nowhere. */
export function blackHoleOf(ground: Groundwork, walk: Walk, sender: number): BlackHole | null {
  const { fabric } = ground;
  let size = Infinity;
  const met = sourcedNarrowsOf(fabric, walk).flatMap(({ narrows, source }) =>
    narrows.map((narrow) => ({ ...narrow, source })),
  );
  for (const { mtu, node, port, silent, what, record, source } of met) {
    if (mtu >= size) continue;
    // Its own link is no surprise to a machine.
    const why = node === sender ? null : (silent ?? unheard(ground, walk, sender, node, port, source));
    if (why !== null) {
      const shown = size === Infinity ? 'larger packets' : `packets from ${mtu + 1} to ${size} B`;
      const { id } = fabric.nodes[node];
      return { at: id, record, mtu, sentence: `${shown} vanish at ${what}, which carries ${mtu} B: ${why}` };
    }
    size = mtu;
  }
  return null;
}

/** Why a sender would not hear of it from a router; null: it does. */
function unheard(
  ground: Groundwork,
  walk: Walk,
  sender: number,
  node: number,
  by: number,
  to: Address,
): string | null {
  const element = ground.fabric.nodes[node];
  const name = called(element.origin);
  if (element.tellsErrors === false) return `${name} tells nobody`;
  const { memory, sent } = walk;
  const header = {
    source: speaker(element, to),
    destination: to,
    protocol: 'icmp',
    sourcePort: 0,
    port: 0,
  } as const;
  const target = { address: sent.source, node: sender, strict: true };
  const ways = ground.walker.walk({ node, header, target, memory, tells: true, by }, 'leading');
  const lost = ways.find(({ fate }) => fate !== 'delivered');
  if (lost === undefined) return null;
  const last = lost.nodes.at(-1);
  const where = lost.refusal === null ? last : ground.fabric.ports[lost.refusal.port].node;
  const at = where === undefined ? '' : ` at ${called(ground.fabric.nodes[where].origin)}`;
  return `what ${name} tells its sender is lost${at} (${lost.fate})`;
}

/** RFC 7600 section 4.8: stands in for the address of a router that has none. */
const dummy = parseAddress('192.0.0.8');

function speaker({ addresses }: FabricNode, to: Address): Address {
  const own = addresses.find(({ family }) => family === to.family);
  return own ?? (to.family === 4 && dummy.ok ? dummy.value : to);
}
