import { describe, expect, it } from 'vitest';
import type { TcpConfig } from '../../../../../src-sim/packet/transport/tcp/tcp-config.ts';
import { TcpWire } from '../../../../support/tcp-wire.ts';

const roomy: Partial<TcpConfig> = {
  autotune: false,
  receiveBuffer: 1 << 26,
  receiveBufferMax: 1 << 26,
  sendBuffer: 1 << 26,
  hystart: false,
};

/** Data segments the client sent at each instant, in order of time. */
function flights(wire: TcpWire): number[] {
  const counts = new Map<number, number>();
  for (const { at, from, segment } of wire.log) {
    if (from === 'client' && segment.length > 0) counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return [...counts.values()];
}

describe('slow start', () => {
  it('sends ten segments first and doubles each round trip', () => {
    const wire = new TcpWire({ delayNs: 50e6 });
    wire.logs = true;
    const [client] = wire.add({ ...roomy, congestion: 'reno' });
    client.write(Infinity);
    // Handshake 100 ms, then a flight every 100 ms; without a rate a whole flight is acknowledged at once.
    wire.run(550e6);
    expect(flights(wire)).toEqual([10, 20, 40, 80, 160]);
  });

  it('counts acknowledgements instead where asked to, which delayed ones slow down to 3/2', () => {
    const wire = new TcpWire({ delayNs: 50e6 });
    wire.logs = true;
    const delayedAck = { every: 2, timeoutNs: 200e6, quickAcks: 0 };
    const [client] = wire.add({ ...roomy, congestion: 'reno', byteCounting: false, delayedAck });
    client.write(Infinity);
    wire.run(350e6);
    // 10 segments make 5 acknowledgements: 15. Those make 7 and leave one waiting: 15 + 7 - 1 held by it = 21.
    expect(flights(wire).slice(0, 3)).toEqual([10, 15, 21]);
  });

  it('is left by HyStart when the acknowledgements of a round stretch over half the smallest round trip', () => {
    const wire = new TcpWire({ rateBps: 100e6, delayNs: 50e6, queue: 10_000 });
    const [client] = wire.add({ ...roomy, hystart: true });
    client.write(Infinity);
    wire.run(1e9);
    // At 0.12 ms a packet half of the 100 ms is a train of 416. The first window that long is 10 x 2^6 = 640, and
    // when 416 of it are acknowledged the window stands at 640 + 416 = 1056; within 4 %, as a round begins a little late.
    expect(client.ssthresh).toBeGreaterThan(1014);
    expect(client.ssthresh).toBeLessThan(1098);
    expect(client.counters.retransmits).toBe(0);
  });

  it('does not raise the window of an application that does not use it', () => {
    const wire = new TcpWire({ delayNs: 50e6 });
    const [client] = wire.add({ ...roomy, congestion: 'reno' });
    wire.run(150e6);
    for (let turn = 0; turn < 20; turn++) {
      client.write(3 * 1448);
      wire.flush(client);
      wire.run(wire.now + 150e6);
    }
    // Three segments are less than half of ten (tcp_is_cwnd_limited).
    expect(client.cwnd).toBe(10);
  });

  it('starts again with a small window after a silence', () => {
    const wire = new TcpWire({ delayNs: 50e6 });
    wire.logs = true;
    const [client] = wire.add({ ...roomy, congestion: 'reno' });
    client.write(150 * 1448);
    wire.run(1e9);
    const before = client.cwnd;
    // 10 + 20 + 40 + 80 segments: the window came to 160, less what the last, short flight did not prove.
    expect(before).toBeGreaterThanOrEqual(80);
    wire.run(21e9);
    client.write(Infinity);
    const sent = client.counters.segmentsSent;
    wire.flush(client);
    // 20 s are many timeouts of 300 ms: down to the initial window.
    expect(client.counters.segmentsSent - sent).toBe(10);
  });
});
