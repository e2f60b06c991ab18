/**
 * Nodes that do more than look up a table: switches, and hosts and routers with policies, translations or neighbours to resolve;
 * and ways that plain nodes lead to and plain hops do not describe: into tunnels, and out of them. The steps and their order are those of fabric.ts, the same a trace explains; each is
 * a part of its own, and missing where the fabric has no use for it.
 */
import type { Fabric } from '../fabric/fabric.ts';
import { addressHash } from '../fabric/flow-hash.ts';
import { type Decisions, exitOf, fateOf, isExit } from './forward/decisions.ts';
import type { Cores } from './cores.ts';
import type { Exits } from './exits.ts';
import { fateNumber } from './fate-number.ts';
import { fates } from '../fabric/fate.ts';
import type { PortFilters } from './forwarding.ts';
import * as D from './link/direction-record.ts';
import * as P from './link/packet-record.ts';
import type { Bridging, Choosing, Fragmenting, Plane, Resolving, Translating } from './plane.ts';
import { nodeOfAddress } from './streams.ts';
import type { Tunnels } from './tunnels.ts';

export interface StackParts {
  readonly plane: Plane;
  readonly decisions: Decisions;
  readonly exits: Exits;
  readonly filters: PortFilters;
  readonly tunnels: Tunnels | null;
  readonly cores: Cores | null;
  readonly bridging: Bridging | null;
  readonly resolving: Resolving | null;
  readonly translating: Translating | null;
  readonly choosing: Choosing | null;
  readonly fragmenting: Fragmenting | null;
  /** A packet is where its stream ends, whole and unwrapped. */
  readonly deliver: (packet: number) => void;
}

export class NetworkStack {
  private readonly parts: StackParts;
  private readonly plane: Plane;
  private readonly fabric: Fabric;
  /** Whether a node has the destination address of a stream, by both numbers. */
  private readonly owners = new Map<number, boolean>();
  private readonly addressHashes = new Map<number, number>();

  constructor(parts: StackParts) {
    this.parts = parts;
    this.plane = parts.plane;
    this.fabric = parts.plane.fabric;
  }

  /** A packet is at a port, by the port's link. */
  arrived(port: number, packet: number): void {
    if (this.parts.cores?.takes(port, packet) !== true) this.taken(port, packet);
  }

  /** A core has worked on it, where the node has any. */
  taken(port: number, packet: number): void {
    const { bridging, resolving } = this.parts;
    const { node, attachment } = this.fabric.ports[port];
    if (this.fabric.nodes[node].role === 'switch') {
      bridging!.arrived(port, packet, 0);
      return;
    }
    if (attachment !== undefined && !resolving!.accepts(port, packet)) return;
    this.entered(port, packet);
  }

  /** A packet is inside a port, whichever way it came there. */
  entered(port: number, packet: number): void {
    const { plane, fabric, parts } = this;
    const { node, ingress } = fabric.ports[port];
    if (parts.translating !== null && !parts.translating.entering(port, packet)) return;
    const stream = plane.ledger.field(packet, P.stream);
    if (parts.choosing !== null && !parts.choosing.cameRight(node, port, stream)) {
      plane.end(packet, fateNumber['reverse-path']);
    } else if (ingress.length > 0 && !parts.filters.entering(port, stream)) {
      plane.end(packet, fateNumber.denied);
    } else if (this.owns(node, port, stream)) {
      this.arrivedAtEnd(node, packet);
    } else if (fabric.nodes[node].role === 'host') {
      plane.end(packet, fateNumber['not-for-me']);
    } else if (this.outOfHops(node, packet)) {
      plane.tell(node, packet, 'ttl-exceeded', 0);
      plane.end(packet, fateNumber['ttl-exceeded']);
    } else this.forward(node, port, packet, stream);
  }

  /** What is plugged in at a port went down. */
  wentDown(port: number): void {
    const { node, attachment } = this.fabric.ports[port];
    if (this.fabric.nodes[node].role === 'switch') this.parts.bridging!.wentDown(port);
    else if (attachment !== undefined) this.parts.resolving!.wentDown(port);
  }

  /** What is plugged in at a port works again. */
  cameUp(port: number): void {
    const { node } = this.fabric.ports[port];
    if (this.fabric.nodes[node].role === 'switch') this.parts.bridging!.cameUp(port);
  }

  /** A packet of the node's own. */
  send(node: number, packet: number, port: number): void {
    const stream = this.plane.ledger.field(packet, P.stream);
    if (this.owns(node, -1, stream)) this.arrivedAtEnd(node, packet);
    else this.forward(node, port, packet, stream);
  }

  /** It is at a node that has its address: unwrapped or put together, it may go on from here. */
  arrivedAtEnd(node: number, packet: number): void {
    const { plane, parts } = this;
    const kind = plane.ledger.field(packet, P.kind);
    if (kind === P.isFragment) {
      const whole = parts.fragmenting!.collect(packet);
      if (whole >= 0) this.arrivedAtEnd(node, whole);
    } else if (kind === P.isWrapped) {
      if (parts.tunnels === null) plane.end(packet, fateNumber['no-tunnel']);
      else parts.tunnels.leave(node, packet, parts.bridging);
    } else parts.deliver(packet);
  }

  private forward(node: number, port: number, packet: number, stream: number): void {
    const { plane, parts, fabric } = this;
    const decision =
      parts.choosing === null
        ? parts.decisions.decide(
            port < 0 ? fabric.nodes[node].table : fabric.ports[port].table,
            plane.ledger.field(packet, P.destination),
            this.hashAt(node, packet, stream),
          )
        : parts.choosing.decide(node, port, stream, this.hashAt(node, packet, stream));
    if (decision >= 0) this.leave(plane.directions.integer(decision, D.fromPort), -1, packet);
    else this.carryOut(node, decision, packet);
  }

  /** What a packet's flow is shared by at a node. */
  private hashAt(node: number, packet: number, stream: number): number {
    if (this.fabric.nodes[node].sharing?.by !== 'addresses') return this.plane.ledger.field(packet, P.hash);
    let hash = this.addressHashes.get(stream);
    if (hash === undefined) {
      hash = addressHash(this.plane.streams.header(stream));
      this.addressHashes.set(stream, hash);
    }
    return hash;
  }

  /** A decision that no direction of a link stands for: an exit or a fate. */
  carryOut(node: number, decision: number, packet: number): void {
    const { plane, parts } = this;
    if (isExit(decision)) {
      const { port, neighbour, openTo } = parts.exits.get(exitOf(decision));
      if (plane.ledger.field(packet, P.bytes) <= openTo && parts.tunnels!.isOpen(port)) {
        parts.tunnels!.enter(port, 0, packet);
        return;
      }
      this.leave(port, neighbour < 0 ? plane.ledger.field(packet, P.destination) : neighbour, packet);
    } else {
      const fate = fateOf(decision);
      plane.tell(node, packet, fates[fate], 0);
      plane.end(packet, fate);
    }
  }

  /** Out of a port; `neighbour` is the number of the next address where that has to be resolved. */
  private leave(port: number, neighbour: number, packet: number): void {
    const { plane, parts, fabric } = this;
    const { node, egress, tunnel } = fabric.ports[port];
    if (egress.length > 0 && !parts.filters.leaving(port, plane.ledger.field(packet, P.stream))) {
      plane.refuse(port, packet, fateNumber.denied);
      return;
    }
    const mtu = this.mtuOf(port);
    const isTooBig = mtu > 0 && plane.ledger.field(packet, P.bytes) > mtu;
    // Its sender is told before its address is translated (Linux, ip_forward); what may be cut is cut behind that.
    if (isTooBig && (plane.ledger.field(packet, P.marks) & P.mayFragment) === 0) {
      this.refuseTooBig(node, port, packet, mtu);
      return;
    }
    if (parts.translating !== null && !parts.translating.leaving(port, packet)) return;
    this.clamp(port, packet);
    if (isTooBig) {
      const cut = parts.fragmenting?.cut(node, packet, mtu, (piece) => this.pass(port, neighbour, piece));
      if (cut !== true) this.refuseTooBig(node, port, packet, mtu);
      return;
    }
    if (tunnel === undefined) this.pass(port, neighbour, packet);
    else parts.tunnels!.enter(port, 0, packet);
  }

  private refuseTooBig(node: number, port: number, packet: number, mtu: number): void {
    this.plane.tell(node, packet, 'too-big', mtu, port);
    this.plane.refuse(port, packet, fateNumber['too-big']);
  }

  /** MSS clamping: a SYN that leaves here asks for no larger segments than the port allows. */
  private clamp(port: number, packet: number): void {
    const { segmentMax } = this.fabric.ports[port];
    const { ledger } = this.plane;
    if (segmentMax === undefined || ledger.field(packet, P.kind) !== P.isSegment) return;
    ledger.segments.lowerMss(ledger.field(packet, P.content), segmentMax);
  }

  private pass(port: number, neighbour: number, packet: number): void {
    if (neighbour < 0 || this.fabric.ports[port].attachment === undefined) {
      this.plane.transmit(port, packet, 0);
    } else this.parts.resolving!.send(port, neighbour, packet);
  }

  /** Largest IP packet a port takes; 0: any. */
  private mtuOf(port: number): number {
    const { mtu = 0, link, tunnel } = this.fabric.ports[port];
    const below =
      tunnel === undefined
        ? link < 0
          ? 0
          : this.fabric.links[link].mtu
        : this.parts.tunnels!.pathMtu(port, 0);
    return mtu === 0 || (below > 0 && below < mtu) ? below : mtu;
  }

  private owns(node: number, port: number, stream: number): boolean {
    const { streams } = this.plane;
    const owner = streams.ownerOf(stream);
    const strong = port >= 0 && this.fabric.nodes[node].hostModel === 'strong';
    if (owner !== nodeOfAddress && !strong) return owner === node;
    if (owner !== nodeOfAddress && owner !== node) return false;
    const key =
      (streams.destinationOf(stream) * this.fabric.ports.length + port + 1) * this.fabric.nodes.length + node;
    const known = this.owners.get(key);
    if (known !== undefined) return known;
    const { bits, family } = streams.destinations[streams.destinationOf(stream)];
    const { addresses } = this.fabric.nodes[node];
    const own = strong ? (this.fabric.ports[port].attachment?.addresses ?? addresses) : addresses;
    const owns = own.some((address) => address.family === family && address.bits === bits);
    this.owners.set(key, owns);
    return owns;
  }

  /** RFC 1812 section 5.3.1: a router that would bring the count to 0 discards the packet. */
  private outOfHops(node: number, packet: number): boolean {
    const { ledger } = this.plane;
    const nodes = ledger.field(packet, P.nodesLeft) - 1;
    ledger.setField(packet, P.nodesLeft, nodes);
    if (nodes === 0) return true;
    if (!this.fabric.nodes[node].decrementsTtl) return false;
    const hops = ledger.field(packet, P.hopsLeft) - 1;
    ledger.setField(packet, P.hopsLeft, hops);
    return hops === 0;
  }
}
