/**
 * HyStart: leave slow start before losses (Ha and Rhee 2011), as Linux's CUBIC has it: either the acknowledgements of a round
 * come as one train about half a round trip long, or the round's delay has risen. Linux hystart_update.
 *
 * Left out: RFC 9406's HyStart++ with its conservative phase, which Linux does not have.
 */
import type { ControlBlock } from '../control-block.ts';

/** Linux hystart_low_window, hystart_ack_delta_us, HYSTART_MIN_SAMPLES. */
const lowWindow = 16;
const trainGapNs = 2e6;
const samplesMin = 8;
/** HYSTART_DELAY_MIN and _MAX around an eighth of the smallest delay. */
const delayMinNs = 4e6;
const delayMaxNs = 16e6;
/** hystart_ack_delay: how long four of the largest aggregates take, at most a millisecond. */
const aggregateBytes = 4 * 65_536;
const aggregateMaxNs = 1e6;

export class HyStart {
  private roundStart = 0;
  private lastAck = 0;
  private roundEnd = 0;
  private roundDelay = Infinity;
  private samples = 0;
  found = false;

  reset(tcb: ControlBlock): void {
    this.startRound(tcb);
    this.found = false;
  }

  private startRound(tcb: ControlBlock): void {
    this.roundStart = tcb.now;
    this.lastAck = tcb.now;
    this.roundEnd = tcb.sndNxt;
    this.roundDelay = Infinity;
    this.samples = 0;
  }

  /** In slow start: an acknowledgement with this round trip; sets the threshold when it is time to stop. */
  update(tcb: ControlBlock, delayNs: number, delayMin: number): void {
    if (this.found || tcb.cwnd < lowWindow) return;
    if (tcb.sndUna > this.roundEnd) this.startRound(tcb);
    if (tcb.now - this.lastAck <= trainGapNs) {
      this.lastAck = tcb.now;
      const aggregate = tcb.pacingRate === 0 ? 0 : (aggregateBytes * 1e9) / tcb.pacingRate;
      const length = delayMin + Math.min(aggregateMaxNs, aggregate);
      if (tcb.now - this.roundStart > (tcb.paced ? length : length / 2)) this.leave(tcb);
    }
    if (this.roundDelay > delayNs) this.roundDelay = delayNs;
    if (this.samples < samplesMin) {
      this.samples++;
    } else {
      const rise = Math.min(Math.max(delayMin / 8, delayMinNs), delayMaxNs);
      if (this.roundDelay > delayMin + rise) this.leave(tcb);
    }
  }

  private leave(tcb: ControlBlock): void {
    this.found = true;
    tcb.ssthresh = tcb.cwnd;
  }
}
