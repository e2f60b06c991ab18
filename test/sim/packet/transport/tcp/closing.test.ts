import { describe, expect, it } from 'vitest';
import * as flags from '../../../../../src-sim/packet/transport/tcp/segment-flags.ts';
import { TcpWire, type WireSettings } from '../../../../support/tcp-wire.ts';

const delayNs = 10e6;

describe('closing', () => {
  it('goes through FIN-WAIT and TIME-WAIT on one side, CLOSE-WAIT and LAST-ACK on the other', () => {
    const wire = new TcpWire({ delayNs });
    const [client, server] = wire.add();
    client.write(1000);
    client.close(wire.now);
    // Established at 20 ms; data and FIN go at once and arrive at 30 ms.
    wire.run(25e6);
    expect(client.state).toBe('fin-wait-1');
    wire.run(35e6);
    expect([server.state, server.peerClosed, server.delivered]).toEqual(['close-wait', true, 1000]);
    wire.run(45e6);
    expect(client.state).toBe('fin-wait-2');
    server.write(500);
    server.close(wire.now);
    wire.flush(server);
    expect(server.state).toBe('last-ack');
    wire.run(70e6);
    expect([client.state, client.delivered, server.state]).toEqual(['time-wait', 500, 'closed']);
    // The FIN came at 55 ms; TIME-WAIT lasts 60 s (Linux TCP_TIMEWAIT_LEN).
    expect(client.wakeAt).toBe(55e6 + 60e9);
    expect(wire.run(61e9)).toBe(false);
    expect([client.state, client.failure, server.failure]).toEqual(['closed', '', '']);
  });

  it('puts the FIN on the last data', () => {
    const wire = new TcpWire({ delayNs });
    wire.logs = true;
    const [client] = wire.add();
    client.write(1000);
    client.close(wire.now);
    wire.run(1e9);
    const last = wire.log.findLast((entry) => entry.segment.length > 0);
    expect([last?.segment.length, last?.segment.flags]).toEqual([1000, flags.fin | flags.psh | flags.ack]);
  });

  it('from both sides at once ends in TIME-WAIT for both', () => {
    const wire = new TcpWire({ delayNs });
    const [client, server] = wire.add();
    wire.run(1e9);
    client.close(wire.now);
    server.close(wire.now);
    wire.flush(client);
    wire.flush(server);
    wire.run(2e9);
    expect([client.state, server.state]).toEqual(['time-wait', 'time-wait']);
  });

  it('answers a FIN that comes again in TIME-WAIT', () => {
    // The client's acknowledgement of the server's FIN is lost: its fourth packet after SYN, ACK and FIN.
    const wire = new TcpWire({ delayNs, fate: (_, number) => (number === 3 ? 'drop' : 'pass') }, { delayNs });
    const [client, server] = wire.add();
    wire.run(1e9);
    client.close(wire.now);
    wire.flush(client);
    wire.run(1.05e9);
    server.close(wire.now);
    wire.flush(server);
    wire.run(1.1e9);
    expect([client.state, server.state]).toEqual(['time-wait', 'last-ack']);
    wire.run(3e9);
    expect(server.state).toBe('closed');
  });

  it('keeps a silent connection alive with probes, and gives it up when the peer is gone', () => {
    let alive = true;
    const wire = new TcpWire({ delayNs, fate: () => (alive ? 'pass' : 'drop') }, { delayNs });
    const keepAlive = { idleNs: 10e9, intervalNs: 1e9, probes: 3 };
    const [client] = wire.add({ keepAlive }, {});
    wire.run(100e9);
    expect(client.state).toBe('established');
    alive = false;
    wire.run(200e9);
    expect([client.state, client.failure]).toEqual(['closed', 'timeout']);
  });
});

/** A link that drops what is larger than its MTU, and may tell. */
const narrow = (wire: () => TcpWire, mtu: number, tells: boolean): WireSettings => ({
  delayNs,
  fate: (segment) => {
    if (segment.length + segment.headerBytes + 20 <= mtu) return 'pass';
    if (tells) wire().clients[0].pathMtu(wire().now, mtu);
    return 'drop';
  },
});

describe('the path MTU', () => {
  it('is learnt from "too big" and costs no timeout and no reduction', () => {
    const wires: TcpWire[] = [];
    const wire = new TcpWire(
      narrow(() => wires[0], 1400, true),
      { delayNs },
    );
    wires.push(wire);
    const [client, server] = wire.add({ congestion: 'reno' });
    client.write(100_000);
    client.close(0);
    wire.run(5e9);
    expect(server.delivered).toBe(100_000);
    // 1400 less 20 of IP, 20 of TCP, 12 of timestamps.
    expect(client.mss).toBe(1348);
    expect([client.counters.rtoCount, client.counters.fastRecoveries]).toEqual([0, 0]);
    expect(client.state).toBe('fin-wait-2');
  });

  it('is a black hole where nobody tells: nothing arrives', () => {
    const wires: TcpWire[] = [];
    const wire = new TcpWire(
      narrow(() => wires[0], 1400, false),
      { delayNs },
    );
    wires.push(wire);
    const [client, server] = wire.add();
    client.write(100_000);
    wire.run(60e9);
    expect(server.delivered).toBe(0);
    expect(client.counters.rtoCount).toBeGreaterThan(5);
  });

  it('is found by probing when black holes are looked for', () => {
    const wires: TcpWire[] = [];
    const wire = new TcpWire(
      narrow(() => wires[0], 1400, false),
      { delayNs },
    );
    wires.push(wire);
    const [client, server] = wire.add({ pmtuProbing: true });
    client.write(100_000);
    wire.run(60e9);
    expect(server.delivered).toBe(100_000);
    // Half of 1460, less 12.
    expect(client.mss).toBe(718);
  });
});
