/** First-in-first-out lists of packets, chained through the packets' own places: nothing is allocated to queue one. */
import type { PacketView } from './discipline.ts';
import type { WaitingPackets } from './waiting-packets.ts';

export class PacketLists {
  readonly head: Int32Array;
  readonly tail: Int32Array;
  readonly packets: Int32Array;
  readonly bytes: Float64Array;
  totalPackets = 0;
  totalBytes = 0;
  private readonly view: PacketView;
  private readonly waiting: WaitingPackets;

  constructor(count: number, view: PacketView, waiting: WaitingPackets) {
    this.head = new Int32Array(count).fill(-1);
    this.tail = new Int32Array(count).fill(-1);
    this.packets = new Int32Array(count);
    this.bytes = new Float64Array(count);
    this.view = view;
    this.waiting = waiting;
  }

  /** Everything else about a packet is written after this, which makes room for it. */
  push(list: number, packet: number): void {
    // Writing beyond an array's end is silent, so a run whose packets outgrew it would lose its queues.
    if (packet >= this.waiting.next.length) this.waiting.grow(2 * (packet + 1));
    const { next } = this.waiting;
    const tail = this.tail[list];
    if (tail >= 0) next[tail] = packet;
    else this.head[list] = packet;
    this.tail[list] = packet;
    next[packet] = -1;
    const bytes = this.view.bytes(packet);
    this.packets[list]++;
    this.bytes[list] += bytes;
    this.totalPackets++;
    this.totalBytes += bytes;
  }

  /** All packets, list by list. */
  contents(): number[] {
    const found: number[] = [];
    for (const head of this.head) {
      for (let packet = head; packet >= 0; packet = this.waiting.next[packet]) found.push(packet);
    }
    return found;
  }

  /** Takes the oldest out; -1 where the list is empty. */
  shift(list: number): number {
    const packet = this.head[list];
    if (packet < 0) return -1;
    const following = this.waiting.next[packet];
    this.head[list] = following;
    if (following < 0) this.tail[list] = -1;
    const bytes = this.view.bytes(packet);
    this.packets[list]--;
    this.bytes[list] -= bytes;
    this.totalPackets--;
    this.totalBytes -= bytes;
    return packet;
  }
}
