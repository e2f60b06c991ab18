/**
 * CUBIC, RFC 9438, in the whole numbers of Linux's tcp_cubic.c: the window follows W(t) = C (t - K)^3 + W_max with C = 410/1024
 * = 0.4 and a decrease to 717/1024 = 0.7, time in 1/1024 s; the Reno-friendly region (§4.3), fast convergence (§4.7), HyStart.
 *
 * Left out: nothing of Linux's; of RFC 9438 its newer Reno-friendly estimate that rises to Reno's slope after W_max.
 */
import type { ControlBlock } from '../control-block.ts';
import * as recoveryState from '../recovery-state.ts';
import { isWindowLimited } from '../window-validation.ts';
import { additiveIncrease, slowStart } from './additive-increase.ts';
import { CongestionControl } from './congestion-control.ts';
import { cubeRoot } from './cube-root.ts';
import { HyStart } from './hystart.ts';

const scale = 1024;
const beta = 717;
/** C in 1/1024: bic_scale 41 times 10. */
const growth = 410;
/** 2^40 / 410: the inverse of C with time in 1/1024 s. */
const cubeFactor = Math.floor(2 ** 40 / growth);
/** Eight times the Reno-friendly slope's inverse: 8 (1 + beta) / 3 / (1 - beta) in Linux's rounding, 15. */
const friendlyScale = Math.floor(Math.floor((8 * (scale + beta)) / 3) / (scale - beta));
const jiffyNs = 1e6;
const jiffiesPerSecond = 1000;

/** Linux's clock with 1000 ticks a second; from one, since zero means "no epoch". */
const jiffiesAt = (now: number): number => Math.floor(now / jiffyNs) + 1;

export class Cubic extends CongestionControl<ControlBlock> {
  private readonly hystart: HyStart | null;
  /** Window before the last reduction; 0: none yet. */
  lastMax = 0;
  private origin = 0;
  /** Time to reach the origin, in 1/1024 s. */
  timeToOrigin = 0;
  private epochStart = 0;
  private lastWindow = 0;
  private lastTime = 0;
  private ackCount = 0;
  private renoWindow = 0;
  private per = 0;
  private delayMin = 0;

  constructor(useHystart: boolean) {
    super();
    this.hystart = useHystart ? new HyStart() : null;
  }

  override begin(tcb: ControlBlock): void {
    this.hystart?.reset(tcb);
  }

  thresholdAfterLoss(tcb: ControlBlock): number {
    this.epochStart = 0;
    const { cwnd } = tcb;
    // Fast convergence: a flow that did not get back to its old window makes room.
    this.lastMax = cwnd < this.lastMax ? Math.floor((cwnd * (scale + beta)) / (2 * scale)) : cwnd;
    return Math.max(Math.floor((cwnd * beta) / scale), 2);
  }

  override raise(tcb: ControlBlock, acked: number): void {
    if (!isWindowLimited(tcb)) return;
    const left = tcb.inSlowStart ? slowStart(tcb, acked) : acked;
    if (left === 0) return;
    this.update(tcb.now, tcb.cwnd, left);
    additiveIncrease(tcb, this.per, left);
  }

  override acknowledged(tcb: ControlBlock, rttNs: number): void {
    if (rttNs < 0) return;
    const jiffies = jiffiesAt(tcb.now);
    // Delays just after a recovery are those of its queue.
    if (this.epochStart !== 0 && jiffies - this.epochStart < jiffiesPerSecond) return;
    const delay = Math.max(1, rttNs);
    if (this.delayMin === 0 || this.delayMin > delay) this.delayMin = delay;
    if (this.hystart !== null && tcb.inSlowStart) this.hystart.update(tcb, delay, this.delayMin);
  }

  override recoveryChanged(tcb: ControlBlock, next: number): void {
    if (next !== recoveryState.loss) return;
    this.lastMax = 0;
    this.origin = 0;
    this.timeToOrigin = 0;
    this.epochStart = 0;
    this.lastWindow = 0;
    this.lastTime = 0;
    this.ackCount = 0;
    this.renoWindow = 0;
    this.per = 0;
    this.delayMin = 0;
    this.hystart?.reset(tcb);
  }

  /** Time without data does not count. */
  override transmissionStarts(tcb: ControlBlock): void {
    const jiffies = jiffiesAt(tcb.now);
    const silent = jiffies - jiffiesAt(tcb.lastSentAt);
    if (this.epochStart === 0 || silent <= 0) return;
    this.epochStart = Math.min(this.epochStart + silent, jiffies);
  }

  /** Works out for how many acknowledged segments the window may grow by one. Linux bictcp_update. */
  update(now: number, cwnd: number, acked: number): void {
    const jiffies = jiffiesAt(now);
    this.ackCount += acked;
    if (this.lastWindow === cwnd && jiffies - this.lastTime <= Math.floor(jiffiesPerSecond / 32)) return;
    if (this.epochStart === 0 || jiffies !== this.lastTime) {
      this.lastWindow = cwnd;
      this.lastTime = jiffies;
      if (this.epochStart === 0) this.startEpoch(jiffies, cwnd, acked);
      this.per = this.cubicPace(jiffies, cwnd);
    }
    const friendly = Math.floor((cwnd * friendlyScale) / 8);
    if (this.ackCount > friendly) {
      const steps = Math.ceil(this.ackCount / friendly) - 1;
      this.ackCount -= steps * friendly;
      this.renoWindow += steps;
    }
    if (this.renoWindow > cwnd) {
      this.per = Math.min(this.per, Math.floor(cwnd / (this.renoWindow - cwnd)));
    }
    // At most half as fast as slow start.
    this.per = Math.max(this.per, 2);
  }

  private startEpoch(jiffies: number, cwnd: number, acked: number): void {
    this.epochStart = jiffies;
    this.ackCount = acked;
    this.renoWindow = cwnd;
    if (this.lastMax <= cwnd) {
      this.timeToOrigin = 0;
      this.origin = cwnd;
    } else {
      this.timeToOrigin = cubeRoot(cubeFactor * (this.lastMax - cwnd));
      this.origin = this.lastMax;
    }
  }

  private cubicPace(jiffies: number, cwnd: number): number {
    const elapsed = jiffies - this.epochStart + Math.floor(this.delayMin / jiffyNs);
    const time = Math.floor((elapsed * scale) / jiffiesPerSecond);
    const offset = Math.abs(time - this.timeToOrigin);
    const delta = Math.floor((growth * offset * offset * offset) / 2 ** 40);
    const target = time < this.timeToOrigin ? this.origin - delta : this.origin + delta;
    const per = target > cwnd ? Math.floor(cwnd / (target - cwnd)) : 100 * cwnd;
    // Before the first loss W_max is unknown: grow by at least one in twenty.
    return this.lastMax === 0 && per > 20 ? 20 : per;
  }
}
