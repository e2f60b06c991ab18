/**
 * What the parts of a node that do more than look up a table have to work with. A part is handed a packet and hands it on
 * to exactly one of these, or keeps it and does so later.
 */
import type { Fabric } from '../fabric/fabric.ts';
import type { Fate } from '../fabric/fate.ts';
import type { Directions } from './link/directions.ts';
import type { Ledger } from './ledger.ts';
import type { Streams } from './streams.ts';

export interface Plane {
  readonly fabric: Fabric;
  readonly ledger: Ledger;
  readonly streams: Streams;
  readonly directions: Directions;
  readonly now: number;
  /** Seeds the streams of chance of the parts. */
  readonly seed: number;
  /** Puts a packet into a port's link, or into its tunnel towards one of the remotes. What cannot go ends there. */
  transmit(port: number, packet: number, remote: number): void;
  /** Sends a packet of the node itself, by the node's own table or by that of one of its ports. */
  send(node: number, packet: number, port?: number): void;
  /** A packet comes out of a port's tunnel, or goes on after it was held at a port it had come in by. */
  entered(port: number, packet: number): void;
  end(packet: number, fate: number): void;
  /** It was to leave by this port; captures there see it, and its sender may be told. */
  refuse(port: number, packet: number, fate: number): void;
  /**
   * Tells the sender of a packet what became of it, if the node does such things. `mtu` matters where it was too big for a
   * port: the message then goes as if it had come from beyond that port, by the port's table.
   */
  tell(node: number, packet: number, fate: Fate, mtu: number, port?: number): void;
  /** A bell of one's own: `ring` is called with the value of each alarm that is due. */
  bell(ring: (value: number) => void): number;
  alarm(time: number, bell: number, value: number): void;
}

/** Switches. */
export interface Bridging {
  /** A frame enters a switch: from the link of the port, or from the given remote of the port's tunnel. */
  arrived(port: number, packet: number, remote: number): void;
  /** What is plugged in at the port went down. */
  wentDown(port: number): void;
  cameUp(port: number): void;
}

/** Ports at which neighbours are asked for. */
export interface Resolving {
  /** Whether a frame that came in is a packet for this node to look at; else it has been dealt with. */
  accepts(port: number, packet: number): boolean;
  /** Sends a packet to the neighbour with an address (number of a destination), as soon as that is resolved. */
  send(port: number, neighbour: number, packet: number): void;
  /** The interface tells all who hear it which addresses it has. */
  announce(port: number): void;
  wentDown(port: number): void;
}

/** Address translation and memory of connections. What does not pass has been ended. */
export interface Translating {
  entering(port: number, packet: number): boolean;
  leaving(port: number, packet: number): boolean;
}

/** Which table decides, and whether a packet may have come in where it did. */
export interface Choosing {
  /** Tables to ask, in order, each until one has a route. */
  decide(node: number, port: number, stream: number, hash: number): number;
  cameRight(node: number, port: number, stream: number): boolean;
}

/** Packets larger than the way on. */
export interface Fragmenting {
  /** Sends it in pieces of at most `mtu` bytes through `pass`; false: it must not be cut at this node. */
  cut(node: number, packet: number, mtu: number, pass: (piece: number) => void): boolean;
  /** A piece is where the whole is put together; gives the whole, or -1 while pieces are missing. */
  collect(piece: number): number;
}
