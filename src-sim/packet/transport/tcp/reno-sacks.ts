/**
 * Peers without SACK: each duplicate acknowledgement stands for one segment delivered out of order (RFC 6582). Linux
 * tcp_add_reno_sack, tcp_remove_reno_sacks, tcp_newreno_mark_lost.
 *
 * Left out: the adaptation of the threshold to reordering, which such peers give no measure of.
 */
import * as ackFlag from './acknowledgement-flags.ts';
import type { ControlBlock } from './control-block.ts';
import * as recoveryState from './recovery-state.ts';

export function addRenoSack(tcb: ControlBlock): void {
  const { board } = tcb;
  const holes = Math.max(1, board.lostOut);
  if (board.sackedOut + 1 + holes > board.packetsOut) return;
  board.sackedOut++;
  tcb.delivered++;
}

export function removeRenoSacks(tcb: ControlBlock, acked: number): void {
  const { board } = tcb;
  if (acked > 0) {
    tcb.delivered += Math.max(acked - board.sackedOut, 1);
    board.sackedOut = Math.max(0, board.sackedOut - (acked - 1));
  }
  board.sackedOut = Math.max(0, Math.min(board.sackedOut, board.packetsOut - Math.max(1, board.lostOut)));
}

export function renoMarkLost(tcb: ControlBlock): void {
  const { board } = tcb;
  if (board.packetsOut === 0) return;
  const advanced = (tcb.ackFlags & ackFlag.advanced) !== 0;
  const enough = tcb.recovery < recoveryState.recovery && board.sackedOut >= tcb.reordering;
  if (!enough && !(tcb.recovery === recoveryState.recovery && advanced)) return;
  if (board.markLost(board.head)) tcb.totalLost++;
}
