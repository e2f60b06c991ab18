/**
 * Where the time of a flow's delivered packets went, in parts that add up to the whole, to the nanosecond: the sums are whole
 * numbers. A packet's latency is sending, travelling and what is left of it, queueing. Of a TCP connection, retransmission comes
 * on top: bytes that arrive for the first time in a repeated segment had been on their way in vain from their first
 * transmission to that of the segment that brought them. So the total is the time from the first transmission of bytes to
 * their arrival, of all packets together.
 *
 * Processing is the time that nodes work on a packet, waking up for it included; its wait for a core is queueing. Encapsulation
 * (time that the outer headers of tunnels need to be sent) is 0, as outer headers are counted as sending.
 *
 * Left out: the wait of bytes that arrived behind a gap.
 */

export interface Waterfall {
  /** Waiting for a transmitter, or a core. */
  readonly queueing: number;
  /** From the first bit to the last, on every link. */
  readonly sending: number;
  /** On the wires. */
  readonly travelling: number;
  readonly processing: number;
  readonly encapsulation: number;
  readonly retransmission: number;
  readonly total: number;
}

export interface DelayTotals {
  readonly latencyNs: number;
  readonly sendingNs: number;
  readonly travellingNs: number;
  readonly processingNs: number;
  readonly repeatedNs: number;
}

/** Sums over all packets. */
export function waterfallSums(totals: DelayTotals): Waterfall {
  const { latencyNs, sendingNs, travellingNs, processingNs, repeatedNs } = totals;
  return {
    queueing: latencyNs - sendingNs - travellingNs - processingNs,
    sending: sendingNs,
    travelling: travellingNs,
    processing: processingNs,
    encapsulation: 0,
    retransmission: repeatedNs,
    total: latencyNs + repeatedNs,
  };
}

/** A mean packet. */
export function waterfallMeans(sums: Waterfall, packets: number): Waterfall {
  return {
    queueing: sums.queueing / packets,
    sending: sums.sending / packets,
    travelling: sums.travelling / packets,
    processing: sums.processing / packets,
    encapsulation: sums.encapsulation / packets,
    retransmission: sums.retransmission / packets,
    total: sums.total / packets,
  };
}
