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
 * Left out: spanning tree, link aggregation, private VLANs, multicast snooping, time in the switch.
 */
import type { Address } from '../quantity/address.ts';
import { BroadcastDomains } from '../fabric/broadcast-domain.ts';
import { untagged, wrongVlan } from '../fabric/vlan-rules.ts';
import { fateNumber } from './fate-number.ts';
import { type BridgeEntry, ForwardingDatabase } from './forward/forwarding-database.ts';
import { directionOut } from './lay-out-directions.ts';
import * as D from './link/direction-record.ts';
import * as P from './link/packet-record.ts';
import type { Bridging, Plane } from './plane.ts';
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
  /** Copies that were not made because too many were on their way. */
  notFlooded: number;
}

/** What a switch looks like at an instant. */
export interface BridgeState {
  readonly node: number;
  readonly addresses: number;
  readonly notFlooded: number;
}

export class Bridges implements Bridging {
  private readonly plane: Plane;
  private readonly bridges: (Bridge | undefined)[] = [];
  private readonly domains: BroadcastDomains;
  /** Whether there is a ring; null: nobody has had to know. */
  private ring: boolean | null = null;
  /** By station, then switch and VLAN: found once, for floods. */
  private readonly towards = new Map<number, ReadonlyMap<number, Way>>();

  constructor(plane: Plane) {
    this.plane = plane;
    this.domains = new BroadcastDomains(plane.fabric);
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
    const from = tunnel === undefined ? noRemote : remote;
    if (tunnel?.learns !== false) {
      bridge.table.learn(ledger.field(packet, P.sender), vlan, port, from, plane.now);
    }
    const station = ledger.field(packet, P.station);
    const known = station === P.everybody ? -1 : bridge.table.lookup(station, vlan, plane.now);
    if (known < 0) this.flood(bridge, port, packet, vlan, tag);
    else this.forward(bridge, port, packet, known, vlan, tag);
  }

  wentDown(port: number): void {
    this.bridges[this.plane.fabric.ports[port].node]?.table.flush(port);
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
    const out = bridge.table.port(entry);
    const leaving = bridge.vlans.tagOf(out, vlan, tag);
    // Its station is where it came from: it was flooded here, or the station has moved.
    if (out === port) this.discard(packet);
    else if (leaving === wrongVlan) this.plane.refuse(out, packet, fateNumber['wrong-vlan']);
    else this.leave(out, packet, leaving, Math.max(0, bridge.table.remote(entry)));
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
    const right = station === P.everybody ? null : this.wayTowards(bridge.node, station, vlan);
    // The frame itself goes last, for what is sent is no longer there to be copied.
    let own = -1;
    let ownRemote = 0;
    for (let at = 0; at < ports.length; at++) {
      const out = ports[at];
      if (out === port || !this.isUp(out)) continue;
      const remotes = plane.fabric.ports[out].tunnel?.remotes.length ?? 1;
      for (let remote = 0; remote < remotes; remote++) {
        const isRight = out === right?.port && remote === right.remote;
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
    else this.leave(ports[own], packet, tags[own], ownRemote);
  }

  private copyTo(bridge: Bridge, packet: number, port: number, tag: number, remote: number): void {
    const { ledger } = this.plane;
    if (ledger.spares >= sparesMax && this.isRing) {
      bridge.notFlooded++;
      return;
    }
    const copy = ledger.copySpare(packet);
    this.leave(port, copy, tag, remote);
  }

  private get isRing(): boolean {
    this.ring ??= this.domains.allLoops().length > 0;
    return this.ring;
  }

  private leave(port: number, packet: number, tag: number, remote: number): void {
    const { plane } = this;
    const { ledger, fabric } = plane;
    const before = ledger.field(packet, P.vlan);
    const bytes = ledger.field(packet, P.bytes) - (before === P.untagged ? 0 : vlanTagBytes);
    const { link, mtu = 0 } = fabric.ports[port];
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
      this.towards.set(station, ways);
    }
    return ways.get(node * tagsEach + vlan) ?? null;
  }
}
