/**
 * Opening a connection: RFC 9293 §3.5 with the options of RFC 7323, RFC 2018 and RFC 3168 §6.1.1; SYN and SYN-ACK are repeated
 * after 1, 2, 4 ... s (RFC 6298; Linux tcp_syn_retries, tcp_synack_retries).
 *
 * Left out: simultaneous open, SYN cookies and queues, Fast Open, RFC 6298 §5.7 (Linux does not reset the timeout either).
 */
import { fail } from './close.ts';
import type { ControlBlock } from './control-block.ts';
import { headerBytes, timestampBytes } from './header-bytes.ts';
import { updateMss } from './path-mtu.ts';
import type { Segment } from './segment.ts';
import * as flags from './segment-flags.ts';
import * as state from './tcp-state.ts';

/** What a peer takes that names no MSS (RFC 9293 §3.7.1). */
const mssDefault = 536;
const ecnSetup = flags.ece | flags.cwr;

const wantsEcn = (tcb: ControlBlock): boolean => tcb.config.ecn || tcb.congestion.preciseEcn;

export function openConnection(tcb: ControlBlock): void {
  tcb.window.open(tcb.mssPath);
  if (tcb.config.role === 'server') {
    tcb.state = state.listen;
  } else {
    tcb.state = state.synSent;
    tcb.synDue = true;
  }
}

export function transmitHandshake(tcb: ControlBlock, out: Segment): boolean {
  if (!tcb.synDue) return false;
  const { config, window } = tcb;
  const answers = tcb.state === state.synReceived;
  tcb.synDue = false;
  tcb.sndNxt = 1;
  out.flags = answers ? flags.syn | flags.ack : flags.syn;
  out.ack = answers ? tcb.queue.next : 0;
  out.window = window.window;
  out.mss = tcb.mssPath;
  if (answers ? tcb.scalingOk : config.windowScaling) out.windowScale = window.scaleWanted;
  out.sackPermitted = answers ? tcb.sackOk : config.sack;
  out.hasTs = answers ? tcb.timestampsOk : config.timestamps;
  if (out.hasTs) {
    out.tsValue = tcb.nowMs;
    out.tsEcho = tcb.tsRecent;
  }
  if (answers && tcb.ecnOk) out.flags |= flags.ece;
  // A SYN sent again asks without ECN, in case something on the path drops it (RFC 3168 §6.1.1.1).
  if (!answers && wantsEcn(tcb) && tcb.synRetries < 2) out.flags |= ecnSetup;
  out.headerBytes = headerBytes(out);
  tcb.counters.segmentsSent++;
  if (tcb.synRetries > 0) tcb.counters.retransmits++;
  tcb.synSentAt = tcb.now;
  if (tcb.synAt <= tcb.now || tcb.synAt === Infinity) {
    tcb.synAt = tcb.now + tcb.rtt.handshakeTimeout(tcb.synRetries);
  }
  return true;
}

export function handshakeTimer(tcb: ControlBlock): void {
  const limit = tcb.state === state.synSent ? tcb.config.synRetries : tcb.config.synAckRetries;
  if (tcb.synRetries >= limit) {
    fail(tcb, 'timeout');
    return;
  }
  tcb.synRetries++;
  tcb.counters.rtoCount++;
  tcb.synDue = true;
}

/** A segment before the connection is synchronised. Returns whether it is, so that the rest of the segment counts. */
export function receiveHandshake(tcb: ControlBlock, segment: Segment): boolean {
  const bits = segment.flags;
  if (tcb.state === state.listen) {
    if ((bits & flags.rst) !== 0) return false;
    if ((bits & flags.ack) !== 0) reset(tcb, segment.ack);
    else if ((bits & flags.syn) !== 0) receiveSyn(tcb, segment);
    return false;
  }
  if (tcb.state === state.closed) return false;
  const acceptable = (bits & flags.ack) !== 0 && segment.ack === 1;
  if ((bits & flags.rst) !== 0) {
    if (acceptable || tcb.state === state.synReceived) fail(tcb, 'reset');
    return false;
  }
  if ((bits & flags.ack) !== 0 && segment.ack > tcb.sndNxt) {
    reset(tcb, segment.ack);
    return false;
  }
  if (tcb.state === state.synSent) {
    if (!acceptable || (bits & flags.syn) === 0) return false;
    negotiate(tcb, segment);
    tcb.handshakeAckDue = true;
    establish(tcb, segment);
    return false;
  }
  if ((bits & flags.syn) !== 0) {
    tcb.synDue = true;
    return false;
  }
  if ((bits & flags.ack) === 0 || segment.ack < 1) return false;
  establish(tcb, segment);
  return true;
}

function reset(tcb: ControlBlock, seq: number): void {
  tcb.resetDue = true;
  tcb.resetSeq = seq;
  tcb.resetAck = false;
}

function receiveSyn(tcb: ControlBlock, segment: Segment): void {
  tcb.ecnOk = wantsEcn(tcb) && (segment.flags & ecnSetup) === ecnSetup;
  negotiate(tcb, segment);
  // Now that the options are known, whole segments are smaller.
  if (tcb.timestampsOk) tcb.window.open(tcb.mssPath - timestampBytes);
  tcb.state = state.synReceived;
  tcb.synDue = true;
}

function negotiate(tcb: ControlBlock, segment: Segment): void {
  const { config } = tcb;
  tcb.queue.next = segment.seq + 1;
  tcb.copied = tcb.queue.next;
  tcb.mssPeer = segment.mss > 0 ? segment.mss : mssDefault;
  tcb.sackOk = config.sack && segment.sackPermitted;
  tcb.timestampsOk = config.timestamps && segment.hasTs;
  tcb.scalingOk = config.windowScaling && segment.windowScale >= 0;
  tcb.window.unit = tcb.scalingOk ? 2 ** tcb.window.scaleWanted : 1;
  if (tcb.timestampsOk) tcb.tsRecent = segment.tsValue;
  if (tcb.state === state.synSent) {
    tcb.ecnOk = wantsEcn(tcb) && (segment.flags & ecnSetup) === flags.ece;
  }
}

function establish(tcb: ControlBlock, segment: Segment): void {
  tcb.state = state.established;
  tcb.synAt = Infinity;
  tcb.sndUna = 1;
  tcb.sndWnd = segment.window;
  tcb.windowMax = segment.window;
  tcb.windowSeq = segment.seq;
  updateMss(tcb);
  // The handshake counts as one delivery, so that a count of none can mean "no sample".
  tcb.delivered = 1;
  tcb.deliveredAt = tcb.now;
  tcb.firstSentAt = tcb.now;
  tcb.cwndStamp = tcb.now;
  tcb.lastSentAt = tcb.now;
  tcb.lastReceivedAt = tcb.now;
  tcb.lastHeardAt = tcb.now;
  tcb.lastAckSent = tcb.queue.next;
  tcb.window.begin(tcb.now, tcb.queue.next);
  if (tcb.synRetries === 0) {
    const rttNs = Math.max(1, tcb.now - tcb.synSentAt);
    tcb.rtt.sample(rttNs, tcb.sndUna, tcb.sndNxt);
    tcb.rtt.sampleMinimum(tcb.now, rttNs);
  } else if (tcb.synRetries > 1 && tcb.config.role === 'client') {
    // Linux tcp_init_transfer: the path is in trouble.
    tcb.cwnd = 1;
  }
  if (tcb.config.keepAlive !== null) tcb.keepAliveAt = tcb.now + tcb.config.keepAlive.idleNs;
  tcb.congestion.begin(tcb);
}
