import { describe, expect, it } from 'vitest';
import * as flags from '../../../../../src-sim/packet/transport/tcp/segment-flags.ts';
import { tcpConfig } from '../../../../../src-sim/packet/transport/tcp/tcp-config.ts';
import { TcpWire } from '../../../../support/tcp-wire.ts';

const delayNs = 10e6;

describe('the handshake', () => {
  it('repeats the SYN after 1, 2, 4 ... seconds and gives up 127 s after the first', () => {
    const wire = new TcpWire({ delayNs, fate: () => 'drop' });
    wire.logs = true;
    const [client] = wire.add();
    wire.run(200e9);
    // Six repetitions (tcp_syn_retries), each timeout twice the one before: sums of 1, 2, 4, 8, 16, 32.
    expect(wire.log.map((entry) => entry.at / 1e9)).toEqual([0, 1, 3, 7, 15, 31, 63]);
    expect([client.state, client.failure]).toEqual(['closed', 'timeout']);
  });

  it('is given up at 127 s, not before', () => {
    const wire = new TcpWire({ delayNs, fate: () => 'drop' });
    const [client] = wire.add();
    wire.run(126.9e9);
    expect(client.state).toBe('syn-sent');
    // 63 s + 64 s.
    expect(client.wakeAt).toBe(127e9);
  });

  it('repeats a SYN-ACK that was lost', () => {
    const wire = new TcpWire({ delayNs }, { delayNs, fate: (_, number) => (number === 0 ? 'drop' : 'pass') });
    const [client, server] = wire.add();
    wire.run(2e9);
    expect([client.state, server.state]).toEqual(['established', 'established']);
  });

  it('offers MSS, SACK, timestamps and a scale, and opens after one round trip', () => {
    const wire = new TcpWire({ delayNs });
    wire.logs = true;
    const [client, server] = wire.add();
    wire.run(2 * delayNs);
    expect(client.state).toBe('established');
    expect(server.state).toBe('syn-received');
    wire.run(3 * delayNs);
    expect(server.state).toBe('established');
    const syn = wire.log[0].segment;
    // MTU 1500 less 20 of IP and 20 of TCP.
    expect([syn.flags, syn.mss, syn.sackPermitted, syn.hasTs]).toEqual([flags.syn, 1460, true, true]);
    // The largest buffer is 6 MiB: 6291456 >> 6 = 98304 is too large for 16 bits, >> 7 = 49152 is not.
    expect(syn.windowScale).toBe(7);
    // 20 + MSS 4 + timestamps 12, in whose padding SACK-permitted stands, + scale 4.
    expect(syn.headerBytes).toBe(40);
    // Half of 131072 is 65536, in whole segments of 1460: 44 times.
    expect(syn.window).toBe(64_240);
    // Twelve bytes of every segment are timestamps.
    expect(client.mss).toBe(1448);
    expect(client.srttNs).toBe(2 * delayNs);
  });

  it('does without what one side does not offer', () => {
    const wire = new TcpWire({ delayNs });
    wire.logs = true;
    const [client] = wire.add({}, { timestamps: false, sack: false, windowScaling: false, mtu: 576 });
    client.write(5000);
    wire.run(1e9);
    const data = wire.log.filter((entry) => entry.segment.length > 0);
    // The peer's MSS is 576 - 40; no options are left in the header.
    expect(data[0].segment.length).toBe(536);
    expect(data[0].segment.headerBytes).toBe(20);
    expect(data.every((entry) => !entry.segment.hasTs)).toBe(true);
  });

  it('agrees on ECN only when both want it', () => {
    for (const [client, server, expected] of [
      [true, true, true],
      [true, false, false],
      [false, true, false],
    ]) {
      const wire = new TcpWire({ delayNs });
      wire.logs = true;
      const [sender] = wire.add({ ecn: client }, { ecn: server });
      sender.write(3000);
      wire.run(1e9);
      const data = wire.log.filter((entry) => entry.segment.length > 0);
      expect(data.every((entry) => entry.segment.ect === expected)).toBe(true);
    }
  });

  it('answers data for a connection that was reset with nothing and fails the client', () => {
    const wire = new TcpWire({ delayNs });
    const [client, server] = wire.add();
    wire.run(1e9);
    server.abort();
    wire.flush(server);
    wire.run(2e9);
    expect([client.failure, server.failure]).toEqual(['reset', 'aborted']);
  });
});

describe('a configuration', () => {
  it('is refused with a sentence that says what to change', () => {
    expect(() => tcpConfig('client', { mtu: 60 })).toThrow(
      'an MTU of 60 leaves no room for TCP: use at least 68',
    );
    expect(() => tcpConfig('client', { initialWindow: 0 })).toThrow('at least 1 segment');
    expect(() => tcpConfig('client', { receiveBuffer: 9e6 })).toThrow('raise receiveBufferMax');
  });
});
