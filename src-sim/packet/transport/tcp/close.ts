/** Ends of a connection: in order (RFC 9293 §3.6), or at once with the reason why. */
import type { ControlBlock } from './control-block.ts';
import * as state from './tcp-state.ts';

export function stopTimers(tcb: ControlBlock): void {
  tcb.clearTimer();
  tcb.synAt = Infinity;
  tcb.delayedAckAt = Infinity;
  tcb.compressedAt = Infinity;
  tcb.keepAliveAt = Infinity;
  tcb.timeWaitAt = Infinity;
  tcb.paceBlocked = false;
}

export function fail(tcb: ControlBlock, reason: ControlBlock['failure']): void {
  tcb.failure = reason;
  tcb.state = state.closed;
  tcb.synDue = false;
  tcb.ackNow = false;
  stopTimers(tcb);
}

export function enterTimeWait(tcb: ControlBlock): void {
  stopTimers(tcb);
  tcb.state = state.timeWait;
  tcb.timeWaitAt = tcb.now + tcb.config.timeWaitNs;
}

/** Our FIN is acknowledged. */
export function finAcknowledged(tcb: ControlBlock): void {
  if (tcb.state === state.finWait1) {
    tcb.state = state.finWait2;
  } else if (tcb.state === state.closing) {
    enterTimeWait(tcb);
  } else if (tcb.state === state.lastAck) {
    tcb.state = state.closed;
    stopTimers(tcb);
  }
}

/** The peer's FIN is next in order. */
export function finArrived(tcb: ControlBlock): void {
  tcb.finReceived = true;
  tcb.ackNow = true;
  if (tcb.state === state.established) tcb.state = state.closeWait;
  else if (tcb.state === state.finWait1) tcb.state = state.closing;
  else if (tcb.state === state.finWait2) enterTimeWait(tcb);
}
