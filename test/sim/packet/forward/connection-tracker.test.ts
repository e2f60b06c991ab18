import { describe, expect, it } from 'vitest';
import {
  ConnectionTracker,
  tableFull,
  unknown,
} from '../../../../src-sim/packet/forward/connection-tracker.ts';

const [tcp, udp, icmp] = [6, 17, 1];
const [client, server] = [1, 2];
const second = 1e9;

/** A request of this protocol was let through at second 0. */
function asked(protocol: number, max = 10) {
  const tracker = new ConnectionTracker(max);
  const remembered = tracker.remember(0, protocol, client, 50_000, server, 443);
  const request = (at: number) => tracker.find(at * second, protocol, client, 50_000, server, 443);
  const answer = (at: number) => tracker.find(at * second, protocol, server, 443, client, 50_000);
  return { tracker, remembered, request, answer };
}

describe('a connection tracker', () => {
  it('knows both directions of what it remembers, and nothing else', () => {
    const { tracker, remembered, request, answer } = asked(tcp);
    expect(request(1)).toBe(remembered);
    expect(answer(1)).toBe(remembered);
    expect(tracker.find(second, tcp, server, 443, client, 50_001)).toBe(unknown);
    expect(tracker.find(second, udp, server, 443, client, 50_000)).toBe(unknown);
    // The same ports at the wrong ends.
    expect(tracker.find(second, tcp, server, 50_000, client, 443)).toBe(unknown);
  });

  it('takes a connection of a machine to itself for one', () => {
    const tracker = new ConnectionTracker(10);
    const entry = tracker.remember(0, tcp, client, 50_000, client, 443);
    expect(tracker.find(0, tcp, client, 443, client, 50_000)).toBe(entry);
  });

  it('forgets unanswered connections after 120 s (tcp) and 30 s (udp, icmp)', () => {
    for (const [protocol, limit] of [
      [tcp, 120],
      [udp, 30],
      [icmp, 30],
    ]) {
      expect(asked(protocol).answer(limit - 1)).not.toBe(unknown);
      expect(asked(protocol).answer(limit)).toBe(unknown);
    }
  });

  it('remembers answered ones for five days (tcp) and 120 s (udp)', () => {
    for (const [protocol, limit] of [
      [tcp, 432_000],
      [udp, 120],
    ]) {
      const { request, answer } = asked(protocol);
      expect(answer(1)).not.toBe(unknown);
      expect(request(limit)).not.toBe(unknown);
      expect(request(2 * limit)).toBe(unknown);
    }
  });

  it('forgets a closed connection 120 s after its last packet', () => {
    const { tracker, remembered, answer } = asked(tcp);
    answer(1);
    tracker.close(remembered, 2 * second);
    expect(answer(121)).toBe(remembered);
    expect(answer(241)).toBe(unknown);
  });

  it('takes no more than its limit, and takes again what it has room for', () => {
    const { tracker } = asked(udp, 2);
    expect(tracker.remember(0, udp, client, 50_001, server, 443)).not.toBe(tableFull);
    expect(tracker.remember(0, udp, client, 50_002, server, 443)).toBe(tableFull);
    expect(tracker.count).toBe(2);
    expect(tracker.find(30 * second, udp, client, 50_002, server, 443)).toBe(unknown);
    expect(tracker.count).toBe(0);
    expect(tracker.remember(30 * second, udp, client, 50_002, server, 443)).not.toBe(tableFull);
  });

  it('holds a hundred thousand', () => {
    const tracker = new ConnectionTracker(100_000);
    for (let n = 0; n < 100_000; n++) tracker.remember(0, tcp, n >> 10, n & 1023, server, 443);
    expect(tracker.count).toBe(100_000);
    expect(tracker.remember(0, tcp, client, 60_000, server, 443)).toBe(tableFull);
    expect(tracker.find(0, tcp, server, 443, 97, 5)).toBe(97 * 1024 + 5);
  });
});
