/**
 * Switches: a frame enters a port, its address is learnt, and it leaves by the one port its station is behind, or by all
 * others of its VLAN. IEEE 802.1Q-2022 clause 8.6 in the order of Linux (net/bridge/br_input.c, br_forward.c): VLAN of the
 * port, learning, look-up, port MTU (Linux drops in silence what is longer, the tag not counted: is_skb_forwardable), link.
 * A frame never leaves by the port it came in at (no hairpin), nor by one whose link is down.
 *
 * Of a frame that is flooded one copy is the frame itself, towards where its station really is; the others are spare and
 * count for nobody: neither as offered, wherever they end, nor as lost. They take their time on the wire all the same.
 *
 * There is no spanning tree, so switches in a ring storm. A frame passes 255 nodes at most, and in a network with a ring no more
 * than `sparesMax` copies are on their way at once; what would be flooded beyond that is not.
 *
 * A switch inside a host may know the addresses of its machines without learning, and sends all else out of its uplinks. Ports
 * of a team are one to the table of addresses. Of machines that may hear everything and of mirrors, copies are spare as well.
 *
 * Left out: spanning tree, multicast snooping.
 */
import type { Address } from '../quantity/address.ts';
import { BroadcastDomains } from '../fabric/broadcast-domain.ts';
import type { FixedAddress } from '../fabric/switching.ts';
import { Teams } from '../fabric/teams.ts';
import { untagged, wrongVlan } from '../fabric/vlan-rules.ts';
import { fateNumber } from './fate-number.ts';
import { type BridgeEntry, ForwardingDatabase } from './forward/forwarding-database.ts';
import { KnownNeighbours } from './known-neighbours.ts';
import { directionOut } from './lay-out-directions.ts';
import * as D from './link/direction-record.ts';
import * as P from './link/packet-record.ts';
import type { Bridging, Plane } from './plane.ts';
import { PortSecurity } from './port-security.ts';
import { TeamWatch } from './team-watch.ts';
import { VlanTable } from './vlan-table.ts';
import { vlanTagBytes } from './wire/vlan.ts';

/** One more than the largest VLAN identifier. */
const tagsEach = 4096;
const sparesMax = 1000;
/** Of a port that is no tunnel. */
const noRemote = -1;

interface Way {
  readonly port: number;
  readonly remote: number;
}

interface Bridge {
  readonly node: number;
  readonly table: ForwardingDatabase;
  readonly vlans: VlanTable;
  readonly floodsUnknown: boolean;
  readonly learns: boolean;
  /** Ports that get a copy of everything in their VLAN. */
  readonly hearers: readonly number[];
  /** Where copies of what passes a port go. */
  readonly mirrors: ReadonlyMap<number, number>;
  /** Copies that were not made because too many were on their way. */
  notFlooded: number;
}

/** What a switch looks like at an instant. */
export interface BridgeState {
  readonly node: number;
  readonly addresses: number;
  readonly notFlooded: number;
  /** How often frames have moved from one member of a team to another, and when last; null: never. */
  readonly moves: number;
  readonly movedAtNs: number | null;
}

export class Bridges implements Bridging {
  private readonly plane: Plane;
  private readonly bridges: (Bridge | undefined)[] = [];
  private readonly domains: BroadcastDomains;
  private readonly teams: Teams;
  private readonly security: PortSecurity;
  private readonly watch: TeamWatch;
  private readonly neighbours: KnownNeighbours;
  /** Some links work only later. */
  private readonly hasMovers: boolean;
  /** Whether there is a ring; null: nobody has had to know. */
  private ring: boolean | null = null;
  /** By station, then switch and VLAN: found once, for floods. */
  private readonly towards = new Map<number, Map<number, Way>>();

  /** `announce` has a station tell all where it is. */
  constructor(plane: Plane, announce: (station: number) => void) {
    this.plane = plane;
    this.teams = new Teams(plane.fabric);
    this.domains = new BroadcastDomains(plane.fabric, this.teams, (port) => this.isUp(port));
    this.security = new PortSecurity(plane.fabric);
    this.neighbours = new KnownNeighbours(plane);
    this.hasMovers = plane.fabric.links.some(({ startsDown }) => startsDown);
    this.watch = new TeamWatch(plane, this.teams, announce, () => this.moved());
    for (const [node, { bridge }] of plane.fabric.nodes.entries()) {
      if (bridge === undefined) continue;
      const table = new ForwardingDatabase(bridge.ageingNs, bridge.addressesMax);
      for (const { station, vlan, port, remote } of bridge.fixed ?? []) {
        table.fix(station, vlan, port, remote ?? noRemote);
      }
      this.bridges[node] = {
        node,
        table,
        vlans: new VlanTable(plane.fabric, node),
        floodsUnknown: bridge.floodsUnknown ?? true,
        learns: bridge.learns ?? true,
        hearers: plane.fabric.nodes[node].ports.filter((port) => plane.fabric.ports[port].guard?.hearsAll),
        mirrors: new Map(
          (bridge.mirrors ?? []).flatMap(({ from, to }) => from.map((port) => [port, to] as const)),
        ),
        notFlooded: 0,
      };
    }
  }

  arrived(port: number, packet: number, remote: number): void {
    const { plane } = this;
    const { ledger, fabric } = plane;
    const { node, tunnel } = fabric.ports[port];
    const bridge = this.bridges[node]!;
    const tagSeen = ledger.field(packet, P.vlan);
    const tag = tagSeen === P.untagged ? untagged : tagSeen;
    const vlan = bridge.vlans.vlanOf(port, tag);
    if (vlan === wrongVlan) {
      plane.end(packet, fateNumber['wrong-vlan']);
      return;
    }
    const nodes = ledger.field(packet, P.nodesLeft) - 1;
    ledger.setField(packet, P.nodesLeft, nodes);
    if (nodes === 0) {
      plane.end(packet, fateNumber['ttl-exceeded']);
      return;
    }
    if (!this.security.admits(port, packet, ledger)) {
      plane.end(packet, fateNumber['port-security']);
      return;
    }
    const sender = ledger.field(packet, P.sender);
    const team = this.teams.teamOf(port);
    if (team >= 0 && !this.teams.isBundle(team) && this.isInside(bridge, sender, vlan)) {
      this.discard(packet);
      return;
    }
    const from = tunnel === undefined ? noRemote : remote;
    if (bridge.learns && tunnel?.learns !== false) {
      bridge.table.learn(sender, vlan, team < 0 ? port : this.teams.headOf(team), from, plane.now);
    }
    if (bridge.mirrors.size > 0) this.mirror(bridge, port, packet);
    const station = ledger.field(packet, P.station);
    const answer =
      station === P.everybody && from === noRemote ? this.neighbours.answerTo(node, packet, vlan) : -1;
    if (answer >= 0) {
      ledger.deliver(packet);
      this.leave(bridge, port, answer, bridge.vlans.tagOf(port, vlan, tag), 0);
      return;
    }
    const known = station === P.everybody ? -1 : bridge.table.lookup(station, vlan, plane.now);
    if (known < 0) this.flood(bridge, port, packet, vlan, tag);
    else this.forward(bridge, port, packet, known, vlan, tag);
  }

  /** Somebody has told a switch where an address is. */
  fix(node: number, { station, vlan, port, remote }: FixedAddress): void {
    this.bridges[node]?.table.fix(station, vlan, port, remote ?? noRemote);
  }

  wentDown(port: number): void {
    if (this.teams.teamOf(port) < 0) this.bridges[this.plane.fabric.ports[port].node]?.table.flush(port);
    this.changed(port, false);
  }

  cameUp(port: number): void {
    this.changed(port, true);
  }

  private changed(port: number, works: boolean): void {
    if (this.teams.isEmpty && !this.hasMovers) return;
    this.moved();
    this.watch.linkChanged(port, works);
  }

  /** Frames go other ways than before. */
  private moved(): void {
    this.domains.forget();
    this.towards.clear();
  }

  /** In the order of the nodes. */
  states(): BridgeState[] {
    return this.bridges.flatMap((bridge) =>
      bridge === undefined
        ? []
        : [
            {
              node: bridge.node,
              addresses: bridge.table.count(this.plane.now),
              notFlooded: bridge.notFlooded,
              moves: this.watch.moves(bridge.node),
              movedAtNs: this.watch.movedAt(bridge.node),
            },
          ],
    );
  }

  /** What a switch has learnt and been told; none at a node that is no switch. */
  entriesOf(node: number): BridgeEntry[] {
    return this.bridges[node]?.table.entries(this.plane.now) ?? [];
  }

  private forward(
    bridge: Bridge,
    port: number,
    packet: number,
    entry: number,
    vlan: number,
    tag: number,
  ): void {
    const known = bridge.table.port(entry);
    const team = this.teams.teamOf(known);
    const out = team < 0 ? known : this.memberFor(team, port, packet);
    const leaving = bridge.vlans.tagOf(known, vlan, tag);
    if (bridge.hearers.length > 0) this.overhear(bridge, port, packet, vlan, tag, out);
    // Its station is where it came from: it was flooded here, or the station has moved.
    if (this.isSame(known, port) || this.isEcho(port, packet, out)) this.discard(packet);
    else if (out < 0) this.plane.refuse(known, packet, fateNumber['link-down']);
    else if (this.security.isCutOff(out)) this.plane.refuse(out, packet, fateNumber['port-security']);
    else if (leaving === wrongVlan) this.plane.refuse(out, packet, fateNumber['wrong-vlan']);
    else this.leave(bridge, out, packet, leaving, Math.max(0, bridge.table.remote(entry)));
  }

  /** Of a frame flooded to several members of a team, a machine hears the copy that comes by the one it uses itself. */
  private isEcho(port: number, packet: number, out: number): boolean {
    const isSpare = (this.plane.ledger.field(packet, P.marks) & P.isSpare) !== 0;
    return isSpare && this.teams.teamOf(port) >= 0 && !this.teams.hears(port, out);
  }

  private memberFor(team: number, port: number, packet: number): number {
    const { ledger } = this.plane;
    const flow = ledger.field(packet, P.hash) >>> 0;
    return this.teams.memberFor(team, port, ledger.field(packet, P.sender), flow);
  }

  /** The switch has the station at one of its own ports that are in no team. */
  private isInside({ table }: Bridge, station: number, vlan: number): boolean {
    const entry = table.lookup(station, vlan, this.plane.now);
    return entry >= 0 && this.teams.teamOf(table.port(entry)) < 0;
  }

  /** Whether a frame that is flooded leaves by a port. */
  private floodsTo(bridge: Bridge, port: number, packet: number, out: number): boolean {
    if (out === port || this.security.isCutOff(out)) return false;
    const { teams } = this;
    const [into, from] = [teams.teamOf(out), teams.teamOf(port)];
    if (into >= 0) return into !== from && this.memberFor(into, port, packet) === out;
    if (!this.isUp(out)) return false;
    // What a switch does not know that does not learn is not inside.
    if (!bridge.learns && this.plane.ledger.field(packet, P.station) !== P.everybody) return false;
    return from < 0 || teams.hears(port, out);
  }

  private isSame(a: number, b: number): boolean {
    return a === b || (this.teams.teamOf(a) >= 0 && this.teams.teamOf(a) === this.teams.teamOf(b));
  }

  /** Copies for ports that may hear everything, the way out apart. */
  private overhear(
    bridge: Bridge,
    port: number,
    packet: number,
    vlan: number,
    tag: number,
    out: number,
  ): void {
    for (const hearer of bridge.hearers) {
      const leaving = bridge.vlans.tagOf(hearer, vlan, tag);
      if (hearer === port || hearer === out || leaving === wrongVlan) continue;
      this.copyTo(bridge, packet, hearer, leaving, 0);
    }
  }

  private mirror(bridge: Bridge, port: number, packet: number): void {
    const to = bridge.mirrors.get(port);
    if (to !== undefined && to !== port) this.copyTo(bridge, packet, to, untagged, 0);
  }

  private flood(bridge: Bridge, port: number, packet: number, vlan: number, tag: number): void {
    const { plane } = this;
    const { ledger } = plane;
    const station = ledger.field(packet, P.station);
    if (station !== P.everybody && !bridge.floodsUnknown) {
      this.discard(packet);
      return;
    }
    const { ports, tags } = bridge.vlans.membersOf(vlan, tag);
    if (bridge.hearers.length > 0 && station !== P.everybody && !bridge.learns) {
      this.overhear(bridge, port, packet, vlan, tag, -1);
    }
    const right = station === P.everybody ? null : this.wayTowards(bridge.node, station, vlan);
    // The frame itself goes last, for what is sent is no longer there to be copied.
    let own = -1;
    let ownRemote = 0;
    for (let at = 0; at < ports.length; at++) {
      const out = ports[at];
      if (!this.floodsTo(bridge, port, packet, out)) continue;
      const remotes = plane.fabric.ports[out].tunnel?.remotes.length ?? 1;
      for (let remote = 0; remote < remotes; remote++) {
        const isRight = right !== null && this.isSame(out, right.port) && remote === right.remote;
        if (own >= 0 && !isRight) {
          this.copyTo(bridge, packet, out, tags[at], remote);
          continue;
        }
        if (own >= 0) this.copyTo(bridge, packet, ports[own], tags[own], ownRemote);
        own = at;
        ownRemote = remote;
      }
    }
    if (own < 0) this.discard(packet);
    else this.leave(bridge, ports[own], packet, tags[own], ownRemote);
  }

  private copyTo(bridge: Bridge, packet: number, port: number, tag: number, remote: number): void {
    const { ledger } = this.plane;
    if (ledger.spares >= sparesMax && this.isRing) {
      bridge.notFlooded++;
      return;
    }
    const copy = ledger.copySpare(packet);
    this.leave(bridge, port, copy, tag, remote);
  }

  private get isRing(): boolean {
    this.ring ??= this.domains.allLoops().length > 0;
    return this.ring;
  }

  private leave(bridge: Bridge, port: number, packet: number, tag: number, remote: number): void {
    const { plane } = this;
    const { ledger, fabric } = plane;
    const before = ledger.field(packet, P.vlan);
    const bytes = ledger.field(packet, P.bytes) - (before === P.untagged ? 0 : vlanTagBytes);
    const { link, mtu = 0 } = fabric.ports[port];
    if (bridge.mirrors.size > 0) this.mirror(bridge, port, packet);
    const linkMtu = link < 0 ? 0 : fabric.links[link].mtu;
    ledger.setField(packet, P.vlan, tag === untagged ? P.untagged : tag);
    ledger.setField(packet, P.bytes, bytes + (tag === untagged ? 0 : vlanTagBytes));
    if ((mtu > 0 && bytes > mtu) || (linkMtu > 0 && bytes > linkMtu)) {
      plane.refuse(port, packet, fateNumber['too-big']);
    } else plane.transmit(port, packet, remote);
  }

  /** Nobody behind any other port is to have it. */
  private discard(packet: number): void {
    const { plane } = this;
    const isLoss =
      plane.ledger.field(packet, P.station) !== P.everybody &&
      (plane.ledger.field(packet, P.marks) & P.isSpare) === 0;
    plane.end(packet, fateNumber[isLoss ? 'no-neighbour' : 'ignored']);
  }

  private isUp(port: number): boolean {
    const direction = directionOut(this.plane.fabric, port);
    return direction < 0 || (this.plane.directions.integer(direction, D.state) & D.isUp) !== 0;
  }

  /** Where frames to a station should leave a switch: port and remote; null: they do not get there. */
  private wayTowards(node: number, station: number, vlan: number): Way | null {
    let ways = this.towards.get(station);
    if (ways === undefined) {
      const { ports } = this.plane.fabric;
      ways = new Map(
        this.domains.switches(station).map(({ node: heard, entered, vlan: inVlan, leftBefore }) => {
          const sender = leftBefore < 0 ? undefined : ports[leftBefore].tunnel?.local;
          const remotes = ports[entered].tunnel?.remotes ?? [];
          const isSender = ({ family, bits }: Address): boolean =>
            family === sender?.family && bits === sender.bits;
          return [
            heard * tagsEach + inVlan,
            { port: entered, remote: Math.max(0, remotes.findIndex(isSender)) },
          ];
        }),
      );
      // Parts of a private VLAN answer in another VLAN than they are asked in.
      const places = [...ways];
      for (const [place, way] of places) ways.set(-1 - Math.floor(place / tagsEach), way);
      this.towards.set(station, ways);
    }
    return ways.get(node * tagsEach + vlan) ?? ways.get(-1 - node) ?? null;
  }
}
