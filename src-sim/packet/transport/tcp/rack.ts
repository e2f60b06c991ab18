/**
 * RACK loss detection, RFC 8985 §6: what was sent a reordering window before something delivered is lost. Linux
 * net/ipv4/tcp_recovery.c: the window is none until reordering was seen, then a quarter of the smallest round trip, widened
 * when the peer reports duplicates (§6.2 step 4).
 */
import * as ackFlag from './acknowledgement-flags.ts';
import { type ControlBlock, timerReorder } from './control-block.ts';
import * as recoveryState from './recovery-state.ts';
import { everRetransmitted, lost, retransmitted } from './scoreboard.ts';

/** Linux TCP_TIMEOUT_MIN: two ticks. */
const timerSlackNs = 2e6;
/** Recoveries for which a widened window is kept (TCP_RACK_RECOVERY_THRESH). */
const recoveriesKept = 16;
const stepsMax = 255;
/** Linux sysctl tcp_max_reordering. */
const reorderingMax = 300;

/** §6.2 step 2: remember the segment delivered that was sent last. */
export function rackAdvance(tcb: ControlBlock, slot: number): void {
  const { board } = tcb;
  const sentAt = board.sentAt[slot];
  const rttNs = tcb.now - sentAt;
  // Faster than any round trip: it was the original that arrived.
  if (rttNs < tcb.rtt.minNs && tcb.rtt.minNs !== Infinity && (board.flags[slot] & everRetransmitted) !== 0)
    return;
  tcb.rackAdvanced = true;
  tcb.rackRttNs = rttNs;
  tcb.rackRank = Math.max(tcb.rackRank, board.rank[slot]);
}

export function rackWindow(tcb: ControlBlock): number {
  if (tcb.reorderingSeen === 0) {
    if (tcb.recovery >= recoveryState.recovery) return 0;
    if (tcb.board.sackedOut >= tcb.reordering) return 0;
  }
  if (tcb.rtt.minNs === Infinity) return 0;
  return Math.min(Math.floor(tcb.rtt.minNs / 4) * tcb.rackWindowSteps, tcb.rtt.srttNs);
}

/** Marks what is lost; returns how long until the next might be, 0 for nothing. */
function detectLoss(tcb: ControlBlock): number {
  const { board } = tcb;
  const window = rackWindow(tcb);
  let wait = 0;
  let slot = board.oldest;
  while (slot !== -1) {
    const newer = board.nextNewer(slot);
    const flags = board.flags[slot];
    if ((flags & (lost | retransmitted)) !== lost) {
      if (board.rank[slot] >= tcb.rackRank) break;
      const remaining = tcb.rackRttNs + window - (tcb.now - board.sentAt[slot]);
      if (remaining > 0) wait = Math.max(wait, remaining);
      else if (board.markLost(board.entryOf(slot))) tcb.totalLost++;
    }
    slot = newer;
  }
  return wait;
}

/** §6.2 step 5, after an acknowledgement. */
export function rackMarkLost(tcb: ControlBlock): void {
  if (!tcb.rackAdvanced) return;
  tcb.rackAdvanced = false;
  const wait = detectLoss(tcb);
  if (wait === 0) return;
  tcb.setTimer(timerReorder, tcb.now + wait + timerSlackNs);
  tcb.ackFlags &= ~ackFlag.setTimer;
}

/** The reordering timer fired; returns whether something was found lost. */
export function rackTimeout(tcb: ControlBlock): boolean {
  const before = tcb.board.inFlight;
  detectLoss(tcb);
  return tcb.board.inFlight !== before;
}

/** §6.2 step 4: a duplicate reported since the last round trip widens the window. */
export function updateReorderWindow(tcb: ControlBlock): void {
  const { priorDelivered } = tcb.rate;
  if (!tcb.config.rackTlp || priorDelivered === 0) return;
  if (priorDelivered < tcb.rackDelivered) tcb.rackDuplicateSeen = false;
  if (tcb.rackDuplicateSeen) {
    tcb.rackWindowSteps = Math.min(stepsMax, tcb.rackWindowSteps + 1);
    tcb.rackDuplicateSeen = false;
    tcb.rackDelivered = tcb.delivered;
    tcb.rackWindowPersist = recoveriesKept;
  } else if (tcb.rackWindowPersist === 0) {
    tcb.rackWindowSteps = 1;
  }
}

/** Reordering by so much was seen (Linux tcp_check_sack_reordering): the third duplicate is no longer proof. */
export function noteReordering(tcb: ControlBlock, lowSeq: number): void {
  const { board } = tcb;
  const highest = board.sackedOut > 0 ? board.highestSacked : tcb.sndUna;
  if (lowSeq >= highest) return;
  const segments = Math.ceil((highest - lowSeq) / tcb.mss);
  tcb.reordering = Math.min(Math.max(tcb.reordering, segments), reorderingMax);
  tcb.reorderingSeen++;
}
