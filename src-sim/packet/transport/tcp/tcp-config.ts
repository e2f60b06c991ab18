/**
 * How a TCP endpoint is set up. The defaults are those of Linux 6.x, from Documentation/networking/ip-sysctl and
 * include/net/tcp.h; each can be changed to a standard's or another simulator's.
 */
const milliseconds = 1e6;
const seconds = 1e9;

export type CongestionName = 'reno' | 'cubic' | 'bbr' | 'dctcp';

export interface DelayedAck {
  /** Acknowledge at once when this many full segments wait (RFC 9293 §3.8.6.3: 2); 1 never delays. */
  readonly every: number;
  /** Shortest delay; it adapts upwards to 200 ms as Linux's does. */
  readonly timeoutNs: number;
  /** Segments acknowledged at once at the start and after a long silence (Linux TCP_MAX_QUICKACKS); 0: none. */
  readonly quickAcks: number;
}

export interface KeepAlive {
  readonly idleNs: number;
  readonly intervalNs: number;
  readonly probes: number;
}

export interface TcpConfig {
  readonly role: 'client' | 'server';
  /** Largest IP packet, and the header before the segment (20 for IPv4, 40 for IPv6). */
  readonly mtu: number;
  readonly ipHeaderBytes: number;
  /** Segments in the first flight (RFC 6928). */
  readonly initialWindow: number;
  readonly congestion: CongestionName;
  readonly hystart: boolean;
  /** Reno grows by the segments acknowledged (RFC 3465, Linux); else by one step an acknowledgement (RFC 5681 §3.1, ns-3). */
  readonly byteCounting: boolean;
  readonly sack: boolean;
  readonly timestamps: boolean;
  readonly windowScaling: boolean;
  readonly ecn: boolean;
  /** RACK and tail loss probes (RFC 8985); without it three duplicates mean a loss, as in RFC 6675. */
  readonly rackTlp: boolean;
  /** RFC 5682: tell a spurious timeout from a real one. */
  readonly frto: boolean;
  readonly nagle: boolean;
  readonly delayedAck: DelayedAck;
  /** Hold back SACKs of a burst of out-of-order segments for up to a millisecond. */
  readonly sackCompression: boolean;
  readonly initialRtoNs: number;
  readonly minRtoNs: number;
  readonly maxRtoNs: number;
  /** Whether the floor is on the variance (Linux: srtt + 200 ms at least) or on the whole (RFC 6298 §2.4). */
  readonly rtoFloor: 'variance' | 'total';
  readonly synRetries: number;
  readonly synAckRetries: number;
  /** Timeouts of the same data before the connection is given up. */
  readonly dataRetries: number;
  /** Bytes sent and not yet acknowledged at most. */
  readonly sendBuffer: number;
  /** Memory for received data at first and at most; half of it is offered as window. They differ only with autotuning. */
  readonly receiveBuffer: number;
  readonly receiveBufferMax: number;
  readonly autotune: boolean;
  /** Whether the application takes data the moment it is in order; else it calls `read`. */
  readonly readsAtOnce: boolean;
  /** Reduce the window after a silence of a retransmission timeout (RFC 9293 §3.8, RFC 2861). */
  readonly idleRestart: boolean;
  /** Space segments out by the pacing rate. BBR always does. */
  readonly pacing: boolean;
  /** Try a smaller segment when the same data is lost again and again (RFC 4821 §7.7). */
  readonly pmtuProbing: boolean;
  readonly keepAlive: KeepAlive | null;
  readonly timeWaitNs: number;
}

const linux: Omit<TcpConfig, 'role'> = {
  mtu: 1500,
  ipHeaderBytes: 20,
  initialWindow: 10,
  congestion: 'cubic',
  hystart: true,
  byteCounting: true,
  sack: true,
  timestamps: true,
  windowScaling: true,
  ecn: false,
  rackTlp: true,
  frto: true,
  nagle: true,
  delayedAck: { every: 2, timeoutNs: 40 * milliseconds, quickAcks: 16 },
  sackCompression: true,
  initialRtoNs: 1 * seconds,
  minRtoNs: 200 * milliseconds,
  maxRtoNs: 120 * seconds,
  rtoFloor: 'variance',
  synRetries: 6,
  synAckRetries: 5,
  dataRetries: 15,
  sendBuffer: 4_194_304,
  receiveBuffer: 131_072,
  receiveBufferMax: 6_291_456,
  autotune: true,
  readsAtOnce: true,
  idleRestart: true,
  pacing: false,
  pmtuProbing: false,
  keepAlive: null,
  timeWaitNs: 60 * seconds,
};

/** Linux's settings with changes. Refuses what no connection could work with, in a sentence that says what to change. */
export function tcpConfig(
  role: TcpConfig['role'],
  changes: Partial<Omit<TcpConfig, 'role'>> = {},
): TcpConfig {
  const config = { ...linux, ...changes, role };
  // RFC 791 §3.2: every link carries 68 bytes; below that no segment with timestamps has room for data.
  if (!(config.mtu - config.ipHeaderBytes >= 48)) {
    throw new RangeError(
      `an MTU of ${config.mtu} leaves no room for TCP: use at least ${config.ipHeaderBytes + 48}`,
    );
  }
  if (!(config.initialWindow >= 1)) throw new RangeError('the initial window holds at least 1 segment');
  if (!(config.receiveBufferMax >= config.receiveBuffer)) {
    throw new RangeError('the largest receive buffer is smaller than the first: raise receiveBufferMax');
  }
  if (!(config.delayedAck.every >= 1)) throw new RangeError('delayedAck.every is 1 (never delay) or more');
  return config;
}
