/**
 * Ways out of a node that a link direction does not describe: the entrance of a tunnel, or a port whose neighbour has to be
 * resolved first. Decisions refer to them by number.
 */
import type { Fabric } from '../fabric/fabric.ts';
import type { Address } from '../quantity/address.ts';
import { elaborateNodes } from './elaborate-nodes.ts';
import type { Streams } from './streams.ts';

export interface Exit {
  readonly port: number;
  /** Largest packet that goes into a tunnel which nothing else stands before; -1: look at the port. */
  readonly openTo: number;
  /** Number of the address of the neighbour that takes the packet; -1: its destination. */
  readonly neighbour: number;
}

export class Exits {
  private readonly fabric: Fabric;
  private readonly streams: Streams;
  private readonly exits: Exit[] = [];
  private readonly isElaborate: Uint8Array;

  constructor(fabric: Fabric, streams: Streams) {
    this.isElaborate = elaborateNodes(fabric);
    this.fabric = fabric;
    this.streams = streams;
  }

  get(exit: number): Exit {
    return this.exits[exit];
  }

  /** Number of a new exit; -1 where the link's direction says all. */
  numberFor(port: number, via: Address | null): number {
    const { attachment, tunnel } = this.fabric.ports[port];
    if (attachment === undefined && tunnel === undefined) return -1;
    const neighbour = via === null ? -1 : this.streams.numberOf(via);
    return this.exits.push({ port, neighbour, openTo: this.openTo(port) }) - 1;
  }

  private openTo(port: number): number {
    const { tunnel, node, egress, mtu = 0 } = this.fabric.ports[port];
    const plain = tunnel !== undefined && egress.length === 0 && this.isElaborate[node] === 0;
    return plain ? mtu || Infinity : -1;
  }
}
