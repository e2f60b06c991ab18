/**
 * How packets get from a port to the next host or router: over the link, through switches to whoever answers for the next
 * hop's address, or inside another packet. What is found holds for every packet to the same neighbour and is kept.
 *
 * A tunnel carries if the packet around it arrives at the other end, by the tables of the node the tunnel starts from. A
 * tunnel of a router has one remote; others are not used.
 */
import { type Address, compareAddresses } from '../quantity/address.ts';
import type { Fabric } from '../fabric/fabric.ts';
import type { Fate } from '../fabric/fate.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import { BroadcastDomains, type SwitchPassage } from '../fabric/broadcast-domain.ts';
import { isCutOff, isForger } from '../fabric/port-security.ts';
import type { Tunnel } from '../fabric/tunnel.ts';
import { type Memory, nothingKnown } from './memory.ts';
import type { Crossing, Walk, Wrapping } from './note.ts';
import { hopsMax } from './hop-limits.ts';
import { outerHeader } from './outer-header.ts';

/** What goes around a packet, to be followed like any other. */
export interface OuterSent {
  readonly node: number;
  readonly header: PacketHeader;
  readonly hops: number;
  readonly memory: Memory;
}

/** Follows a packet along all ways it may take. */
export type FollowOuter = (sent: OuterSent) => readonly Walk[];

export class Crossings {
  private readonly fabric: Fabric;
  private readonly follow: FollowOuter;
  private readonly domains: BroadcastDomains;
  private readonly known = new Map<string, readonly Crossing[]>();
  private readonly links: (readonly Crossing[] | undefined)[] = [];
  /** Tunnels whose outer packets are being followed: one that is led into itself carries nothing. */
  private readonly open = new Set<number>();

  constructor(fabric: Fabric, follow: FollowOuter) {
    this.fabric = fabric;
    this.follow = follow;
    this.domains = new BroadcastDomains(fabric);
  }

  /** Usually one; more where the ways of the outer packet end differently. */
  over(out: number, nextHop: Address, hops: number, memory: Memory): readonly Crossing[] {
    const { tunnel, attachment } = this.fabric.ports[out];
    if (tunnel === undefined && attachment === undefined) return this.overLink(out);
    const key = keyOf(out, tunnel, nextHop, hops);
    let crossings = this.known.get(key);
    if (crossings === undefined) {
      crossings = this.find(out, nextHop, hops, nothingKnown);
      if (this.open.size === 0) this.known.set(key, crossings);
    }
    // Answers in the underlay may pass where questions do not.
    const refused = crossings.some(({ fate, wrappings }) => fate !== null && wrappings.length > 0);
    return refused && memory !== nothingKnown ? this.find(out, nextHop, hops, memory) : crossings;
  }

  private overLink(out: number): readonly Crossing[] {
    const known = this.links[out];
    if (known !== undefined) return known;
    const { link } = this.fabric.ports[out];
    const made = [link < 0 ? ended(out, 'link-down') : across(out, this.peer(out))];
    this.links[out] = made;
    return made;
  }

  private peer(port: number): number {
    const [a, b] = this.fabric.links[this.fabric.ports[port].link].ports;
    return a === port ? b : a;
  }

  private find(out: number, nextHop: Address, hops: number, memory: Memory): Crossing[] {
    const { tunnel } = this.fabric.ports[out];
    if (tunnel !== undefined) return this.throughTunnel(out, tunnel, hops, memory);
    if (isCutOff(this.fabric, out) || isForger(this.fabric, out)) return [ended(out, 'port-security')];
    const way = this.domains.answering(out, nextHop);
    if (way === null) return [{ ...ended(out, 'no-neighbour'), asked: nextHop }];
    const base = { out, into: way.station, fate: null, asked: nextHop, passages: way.passages };
    const tunnelled = way.passages.filter(({ tunnelTo }) => tunnelTo >= 0);
    return this.wrapped(base, tunnelled, memory);
  }

  /** Frames that go through tunnels of switches: each has to carry. */
  private wrapped(
    base: Omit<Crossing, 'wrappings'>,
    passages: readonly SwitchPassage[],
    memory: Memory,
  ): Crossing[] {
    let ways: Crossing[] = [{ ...base, wrappings: [] }];
    for (const { left, tunnelTo } of passages) {
      const remote = this.fabric.ports[tunnelTo].tunnel!.local;
      const wrappings = this.wrappingsOf(left, remote, hopsMax, memory, tunnelTo);
      ways = ways.flatMap((way) => (way.fate === null ? wrappings.map((each) => inside(way, each)) : [way]));
    }
    return ways;
  }

  private throughTunnel(out: number, tunnel: Tunnel, hops: number, memory: Memory): Crossing[] {
    if (tunnel.remotes.length === 0) return [ended(out, 'no-tunnel')];
    return this.wrappingsOf(out, tunnel.remotes[0], hops, memory, null).map((wrapping): Crossing => {
      const fate = fateIn(wrapping);
      const into = fate === null ? wrapping.exit : -1;
      return { out, into, fate, asked: null, passages: [], wrappings: [wrapping] };
    });
  }

  private wrappingsOf(
    entrance: number,
    remote: Address,
    hops: number,
    memory: Memory,
    exit: number | null,
  ): Wrapping[] {
    const tunnel = this.fabric.ports[entrance].tunnel!;
    const header = outerHeader(tunnel, remote);
    if (this.open.has(entrance)) return [{ entrance, exit: -1, outer: roundTunnel(header) }];
    this.open.add(entrance);
    const ways = this.follow({
      node: tunnel.node,
      header,
      hops: tunnel.hopLimit > 0 ? tunnel.hopLimit : hops,
      memory,
    });
    this.open.delete(entrance);
    const wrappings = ways.map((outer): Wrapping => {
      return { entrance, exit: this.exitOf(tunnel, outer, exit), outer };
    });
    return distinct(wrappings);
  }

  /** Port of the tunnel's other end at the node where the outer packet arrived. */
  private exitOf(tunnel: Tunnel, outer: Walk, expected: number | null): number {
    if (outer.fate !== 'delivered') return -1;
    const node = outer.nodes.at(-1);
    const { kind, key } = tunnel;
    return this.fabric.ports.findLastIndex(({ tunnel: end }, port) => {
      if (end?.kind !== kind || end.key !== key || end.node !== node) return false;
      if (expected !== null && port !== expected) return false;
      // WireGuard takes its peers by their keys, from wherever they send.
      return kind === 'wireguard' || holds(end.remotes, outer.header.source);
    });
  }
}

/** What it depends on: hops count only where the outer packet takes them over. */
function keyOf(out: number, tunnel: Tunnel | undefined, { family, bits }: Address, hops: number): string {
  if (tunnel === undefined) return `${out} ${family} ${bits}`;
  return tunnel.hopLimit > 0 ? `${out}` : `${out} ${hops}`;
}

const holds = (addresses: readonly Address[], address: Address): boolean =>
  addresses.some((each) => compareAddresses(each, address) === 0);

/** A frame that goes through one more tunnel. */
function inside(way: Crossing, wrapping: Wrapping): Crossing {
  const { out, asked, passages } = way;
  const fate = fateIn(wrapping);
  const wrappings = [...way.wrappings, wrapping];
  return { out, into: fate === null ? way.into : -1, fate, asked, passages, wrappings };
}

const across = (out: number, into: number): Crossing => {
  return { out, into, fate: null, asked: null, passages: [], wrappings: [] };
};

const ended = (out: number, fate: Fate): Crossing => ({ ...across(out, -1), fate });

const fateIn = ({ outer, exit }: Wrapping): Fate | null => {
  if (outer.fate !== 'delivered') return outer.fate;
  return exit < 0 ? 'no-tunnel' : null;
};

/** One way for each end they have. */
function distinct(wrappings: readonly Wrapping[]): Wrapping[] {
  const ends = new Map<string, Wrapping>();
  for (const wrapping of wrappings) {
    const end = `${fateIn(wrapping)} ${wrapping.exit}`;
    if (!ends.has(end)) ends.set(end, wrapping);
  }
  return [...ends.values()];
}

const roundTunnel = (header: PacketHeader): Walk => ({
  kind: 'walk',
  fate: 'ttl-exceeded',
  notes: [],
  nodes: [],
  refusal: null,
  roundFrom: -1,
  sent: header,
  header,
  memory: nothingKnown,
});
