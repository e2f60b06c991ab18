/**
 * One TCP segment (RFC 9293 §3.1) as numbers. The same object is filled again and again, so that none is made per packet.
 *
 * Sequence numbers are byte offsets from the initial sequence number of their sender (SYN is 0, the first byte of data 1) and
 * never wrap; windows are in bytes, with the scale applied. Whoever writes bytes wraps and scales. Timestamps count
 * milliseconds as Linux's do.
 *
 * Left out: the payload itself, urgent data, TCP-AO, Fast Open, the 16-byte limit on what unknown options may hold.
 */
import { fin, syn } from './segment-flags.ts';

export class Segment {
  seq = 0;
  /** Bytes of payload. */
  length = 0;
  ack = 0;
  flags = 0;
  window = 0;
  hasTs = false;
  tsValue = 0;
  tsEcho = 0;
  /** Largest payload the sender takes (RFC 9293 §3.7.1, without options); 0: the option is absent. */
  mss = 0;
  /** Shift of RFC 7323 §2; -1: the option is absent. */
  windowScale = -1;
  sackPermitted = false;
  sackCount = 0;
  readonly sackStart = new Float64Array(4);
  readonly sackEnd = new Float64Array(4);
  /** In: the IP header arrived with Congestion Experienced. */
  ce = false;
  /** Out: the IP header is to say ECN-Capable Transport (0). */
  ect = false;
  /** TCP header with options. */
  headerBytes = 20;
  /** For measuring, not on the wire: nanoseconds since its first byte was first sent, 0 at that time. */
  repeatedAfterNs = 0;
  /** How often its line had been opened when it was sent, so that what comes too late is told apart. */
  opening = 0;

  reset(): void {
    this.seq = 0;
    this.length = 0;
    this.ack = 0;
    this.flags = 0;
    this.window = 0;
    this.hasTs = false;
    this.tsValue = 0;
    this.tsEcho = 0;
    this.mss = 0;
    this.windowScale = -1;
    this.sackPermitted = false;
    this.sackCount = 0;
    this.ce = false;
    this.ect = false;
    this.headerBytes = 20;
    this.repeatedAfterNs = 0;
    this.opening = 0;
  }

  /** Sequence number after this segment: SYN and FIN take one each. */
  get end(): number {
    return this.seq + this.length + ((this.flags & syn) !== 0 ? 1 : 0) + ((this.flags & fin) !== 0 ? 1 : 0);
  }

  copyFrom(other: Segment): void {
    this.seq = other.seq;
    this.length = other.length;
    this.ack = other.ack;
    this.flags = other.flags;
    this.window = other.window;
    this.hasTs = other.hasTs;
    this.tsValue = other.tsValue;
    this.tsEcho = other.tsEcho;
    this.mss = other.mss;
    this.windowScale = other.windowScale;
    this.sackPermitted = other.sackPermitted;
    this.sackCount = other.sackCount;
    for (let block = 0; block < other.sackCount; block++) {
      this.sackStart[block] = other.sackStart[block];
      this.sackEnd[block] = other.sackEnd[block];
    }
    this.ce = other.ce;
    this.ect = other.ect;
    this.headerBytes = other.headerBytes;
    this.repeatedAfterNs = other.repeatedAfterNs;
    this.opening = other.opening;
  }
}
