/** What happens when time passes. One wake-up time for all timers of a connection; several may be due at once. */
import { type ControlBlock, timerProbe, timerReorder, timerRto, timerZeroWindow } from './control-block.ts';
import { fail, stopTimers } from './close.ts';
import { delayedAckTimer } from './delayed-ack.ts';
import { handshakeTimer } from './handshake.ts';
import { enterRecovery } from './loss-recovery.ts';
import { suspectBlackHole } from './path-mtu.ts';
import { reduceWindow } from './prr.ts';
import { rackTimeout } from './rack.ts';
import * as recoveryState from './recovery-state.ts';
import { enterLoss, rearmTimeout } from './retransmission-timeout.ts';
import * as state from './tcp-state.ts';

/** Linux tcp_retries1: timeouts after which the path itself is suspected. */
const suspicionAfter = 3;

export function wakeAt(tcb: ControlBlock): number {
  const soonest = Math.min(tcb.timerAt, tcb.delayedAckAt, tcb.compressedAt, tcb.synAt);
  const rarest = Math.min(tcb.keepAliveAt, tcb.timeWaitAt);
  return Math.min(soonest, rarest, tcb.paceBlocked ? tcb.paceAt : Infinity);
}

export function runTimers(tcb: ControlBlock): void {
  const { now } = tcb;
  if (tcb.synAt <= now) handshakeTimer(tcb);
  if (tcb.timerAt <= now) runTransmitTimer(tcb);
  if (tcb.delayedAckAt <= now) delayedAckTimer(tcb);
  if (tcb.compressedAt <= now) {
    tcb.compressedAt = Infinity;
    tcb.ackNow = true;
  }
  if (tcb.keepAliveAt <= now) keepAlive(tcb);
  if (tcb.timeWaitAt <= now) {
    tcb.state = state.closed;
    stopTimers(tcb);
  }
}

function runTransmitTimer(tcb: ControlBlock): void {
  switch (tcb.timer) {
    case timerRto:
      timeout(tcb);
      break;
    case timerProbe:
      // One probe at a time (RFC 8985 §7.3).
      if (tcb.probeEnd < 0) tcb.probeDue = true;
      rearmTimeout(tcb);
      break;
    case timerReorder:
      reorderTimeout(tcb);
      break;
    case timerZeroWindow:
      probeWindow(tcb);
      break;
    default:
      tcb.clearTimer();
  }
}

function timeout(tcb: ControlBlock): void {
  if (tcb.board.packetsOut === 0) {
    tcb.clearTimer();
    return;
  }
  if (tcb.timeouts >= tcb.config.dataRetries) {
    fail(tcb, 'timeout');
    return;
  }
  if (tcb.timeouts === suspicionAfter) suspectBlackHole(tcb);
  tcb.counters.rtoCount++;
  enterLoss(tcb);
  tcb.timeouts++;
  tcb.backoff++;
  tcb.setTimer(timerRto, tcb.now + tcb.rtt.backedOff(tcb.backoff));
}

/** RFC 8985 §6.2 step 5: what was waited for has not come. */
function reorderTimeout(tcb: ControlBlock): void {
  if (rackTimeout(tcb) && tcb.recovery !== recoveryState.recovery) {
    enterRecovery(tcb, false);
    tcb.ackFlags = 0;
    if (!tcb.congestion.takesOver) reduceWindow(tcb, 1, 1);
  }
  rearmTimeout(tcb);
}

/** RFC 9293 §3.8.6.1: ask again, ever more seldom; the peer answers as long as it lives. Linux tcp_probe_timer. */
function probeWindow(tcb: ControlBlock): void {
  if (tcb.zeroWindowProbes >= tcb.config.dataRetries) {
    fail(tcb, 'timeout');
    return;
  }
  tcb.zeroWindowProbes++;
  tcb.counters.zeroWindowProbes++;
  tcb.backoff = Math.min(tcb.backoff + 1, tcb.config.dataRetries);
  if (tcb.windowEnd > tcb.sndNxt) tcb.squeeze = true;
  else tcb.probeAckDue = true;
  tcb.setTimer(timerZeroWindow, tcb.now + tcb.rtt.backedOff(tcb.backoff));
}

/** RFC 9293 §3.8.4. */
function keepAlive(tcb: ControlBlock): void {
  const settings = tcb.config.keepAlive;
  if (settings === null) return;
  const silentSince = Math.max(tcb.lastHeardAt, tcb.board.packetsOut > 0 ? tcb.now : 0);
  if (tcb.now - silentSince < settings.idleNs) {
    tcb.keepAliveAt = silentSince + settings.idleNs;
    return;
  }
  if (tcb.keepAliveProbes >= settings.probes) {
    fail(tcb, 'timeout');
    tcb.resetDue = true;
    tcb.resetSeq = tcb.sndNxt;
    tcb.resetAck = true;
    return;
  }
  tcb.keepAliveProbes++;
  tcb.probeAckDue = true;
  tcb.keepAliveAt = tcb.now + settings.intervalNs;
}
