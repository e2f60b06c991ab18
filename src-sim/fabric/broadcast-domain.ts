/**
 * Who hears whom through switches: from the port of a host or router, all ports with an attachment that a broadcast frame
 * comes to, the switches it passes on the way and the VLAN it is in at each. That is also the way of a frame to one of
 * them, as switches learn it, the shortest where several lead there.
 *
 * A frame goes into a tunnel of a switch and comes out of those that are its other ends, as if the ends could reach each
 * other; whether they can is a question about the outer packets. A frame leaves by the member of a team that is in use; links
 * that are down are those of whoever asks, none if nobody says so. Left out: ports that have forgotten or mistake an
 * address, switches that do not flood what they do not know, MTUs.
 */
import { type Address, compareAddresses } from '../quantity/address.ts';
import type { Layout } from './fabric.ts';
import { isCutOff } from './port-security.ts';
import { Teams } from './teams.ts';
import type { Tunnel } from './tunnel.ts';
import { noVlan, tagOfLeaving, untagged, vlanOfEntering, wrongVlan } from './vlan-rules.ts';

/** A switch on the way of a frame. */
export interface SwitchPassage {
  readonly node: number;
  readonly entered: number;
  readonly left: number;
  /** 0 where the switch does not look at tags. */
  readonly vlan: number;
  /** VLAN in the tag behind the switch; 0: the frame is untagged. */
  readonly tag: number;
  /** Port of the next switch that the frame comes out of, where it leaves into a tunnel; else -1. */
  readonly tunnelTo: number;
}

export interface FrameWay {
  /** Port with an attachment at which the frame arrives. */
  readonly station: number;
  readonly passages: readonly SwitchPassage[];
}

/** A switch and how the frame came there, as a list from the back. */
interface Visit {
  readonly passage: SwitchPassage;
  readonly before: Visit | null;
}

interface Arrival {
  readonly port: number;
  readonly tag: number;
  readonly last: Visit | null;
}

/** A switch that hears a broadcast: where it came in, in which VLAN, and which port it left before (-1: the first). */
export interface SwitchHeard {
  readonly node: number;
  readonly entered: number;
  readonly vlan: number;
  readonly leftBefore: number;
}

/** A frame that got to the wrong VLAN: where it stopped. */
export interface Refusal {
  readonly port: number;
  readonly tag: number;
}

interface Heard {
  readonly last: ReadonlyMap<number, Visit | null>;
  readonly switches: readonly SwitchHeard[];
  readonly refusals: readonly Refusal[];
  /** Ports a second copy came to: a way round. */
  readonly again: readonly number[];
}

export class BroadcastDomains {
  private readonly fabric: Layout;
  private readonly known = new Map<number, Heard>();
  private tunnelEnds: ReadonlyMap<string, readonly number[]> | null = null;
  private readonly teams: Teams;
  private readonly isUp: (port: number) => boolean;

  constructor(fabric: Layout, teams = new Teams(fabric), isUp?: (port: number) => boolean) {
    this.fabric = fabric;
    this.teams = teams;
    this.isUp = isUp ?? ((port) => fabric.links[fabric.ports[port].link].startsDown !== true);
  }

  /** Links or teams have changed. */
  forget(): void {
    this.known.clear();
  }

  /** Ports whose hosts or routers hear what this one sends to all, nearest first. */
  stations(port: number): readonly number[] {
    return [...this.heard(port).last.keys()];
  }

  /** The way of a frame from one to the other; null: it does not come there. */
  way(from: number, station: number): FrameWay | null {
    const last = this.heard(from).last.get(station);
    return last === undefined ? null : { station, passages: passagesOf(last) };
  }

  /** The port whose answer comes back when this one asks for an address; null: none does. The nearest, if several do. */
  answering(from: number, address: Address): FrameWay | null {
    for (const [station, last] of this.heard(from).last) {
      const { attachment } = this.fabric.ports[station];
      const isIts = attachment!.addresses.some((own) => compareAddresses(own, address) === 0);
      if (isIts && this.way(station, from) !== null) return { station, passages: passagesOf(last) };
    }
    return null;
  }

  /** Switches that hear a port, nearest first; frames to the port go back the ways its own came. */
  switches(from: number): readonly SwitchHeard[] {
    return this.heard(from).switches;
  }

  /** Where frames of a port are dropped because the VLAN is not that of the port they come to. */
  refusals(from: number): readonly Refusal[] {
    return this.heard(from).refusals;
  }

  /** Ports of switches that a broadcast of this port comes to more than once; any means a storm. */
  loops(from: number): readonly number[] {
    return this.heard(from).again;
  }

  /** Those of the whole fabric, one look at each domain. */
  allLoops(): readonly number[] {
    const seen = new Set<number>();
    const all: number[] = [];
    for (const [port, { attachment }] of this.fabric.ports.entries()) {
      if (attachment === undefined || seen.has(port)) continue;
      for (const station of this.stations(port)) seen.add(station);
      all.push(...this.loops(port));
    }
    return all;
  }

  private heard(from: number): Heard {
    let heard = this.known.get(from);
    if (heard === undefined) {
      heard = this.spread(from);
      this.known.set(from, heard);
    }
    return heard;
  }

  private spread(from: number): Heard {
    const { ports, nodes } = this.fabric;
    const last = new Map<number, Visit | null>();
    const switches: SwitchHeard[] = [];
    const refusals: Refusal[] = [];
    const again: number[] = [];
    const passed = new Set<string>();
    const front = isCutOff(this.fabric, from) ? [] : this.across(from, untagged, null);
    for (let next = 0; next < front.length; next++) {
      const { port, tag, last: visit } = front[next];
      const entered = ports[port];
      const node = nodes[entered.node];
      if (node.role !== 'switch') {
        if (tag !== untagged) refusals.push({ port, tag });
        else if (port !== from && entered.attachment !== undefined && !last.has(port)) {
          if (!isCutOff(this.fabric, port)) last.set(port, visit);
        }
        continue;
      }
      const vlan = vlanOfEntering(node, entered, tag);
      if (vlan === wrongVlan) {
        refusals.push({ port, tag });
        continue;
      }
      // Where tags are carried like other bytes, frames with different ones are different broadcasts.
      const place = `${entered.node} ${vlan === noVlan ? -1 - tag : vlan}`;
      const key = this.isLoneMember(port) ? `${place} ${port}` : place;
      // What comes back to where it left a team is heard by nobody there.
      if (key !== place && passed.has(place)) continue;
      if (passed.has(key)) {
        again.push(port);
        continue;
      }
      passed.add(key);
      switches.push({ node: entered.node, entered: port, vlan, leftBefore: visit?.passage.left ?? -1 });
      for (const left of node.ports) {
        if (left === port || !this.passes(from, port, left)) continue;
        const leaving = tagOfLeaving(node, ports[left], vlan, tag);
        if (leaving === wrongVlan) continue;
        const passage = { node: entered.node, entered: port, left, vlan, tag: leaving, tunnelTo: -1 };
        front.push(...this.across(left, leaving, { passage, before: visit }));
      }
    }
    return { last, switches, refusals, again };
  }

  /** A member of a team that whoever is opposite does not know of. */
  private isLoneMember(port: number): boolean {
    const team = this.teams.teamOf(port);
    return team >= 0 && !this.teams.isBundle(team);
  }

  /** Whether the teams of a switch let a broadcast of a station that came in at a port out of another one. */
  private passes(from: number, port: number, left: number): boolean {
    const { teams } = this;
    const team = teams.teamOf(left);
    if (team < 0) return !this.isLoneMember(port) || teams.hears(port, left);
    return team !== teams.teamOf(port) && teams.memberFor(team, port, from, 0) === left;
  }

  /** Where a frame arrives that leaves by a port. */
  private across(place: number, tag: number, last: Visit | null): Arrival[] {
    const { links } = this.fabric;
    const port = this.fabric.ports[place];
    if (port.tunnel !== undefined) {
      if (last === null) return [];
      return this.otherEnds(port.tunnel).map((end) => {
        return { port: end, tag, last: { ...last, passage: { ...last.passage, tunnelTo: end } } };
      });
    }
    if (port.link < 0 || !this.isUp(place)) return [];
    const [a, b] = links[port.link].ports;
    return [{ port: a === place ? b : a, tag, last }];
  }

  /** Ports that what is sent into a tunnel comes out of: same kind and key, at one of the remotes, which knows the sender. */
  private otherEnds(tunnel: Tunnel): number[] {
    this.tunnelEnds ??= this.tunnelsByEnd();
    const { tunnelEnds } = this;
    return tunnel.remotes.flatMap((remote) =>
      (tunnelEnds.get(endKey(tunnel, remote)) ?? []).filter((port) =>
        this.fabric.ports[port].tunnel!.remotes.some((back) => compareAddresses(back, tunnel.local) === 0),
      ),
    );
  }

  private tunnelsByEnd(): Map<string, number[]> {
    const ends = new Map<string, number[]>();
    for (const [port, { tunnel, node }] of this.fabric.ports.entries()) {
      if (tunnel === undefined || this.fabric.nodes[node].role !== 'switch') continue;
      const key = endKey(tunnel, tunnel.local);
      ends.set(key, [...(ends.get(key) ?? []), port]);
    }
    return ends;
  }
}

const endKey = ({ kind, key }: Tunnel, { family, bits }: Address): string =>
  `${kind} ${key} ${family} ${bits}`;

function passagesOf(last: Visit | null): SwitchPassage[] {
  const passages: SwitchPassage[] = [];
  for (let visit = last; visit !== null; visit = visit.before) passages.push(visit.passage);
  return passages.reverse();
}
