/** Growth of the window: RFC 5681 §3.1 with bytes counted by segments (RFC 3465); Linux tcp_slow_start, tcp_cong_avoid_ai. */
import type { ControlBlock } from '../control-block.ts';

/** Slow start; returns the acknowledged segments left over beyond the threshold. */
export function slowStart(tcb: ControlBlock, acked: number): number {
  const cwnd = Math.min(tcb.cwnd + acked, tcb.ssthresh);
  const left = acked - (cwnd - tcb.cwnd);
  tcb.cwnd = cwnd;
  return left;
}

/** One segment more for every `per` acknowledged. */
export function additiveIncrease(tcb: ControlBlock, per: number, acked: number): void {
  if (tcb.cwndCount >= per) {
    tcb.cwndCount = 0;
    tcb.cwnd++;
  }
  tcb.cwndCount += acked;
  if (tcb.cwndCount >= per) {
    const more = Math.floor(tcb.cwndCount / per);
    tcb.cwndCount -= more * per;
    tcb.cwnd += more;
  }
}
