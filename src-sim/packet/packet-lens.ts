/**
 * What it takes to open any packet of a run at any instant: the bytes need to know which packet of its stream each one is,
 * and that is counted from the first on. One packet can be kept in view, to be told what became of it. Watching changes
 * nothing, and all that is remembered is state of the run: taken back with it.
 *
 * Left out: what passes on links. Nothing is written down, so a run that is looked at stays as fast as one that is not.
 */
import { type Fate, fates } from '../fabric/fate.ts';
import * as P from './link/packet-record.ts';
import { PacketBytes, type PacketBytesPlan, unwritable } from './packet-bytes.ts';
import type { PacketWatch } from './packet-watch.ts';

/** A packet by its handle; handles are used again, so the time it was handed over belongs to it. */
export interface PacketId {
  readonly packet: number;
  readonly sentNs: number;
}

export interface PacketEnd {
  readonly fate: Fate;
  readonly atNs: number;
}

export class PacketLens implements PacketWatch {
  /** Why there are no bytes; null where there are. */
  readonly obstacle: string | null;
  private readonly plan: PacketBytesPlan;
  private readonly bytes: PacketBytes | null;
  private followed: PacketId | null = null;
  private end: PacketEnd | null = null;

  constructor(plan: PacketBytesPlan) {
    this.plan = plan;
    this.obstacle = unwritable(plan.fabric) ?? unspoken(plan);
    this.bytes = this.obstacle === null ? new PacketBytes(plan) : null;
  }

  /** Keeps this packet in view, and no other. */
  follow(id: PacketId): void {
    if (this.isFollowed(id)) return;
    this.followed = { ...id };
    this.end = null;
  }

  /** What became of a packet in view; null: nothing yet, or it is not in view. */
  endOf(id: PacketId): PacketEnd | null {
    return this.isFollowed(id) ? this.end : null;
  }

  /** The frame from one port to the other; null where packets have no bytes. */
  frame(packet: number, fromPort: number, toPort: number): Uint8Array | null {
    return this.bytes?.frame(packet, fromPort, toPort) ?? null;
  }

  injected(packet: number): void {
    this.bytes?.injected(packet);
  }

  copied(copy: number, packet: number): void {
    this.bytes?.copied(copy, packet);
  }

  complained(message: number, node: number, packet: number): void {
    this.bytes?.complained(message, node, packet);
  }

  ended(packet: number, now: number, fate: number): void {
    if (this.followed?.packet !== packet || this.end !== null) return;
    const sentNs = this.plan.ledger.packets.numbers[packet * P.numbersEach + P.sentAt];
    if (sentNs === this.followed.sentNs) this.end = { fate: fates[fate], atNs: now };
  }

  sends(): void {}

  arrives(): void {}

  refused(): void {}

  finish(): void {}

  private isFollowed({ packet, sentNs }: PacketId): boolean {
    return this.followed?.packet === packet && this.followed.sentNs === sentNs;
  }
}

/** Flows of what has no format of its own cannot be written as bytes. */
function unspoken({ fabric }: PacketBytesPlan): string | null {
  const flow = fabric.flows.find(({ protocol }) => !['icmp', 'tcp', 'udp'].includes(protocol));
  return flow === undefined ? null : `nobody knows what packets of ${flow.id} (${flow.protocol}) hold`;
}
