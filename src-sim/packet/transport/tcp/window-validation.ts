/**
 * A window that is not used must not grow, and shrinks with time (RFC 9293 §3.8, RFC 2861, RFC 7661 in spirit). Linux
 * tcp_cwnd_validate, tcp_is_cwnd_limited, tcp_cwnd_application_limited, tcp_cwnd_restart.
 */
import type { ControlBlock } from './control-block.ts';
import * as recoveryState from './recovery-state.ts';

export function isWindowLimited(tcb: ControlBlock): boolean {
  if (tcb.cwndLimited) return true;
  // In slow start the window may be twice what was used, so that a burst can double it.
  return tcb.inSlowStart && tcb.cwnd < 2 * tcb.packetsOutMax;
}

/** After a burst of new data: was it the window that ended it? */
export function validateWindow(tcb: ControlBlock, limited: boolean): void {
  const { packetsOut } = tcb.board;
  if (tcb.sndUna >= tcb.usageEnd || limited || (!tcb.cwndLimited && packetsOut > tcb.packetsOutMax)) {
    tcb.cwndLimited = limited;
    tcb.packetsOutMax = packetsOut;
    tcb.usageEnd = tcb.sndNxt;
  }
  if (isWindowLimited(tcb)) {
    tcb.cwndUsed = 0;
    tcb.cwndStamp = tcb.now;
    return;
  }
  if (packetsOut > tcb.cwndUsed) tcb.cwndUsed = packetsOut;
  if (!tcb.config.idleRestart || tcb.congestion.takesOver) return;
  if (tcb.now - tcb.cwndStamp >= tcb.rtt.rtoNs) shrinkToUsed(tcb);
}

function shrinkToUsed(tcb: ControlBlock): void {
  const bufferFull = tcb.sndNxt < tcb.writtenEnd;
  if (tcb.recovery === recoveryState.open && !bufferFull) {
    const used = Math.max(tcb.cwndUsed, tcb.config.initialWindow);
    if (used < tcb.cwnd) {
      tcb.ssthresh = tcb.currentSsthresh;
      tcb.cwnd = Math.floor((tcb.cwnd + used) / 2);
    }
    tcb.cwndUsed = 0;
  }
  tcb.cwndStamp = tcb.now;
}

/** New data after a silence: halve the window for every timeout that passed, down to the initial one. */
export function restartAfterIdle(tcb: ControlBlock): void {
  if (!tcb.config.idleRestart || tcb.congestion.takesOver) return;
  const { rtoNs } = tcb.rtt;
  let silent = tcb.now - tcb.lastSentAt - rtoNs;
  if (silent <= 0) return;
  tcb.ssthresh = tcb.currentSsthresh;
  const restart = Math.min(tcb.config.initialWindow, tcb.cwnd);
  let { cwnd } = tcb;
  for (silent -= rtoNs; silent > 0 && cwnd > restart; silent -= rtoNs) cwnd = Math.floor(cwnd / 2);
  tcb.cwnd = Math.max(cwnd, restart);
  tcb.cwndStamp = tcb.now;
  tcb.cwndUsed = 0;
}
