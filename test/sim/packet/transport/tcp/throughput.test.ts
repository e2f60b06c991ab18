// Whole runs against what theory says of them.
import { describe, expect, it } from 'vitest';
import { Dctcp } from '../../../../../src-sim/packet/transport/tcp/congestion/dctcp.ts';
import type { Segment } from '../../../../../src-sim/packet/transport/tcp/segment.ts';
import { TcpConnection } from '../../../../../src-sim/packet/transport/tcp/tcp-connection.ts';
import {
  type CongestionName,
  type TcpConfig,
  tcpConfig,
} from '../../../../../src-sim/packet/transport/tcp/tcp-config.ts';
import { TcpWire, type Verdict } from '../../../../support/tcp-wire.ts';

const roomy: Partial<TcpConfig> = {
  autotune: false,
  receiveBuffer: 1 << 26,
  receiveBufferMax: 1 << 26,
  sendBuffer: 1 << 26,
};

/** Bits per second of payload to each server in [from, until). */
function goodputs(wire: TcpWire, from: number, until: number): number[] {
  wire.run(from);
  const before = wire.servers.map((server) => server.delivered);
  wire.run(until);
  return wire.servers.map((server, flow) => ((server.delivered - before[flow]) * 8e9) / (until - from));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function startFlows(wire: TcpWire, count: number, everyNs: number, config: Partial<TcpConfig>): void {
  for (let flow = 0; flow < count; flow++) {
    wire.run(flow * everyNs);
    const [client] = wire.add(config);
    client.write(Infinity);
    wire.flush(client);
  }
}

describe('Reno under periodic loss', () => {
  it.each([1000, 4000])('gets MSS/RTT sqrt(3/2p) with every %ith segment lost', (period) => {
    let count = 0;
    const fate = (segment: Segment): Verdict =>
      segment.length > 0 && ++count % period === 0 ? 'drop' : 'pass';
    const wire = new TcpWire({ delayNs: 50e6, fate }, { delayNs: 50e6 });
    const [client] = wire.add({ ...roomy, congestion: 'reno' });
    client.write(Infinity);
    // Mathis et al. 1997 with p = 1/period, RTT 0.1 s. The round trip each recovery takes costs a few percent of it.
    const theory = ((1448 * 8) / 0.1) * Math.sqrt(1.5 * period);
    const [measured] = goodputs(wire, 60e9, 260e9);
    expect(measured / theory).toBeGreaterThan(0.94);
    expect(measured / theory).toBeLessThan(1.01);
    expect(client.counters.retransmits).toBe(wire.there.dropped);
  });
});

describe('a shared link of 1 Gbit/s, 20 ms, 250 packets of queue', () => {
  it('is filled by sixteen CUBIC flows to 95 % after two seconds', () => {
    const wire = new TcpWire({ rateBps: 1e9, delayNs: 10e6, queue: 250 });
    startFlows(wire, 16, 10e6, { congestion: 'cubic' });
    // Payload is 1448 of 1500 bytes: 965.3 Mbit/s at most; other simulators get 960 to 962.
    const total = sum(goodputs(wire, 2e9, 4e9));
    expect(total).toBeGreaterThan(0.95 * 965.3e6);
    expect(total).toBeLessThan(965.4e6);
  });
});

describe('two flows', () => {
  it.each<CongestionName>(['reno', 'cubic', 'dctcp', 'bbr'])(
    'of %s share a link though one came five seconds later',
    (congestion) => {
      const wire = new TcpWire({
        rateBps: 100e6,
        delayNs: 10e6,
        queue: 200,
        markFrom: congestion === 'dctcp' ? 30 : Infinity,
      });
      startFlows(wire, 2, 5e9, { congestion });
      const shares = goodputs(wire, 25e9, 65e9);
      // Jain's index of two shares is (a + b)^2 / 2 (a^2 + b^2): 0.97 where one has 1.43 times the other.
      const index = sum(shares) ** 2 / (2 * sum(shares.map((share) => share ** 2)));
      expect(index).toBeGreaterThan(0.97);
      // Payload 1448 of 1500: 96.5 Mbit/s at most. BBR sends a hundredth less than it could, and pauses to probe.
      expect(sum(shares)).toBeGreaterThan(0.96 * 96.5e6);
    },
  );
});

describe('congestion notification', () => {
  it('reduces the window without a loss', () => {
    const wire = new TcpWire({ rateBps: 100e6, delayNs: 10e6, queue: 500, markFrom: 80 });
    const [client, server] = wire.add({ congestion: 'reno', ecn: true });
    client.write(Infinity);
    wire.run(12e9);
    expect(wire.there.dropped).toBe(0);
    expect(server.counters.ecnMarks).toBeGreaterThan(0);
    expect(client.counters.retransmits).toBe(0);
    // Path 20 ms x 100 Mbit/s = 167 packets, 80 more in the queue: the window turns at about 247 and halves.
    expect(client.ssthresh).toBeGreaterThan(115);
    expect(client.ssthresh).toBeLessThan(135);
  });

  it('reduces by the share of marks in DCTCP, which keeps the queue at the threshold', () => {
    const wire = new TcpWire({ rateBps: 1e9, delayNs: 100e3, queue: 500, markFrom: 20 });
    const config = { ...roomy, congestion: 'dctcp' as const };
    const dctcp = new Dctcp();
    const [client] = wire.addPair([
      new TcpConnection(tcpConfig('client', config), dctcp),
      new TcpConnection(tcpConfig('server', config)),
    ]);
    client.write(Infinity);
    wire.run(1e9);
    let deepest = 0;
    let shallowest = Infinity;
    for (let at = 1e9; at < 1.2e9; at += 50e3) {
      wire.run(at);
      deepest = Math.max(deepest, wire.there.waiting(at));
      shallowest = Math.min(shallowest, wire.there.waiting(at));
    }
    expect(wire.there.dropped).toBe(0);
    // RFC 8257 §3.3 in steady state, with W* = 200 us x 1 Gbit/s = 17 packets + 20: alpha = sqrt(2 / W*) = 0.23 of 1024 is
    // 238; Alizadeh et al. 2010 §3.3 for one flow. A coarse model: within a factor of two.
    expect(dctcp.alpha).toBeGreaterThan(119);
    expect(dctcp.alpha).toBeLessThan(476);
    // The swing is W* alpha / 2 = 4 packets and what a round trip late adds.
    expect(deepest).toBeLessThan(20 + 10);
    expect(shallowest).toBeGreaterThan(5);
  });
});

/** Packets waiting, on average, while one flow uses 100 Mbit/s with a round trip of 20 ms. */
function depth(congestion: CongestionName): number {
  const wire = new TcpWire({ rateBps: 100e6, delayNs: 10e6, queue: 1000 });
  const [client] = wire.add({ ...roomy, congestion });
  client.write(Infinity);
  wire.run(4e9);
  let total = 0;
  for (let at = 4e9; at < 9e9; at += 10e6) {
    wire.run(at);
    total += wire.there.waiting(at);
  }
  return total / 500;
}

describe('BBR', () => {
  it('fills the pipe with a queue a classic sender would need many times larger', () => {
    const wire = new TcpWire({ rateBps: 100e6, delayNs: 10e6, queue: 20 });
    const [client] = wire.add({ ...roomy, congestion: 'bbr' });
    client.write(Infinity);
    const [rate] = goodputs(wire, 2e9, 9e9);
    // 20 packets are an eighth of the path's 167. 99 % of 96.5 Mbit/s is what BBR aims at; losses of its probing cost some.
    expect(rate).toBeGreaterThan(0.95 * 96.5e6);
  });

  it('keeps the queue low where CUBIC fills it', () => {
    // The window is at most twice the path's 167 packets, and probing adds a quarter for an eighth of the time.
    expect(depth('bbr')).toBeLessThan(100);
    expect(depth('cubic')).toBeGreaterThan(200);
  });
});
