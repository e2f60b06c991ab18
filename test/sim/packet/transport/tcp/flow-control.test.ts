import { describe, expect, it } from 'vitest';
import { TcpWire } from '../../../../support/tcp-wire.ts';

const delayNs = 10e6;
const buffer = 20_000;

const slowReader = { autotune: false, receiveBuffer: buffer, receiveBufferMax: buffer, readsAtOnce: false };

describe('a receiver that does not read', () => {
  it('closes its window, is probed ever more seldom, and goes on where it stopped', () => {
    const wire = new TcpWire({ delayNs });
    wire.logs = true;
    const [client, server] = wire.add({}, slowReader);
    client.write(100_000);
    wire.run(10e9);
    // 13 segments of 1448 are 18824; the other 1176 are less than a segment and go with the first probe.
    expect(server.delivered).toBe(buffer);
    const probes = wire.log.filter((entry) => entry.from === 'client' && entry.segment.seq === buffer);
    expect(client.counters.zeroWindowProbes).toBe(probes.length + 1);
    // Each answer comes a round trip of 20 ms later and restarts the timer, which doubles.
    const waits = probes.slice(1).map((entry, index) => entry.at - probes[index].at - 2 * delayNs);
    for (let index = 1; index < waits.length; index++) expect(waits[index]).toBe(2 * waits[index - 1]);
    expect(waits.length).toBeGreaterThan(3);
    // Reading everything opens the window, and says so.
    for (let turn = 0; turn < 20; turn++) {
      server.read(wire.now, Infinity);
      wire.flush(server);
      wire.run(wire.now + 1e9);
    }
    server.read(wire.now, Infinity);
    expect(server.delivered).toBe(100_000);
    expect(client.counters.rtoCount).toBe(0);
  });

  it('survives the loss of the segment that opens the window', () => {
    let lost = 0;
    const wire = new TcpWire(
      { delayNs },
      {
        delayNs,
        fate: (segment) => (segment.window >= 18_824 && wire.now > 5e9 && lost++ === 0 ? 'drop' : 'pass'),
      },
    );
    const [client, server] = wire.add({}, slowReader);
    client.write(30_000);
    wire.run(5.1e9);
    server.read(wire.now, Infinity);
    wire.flush(server);
    expect(lost).toBe(1);
    wire.run(60e9);
    server.read(wire.now, Infinity);
    expect(server.delivered).toBe(30_000);
  });
});

describe('the receive buffer', () => {
  it('limits a fixed window to one buffer a round trip', () => {
    const wire = new TcpWire({ delayNs: 50e6 });
    const receiveBuffer = 100_000;
    const [client, server] = wire.add(
      {},
      { autotune: false, receiveBuffer, receiveBufferMax: receiveBuffer },
    );
    client.write(Infinity);
    wire.run(5e9);
    const before = server.delivered;
    wire.run(15e9);
    // 69 segments of 1448 fit 100 kB: 99912 bytes per 100 ms; the SWS rule and the delayed odd one take a little.
    const rate = (server.delivered - before) / 10;
    expect(rate).toBeLessThanOrEqual(1_000_000);
    expect(rate).toBeGreaterThan(0.9 * 999_120);
  });

  it('grows with the path until the path is full', () => {
    const wire = new TcpWire({ rateBps: 100e6, delayNs: 50e6, queue: 2000 });
    const [client, server] = wire.add({ congestion: 'reno' });
    client.write(Infinity);
    wire.run(3e9);
    const before = server.delivered;
    wire.run(5e9);
    // The first window of 64 KiB would give 5 Mbit/s; the path takes 96.5 Mbit/s of payload.
    expect(((server.delivered - before) * 8) / 2).toBeGreaterThan(0.99 * 96.5e6);
  });

  it('smaller than a segment still passes data', () => {
    const wire = new TcpWire({ delayNs });
    const tiny = { autotune: false, receiveBuffer: 700, receiveBufferMax: 700 };
    const [client, server] = wire.add({}, tiny);
    client.write(10_000);
    wire.run(60e9);
    expect(server.delivered).toBe(10_000);
    expect(client.counters.zeroWindowProbes).toBe(0);
  });
});

describe('acknowledgements', () => {
  it('come for every second full segment once quick acknowledgements are used up', () => {
    const wire = new TcpWire({ rateBps: 10e6, delayNs, queue: 1000 });
    wire.logs = true;
    // A window that grows would be told at once; this one does not.
    const fixed = { autotune: false, receiveBuffer: 1 << 20, receiveBufferMax: 1 << 20 };
    const [client] = wire.add({ congestion: 'reno' }, fixed);
    client.write(200 * 1448);
    wire.run(5e9);
    const data = wire.log.filter((entry) => entry.segment.length > 0).length;
    const acks = wire.log.filter((entry) => entry.from === 'server' && entry.segment.length === 0).length - 1;
    expect(data).toBe(200);
    // Sixteen at once, then one for two: 16 + 184 / 2 = 108, and one more where a lone segment had to wait.
    expect(acks).toBeGreaterThanOrEqual(106);
    expect(acks).toBeLessThanOrEqual(112);
  });

  it('are delayed by 40 ms for a lone segment that is not the end of a message', () => {
    const wire = new TcpWire({ delayNs });
    wire.logs = true;
    const delayedAck = { every: 2, timeoutNs: 40e6, quickAcks: 0 };
    const [client] = wire.add({ delayedAck });
    client.write(1448);
    wire.run(1e9);
    const data = wire.log.find((entry) => entry.segment.length > 0);
    const ack = wire.log.find((entry) => entry.from === 'server' && entry.segment.ack > 1);
    expect((ack?.at ?? 0) - (data?.at ?? 0)).toBe(delayNs + 40e6);
  });

  it('of small segments wait with Nagle, and all go at once without', () => {
    for (const [nagle, expected] of [
      [true, 2],
      [false, 3],
    ] as const) {
      const wire = new TcpWire({ delayNs });
      wire.logs = true;
      const [client] = wire.add({ nagle });
      wire.run(1e9);
      for (let turn = 0; turn < 3; turn++) {
        client.write(100);
        wire.flush(client);
      }
      wire.run(2e9);
      const lengths = wire.log
        .filter((entry) => entry.segment.length > 0)
        .map((entry) => entry.segment.length);
      // The second and third hundred bytes travel together when the first is acknowledged.
      expect(lengths).toHaveLength(expected);
      expect(lengths.reduce((total, length) => total + length, 0)).toBe(300);
    }
  });
});
