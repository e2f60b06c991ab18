/**
 * The next segment to send, if any: first what answers or probes, then retransmissions, then new data as far as the congestion
 * window (Linux tcp_cwnd_test), the peer's window (tcp_snd_wnd_test), Nagle (RFC 9293 §3.7.4, Minshall's variant) and pacing
 * allow, at last a pure acknowledgement. Linux tcp_write_xmit, tcp_xmit_retransmit_queue.
 *
 * Left out: aggregates of several segments (TSO) and waiting to build them, so bursts are as small as the window's steps.
 */
import {
  type ControlBlock,
  timerOff,
  timerProbe,
  timerReorder,
  timerRto,
  timerZeroWindow,
} from './control-block.ts';
import { fillSegment } from './fill-segment.ts';
import { transmitHandshake } from './handshake.ts';
import { pacedSend } from './pacing.ts';
import { rearmTimeout, timeoutOfHead } from './retransmission-timeout.ts';
import { appLimited, carriesFin, pushed } from './scoreboard.ts';
import type { Segment } from './segment.ts';
import * as flags from './segment-flags.ts';
import { sackBytes } from './header-bytes.ts';
import { scheduleProbe } from './tail-loss-probe.ts';
import * as state from './tcp-state.ts';
import { restartAfterIdle, validateWindow } from './window-validation.ts';

export function transmit(tcb: ControlBlock, out: Segment): boolean {
  out.reset();
  if (tcb.resetDue) return transmitReset(tcb, out);
  if (tcb.state < state.established) return transmitHandshake(tcb, out);
  if (tcb.handshakeAckDue || tcb.earlyAckDue) return transmitAck(tcb, out);
  if (tcb.probeAckDue) {
    // Below the window, so that the peer must answer with where it stands (tcp_xmit_probe_skb).
    tcb.probeAckDue = false;
    fillSegment(tcb, out, tcb.sndUna - 1, 0, flags.ack);
    return true;
  }
  if (tcb.probeDue && transmitProbe(tcb, out)) return true;
  if (transmitData(tcb, out)) return true;
  finishBurst(tcb);
  return tcb.ackNow && transmitAck(tcb, out);
}

function transmitReset(tcb: ControlBlock, out: Segment): boolean {
  tcb.resetDue = false;
  out.seq = tcb.resetSeq;
  out.flags = flags.rst;
  if (tcb.resetAck) {
    out.flags |= flags.ack;
    out.ack = tcb.queue.next;
  }
  tcb.counters.segmentsSent++;
  return true;
}

function transmitAck(tcb: ControlBlock, out: Segment): boolean {
  fillSegment(tcb, out, tcb.sndNxt, 0, flags.ack);
  tcb.counters.pureAcks++;
  tcb.handshakeAckDue = false;
  if (tcb.earlyAckDue) {
    // DCTCP's acknowledgement of what came before the mark changed (RFC 8257 §3.2).
    tcb.earlyAckDue = false;
    tcb.ackNow = true;
    out.ack = tcb.earlyAckSeq;
    out.sackCount = 0;
    out.flags = tcb.earlyAckEcho ? out.flags | flags.ece : out.flags & ~flags.ece;
  }
  return true;
}

function transmitData(tcb: ControlBlock, out: Segment): boolean {
  const { board } = tcb;
  tcb.paceBlocked = false;
  const hasLost = board.lostWaiting > 0 && !tcb.newDataFirst;
  if (!hasLost && !hasNewData(tcb)) return false;
  const room = tcb.cwnd - board.inFlight;
  if (tcb.paced && tcb.paceAt > tcb.now) {
    if (room > 0) tcb.paceBlocked = true;
    return false;
  }
  if (hasLost) {
    if (room > 0) return retransmit(tcb, board.firstLost(), out);
    // Nothing new may pass what is lost.
    return false;
  }
  if (room <= 0) {
    tcb.burstLimited = true;
    return false;
  }
  return transmitNew(tcb, out, false);
}

function hasNewData(tcb: ControlBlock): boolean {
  return tcb.sndNxt < tcb.writtenEnd || (tcb.finQueued && !tcb.finSent);
}

/** A tail loss probe: new data if there is, else the last segment again (RFC 8985 §7.3). */
function transmitProbe(tcb: ControlBlock, out: Segment): boolean {
  const { board } = tcb;
  tcb.probeDue = false;
  if (board.packetsOut === 0) return false;
  tcb.counters.tailLossProbes++;
  tcb.probeRetransmitted = false;
  if (!(hasNewData(tcb) && transmitNew(tcb, out, true))) {
    retransmit(tcb, board.tail - 1, out);
    tcb.probeRetransmitted = true;
  }
  tcb.probeEnd = tcb.sndNxt;
  rearmTimeout(tcb);
  return true;
}

function transmitNew(tcb: ControlBlock, out: Segment, force: boolean): boolean {
  const { board, queue } = tcb;
  // Room for SACK blocks is taken from the payload, as tcp_current_mss does.
  let full = queue.blocks === 0 || !tcb.sackOk ? tcb.mss : tcb.mss - sackBytes(Math.min(queue.blocks, 3));
  const seq = tcb.sndNxt;
  if (tcb.squeeze) full = Math.min(full, tcb.windowEnd - seq);
  tcb.squeeze = false;
  const length = Math.max(0, Math.min(full, tcb.writtenEnd - seq));
  const last = seq + length === tcb.writtenEnd;
  const withFin = last && tcb.finQueued && !tcb.finSent;
  if (seq + length > tcb.windowEnd) return false;
  if (seq + length > tcb.sndUna + tcb.config.sendBuffer) return false;
  if (length < full && !withFin && !force && heldByNagle(tcb)) return false;
  if (board.packetsOut === 0) startFlight(tcb);
  const tags = (withFin ? carriesFin : 0) | (last ? pushed : 0) | (tcb.appLimitedUntil > 0 ? appLimited : 0);
  const end = seq + length + (withFin ? 1 : 0);
  const slot = board.append(seq, end, tcb.now, tags);
  board.delivered[slot] = tcb.delivered;
  board.deliveredAt[slot] = tcb.deliveredAt;
  board.firstSentAt[slot] = tcb.firstSentAt;
  if (board.packetsOut === 1 || tcb.timer === timerProbe || tcb.timer === timerOff) rearmTimeout(tcb);
  tcb.sndNxt = end;
  if (length < full) tcb.smallEnd = end;
  if (withFin) finSent(tcb);
  fillSegment(tcb, out, seq, length, dataFlags(tags));
  if (tcb.ecnOk && length > 0) markCapable(tcb, out);
  pacedSend(tcb, length);
  if (tcb.now - tcb.lastReceivedAt < tcb.atoNs) tcb.interactive = 1;
  tcb.lastSentAt = tcb.now;
  tcb.burst++;
  if (tcb.inReduction) tcb.prrOut++;
  return true;
}

/** The network is empty: a silence may have passed. */
function startFlight(tcb: ControlBlock): void {
  restartAfterIdle(tcb);
  tcb.congestion.transmissionStarts(tcb);
  tcb.firstSentAt = tcb.now;
  tcb.deliveredAt = tcb.now;
}

function heldByNagle(tcb: ControlBlock): boolean {
  // Minshall: only a small segment still on its way holds the next one back.
  return tcb.config.nagle && tcb.board.packetsOut > 0 && tcb.smallEnd > tcb.sndUna;
}

function finSent(tcb: ControlBlock): void {
  tcb.finSent = true;
  tcb.state = tcb.state === state.closeWait ? state.lastAck : state.finWait1;
}

const dataFlags = (tags: number): number =>
  flags.ack | ((tags & carriesFin) !== 0 ? flags.fin : 0) | ((tags & pushed) !== 0 ? flags.psh : 0);

/** RFC 3168 §6.1.2: the first new data after a reduction says so; only new data is ECN-capable (§6.1.5). */
function markCapable(tcb: ControlBlock, out: Segment): void {
  out.ect = true;
  if (!tcb.queueCwr) return;
  tcb.queueCwr = false;
  out.flags |= flags.cwr;
}

function retransmit(tcb: ControlBlock, entry: number, out: Segment): boolean {
  const { board } = tcb;
  const slot = entry & board.mask;
  const tags = board.flags[slot];
  const seq = board.start[slot];
  board.markRetransmitted(slot, tcb.now);
  board.delivered[slot] = tcb.delivered;
  board.deliveredAt[slot] = tcb.deliveredAt;
  board.firstSentAt[slot] = tcb.firstSentAt;
  if (tcb.undoRetransmits < 0) tcb.undoRetransmits = 0;
  tcb.undoRetransmits++;
  if (tcb.retransmitStamp < 0) tcb.retransmitStamp = tcb.nowMs;
  tcb.counters.retransmits++;
  if (tcb.inReduction) tcb.prrOut++;
  const length = board.end[slot] - seq - ((tags & carriesFin) !== 0 ? 1 : 0);
  fillSegment(tcb, out, seq, length, dataFlags(tags));
  pacedSend(tcb, length);
  tcb.lastSentAt = tcb.now;
  if (entry === board.head && tcb.timer !== timerReorder) rearmTimeout(tcb);
  return true;
}

/** Nothing more may be sent now: what ended the burst decides what happens next. */
function finishBurst(tcb: ControlBlock): void {
  const { board } = tcb;
  if (tcb.burst > 0 || tcb.burstLimited) {
    const sent = tcb.burst > 0;
    tcb.burst = 0;
    const limited = tcb.burstLimited || board.inFlight >= tcb.cwnd;
    tcb.burstLimited = false;
    if (sent || limited) validateWindow(tcb, limited);
    if (sent && !scheduleProbe(tcb, timeoutNow(tcb)) && tcb.timer === timerOff) rearmTimeout(tcb);
  }
  if (tcb.sndNxt >= tcb.writtenEnd && board.inFlight < tcb.cwnd && board.lostWaiting === 0) {
    tcb.appLimitedUntil = tcb.delivered + board.inFlight || 1;
  }
  // Data waits, nothing is out, no timer: the peer's window is closed (RFC 9293 §3.8.6.1).
  if (board.packetsOut === 0 && tcb.timer === timerOff && hasNewData(tcb) && !tcb.paceBlocked) {
    tcb.setTimer(timerZeroWindow, tcb.now + tcb.rtt.backedOff(tcb.backoff));
  }
}

function timeoutNow(tcb: ControlBlock): number {
  return tcb.timer === timerRto ? tcb.timerAt : timeoutOfHead(tcb);
}
