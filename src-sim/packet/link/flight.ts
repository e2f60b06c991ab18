/**
 * The packets under way on a direction whose packets may overtake each other: a binary heap of their handles by time of
 * arrival, then by the order in which they left. Directions that keep order need no more than a list.
 */
import type { LinkImpairments } from './impairments/link-impairments.ts';
import * as P from './packet-record.ts';
import type { Packets } from './packets.ts';

export class Flight {
  private readonly packets: Packets;
  private readonly impairments: LinkImpairments;
  private readonly heap: number[] = [];
  /** Place in the order of leaving, of the last to leave among those that have arrived. */
  private latest = -1;

  constructor(packets: Packets, impairments: LinkImpairments) {
    this.packets = packets;
    this.impairments = impairments;
  }

  /** The packet that arrives next; -1: none is under way. */
  get first(): number {
    return this.heap.length === 0 ? -1 : this.heap[0];
  }

  /** All under way, the next to arrive first; for whoever looks. */
  contents(): number[] {
    return this.heap.toSorted((a, b) => (this.isBefore(a, b) ? -1 : 1));
  }

  /** The packet's arrival and tie are known. */
  add(packet: number): void {
    const { heap } = this;
    let place = heap.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!this.isBefore(packet, heap[above])) break;
      heap[place] = heap[above];
      place = above;
    }
    heap[place] = packet;
  }

  /** The first is at the far end. */
  land(): number {
    const { heap, packets } = this;
    const packet = heap[0];
    const last = heap.pop()!;
    if (heap.length > 0) this.sink(last);
    const isSpoilt = (packets.integers[packet * P.integersEach + P.marks] & P.isSpoilt) !== 0;
    const left = packets.numbers[packet * P.numbersEach + P.tie];
    if (isSpoilt) return packet;
    if (left < this.latest) this.impairments.reordered++;
    else this.latest = left;
    return packet;
  }

  private sink(packet: number): void {
    const { heap } = this;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && this.isBefore(heap[below + 1], heap[below])) below++;
      if (!this.isBefore(heap[below], packet)) break;
      heap[place] = heap[below];
      place = below;
    }
    heap[place] = packet;
  }

  private isBefore(a: number, b: number): boolean {
    const { numbers } = this.packets;
    const first = a * P.numbersEach;
    const second = b * P.numbersEach;
    const apart = numbers[first + P.arriveAt] - numbers[second + P.arriveAt];
    return apart === 0 ? numbers[first + P.tie] < numbers[second + P.tie] : apart < 0;
  }
}
