/**
 * When to acknowledge: every second full segment, at once while in quick-ack mode, else after a delay that adapts to the
 * sender's pace. RFC 9293 §3.8.6.3, RFC 5681 §4.2; Linux tcp_event_data_recv, __tcp_ack_snd_check, tcp_send_delayed_ack,
 * tcp_measure_rcv_mss, and the compression of SACKs.
 *
 * Left out: the application's own timing (it reads at once or when told to), TCP_QUICKACK.
 */
import type { ControlBlock } from './control-block.ts';
import { sackBlocksMax } from './header-bytes.ts';

/** Linux TCP_DELACK_MAX. */
const delayMaxNs = 200e6;
/** Default MSS of RFC 9293 §3.7.1. */
const smallestFull = 536;
/** Duplicate acknowledgements before SACKs are held back (TCP_FASTRETRANS_THRESH), and how many are (tcp_comp_sack_nr). */
const duplicatesSent = 3;
const compressedMax = 44;
/** Linux tcp_comp_sack_delay_ns, and the part of a round trip it may not exceed. */
const compressionNs = 1e6;
const compressionShare = 20;

export function enterQuickAck(tcb: ControlBlock, most: number): void {
  raiseQuickAcks(tcb, most);
  tcb.interactive = 0;
  tcb.atoNs = tcb.config.delayedAck.timeoutNs;
}

function raiseQuickAcks(tcb: ControlBlock, most: number): void {
  const enough = Math.floor(tcb.window.window / (2 * tcb.receivedMss)) || 2;
  tcb.quickAcks = Math.max(tcb.quickAcks, Math.min(enough, most, tcb.config.delayedAck.quickAcks));
}

/** While the window grows, its growth is told at once (tcp_grow_window). */
export function keepQuick(tcb: ControlBlock): void {
  if (tcb.config.delayedAck.quickAcks > 0) tcb.quickAcks |= 1;
}

/** Learns the peer's segment size and pace from a segment with data in order or not. */
export function dataArrived(tcb: ControlBlock, length: number): void {
  const { delayedAck } = tcb.config;
  tcb.ackScheduled = true;
  measureSegment(tcb, length);
  const shortest = delayedAck.timeoutNs;
  if (tcb.atoNs === 0) {
    raiseQuickAcks(tcb, delayedAck.quickAcks);
    tcb.atoNs = shortest;
  } else {
    const gap = tcb.now - tcb.lastReceivedAt;
    if (gap <= shortest / 2) {
      tcb.atoNs = Math.floor(tcb.atoNs / 2) + Math.floor(shortest / 2);
    } else if (gap < tcb.atoNs) {
      tcb.atoNs = Math.min(Math.floor(tcb.atoNs / 2) + gap, tcb.rtt.rtoNs);
    } else if (gap > tcb.rtt.rtoNs) {
      // The sender was silent so long that it will start slowly: help it.
      raiseQuickAcks(tcb, delayedAck.quickAcks);
    }
  }
  tcb.lastReceivedAt = tcb.now;
}

function measureSegment(tcb: ControlBlock, length: number): void {
  if (length >= tcb.receivedMss) {
    tcb.receivedMss = Math.min(length, tcb.mssPath);
    return;
  }
  if (length >= smallestFull) {
    const again = length === tcb.lastSmallLength;
    tcb.lastSmallLength = length;
    if (again) {
      tcb.receivedMss = length;
      return;
    }
  }
  tcb.ackPushed = tcb.ackPushed === 0 ? 1 : 2;
}

/** After data, a FIN or something out of order: acknowledge now, later or in time. */
export function decideAck(tcb: ControlBlock): void {
  if (!tcb.ackScheduled || tcb.ackNow) return;
  const { queue, window, config } = tcb;
  const unacked = queue.next - window.offeredAt;
  // An application that takes a last, short segment at once has it acknowledged then (tcp_cleanup_rbuf).
  const readOut = tcb.copied === queue.next && tcb.ackPushed > (tcb.interactive > 0 ? 1 : 0);
  if (readOut || (tcb.interactive === 0 && tcb.quickAcks > 0)) {
    tcb.ackNow = config.delayedAck.quickAcks > 0;
  }
  if (tcb.ackNow) return;
  if (
    unacked > (config.delayedAck.every - 1) * tcb.receivedMss &&
    window.select(queue.next, tcb.heldBytes) >= window.window
  ) {
    tcb.ackNow = true;
  } else if (queue.count === 0) {
    delayAck(tcb);
  } else {
    ackOutOfOrder(tcb);
  }
}

function ackOutOfOrder(tcb: ControlBlock): void {
  const full = tcb.queue.unreported >= sackBlocksMax(tcb.timestampsOk);
  if (!tcb.sackOk || !tcb.config.sackCompression || full || tcb.compressedAcks >= compressedMax) {
    tcb.ackNow = true;
    return;
  }
  if (tcb.compressedNext !== tcb.queue.next) {
    tcb.compressedNext = tcb.queue.next;
    tcb.duplicateAcks = 0;
  }
  if (tcb.duplicateAcks < duplicatesSent) {
    tcb.duplicateAcks++;
    tcb.ackNow = true;
    return;
  }
  tcb.compressedAcks++;
  if (tcb.compressedAt !== Infinity) return;
  const sent = tcb.rtt.srtt8 === 0 ? Infinity : tcb.rtt.srttNs;
  const rttNs = Math.min(tcb.window.rttNs, sent);
  tcb.compressedAt =
    tcb.now +
    (rttNs === Infinity ? compressionNs : Math.min(compressionNs, Math.floor(rttNs / compressionShare)));
}

function delayAck(tcb: ControlBlock): void {
  const shortest = tcb.config.delayedAck.timeoutNs;
  let delay = tcb.atoNs;
  if (delay > shortest) {
    let most = tcb.interactive > 0 || tcb.ackPushed > 0 ? delayMaxNs : 500e6;
    if (tcb.rtt.srtt8 !== 0) most = Math.min(most, Math.max(tcb.rtt.srttNs, shortest));
    delay = Math.min(delay, most);
  }
  delay = Math.min(delay, Math.max(delayMaxNs, shortest));
  const at = tcb.now + delay;
  if (tcb.delayedAckAt !== Infinity && tcb.delayedAckAt <= tcb.now + Math.floor(delay / 4)) tcb.ackNow = true;
  else tcb.delayedAckAt = Math.min(tcb.delayedAckAt, at);
}

/** An acknowledgement left, alone or with data. */
export function ackSent(tcb: ControlBlock): void {
  if (tcb.quickAcks > 0) {
    tcb.quickAcks--;
    if (tcb.quickAcks === 0) tcb.atoNs = tcb.config.delayedAck.timeoutNs;
  }
  tcb.ackNow = false;
  tcb.ackScheduled = false;
  tcb.ackPushed = 0;
  tcb.delayedAckAt = Infinity;
  tcb.compressedAt = Infinity;
  tcb.compressedAcks = 0;
}

/** The delay is over. */
export function delayedAckTimer(tcb: ControlBlock): void {
  tcb.delayedAckAt = Infinity;
  if (!tcb.ackScheduled) return;
  if (tcb.interactive === 0) {
    tcb.atoNs = Math.min(tcb.atoNs * 2, tcb.rtt.rtoNs);
  } else {
    tcb.interactive = 0;
    tcb.atoNs = tcb.config.delayedAck.timeoutNs;
  }
  tcb.ackNow = true;
}
