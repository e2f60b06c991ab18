/**
 * A packet's way from node to node. Most nodes look up a table and pass the packet on; that is done here, one look at each
 * array. Nodes that do more have a network stack of their own.
 *
 * A node takes no time to decide.
 */
import type { Fabric } from '../fabric/fabric.ts';
import type { Fate } from '../fabric/fate.ts';
import { Complaints } from './complaints.ts';
import type { Exits } from './exits.ts';
import { fateNumber } from './fate-number.ts';
import { type Decisions, exitOf, isExit } from './forward/decisions.ts';
import type { PortFilters } from './forwarding.ts';
import type { AlarmClock } from './kernel/alarm-clock.ts';
import type { EventQueue } from './kernel/event-queue.ts';
import { arrivalBits, directionOut } from './lay-out-directions.ts';
import type { Ledger } from './ledger.ts';
import { initialNodes } from './ledger.ts';
import * as D from './link/direction-record.ts';
import type { Directions } from './link/directions.ts';
import * as P from './link/packet-record.ts';
import { linkDown, refusalBy, taken, tooBig, type Transmission } from './link/transmission.ts';
import type { NetworkStack } from './network-stack.ts';
import { elaborateNodes } from './elaborate-nodes.ts';
import type { Fragmenting, Plane } from './plane.ts';
import { nodeOfAddress, type Streams } from './streams.ts';
import type { Tunnels } from './tunnels.ts';

/** By what a direction answers. */
const refusalFates: number[] = [];
refusalFates[linkDown] = fateNumber['link-down'];
refusalFates[tooBig] = fateNumber['too-big'];
refusalFates[refusalBy('full')] = fateNumber['queue-full'];
refusalFates[refusalBy('aqm')] = fateNumber.aqm;
refusalFates[refusalBy('oversize')] = fateNumber['too-big'];
refusalFates[refusalBy('policed')] = fateNumber.policed;

export interface HopsPlan {
  readonly fabric: Fabric;
  readonly seed: number;
  readonly queue: EventQueue;
  readonly clock: AlarmClock;
  readonly ledger: Ledger;
  readonly streams: Streams;
  readonly directions: Directions;
  readonly decisions: Decisions;
  readonly exits: Exits;
  readonly filters: PortFilters;
  /** A packet is where its stream ends, whole and unwrapped. */
  readonly deliver: (packet: number) => void;
}

export class Hops implements Plane {
  readonly fabric: Fabric;
  readonly seed: number;
  readonly ledger: Ledger;
  readonly streams: Streams;
  readonly directions: Directions;
  private readonly queue: EventQueue;
  private readonly clock: AlarmClock;
  private readonly decisions: Decisions;
  private readonly exits: Exits;
  private readonly filters: PortFilters;
  private readonly deliver: (packet: number) => void;
  private readonly complaints: Complaints;
  private readonly tableOfNode: Int32Array;
  private readonly isElaborate: Uint8Array;
  private readonly nodeOfPort: Int32Array;
  private readonly tableOfPort: Int32Array;
  /** What is to be done with what comes in there, as of the direction that leads there. */
  private readonly bitsOfPort: Uint8Array;
  private readonly bells: ((value: number) => void)[] = [];
  private transmission!: Transmission;
  private stack!: NetworkStack;
  private tunnels: Tunnels | null = null;
  private fragmenting: Fragmenting | null = null;

  constructor(plan: HopsPlan) {
    this.fabric = plan.fabric;
    this.seed = plan.seed;
    this.queue = plan.queue;
    this.clock = plan.clock;
    this.ledger = plan.ledger;
    this.streams = plan.streams;
    this.directions = plan.directions;
    this.decisions = plan.decisions;
    this.exits = plan.exits;
    this.filters = plan.filters;
    this.deliver = plan.deliver;
    this.complaints = new Complaints(this);
    this.tableOfNode = Int32Array.from(plan.fabric.nodes, (node) => node.table);
    this.isElaborate = elaborateNodes(plan.fabric);
    this.nodeOfPort = Int32Array.from(plan.fabric.ports, ({ node }) => node);
    this.tableOfPort = Int32Array.from(plan.fabric.ports, ({ table }) => table);
    this.bitsOfPort = Uint8Array.from(plan.fabric.ports, (port) =>
      arrivalBits(port, plan.fabric.nodes[port.node]),
    );
    for (let direction = 0; direction < this.directions.count; direction++) {
      if (this.isElaborate[this.directions.integer(direction, D.toNode)] === 0) continue;
      const bits = this.directions.integer(direction, D.arrival);
      this.directions.setInteger(direction, D.arrival, bits | D.isElaborate);
    }
  }

  /** What hops are made with, and what is made with them. */
  connect(
    transmission: Transmission,
    stack: NetworkStack,
    tunnels: Tunnels | null,
    fragmenting: Fragmenting | null,
  ): void {
    this.transmission = transmission;
    this.stack = stack;
    this.tunnels = tunnels;
    this.fragmenting = fragmenting;
  }

  get now(): number {
    return this.queue.now;
  }

  bell(ring: (value: number) => void): number {
    return this.bells.push(ring) - 1;
  }

  alarm(time: number, bell: number, value: number): void {
    this.clock.set(time, bell, value);
  }

  /** Alarms are due. */
  ring(): void {
    while (this.clock.ring()) this.bells[this.clock.bell](this.clock.value);
  }

  /** A packet leaves the machine that its stream starts at. */
  start(packet: number): void {
    this.send(this.streams.sourceNode[this.ledger.field(packet, P.stream)], packet);
  }

  send(node: number, packet: number, port = -1): void {
    if (this.isElaborate[node] === 1) this.stack.send(node, packet, port);
    else if (this.owns(node, packet)) this.atEnd(node, packet);
    else this.route(node, packet, port < 0 ? this.tableOfNode[node] : this.tableOfPort[port]);
  }

  entered(port: number, packet: number): void {
    const node = this.nodeOfPort[port];
    const bits = this.bitsOfPort[port];
    if (this.isElaborate[node] === 1 || (bits & D.guardsIngress) !== 0) this.stack.entered(port, packet);
    else this.goOn(node, packet, bits, this.tableOfPort[port]);
  }

  /** The first packet under way on a direction is at its far end. */
  arrive(direction: number): void {
    const packet = this.transmission.arrived(direction);
    const { ledger } = this;
    ledger.lastMove = this.queue.now;
    const { integers } = this.directions;
    const base = direction * D.integersEach;
    const arrival = integers[base + D.arrival];
    if ((arrival & D.isWatched) !== 0 && this.isStopped(direction, packet, arrival)) return;
    this.goOn(integers[base + D.toNode], packet, arrival, integers[base + D.toTable]);
  }

  /** At a plain node, past its filters: it is delivered there or goes on by a table. */
  private goOn(node: number, packet: number, bits: number, table: number): void {
    const { integers } = this.ledger.packets;
    const record = packet * P.integersEach;
    const owner = integers[record + P.owner];
    if (owner === node || (owner === nodeOfAddress && this.owns(node, packet))) {
      this.atEnd(node, packet);
    } else if ((bits & D.isHost) !== 0) {
      this.end(packet, fateNumber['not-for-me']);
    } else if (
      --integers[record + P.nodesLeft] === 0 ||
      ((bits & D.countsHops) !== 0 && --integers[record + P.hopsLeft] === 0)
    ) {
      this.expire(node, packet);
    } else {
      this.route(node, packet, table);
    }
  }

  /** It is at a node that has its address: what is wrapped or in pieces may go on from here. */
  private atEnd(node: number, packet: number): void {
    const kind = this.ledger.field(packet, P.kind);
    if (kind === P.isWrapped || kind === P.isFragment) this.stack.arrivedAtEnd(node, packet);
    else this.deliver(packet);
  }

  /** Whether a packet that has arrived goes no further here: lost, refused, or another's matter. */
  private isStopped(direction: number, packet: number, arrival: number): boolean {
    const { ledger } = this;
    const port = this.directions.integer(direction, D.toPort);
    const spoilt = (arrival & D.loses) === 0 ? null : this.spoilt(packet);
    if ((arrival & D.isSeenArriving) !== 0) {
      ledger.captures?.arrives(direction, packet, this.queue.now, spoilt);
    }
    if (spoilt !== null) {
      ledger.end(packet, fateNumber[spoilt]);
      return true;
    }
    if ((arrival & D.isElaborate) !== 0) {
      this.stack.arrived(port, packet);
      return true;
    }
    if ((arrival & D.guardsIngress) !== 0 && !this.filters.entering(port, ledger.field(packet, P.stream))) {
      ledger.end(packet, fateNumber.denied);
      return true;
    }
    return false;
  }

  /** What the link it was on has done to a packet. */
  private spoilt(packet: number): Fate | null {
    const marks = this.ledger.field(packet, P.marks);
    if ((marks & P.isSpoilt) === 0) return null;
    return (marks & P.isLost) === 0 ? 'corrupted' : 'link-loss';
  }

  private owns(node: number, packet: number): boolean {
    const owner = this.ledger.field(packet, P.owner);
    if (owner !== nodeOfAddress) return owner === node;
    const { family, bits } = this.streams.destinations[this.ledger.field(packet, P.destination)];
    return this.fabric.nodes[node].addresses.some((own) => own.family === family && own.bits === bits);
  }

  /** RFC 1812 section 5.3.1: a router that would bring the count to 0 discards the packet. */
  private expire(node: number, packet: number): void {
    this.tell(node, packet, 'ttl-exceeded', 0);
    this.end(packet, fateNumber['ttl-exceeded']);
  }

  private route(node: number, packet: number, table: number): void {
    const header = this.ledger.packets.integers;
    const record = packet * P.integersEach;
    const decision = this.decisions.decide(table, header[record + P.destination], header[record + P.hash]);
    if (decision < 0) {
      this.stack.carryOut(node, decision, packet);
      return;
    }
    const { integers } = this.directions;
    const base = decision * D.integersEach;
    if (
      integers[base + D.guardsEgress] === 1 &&
      !this.filters.leaving(integers[base + D.fromPort], header[record + P.stream])
    ) {
      this.refuse(integers[base + D.fromPort], packet, fateNumber.denied);
      return;
    }
    this.offer(decision, packet, node);
  }

  private offer(direction: number, packet: number, node: number): void {
    const answer = this.transmission.offer(direction, packet);
    if (answer !== taken) this.decline(direction, packet, node, answer);
  }

  private decline(direction: number, packet: number, node: number, answer: number): void {
    if (answer === tooBig) {
      const mtu = this.directions.integer(direction, D.mtu);
      const pass = (piece: number) => this.offer(direction, piece, node);
      if (this.fragmenting?.cut(node, packet, mtu, pass)) return;
      this.tell(node, packet, 'too-big', mtu, this.directions.integer(direction, D.fromPort));
    }
    this.refuseBy(direction, packet, refusalFates[answer]);
  }

  transmit(port: number, packet: number, remote: number): void {
    const { tunnel, node } = this.fabric.ports[port];
    if (tunnel !== undefined) {
      this.tunnels!.enter(port, remote, packet);
      return;
    }
    const direction = directionOut(this.fabric, port);
    if (direction < 0) this.end(packet, fateNumber['link-down']);
    else this.offer(direction, packet, node);
  }

  end(packet: number, fate: number): void {
    this.ledger.end(packet, fate);
  }

  refuse(port: number, packet: number, fate: number): void {
    const direction = directionOut(this.fabric, port);
    if (direction < 0) this.ledger.end(packet, fate);
    else this.refuseBy(direction, packet, fate);
  }

  /** A direction takes it not, or no longer. */
  dropped(direction: number, packet: number, refusal: number): void {
    this.refuseBy(direction, packet, refusalFates[refusal]);
  }

  private refuseBy(direction: number, packet: number, fate: number): void {
    if (fate !== fateNumber.denied) this.directions.numbers[direction * D.numbersEach + D.drops]++;
    this.ledger.captures?.refused(direction, packet, this.queue.now, fate);
    this.ledger.end(packet, fate);
  }

  tell(node: number, packet: number, fate: Fate, mtu: number, port?: number): void {
    // Switches have nobody to speak for them.
    if (this.fabric.nodes[node].role !== 'switch') this.complaints.tell(node, packet, fate, mtu, port);
  }

  /** A direction has stopped carrying. */
  wentDown(direction: number): void {
    this.stack.wentDown(this.directions.integer(direction, D.fromPort));
  }

  /** A direction carries again. */
  cameUp(direction: number): void {
    this.stack.cameUp(this.directions.integer(direction, D.fromPort));
  }

  /** Link a stream leaves its machine by; negative where there is none, or none that is known beforehand. */
  firstDirection(stream: number): number {
    const { streams } = this;
    const table = this.tableOfNode[streams.sourceNode[stream]];
    return this.direction(
      this.decisions.decide(table, streams.destinationOf(stream), streams.hashOf(stream)),
    );
  }

  private direction(decision: number): number {
    return isExit(decision) ? directionOut(this.fabric, this.exits.get(exitOf(decision)).port) : decision;
  }

  /** Directions that packets of a stream pass, up to where tables alone no longer tell. */
  pathOf(stream: number): number[] {
    const { streams, directions } = this;
    const path: number[] = [];
    let table = this.tableOfNode[streams.sourceNode[stream]];
    while (path.length < initialNodes) {
      const decision = this.decisions.decide(table, streams.destinationOf(stream), streams.hashOf(stream));
      const direction = this.direction(decision);
      if (direction < 0) break;
      path.push(direction);
      if (directions.integer(direction, D.toNode) === streams.ownerOf(stream)) break;
      table = directions.integer(direction, D.toTable);
    }
    return path;
  }
}
