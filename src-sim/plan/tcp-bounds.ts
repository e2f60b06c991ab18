/**
 * What a TCP connection carries at most whatever the network has: a window each round trip, and what losses at random leave of
 * its window. Rates are of the payload.
 *
 * Loss: Reno by Mathis et al. 1997 (sqrt(3/2) / sqrt(p) segments each round trip), CUBIC by RFC 9438 section 5.2 (with C = 0.4
 * and a decrease of 0.3: 1.054 (RTT in s)^0.75 / p^0.75), not below Reno as section 4.3 has it. DCTCP falls like Reno where packets
 * are lost. BBR does not take losses of a few per cent for congestion and has no bound here.
 *
 * Left out: slow start, timeouts, losses that come in bursts, delayed acknowledgements.
 */
import type { TcpChoices } from '../fabric/flow.ts';

/** Linux 6.x (ip-sysctl: tcp_wmem, tcp_rmem), as in the packet engine; half of the memory for received data is window. */
const defaults = { sendBuffer: 4_194_304, receiveBufferMax: 6_291_456 } as const;

export function windowBytes({ sendBuffer, receiveBuffer, receiveBufferMax, autotune }: TcpChoices): number {
  const most = receiveBufferMax ?? Math.max(receiveBuffer ?? 0, defaults.receiveBufferMax);
  const memory = autotune === false ? (receiveBuffer ?? most) : most;
  return Math.min(sendBuffer ?? defaults.sendBuffer, memory / 2);
}

/** Infinity where the round trip takes no time. */
export function windowBoundBps(tcp: TcpChoices, roundTripNs: number): number {
  return roundTripNs > 0 ? (8e9 * windowBytes(tcp)) / roundTripNs : Infinity;
}

/** `loss` is the share of packets lost at random, both ways not told apart. */
export function lossBoundBps(
  { congestion = 'cubic' }: TcpChoices,
  segmentBytes: number,
  roundTripNs: number,
  loss: number,
): number {
  if (loss <= 0 || roundTripNs <= 0 || congestion === 'bbr') return Infinity;
  const reno = Math.sqrt(1.5 / loss);
  const cubic = 1.054 * threeQuarters(roundTripNs / 1e9 / loss);
  const segments = congestion === 'cubic' ? Math.max(reno, cubic) : reno;
  return (8e9 * segmentBytes * segments) / roundTripNs;
}

/** To the power of 3/4, by square roots: those are the same on every machine. */
const threeQuarters = (x: number): number => Math.sqrt(x) * Math.sqrt(Math.sqrt(x));
