/**
 * The window offered to the peer: Linux's __tcp_select_window, tcp_grow_window, and the dynamic right-sizing of
 * tcp_rcv_space_adjust (Fisk and Feng 2001), which doubles the buffer ahead of what the application took in a round trip.
 * RFC 9293 §3.8.6.2.2 (no silly windows), RFC 7323 §2.
 *
 * With autotuning only part of the memory is window, the rest stands for the kernel's own cost per packet: half until data
 * comes, then 157/256, as measured on Linux 6.18 with packets of 1500 bytes one by one. A buffer set by hand is all window,
 * since SO_RCVBUF doubles it. Left out: how that share depends on driver, packet size and aggregation, memory pressure, SO_RCVLOWAT.
 */
import type { TcpConfig } from './tcp-config.ts';

const wholeShare = 256;
const shareAtFirst = 128;
const shareOfData = 157;
const windowBitsMax = 65_535;
/** RFC 7323 §2.3. */
const scaleMax = 14;

export class ReceiveWindow {
  private readonly autotune: boolean;
  private readonly memoryMax: number;
  private memory: number;
  /** Part of the memory that is window, of 256, and the bytes that makes. */
  private share: number;
  private clamp: number;
  /** Most that may be offered now; grows as data arrives, so that a new connection is not given everything. */
  private slowStart = 0;
  private advertisedMss = 0;
  /** Bytes a unit of the window field stands for: two to the scale agreed on. */
  unit = 1;
  /** Window and `next` when it was last offered. */
  window = 0;
  offeredAt = 0;
  /** Round trip as the receiver sees it, eightfold; 0: unknown. */
  rtt8 = 0;
  private rttEcho = -1;
  private rttSeq = 0;
  private rttSince = 0;
  private measured = 0;
  private measuredSince = 0;
  private measuredAt = 0;

  constructor(config: TcpConfig) {
    this.autotune = config.autotune;
    this.memory = config.receiveBuffer;
    this.share = config.autotune ? shareAtFirst : wholeShare;
    this.clamp = this.windowOfMemory();
    this.memoryMax = config.autotune ? config.receiveBufferMax : config.receiveBuffer;
  }

  private windowOfMemory(): number {
    return Math.floor((this.memory * this.share) / wholeShare);
  }

  /** Shift for this buffer: the smallest that can express all of it (tcp_select_initial_window). */
  get scaleWanted(): number {
    let scale = 0;
    while (scale < scaleMax && this.memoryMax / 2 ** scale >= windowBitsMax + 1) scale++;
    return scale;
  }

  /** The window of the SYN, whole segments where there are any. It is never scaled. */
  open(mss: number): void {
    this.advertisedMss = mss;
    const space = this.clamp;
    const whole = space >= mss ? space - (space % mss) : space;
    this.window = Math.min(whole, windowBitsMax);
    this.slowStart = this.autotune ? this.window : this.clamp;
    this.measured = Math.min(this.window, 10 * mss);
  }

  /** The handshake is over: measuring begins. */
  begin(now: number, next: number): void {
    this.measuredSince = next;
    this.measuredAt = now;
    this.offeredAt = next;
    if (!this.autotune) return;
    this.share = shareOfData;
    this.clamp = this.windowOfMemory();
  }

  /** End of the window offered last. */
  get edge(): number {
    return this.offeredAt + this.window;
  }

  /** The window to offer with `next`, when `held` bytes of memory's window are taken. Does not commit to it. */
  select(next: number, held: number): number {
    let free = Math.max(0, this.clamp - held);
    if (free < this.advertisedMss && free < this.clamp / 2) free = 0;
    if (free > this.slowStart) free = this.slowStart;
    // The edge offered once is kept (RFC 9293 §3.8.6: shrinking the window is strongly discouraged).
    const offered = Math.max(0, this.edge - next);
    const window = Math.max(free, offered);
    const { unit } = this;
    return Math.min(Math.ceil(window / unit), windowBitsMax) * unit;
  }

  commit(next: number, window: number): void {
    this.window = window;
    this.offeredAt = next;
  }

  /** A full-sized segment arrived: two more may come (tcp_grow_window). Returns whether the window may grow. */
  grow(held: number): boolean {
    const room = this.clamp - held - this.slowStart;
    if (!this.autotune || room <= 0) return false;
    this.slowStart += Math.min(room, 2 * this.advertisedMss);
    return true;
  }

  /** Round trip from the echo of our timestamp in a full-sized segment; one sample a value. */
  sampleEcho(nowMs: number, echo: number): void {
    if (echo === this.rttEcho) return;
    this.rttEcho = echo;
    const sample = Math.max(1, nowMs - echo) * 1e6;
    this.rtt8 = this.rtt8 === 0 ? sample * 8 : this.rtt8 - Math.floor(this.rtt8 / 8) + sample;
  }

  /** Without timestamps: a window of data takes at least a round trip. */
  sampleWindow(now: number, next: number): void {
    if (this.rttSince !== 0) {
      if (next < this.rttSeq) return;
      const sample8 = (now - this.rttSince) * 8;
      if (this.rtt8 === 0 || sample8 < this.rtt8) this.rtt8 = sample8;
    }
    this.rttSeq = next + this.window;
    this.rttSince = now;
  }

  /** The application took data: once a round trip, see whether the buffer should have been larger (tcp_rcvbuf_grow). */
  adjust(now: number, copied: number, outOfOrder: number): void {
    if (!this.autotune || this.rtt8 === 0 || now - this.measuredAt < this.rtt8 / 8) return;
    const taken = copied - this.measuredSince;
    if (taken > this.measured) {
      const before = this.measured;
      this.measured = taken;
      // Twice, since the measure is a round trip late; then by the growth twice over, for slow start.
      let window = 2 * taken;
      window += 2 * Math.floor((window * (taken - before)) / before);
      window += outOfOrder;
      const memory = Math.min(Math.ceil((window * wholeShare) / this.share), this.memoryMax);
      if (memory > this.memory) {
        this.memory = memory;
        this.clamp = this.windowOfMemory();
      }
    }
    this.measuredSince = copied;
    this.measuredAt = now;
  }

  /** Round trip the receiver knows of; Infinity: none. */
  get rttNs(): number {
    return this.rtt8 === 0 ? Infinity : this.rtt8 / 8;
  }
}
