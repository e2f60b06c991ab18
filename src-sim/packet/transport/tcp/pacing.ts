/**
 * Spacing segments out: Linux's internal pacing (tcp_update_pacing_rate, tcp_update_skb_after_send). The rate follows the
 * window; a congestion control may set its own. Credit for time not used is at most half a segment.
 *
 * Left out: bursts of several segments a tick, as large sends make them; each segment is spaced by itself.
 */
import type { ControlBlock } from './control-block.ts';

/** Linux tcp_pacing_ss_ratio and tcp_pacing_ca_ratio, in percent. */
const slowStartPercent = 200;
const avoidancePercent = 120;

/** Rate in bytes per second that the window and the round trip give; 0 while no round trip is known. */
export function updatePacingRate(tcb: ControlBlock): void {
  const { srttNs } = tcb.rtt;
  if (srttNs === 0) return;
  const percent = tcb.cwnd < tcb.ssthresh / 2 ? slowStartPercent : avoidancePercent;
  const packets = Math.max(tcb.cwnd, tcb.board.packetsOut);
  tcb.pacingRate = Math.floor((packets * tcb.mss * percent * 1e7) / srttNs);
}

/** A segment left: the rate counts payload, as it is made of segments of `mss`. */
export function pacedSend(tcb: ControlBlock, payloadBytes: number): void {
  if (!tcb.paced || tcb.pacingRate === 0) return;
  const length = Math.floor((payloadBytes * 1e9) / tcb.pacingRate);
  const credit = Math.max(0, tcb.now - tcb.paceAt);
  tcb.paceAt = Math.max(tcb.paceAt, tcb.now) + length - Math.min(Math.floor(length / 2), credit);
}
