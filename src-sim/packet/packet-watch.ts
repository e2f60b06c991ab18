/** Whoever looks at packets on their way: told of what happens to them, and changing nothing. */
import type { Fate } from '../fabric/fate.ts';

export interface PacketWatch {
  /** A packet was handed over. */
  injected(packet: number): void;
  /** Another packet like this one came about. */
  copied(copy: number, packet: number): void;
  /** A node said something of the packet, with the message. */
  complained(message: number, node: number, packet: number): void;
  /** A direction sends the packet from `startNs` on. */
  sends(direction: number, packet: number, startNs: number): void;
  /** The packet is at the far end of a direction, unless a fate has overtaken it on the way. */
  arrives(direction: number, packet: number, now: number, lost: Fate | null): void;
  ended(packet: number, now: number, fate: number): void;
  /** The packet was to leave by a direction and did not. */
  refused(direction: number, packet: number, now: number, fate: number): void;
  /** Nothing more will be seen. */
  finish(): void;
}
