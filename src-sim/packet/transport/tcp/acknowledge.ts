/**
 * An acknowledgement arrives: Linux tcp_ack. What it delivered leaves the scoreboard, gives round trips and a delivery rate,
 * and moves the congestion window. RFC 9293 §3.10.7.4 (fifth step), RFC 6298 §3 (Karn), RFC 7323 §4.
 */
import * as ackFlag from './acknowledgement-flags.ts';
import { type ControlBlock, reorderingAtFirst, timerZeroWindow } from './control-block.ts';
import { respondToAck } from './loss-recovery.ts';
import { updatePacingRate } from './pacing.ts';
import { updateMss } from './path-mtu.ts';
import { reduceWindow } from './prr.ts';
import { noteReordering, rackAdvance, updateReorderWindow } from './rack.ts';
import * as recoveryState from './recovery-state.ts';
import { removeRenoSacks } from './reno-sacks.ts';
import { rearmTimeout } from './retransmission-timeout.ts';
import { tagSacked } from './sack-tagging.ts';
import { everRetransmitted, retransmitted, sacked } from './scoreboard.ts';
import type { Segment } from './segment.ts';
import * as flags from './segment-flags.ts';
import { processProbeAck, scheduleProbe } from './tail-loss-probe.ts';

/** Linux FLAG_CA_ALERT: needs a closer look. */
const alert = ackFlag.dataSacked | ackFlag.congestionEcho | ackFlag.duplicateReported;

export function acknowledge(tcb: ControlBlock, segment: Segment): void {
  const { board } = tcb;
  const { ack } = segment;
  const priorUna = tcb.sndUna;
  // RFC 9293 §3.10.7.4: an acknowledgement of what was never sent is answered and dropped.
  if (ack > tcb.sndNxt) {
    tcb.ackNow = true;
    return;
  }
  const priorPackets = board.packetsOut;
  const priorDelivered = tcb.delivered;
  const priorLost = tcb.totalLost;
  const priorHighest = board.sackedOut > 0 ? board.highestSacked : priorUna;
  beginAck(tcb, segment);
  if (ack >= priorUna) {
    if (ack > priorUna) {
      tcb.sndUna = ack;
      tcb.ackFlags |= ackFlag.advanced;
      tcb.counters.bytesAcked += ack - priorUna;
      tcb.timeouts = 0;
    }
    updateWindow(tcb, segment, priorUna);
  } else if (segment.sackCount === 0) {
    return;
  }
  if (segment.sackCount > 0 && tcb.sackOk) tagSacked(tcb, segment, priorUna);
  if (priorPackets === 0) {
    if ((tcb.ackFlags & ackFlag.duplicateReported) !== 0) respondToAck(tcb, priorUna, false);
    if (tcb.probeEnd >= 0) processProbeAck(tcb, ack);
    if (tcb.timer === timerZeroWindow) windowProbed(tcb);
    return;
  }
  const rttTaken =
    (tcb.ackFlags & ackFlag.advanced) !== 0 ? clean(tcb, priorUna, priorHighest) : sampleRtt(tcb, -1, -1);
  extendTimer(tcb, rttTaken);
  if ((tcb.ackFlags & ackFlag.congestionEcho) !== 0) tcb.deliveredCe += tcb.delivered - priorDelivered;
  tcb.congestion.acknowledged(tcb, tcb.rate.rttNs);
  updateReorderWindow(tcb);
  if (tcb.probeEnd >= 0) processProbeAck(tcb, ack);
  const dubious =
    (tcb.ackFlags & ackFlag.notDuplicate) === 0 ||
    (tcb.ackFlags & alert) !== 0 ||
    tcb.recovery !== recoveryState.open;
  if (dubious) {
    const isDuplicate =
      (tcb.ackFlags & (ackFlag.advanced | ackFlag.notDuplicate | ackFlag.duplicateReported)) === 0;
    if (isDuplicate) tcb.counters.dupAcks++;
    respondToAck(tcb, priorUna, isDuplicate);
  }
  if ((tcb.ackFlags & ackFlag.setTimer) !== 0) setTransmitTimer(tcb);
  control(tcb, tcb.delivered - priorDelivered, tcb.totalLost - priorLost);
}

function beginAck(tcb: ControlBlock, segment: Segment): void {
  tcb.ackFlags = segment.length > 0 ? ackFlag.dataCarried : 0;
  tcb.sackedFirstAt = -1;
  tcb.sackedLastAt = -1;
  tcb.reorderLow = Infinity;
  tcb.newDataFirst = false;
  tcb.rate.begin(tcb.board.inFlight);
  if (tcb.ecnOk && (segment.flags & (flags.ece | flags.syn)) === flags.ece) {
    tcb.ackFlags |= ackFlag.congestionEcho;
    tcb.counters.ecnEchoes++;
  }
}

/** RFC 9293 §3.10.7.4: SND.WL1 and SND.WL2. */
function updateWindow(tcb: ControlBlock, segment: Segment, priorUna: number): void {
  const newer =
    segment.ack > priorUna ||
    segment.seq > tcb.windowSeq ||
    (segment.seq === tcb.windowSeq && (segment.window > tcb.sndWnd || segment.window === 0));
  if (!newer) return;
  tcb.windowSeq = segment.seq;
  if (segment.window === tcb.sndWnd) return;
  tcb.sndWnd = segment.window;
  if (segment.window > tcb.windowMax) {
    // Only a peer with a tiny window bounds the segment by it.
    const bounding = tcb.windowMax < 2 * tcb.mssPath;
    tcb.windowMax = segment.window;
    if (bounding) updateMss(tcb);
  }
  tcb.ackFlags |= ackFlag.windowUpdated;
}

/** The peer answered a probe: its window has opened, or is asked again later (tcp_ack_probe). */
function windowProbed(tcb: ControlBlock): void {
  tcb.zeroWindowProbes = 0;
  const needed = Math.min(tcb.mss, tcb.writtenEnd - tcb.sndNxt);
  if (tcb.sndNxt + needed <= tcb.windowEnd) {
    tcb.backoff = 0;
    tcb.clearTimer();
  } else {
    tcb.setTimer(timerZeroWindow, tcb.now + tcb.rtt.backedOff(tcb.backoff));
  }
}

/** Removes what is acknowledged. Returns whether a round trip was measured. Linux tcp_clean_rtx_queue. */
function clean(tcb: ControlBlock, priorUna: number, priorHighest: number): boolean {
  const { board } = tcb;
  const first = board.head;
  const sackedBefore = board.sackedOut;
  let firstAt = -1;
  let lastAt = -1;
  let low = Infinity;
  while (board.head < board.tail) {
    const slot = board.head & board.mask;
    const end = board.end[slot];
    if (end > tcb.sndUna) break;
    const tags = board.flags[slot];
    if ((tags & (everRetransmitted | retransmitted)) !== 0) {
      tcb.ackFlags |= ackFlag.retransmittedAcked;
    } else if ((tags & sacked) === 0) {
      lastAt = board.sentAt[slot];
      if (firstAt < 0) firstAt = lastAt;
      if (low === Infinity) low = board.start[slot];
      if (end <= tcb.highSeq) tcb.ackFlags |= ackFlag.originalDelivered;
    }
    if ((tags & sacked) === 0) {
      if (tcb.sackOk) {
        tcb.delivered++;
        rackAdvance(tcb, slot);
      }
      tcb.rate.segmentDelivered(tcb, slot);
    }
    board.dropHead();
  }
  const acked = board.head - first;
  if (acked === 0) return sampleRtt(tcb, -1, -1);
  tcb.ackFlags |= ackFlag.dataAcked | ackFlag.setTimer;
  if (tcb.sackOk) {
    if (low < priorHighest) noteReordering(tcb, low);
  } else {
    removeRenoSacks(tcb, acked);
  }
  if ((tcb.ackFlags & ackFlag.retransmittedAcked) !== 0) return sampleRtt(tcb, -1, -1);
  if (acked === 1 && sackedBefore === 0 && (tcb.ackFlags & alert) === 0 && tcb.sndUna - priorUna < tcb.mss)
    tcb.ackFlags |= ackFlag.maybeDelayed;
  return sampleRtt(tcb, firstAt, lastAt);
}

/** Linux tcp_ack_update_rtt, from when the first and last segments acknowledged were sent. */
function sampleRtt(tcb: ControlBlock, firstAt: number, lastAt: number): boolean {
  let rttNs = firstAt < 0 ? -1 : tcb.now - firstAt;
  let latestNs = lastAt < 0 ? -1 : tcb.now - lastAt;
  if (tcb.sackedFirstAt >= 0) {
    latestNs = tcb.now - tcb.sackedLastAt;
    if (rttNs < 0) rttNs = tcb.now - tcb.sackedFirstAt;
  }
  if (rttNs < 0 && tcb.receivedTs && tcb.receivedEcho > 0 && (tcb.ackFlags & ackFlag.dataAcked) !== 0) {
    rttNs = Math.max(1, tcb.nowMs - tcb.receivedEcho) * 1e6;
    latestNs = rttNs;
  }
  tcb.rate.rttNs = latestNs;
  if (rttNs < 0) return false;
  const delayed = (tcb.ackFlags & ackFlag.maybeDelayed) !== 0 && latestNs > tcb.rtt.minNs;
  if (latestNs >= 0 && !delayed) tcb.rtt.sampleMinimum(tcb.now, latestNs);
  tcb.rtt.sample(rttNs, tcb.sndUna, tcb.sndNxt);
  tcb.backoff = 0;
  return true;
}

/** What was delivered left before the oldest segment was last sent: that one's timeout may start anew. */
function extendTimer(tcb: ControlBlock, rttTaken: boolean): void {
  const { board } = tcb;
  if ((tcb.ackFlags & ackFlag.dataAcked) !== 0 || !rttTaken || board.packetsOut === 0) return;
  if (tcb.sackedFirstAt >= 0 && tcb.sackedFirstAt < board.sentAt[board.head & board.mask]) {
    tcb.ackFlags |= ackFlag.setTimer;
  }
}

function setTransmitTimer(tcb: ControlBlock): void {
  if (!scheduleProbe(tcb, tcb.now + tcb.rtt.backedOff(tcb.backoff))) rearmTimeout(tcb);
}

/** Linux tcp_cong_control. */
function control(tcb: ControlBlock, delivered: number, losses: number): void {
  tcb.rate.finish(tcb, delivered, losses);
  if (tcb.congestion.takesOver) {
    tcb.congestion.control(tcb);
    return;
  }
  if (tcb.inReduction) {
    reduceWindow(tcb, delivered, losses);
  } else {
    // With much reordering seen, SACKs alone may raise the window.
    const progress = tcb.reordering > reorderingAtFirst ? ackFlag.forwardProgress : ackFlag.dataAcked;
    if ((tcb.ackFlags & progress) !== 0) tcb.congestion.raise(tcb, delivered);
  }
  updatePacingRate(tcb);
}
