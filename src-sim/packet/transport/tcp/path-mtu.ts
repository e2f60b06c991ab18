/**
 * Reaction to the path's MTU: an ICMP "too big" (RFC 1191, RFC 8201; Linux tcp_v4_mtu_reduced, tcp_simple_retransmit) and
 * black holes that send none (RFC 4821 §7.7; Linux tcp_mtu_probing with sysctl 1): after some timeouts try half the segment.
 *
 * Left out: probing upwards for a larger MTU.
 */
import type { ControlBlock } from './control-block.ts';
import { timestampBytes } from './header-bytes.ts';
import * as recoveryState from './recovery-state.ts';

/** Linux tcp_base_mss and TCP_MIN_MSS with room for options. */
const firstGuess = 1024;
const smallest = 48;
/** Default MSS: up to such a window half of it makes a segment (tcp_bound_to_half_wnd). */
const smallWindow = 536;

/** Payload of a full segment, from path, peer, options and the peer's largest window. */
export function updateMss(tcb: ControlBlock): void {
  const options = tcb.timestampsOk ? timestampBytes : 0;
  const half = tcb.windowMax > smallWindow ? Math.floor(tcb.windowMax / 2) : tcb.windowMax;
  const bound = Math.max(half, smallest - timestampBytes);
  tcb.mss = Math.max(Math.min(tcb.mssPath, tcb.mssPeer) - options, smallest - timestampBytes);
  if (tcb.windowMax > 0 && tcb.mss > bound) tcb.mss = bound;
}

export function pathMtu(tcb: ControlBlock, mtu: number): void {
  const mssPath = mtu - tcb.config.ipHeaderBytes - 20;
  if (mssPath >= tcb.mssPath) return;
  tcb.mssPath = Math.max(mssPath, smallest);
  shrinkSegments(tcb);
}

/** Sends again what was too large, without calling it congestion. */
function shrinkSegments(tcb: ControlBlock): void {
  updateMss(tcb);
  const large = tcb.board;
  let any = false;
  for (let entry = large.head; entry < large.tail; entry++) {
    const slot = entry & large.mask;
    if (large.end[slot] - large.start[slot] <= tcb.mss) continue;
    if (large.markLost(entry)) any = true;
  }
  if (!any) return;
  tcb.board = large.split(tcb.mss);
  tcb.topSacked.fill(-1);
  tcb.duplicateScan = 0;
  tcb.cacheCount = 0;
  if (!tcb.sackOk) tcb.board.sackedOut = 0;
  if (tcb.recovery === recoveryState.loss) return;
  tcb.highSeq = tcb.sndNxt;
  tcb.ssthresh = tcb.currentSsthresh;
  tcb.priorSsthresh = 0;
  tcb.undoMarker = -1;
  tcb.setRecovery(recoveryState.loss);
}

/** The same data timed out again and again: perhaps the path drops large packets in silence. */
export function suspectBlackHole(tcb: ControlBlock): void {
  if (!tcb.config.pmtuProbing) return;
  const mssPath = Math.max(Math.min(firstGuess, Math.floor(tcb.mssPath / 2)), smallest);
  if (mssPath >= tcb.mssPath) return;
  tcb.mssPath = mssPath;
  shrinkSegments(tcb);
}
