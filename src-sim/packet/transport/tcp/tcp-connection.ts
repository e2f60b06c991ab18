/**
 * One endpoint of a TCP connection as a state machine without clock, network or chance: it takes a segment, offers a segment,
 * and says when to wake it. After `open`, `write`, `read`, `close`, `receive`, `timer` or `pathMtu`, call `transmit` until it
 * returns false (or stop early when the device is full and go on later), then look at `wakeAt`.
 *
 * Times are absolute, in whole nanoseconds, and never go back.
 */
import { fail } from './close.ts';
import { congestionNamed } from './congestion/congestion-named.ts';
import type { CongestionControl } from './congestion/congestion-control.ts';
import type { ConnectionCounters } from './connection-counters.ts';
import { ControlBlock } from './control-block.ts';
import { openConnection } from './handshake.ts';
import { pathMtu } from './path-mtu.ts';
import { receive } from './receive.ts';
import type { Segment } from './segment.ts';
import type { TcpConfig } from './tcp-config.ts';
import * as state from './tcp-state.ts';
import { type TcpStateName, tcpStateNames } from './tcp-state.ts';
import { runTimers, wakeAt } from './timers.ts';
import { transmit } from './transmit.ts';

export class TcpConnection {
  private readonly tcb: ControlBlock;

  constructor(config: TcpConfig, congestion: CongestionControl<ControlBlock> = congestionNamed(config)) {
    this.tcb = new ControlBlock(config, congestion);
  }

  /** A client sends its SYN, a server listens for one. */
  open(now: number): void {
    this.tcb.now = now;
    openConnection(this.tcb);
  }

  /** The application offers so many bytes more; Infinity never runs dry. */
  write(bytes: number): void {
    const { tcb } = this;
    if (!tcb.finQueued && tcb.failure === '') tcb.writtenEnd += bytes;
  }

  /** The application takes up to so many of the bytes that are in order; returns how many there were. */
  read(now: number, bytes: number): number {
    const { tcb } = this;
    tcb.now = now;
    const taken = Math.min(bytes, this.readable);
    if (taken === 0) return 0;
    tcb.copied += taken;
    tcb.window.adjust(now, tcb.copied, tcb.queue.highest - tcb.queue.next);
    // Say so when the window at least doubles (tcp_cleanup_rbuf).
    const offered = Math.max(0, tcb.window.edge - tcb.queue.next);
    const possible = tcb.window.select(tcb.queue.next, tcb.heldBytes);
    if (possible > 0 && possible >= 2 * offered) tcb.ackNow = true;
    return taken;
  }

  /** No more will be written: a FIN follows the data. */
  close(now: number): void {
    const { tcb } = this;
    tcb.now = now;
    if (tcb.state <= state.listen) {
      fail(tcb, tcb.failure);
      return;
    }
    if (tcb.writtenEnd === Infinity) tcb.writtenEnd = Math.max(1, tcb.sndNxt);
    tcb.finQueued = true;
  }

  /** Ends at once and tells the peer. */
  abort(): void {
    const { tcb } = this;
    const tell = tcb.state >= state.synReceived && tcb.state !== state.timeWait;
    fail(tcb, 'aborted');
    tcb.resetDue = tell;
    tcb.resetSeq = tcb.sndNxt;
    tcb.resetAck = true;
  }

  receive(now: number, segment: Segment): void {
    this.tcb.now = now;
    receive(this.tcb, segment);
  }

  /** Fills `out` with the next segment to send now; false where there is none. */
  transmit(now: number, out: Segment): boolean {
    this.tcb.now = now;
    return transmit(this.tcb, out);
  }

  timer(now: number): void {
    this.tcb.now = now;
    runTimers(this.tcb);
  }

  /** An ICMP message told the path's MTU. */
  pathMtu(now: number, mtu: number): void {
    this.tcb.now = now;
    pathMtu(this.tcb, mtu);
  }

  /**
   * An ICMP message told that packets do not arrive, or not in their time. It ends an attempt to connect; later it is a soft
   * error, and the retransmission timer decides (RFC 1122 section 4.2.3.9; Linux tcp_v4_err).
   */
  unreachable(now: number): void {
    const { tcb } = this;
    tcb.now = now;
    if (tcb.state === state.synSent) fail(tcb, 'unreachable');
  }

  get wakeAt(): number {
    return wakeAt(this.tcb);
  }

  get state(): TcpStateName {
    return tcpStateNames[this.tcb.state];
  }

  get failure(): ControlBlock['failure'] {
    return this.tcb.failure;
  }

  /** Bytes that arrived in order since the beginning. */
  get delivered(): number {
    const { queue, finReceived } = this.tcb;
    return Math.max(0, queue.next - (finReceived ? 2 : 1));
  }

  get readable(): number {
    const { queue, finReceived, copied } = this.tcb;
    return Math.max(0, queue.next - (finReceived ? 1 : 0) - copied);
  }

  /** The peer sends no more. */
  get peerClosed(): boolean {
    return this.tcb.finReceived;
  }

  /** Bytes written and not yet acknowledged. */
  get unacknowledged(): number {
    return this.tcb.writtenEnd - Math.max(1, Math.min(this.tcb.sndUna, this.tcb.writtenEnd));
  }

  get counters(): Readonly<ConnectionCounters> {
    return this.tcb.counters;
  }

  /** Segments. */
  get cwnd(): number {
    return this.tcb.cwnd;
  }

  get ssthresh(): number {
    return this.tcb.ssthresh;
  }

  get inFlight(): number {
    return this.tcb.board.inFlight;
  }

  /** Payload of a full segment. */
  get mss(): number {
    return this.tcb.mss;
  }

  get srttNs(): number {
    return this.tcb.rtt.srttNs;
  }

  /** Round trips measured, and the last of them. */
  get rttSamples(): number {
    return this.tcb.rtt.samples;
  }

  get latestRttNs(): number {
    return this.tcb.rtt.latestNs;
  }

  /** Everything before this is acknowledged (SND.UNA). */
  get acknowledgedTo(): number {
    return this.tcb.sndUna;
  }

  /** Bytes that have arrived, in order or not. */
  get arrivedBytes(): number {
    return this.tcb.queue.next + this.tcb.queue.outOfOrderBytes;
  }

  /** Bytes the peer takes beyond what it has acknowledged. */
  get peerWindow(): number {
    return this.tcb.sndWnd;
  }

  get rttvarNs(): number {
    return this.tcb.rtt.rttvarNs;
  }

  get rtoNs(): number {
    return this.tcb.rtt.rtoNs;
  }

  /** Bytes per second; 0 while unknown. */
  get pacingRate(): number {
    return this.tcb.pacingRate;
  }
}
