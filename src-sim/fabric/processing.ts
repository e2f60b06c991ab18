/**
 * What moving a packet costs a node whose cores do it: each core takes the packets of its flows one by one, as receive-side
 * scaling gives them to it, and each takes it the same time but for its length. Figures in nanoseconds.
 */
export interface Processing {
  readonly packetNs: number;
  readonly byteNs: number;
  /** On top, for a packet that is wrapped in another one here, or unwrapped. */
  readonly wrappingNs: number;
  readonly cores: number;
  /** Packets that wait for a core, that in work included. */
  readonly queuePackets: number;
  /** On the way through the node besides, without keeping a core busy. */
  readonly delayNs: number;
  /** On top for a packet whose core has slept: an interrupt has to wake it. 0: cores poll. */
  readonly wakeNs: number;
}
