/**
 * Everything one endpoint of a connection remembers (RFC 9293 §3.3.1; Linux struct tcp_sock). Plain numbers and typed arrays:
 * the files beside this one are functions over it, one file a concern. Windows count segments where Linux's do (cwnd,
 * ssthresh), bytes elsewhere; times are integer nanoseconds.
 */
import type { CongestionControl } from './congestion/congestion-control.ts';
import { ConnectionCounters } from './connection-counters.ts';
import { RateSample } from './rate-sample.ts';
import { ReceiveQueue } from './receive-queue.ts';
import { ReceiveWindow } from './receive-window.ts';
import * as recoveryState from './recovery-state.ts';
import { RttEstimator } from './rtt-estimator.ts';
import { Scoreboard } from './scoreboard.ts';
import type { TcpConfig } from './tcp-config.ts';
import * as state from './tcp-state.ts';

/** What the one retransmission timer waits for (Linux icsk_pending). */
export const timerOff = 0;
export const timerRto = 1;
export const timerProbe = 2;
export const timerReorder = 3;
export const timerZeroWindow = 4;

/** Linux sysctl tcp_reordering. */
export const reorderingAtFirst = 3;

export class ControlBlock {
  readonly config: TcpConfig;
  readonly congestion: CongestionControl<ControlBlock>;
  readonly counters = new ConnectionCounters();
  readonly rtt: RttEstimator;
  readonly rate = new RateSample();
  readonly queue = new ReceiveQueue();
  readonly window: ReceiveWindow;
  board = new Scoreboard(16);

  now = 0;
  state: number = state.closed;
  /** Why it ended, where it did not end in order. */
  failure: '' | 'timeout' | 'reset' | 'aborted' | 'unreachable' = '';

  // What the handshake agreed on.
  sackOk = false;
  timestampsOk = false;
  ecnOk = false;
  scalingOk = false;
  /** Payload of a full segment without SACK blocks, and what path and peer would allow before options. */
  mss: number;
  mssPath: number;
  mssPeer: number;
  synRetries = 0;
  synSentAt = -1;
  synAt = Infinity;
  synDue = false;

  // Sending.
  sndUna = 0;
  sndNxt = 0;
  sndWnd = 0;
  /** Largest window the peer ever offered. */
  windowMax = 0;
  /** Segment that updated the window last (RFC 9293 SND.WL1). */
  windowSeq = 0;
  writtenEnd = 1;
  finQueued = false;
  finSent = false;
  /** End of the last segment that was not full (Minshall's variant of Nagle). */
  smallEnd = 0;
  lastSentAt = 0;

  // Congestion window.
  cwnd: number;
  cwndCount = 0;
  ssthresh = Infinity;
  priorCwnd = 0;
  priorSsthresh = 0;
  cwndStamp = 0;
  cwndUsed = 0;
  cwndLimited = false;
  packetsOutMax = 0;
  usageEnd = 0;
  burst = 0;
  burstLimited = false;

  // Loss recovery.
  recovery: number = recoveryState.open;
  highSeq = 0;
  reordering = reorderingAtFirst;
  reorderingSeen = 0;
  undoMarker = -1;
  /** Retransmissions not yet known to have been needless; -1: none sent. */
  undoRetransmits = 0;
  /** Timestamp (ms) of the first retransmission; -1: none. */
  retransmitStamp = -1;
  prrDelivered = 0;
  prrOut = 0;
  frto = false;
  /** F-RTO step 2b: new data goes before retransmissions until the next acknowledgement. */
  newDataFirst = false;
  timeouts = 0;
  backoff = 0;
  totalLost = 0;
  /** Highest three entries delivered out of order, for the duplicate threshold. */
  readonly topSacked = new Float64Array(3).fill(-1);
  duplicateScan = 0;

  // RACK and TLP (RFC 8985).
  /** Rank of the transmission last of those delivered. */
  rackRank = 0;
  rackRttNs = 0;
  rackAdvanced = false;
  rackWindowSteps = 1;
  rackWindowPersist = 0;
  rackDuplicateSeen = false;
  rackDelivered = 0;
  probeEnd = -1;
  probeRetransmitted = false;
  probeDue = false;

  // Delivery rate and pacing.
  delivered = 0;
  deliveredCe = 0;
  deliveredAt = 0;
  firstSentAt = 0;
  appLimitedUntil = 0;
  paced: boolean;
  pacingRate = 0;
  paceAt = 0;
  paceBlocked = false;

  // The acknowledgement being worked on.
  ackFlags = 0;
  /** When the first and the last never-retransmitted segments it delivered out of order were sent; -1: none. */
  sackedFirstAt = -1;
  sackedLastAt = -1;
  /** Lowest never-retransmitted sequence it delivered late. */
  reorderLow = Infinity;
  /** SACK blocks of this acknowledgement, sorted, and of the one before. */
  readonly blockStart = new Float64Array(4);
  readonly blockEnd = new Float64Array(4);
  readonly cacheStart = new Float64Array(4);
  readonly cacheEnd = new Float64Array(4);
  cacheCount = 0;

  // Receiving.
  copied = 1;
  finAt = -1;
  finReceived = false;
  tsRecent = 0;
  receivedTs = false;
  receivedEcho = 0;
  lastAckSent = 0;
  ackNow = false;
  ackScheduled = false;
  ackPushed = 0;
  delayedAckAt = Infinity;
  quickAcks = 0;
  interactive = 0;
  atoNs = 0;
  lastReceivedAt = 0;
  receivedMss = 536;
  lastSmallLength = 0;
  compressedAcks = 0;
  duplicateAcks = 0;
  compressedNext = -1;
  compressedAt = Infinity;
  handshakeAckDue = false;

  // ECN (RFC 3168, RFC 8257).
  demandCwr = false;
  queueCwr = false;
  ceState = false;
  earlyAckDue = false;
  earlyAckSeq = 0;
  earlyAckEcho = false;

  // Timers.
  timer = timerOff;
  timerAt = Infinity;
  zeroWindowProbes = 0;
  probeAckDue = false;
  /** Send what fits into a window smaller than a segment. */
  squeeze = false;
  lastHeardAt = 0;
  resetDue = false;
  resetSeq = 0;
  resetAck = false;
  keepAliveAt = Infinity;
  keepAliveProbes = 0;
  timeWaitAt = Infinity;

  constructor(config: TcpConfig, congestion: CongestionControl<ControlBlock>) {
    this.config = config;
    this.congestion = congestion;
    this.rtt = new RttEstimator(
      config.initialRtoNs,
      config.minRtoNs,
      config.maxRtoNs,
      config.rtoFloor === 'total',
    );
    this.window = new ReceiveWindow(config);
    this.mssPath = config.mtu - config.ipHeaderBytes - 20;
    this.mssPeer = this.mssPath;
    this.mss = this.mssPath;
    this.cwnd = config.initialWindow;
    this.paced = config.pacing || congestion.needsPacing;
  }

  get inSlowStart(): boolean {
    return this.cwnd < this.ssthresh;
  }

  /** Linux tcp_in_cwnd_reduction: proportional rate reduction decides the window. */
  get inReduction(): boolean {
    return this.recovery === recoveryState.windowReduced || this.recovery === recoveryState.recovery;
  }

  /** Linux tcp_current_ssthresh. */
  get currentSsthresh(): number {
    if (this.inReduction) return this.ssthresh;
    return Math.max(this.ssthresh, Math.floor(this.cwnd / 2) + Math.floor(this.cwnd / 4));
  }

  /** The timestamp clock: milliseconds. Starts at one, since zero means "none" to Linux. */
  get nowMs(): number {
    return Math.floor(this.now / 1e6) + 1;
  }

  /** Received data that takes up the buffer. */
  get heldBytes(): number {
    return this.queue.next - this.copied + this.queue.outOfOrderBytes;
  }

  /** First sequence number beyond the peer's window. */
  get windowEnd(): number {
    return this.sndUna + this.sndWnd;
  }

  setTimer(kind: number, at: number): void {
    this.timer = kind;
    this.timerAt = at;
  }

  clearTimer(): void {
    this.timer = timerOff;
    this.timerAt = Infinity;
  }

  setRecovery(value: number): void {
    this.congestion.recoveryChanged(this, value);
    this.recovery = value;
  }
}
