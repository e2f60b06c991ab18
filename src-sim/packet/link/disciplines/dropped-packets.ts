/** The packets a discipline took and then dropped, each with the reason, until the direction asks for them. */
import { type DropReason, dropReasons } from './discipline.ts';
import type { WaitingPackets } from './waiting-packets.ts';

export class DroppedPackets {
  /** Of the packet refused or handed out last. */
  reason: DropReason = 'full';
  private head = -1;
  private tail = -1;
  private readonly waiting: WaitingPackets;

  constructor(waiting: WaitingPackets) {
    this.waiting = waiting;
  }

  push(packet: number, reason: DropReason): void {
    const { next } = this.waiting;
    this.waiting.reason[packet] = dropReasons.indexOf(reason);
    if (this.tail >= 0) next[this.tail] = packet;
    else this.head = packet;
    this.tail = packet;
    next[packet] = -1;
  }

  take(): number {
    const packet = this.head;
    if (packet < 0) return -1;
    this.head = this.waiting.next[packet];
    if (this.head < 0) this.tail = -1;
    this.reason = dropReasons[this.waiting.reason[packet]];
    return packet;
  }

  /** For `return this.dropped.refuse('full')`. */
  refuse(reason: DropReason): false {
    this.reason = reason;
    return false;
  }
}
