/**
 * A segment arrives: RFC 9293 §3.10.7 in its order (timestamps, sequence, RST, SYN, ACK, data, FIN), with RFC 7323 §5 (PAWS) and
 * RFC 5961 (challenge acknowledgements). Linux tcp_validate_incoming, tcp_rcv_established, tcp_data_queue.
 *
 * Left out: urgent data, the rate limit on challenge acknowledgements, the 24 days after which PAWS forgets.
 */
import { acknowledge } from './acknowledge.ts';
import { enterTimeWait, fail, finAcknowledged, finArrived } from './close.ts';
import type { ControlBlock } from './control-block.ts';
import { dataArrived, decideAck, enterQuickAck, keepQuick } from './delayed-ack.ts';
import { acceptReduction, checkCongestion } from './ecn-receiver.ts';
import { receiveHandshake } from './handshake.ts';
import type { Segment } from './segment.ts';
import * as flags from './segment-flags.ts';
import * as state from './tcp-state.ts';

const quickAcksMax = 16;
/** Below this a segment does not widen the window (tcp_event_data_recv). */
const growthBytesMin = 128;

export function receive(tcb: ControlBlock, segment: Segment): void {
  tcb.counters.segmentsReceived++;
  if (tcb.state < state.established && !receiveHandshake(tcb, segment)) return;
  tcb.lastHeardAt = tcb.now;
  tcb.keepAliveProbes = 0;
  if (!acceptable(tcb, segment)) return;
  if (tcb.receivedTs && segment.seq <= tcb.lastAckSent)
    tcb.tsRecent = Math.max(tcb.tsRecent, segment.tsValue);
  acknowledge(tcb, segment);
  if (tcb.finSent && tcb.sndUna === tcb.sndNxt) finAcknowledged(tcb);
  if ((segment.flags & flags.cwr) !== 0) acceptReduction(tcb, segment.length);
  if (segment.length > 0 || (segment.flags & flags.fin) !== 0) receiveData(tcb, segment);
}

/** The first four steps. What fails them is answered with where we stand, unless it is a reset. */
function acceptable(tcb: ControlBlock, segment: Segment): boolean {
  const isReset = (segment.flags & flags.rst) !== 0;
  tcb.receivedTs = tcb.timestampsOk && segment.hasTs;
  tcb.receivedEcho = segment.tsEcho;
  const old = tcb.receivedTs && segment.tsValue < tcb.tsRecent && !isReset;
  const { end } = segment;
  if (old || end < tcb.window.offeredAt || segment.seq > Math.max(tcb.window.edge, tcb.queue.next)) {
    if (!isReset) answerUnacceptable(tcb, segment, end);
    return false;
  }
  if (isReset) {
    // RFC 5961 §3.2: only the exact next number resets.
    if (segment.seq === tcb.queue.next) fail(tcb, 'reset');
    else tcb.ackNow = true;
    return false;
  }
  if ((segment.flags & flags.syn) !== 0) {
    tcb.ackNow = true;
    return false;
  }
  return (segment.flags & flags.ack) !== 0;
}

/** Linux tcp_send_dupack. */
function answerUnacceptable(tcb: ControlBlock, segment: Segment, end: number): void {
  if (segment.length > 0 && segment.seq < tcb.queue.next) {
    tcb.counters.duplicatesReceived++;
    enterQuickAck(tcb, quickAcksMax);
    tcb.queue.noteDuplicate(segment.seq, Math.min(end, tcb.queue.next));
  }
  if (tcb.state === state.timeWait && (segment.flags & flags.fin) !== 0) enterTimeWait(tcb);
  tcb.ackNow = true;
}

function receiveData(tcb: ControlBlock, segment: Segment): void {
  const { queue, window } = tcb;
  const dataEnd = segment.seq + segment.length;
  const hasFin = (segment.flags & flags.fin) !== 0;
  const before = queue.next;
  // The window is closed: nothing is taken (a FIN alone still is).
  if (segment.length > 0 && segment.seq >= window.edge && segment.seq >= before) {
    tcb.ackNow = true;
    return;
  }
  if (tcb.state === state.closed || tcb.finReceived) {
    if (tcb.state === state.timeWait && hasFin) enterTimeWait(tcb);
    if (tcb.state !== state.closed) tcb.ackNow = true;
    return;
  }
  if (hasFin) tcb.finAt = dataEnd;
  if (segment.length > 0) measureRtt(tcb, segment);
  checkCongestion(tcb, segment.ce);
  const hadHoles = queue.count > 0;
  const end = hasFin ? dataEnd + 1 : dataEnd;
  if (queue.add(segment.seq, end)) {
    dataArrived(tcb, segment.length);
    if (hadHoles && queue.count === 0) tcb.ackNow = true;
    if (tcb.finAt >= 0 && queue.next > tcb.finAt) finArrived(tcb);
    if (tcb.config.readsAtOnce) {
      tcb.copied = queue.next;
      window.adjust(tcb.now, tcb.copied, queue.highest - queue.next);
    }
  } else if (end <= before) {
    tcb.counters.duplicatesReceived++;
    enterQuickAck(tcb, quickAcksMax);
    tcb.ackNow = true;
  } else {
    tcb.ackScheduled = true;
  }
  if (segment.length >= growthBytesMin && window.grow(tcb.heldBytes)) keepQuick(tcb);
  decideAck(tcb);
}

function measureRtt(tcb: ControlBlock, segment: Segment): void {
  if (!tcb.config.autotune) return;
  if (!tcb.receivedTs) tcb.window.sampleWindow(tcb.now, tcb.queue.next);
  else if (segment.length >= tcb.receivedMss && tcb.receivedEcho > 0) {
    tcb.window.sampleEcho(tcb.nowMs, tcb.receivedEcho);
  }
}
