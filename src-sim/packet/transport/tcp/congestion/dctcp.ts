/**
 * DCTCP, RFC 8257: the window shrinks by half the smoothed share of marked bytes. Linux tcp_dctcp.c, with its shift of 4
 * (g = 1/16), alpha in 1/1024 starting at 1.
 *
 * Left out: nothing of RFC 8257's sender. A peer that refuses ECN never echoes, and this is then Reno.
 */
import type { ControlBlock } from '../control-block.ts';
import * as recoveryState from '../recovery-state.ts';
import { NewReno } from './new-reno.ts';

const alphaMax = 1024;
const gainShift = 4;

export class Dctcp extends NewReno {
  override readonly preciseEcn = true;
  alpha = alphaMax;
  private windowEnd = 0;
  private delivered = 0;
  private deliveredCe = 0;

  override begin(tcb: ControlBlock): void {
    this.startWindow(tcb);
  }

  private startWindow(tcb: ControlBlock): void {
    this.windowEnd = tcb.sndNxt;
    this.delivered = tcb.delivered;
    this.deliveredCe = tcb.deliveredCe;
  }

  override thresholdAfterLoss(tcb: ControlBlock): number {
    return Math.max(tcb.cwnd - Math.floor((tcb.cwnd * this.alpha) / (2 * alphaMax)), 2);
  }

  /** Once a window: alpha := (1 - g) alpha + g F (RFC 8257 §3.3). */
  override acknowledged(tcb: ControlBlock): void {
    if (tcb.sndUna < this.windowEnd) return;
    const marked = tcb.deliveredCe - this.deliveredCe;
    this.alpha -= this.alpha >> gainShift || this.alpha;
    if (marked > 0) {
      const share = Math.floor(
        (marked * (alphaMax >> gainShift)) / Math.max(1, tcb.delivered - this.delivered),
      );
      this.alpha = Math.min(this.alpha + share, alphaMax);
    }
    this.startWindow(tcb);
  }

  /** A real loss halves (§3.5). */
  override recoveryChanged(tcb: ControlBlock, next: number): void {
    if (next !== recoveryState.recovery || tcb.recovery === recoveryState.recovery) return;
    tcb.priorCwnd = tcb.cwnd;
    tcb.ssthresh = Math.max(tcb.cwnd >> 1, 2);
  }
}
