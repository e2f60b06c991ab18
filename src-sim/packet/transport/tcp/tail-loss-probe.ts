/**
 * Tail loss probe, RFC 8985 §7: when acknowledgements stop coming, send one segment after two round trips, so that its
 * acknowledgement shows a loss before the timeout must. Linux tcp_schedule_loss_probe, tcp_process_tlp_ack.
 */
import * as ackFlag from './acknowledgement-flags.ts';
import { type ControlBlock, timerProbe } from './control-block.ts';
import { beginReduction, endReduction } from './prr.ts';
import * as recoveryState from './recovery-state.ts';
import { tryKeepOpen } from './undo.ts';

/** Added for a lone segment, whose acknowledgement may be delayed; and for the rest, two ticks. */
const loneSlackNs = 200e6;
const slackNs = 2e6;

/** Sets the probe timer where one is due; `rtoAt` is when the timeout would come. */
export function scheduleProbe(tcb: ControlBlock, rtoAt: number): boolean {
  if (!tcb.config.rackTlp || !tcb.sackOk || tcb.board.packetsOut === 0) return false;
  if (tcb.recovery !== recoveryState.open && tcb.recovery !== recoveryState.windowReduced) return false;
  let wait = 1e9;
  if (tcb.rtt.srtt8 !== 0) {
    wait = Math.floor(tcb.rtt.srtt8 / 4) + (tcb.board.packetsOut === 1 ? loneSlackNs : slackNs);
  }
  tcb.setTimer(timerProbe, rtoAt > tcb.now ? Math.min(tcb.now + wait, rtoAt) : tcb.now + wait);
  return true;
}

export function processProbeAck(tcb: ControlBlock, ack: number): void {
  if (ack < tcb.probeEnd) return;
  const flags = tcb.ackFlags;
  if (!tcb.probeRetransmitted || (flags & ackFlag.probeDuplicate) !== 0) {
    tcb.probeEnd = -1;
  } else if (ack > tcb.probeEnd) {
    // The probe repaired a loss that nobody else would see: react to it once.
    beginReduction(tcb);
    tcb.setRecovery(recoveryState.windowReduced);
    endReduction(tcb);
    tryKeepOpen(tcb);
  } else if ((flags & (ackFlag.advanced | ackFlag.notDuplicate | ackFlag.dataSacked)) === 0) {
    tcb.probeEnd = -1;
  }
}
