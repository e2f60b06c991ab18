/**
 * BBR version 1: a model of the path (largest delivery rate of ten rounds, smallest round trip of ten seconds) paces the sender
 * at the one and holds the window to twice their product. Cardwell et al. 2016; Linux net/ipv4/tcp_bbr.c.
 *
 * Left out: the long-term rate of paths with a policer (bbr_lt_bw_sampling), and the packets that pacing will still hold back
 * when in-flight data is compared (bbr_packets_in_net_at_edt). The phase to start probing in, random in Linux, comes from the
 * clock's microseconds.
 */
import * as ackFlag from '../acknowledgement-flags.ts';
import type { ControlBlock } from '../control-block.ts';
import * as recoveryState from '../recovery-state.ts';
import { WindowedExtreme } from '../windowed-extreme.ts';
import { AckAggregation } from './ack-aggregation.ts';
import { CongestionControl } from './congestion-control.ts';

const startup = 0;
const drain = 1;
const probeBandwidth = 2;
const probeRtt = 3;

/** 2/ln 2 doubles the rate each round. */
const highGain = 2.885;
const drainGain = 1 / highGain;
const windowGain = 2;
const cycleGains = [1.25, 0.75, 1, 1, 1, 1, 1, 1] as const;
const bandwidthRounds = 10;
const minRttWindowNs = 10e9;
const probeRttNs = 200e6;
const windowMin = 4;
const fullGrowth = 1.25;
const fullRounds = 3;
/** Share of the estimate that is used, so that queues drain. */
const margin = 0.99;
/** Aggregates of a millisecond's worth, at most 64 KiB (tcp_tso_autosize). */
const aggregatesPerSecond = 1024;
const aggregateBytesMax = 65_536;
const slowRateBytes = 150_000;

export class Bbr extends CongestionControl<ControlBlock> {
  override readonly takesOver = true;
  override readonly needsPacing = true;
  private mode: number = startup;
  private readonly bandwidth = new WindowedExtreme(1);
  private readonly aggregation = new AckAggregation();
  private round = 0;
  private roundStart = false;
  private roundEnd = 0;
  private minRtt = Infinity;
  private minRttAt = 0;
  private probeRttEnd = 0;
  private probeRttRoundDone = false;
  private fullBandwidth = 0;
  private fullCount = 0;
  private cycle = 0;
  private cycleAt = 0;
  private pacingGain = highGain;
  private windowGain = highGain;
  private priorWindow = 0;
  private formerRecovery: number = recoveryState.open;
  private conserving = false;
  private idleRestart = false;
  private seenRtt = false;

  get fullPipe(): boolean {
    return this.fullCount >= fullRounds;
  }

  override begin(tcb: ControlBlock): void {
    this.minRtt = tcb.rtt.minNs;
    this.minRttAt = tcb.now;
    this.aggregation.restart(tcb.now);
    tcb.ssthresh = Infinity;
    this.rateFromWindow(tcb);
  }

  private rateFromWindow(tcb: ControlBlock): void {
    const { srttNs } = tcb.rtt;
    if (srttNs > 0) this.seenRtt = true;
    const rttNs = srttNs > 0 ? srttNs : 1e6;
    tcb.pacingRate = Math.floor((tcb.cwnd * tcb.mss * 1e9 * highGain * margin) / rttNs);
  }

  thresholdAfterLoss(tcb: ControlBlock): number {
    this.saveWindow(tcb);
    return tcb.ssthresh;
  }

  override undoneWindow(tcb: ControlBlock): number {
    this.fullBandwidth = 0;
    this.fullCount = 0;
    return tcb.cwnd;
  }

  override raise(): void {}

  override recoveryChanged(_tcb: ControlBlock, next: number): void {
    if (next !== recoveryState.loss) return;
    this.formerRecovery = recoveryState.loss;
    this.fullBandwidth = 0;
    this.roundStart = true;
  }

  override transmissionStarts(tcb: ControlBlock): void {
    if (tcb.appLimitedUntil === 0) return;
    this.idleRestart = true;
    this.aggregation.restart(tcb.now);
    if (this.mode === probeBandwidth) this.setRate(tcb, 1);
    else if (this.mode === probeRtt) this.leaveProbeRtt(tcb);
  }

  override control(tcb: ControlBlock): void {
    this.updateBandwidth(tcb);
    this.aggregation.update(tcb, this.bandwidth.best, this.roundStart);
    this.updateCycle(tcb);
    this.checkFullPipe(tcb);
    this.checkDrained(tcb);
    this.updateMinRtt(tcb);
    this.updateGains();
    this.setRate(tcb, this.pacingGain);
    this.setWindow(tcb);
  }

  private updateBandwidth(tcb: ControlBlock): void {
    const { rate } = tcb;
    this.roundStart = false;
    if (rate.delivered < 0 || rate.intervalNs <= 0) return;
    if (rate.priorDelivered >= this.roundEnd) {
      this.roundEnd = tcb.delivered;
      this.round++;
      this.roundStart = true;
      this.conserving = false;
    }
    const packetsPerSecond = (rate.delivered * 1e9) / rate.intervalNs;
    if (!rate.isAppLimited || packetsPerSecond >= this.bandwidth.best) {
      this.bandwidth.update(bandwidthRounds, this.round, packetsPerSecond);
    }
  }

  private updateCycle(tcb: ControlBlock): void {
    if (this.mode !== probeBandwidth) return;
    const { priorInFlight, losses } = tcb.rate;
    const full = tcb.deliveredAt - this.cycleAt > this.minRtt;
    let next = full;
    if (this.pacingGain > 1) {
      next = full && (losses > 0 || priorInFlight >= this.target(tcb, this.pacingGain));
    } else if (this.pacingGain < 1) {
      next = full || priorInFlight <= this.target(tcb, 1);
    }
    if (next) this.advanceCycle(tcb);
  }

  private advanceCycle(tcb: ControlBlock): void {
    this.cycle = (this.cycle + 1) % cycleGains.length;
    this.cycleAt = tcb.deliveredAt;
  }

  private checkFullPipe(tcb: ControlBlock): void {
    if (this.fullPipe || !this.roundStart || tcb.rate.isAppLimited) return;
    if (this.bandwidth.best >= this.fullBandwidth * fullGrowth) {
      this.fullBandwidth = this.bandwidth.best;
      this.fullCount = 0;
    } else {
      this.fullCount++;
    }
  }

  private checkDrained(tcb: ControlBlock): void {
    if (this.mode === startup && this.fullPipe) {
      this.mode = drain;
      tcb.ssthresh = this.target(tcb, 1);
    }
    if (this.mode === drain && tcb.board.inFlight <= this.target(tcb, 1)) this.startProbing(tcb);
  }

  private startProbing(tcb: ControlBlock): void {
    this.mode = probeBandwidth;
    this.cycle = cycleGains.length - 1 - (Math.floor(tcb.now / 1000) % 7);
    this.advanceCycle(tcb);
  }

  private updateMinRtt(tcb: ControlBlock): void {
    const { rate, now } = tcb;
    const expired = now > this.minRttAt + minRttWindowNs;
    const maybeDelayed = (tcb.ackFlags & ackFlag.maybeDelayed) !== 0;
    if (rate.rttNs >= 0 && (rate.rttNs < this.minRtt || (expired && !maybeDelayed))) {
      this.minRtt = rate.rttNs;
      this.minRttAt = now;
    }
    if (expired && !this.idleRestart && this.mode !== probeRtt) {
      this.saveWindow(tcb);
      this.mode = probeRtt;
      this.probeRttEnd = 0;
    }
    if (this.mode === probeRtt) {
      const { inFlight } = tcb.board;
      tcb.appLimitedUntil = tcb.delivered + inFlight || 1;
      if (this.probeRttEnd === 0 && inFlight <= windowMin) {
        this.probeRttEnd = now + probeRttNs;
        this.probeRttRoundDone = false;
        this.roundEnd = tcb.delivered;
      } else if (this.probeRttEnd !== 0) {
        if (this.roundStart) this.probeRttRoundDone = true;
        if (this.probeRttRoundDone) this.leaveProbeRtt(tcb);
      }
    }
    if (rate.delivered > 0) this.idleRestart = false;
  }

  private leaveProbeRtt(tcb: ControlBlock): void {
    if (this.probeRttEnd === 0 || tcb.now <= this.probeRttEnd) return;
    this.minRttAt = tcb.now;
    tcb.cwnd = Math.max(tcb.cwnd, this.priorWindow);
    if (this.fullPipe) this.startProbing(tcb);
    else this.mode = startup;
  }

  private updateGains(): void {
    if (this.mode === probeBandwidth) {
      this.pacingGain = cycleGains[this.cycle];
      this.windowGain = windowGain;
    } else if (this.mode === probeRtt) {
      this.pacingGain = 1;
      this.windowGain = 1;
    } else {
      this.pacingGain = this.mode === startup ? highGain : drainGain;
      this.windowGain = highGain;
    }
  }

  private setRate(tcb: ControlBlock, gain: number): void {
    if (!this.seenRtt && tcb.rtt.srtt8 !== 0) this.rateFromWindow(tcb);
    const rate = Math.floor(this.bandwidth.best * tcb.mss * gain * margin);
    if (this.fullPipe || rate > tcb.pacingRate) tcb.pacingRate = rate;
  }

  /** Packets in flight that fill the path `gain` times over. */
  private product(tcb: ControlBlock, gain: number): number {
    if (this.minRtt === Infinity) return tcb.config.initialWindow;
    return Math.ceil((this.bandwidth.best * this.minRtt * gain) / 1e9);
  }

  /** Room for three aggregates: one being built, one in the sender, one in the receiver. */
  private withAggregates(tcb: ControlBlock, packets: number): number {
    const bytes = Math.min(tcb.pacingRate / aggregatesPerSecond, aggregateBytesMax);
    const least = tcb.pacingRate < slowRateBytes ? 1 : 2;
    const even = 2 * Math.ceil((packets + 3 * Math.max(Math.floor(bytes / tcb.mss), least)) / 2);
    return this.mode === probeBandwidth && this.cycle === 0 ? even + 2 : even;
  }

  private target(tcb: ControlBlock, gain: number): number {
    return this.withAggregates(tcb, this.product(tcb, gain));
  }

  private setWindow(tcb: ControlBlock): void {
    const { ackedSacked } = tcb.rate;
    if (ackedSacked > 0 && !this.recoverWindow(tcb, ackedSacked)) {
      let packets = this.product(tcb, this.windowGain);
      if (this.fullPipe) packets += this.aggregation.packets(this.bandwidth.best);
      const target = this.withAggregates(tcb, packets);
      if (this.fullPipe) tcb.cwnd = Math.min(tcb.cwnd + ackedSacked, target);
      else if (tcb.cwnd < target || tcb.delivered < tcb.config.initialWindow) tcb.cwnd += ackedSacked;
      tcb.cwnd = Math.max(tcb.cwnd, windowMin);
    }
    if (this.mode === probeRtt) tcb.cwnd = Math.min(tcb.cwnd, windowMin);
  }

  /** Losses: hold what is in flight for a round, and come back afterwards. Returns whether the window is decided. */
  private recoverWindow(tcb: ControlBlock, acked: number): boolean {
    const former = this.formerRecovery;
    const current = tcb.recovery;
    if (tcb.rate.losses > 0) tcb.cwnd = Math.max(tcb.cwnd - tcb.rate.losses, 1);
    if (current === recoveryState.recovery && former !== recoveryState.recovery) {
      this.conserving = true;
      this.roundEnd = tcb.delivered;
      tcb.cwnd = tcb.board.inFlight + acked;
    } else if (former >= recoveryState.recovery && current < recoveryState.recovery) {
      tcb.cwnd = Math.max(tcb.cwnd, this.priorWindow);
      this.conserving = false;
    }
    this.formerRecovery = current;
    if (this.conserving) tcb.cwnd = Math.max(tcb.cwnd, tcb.board.inFlight + acked);
    return this.conserving;
  }

  private saveWindow(tcb: ControlBlock): void {
    const normal = this.formerRecovery < recoveryState.recovery && this.mode !== probeRtt;
    this.priorWindow = normal ? tcb.cwnd : Math.max(this.priorWindow, tcb.cwnd);
  }
}
