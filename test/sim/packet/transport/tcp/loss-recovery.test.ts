import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../../../src-sim/packet/transport/tcp/segment.ts';
import type { TcpConfig } from '../../../../../src-sim/packet/transport/tcp/tcp-config.ts';
import { TcpWire, type Verdict } from '../../../../support/tcp-wire.ts';

const delayNs = 25e6;
const mss = 1448;

/** Drops data segments by the order in which the client sent them. */
function dropping(numbers: readonly number[]): (segment: Segment) => Verdict {
  let count = -1;
  return (segment) => {
    if (segment.length > 0) count++;
    return segment.length > 0 && numbers.includes(count) ? 'drop' : 'pass';
  };
}

function transfer(segments: number, lost: readonly number[], config: Partial<TcpConfig> = {}): TcpWire {
  const wire = new TcpWire({ delayNs, fate: dropping(lost) }, { delayNs });
  wire.logs = true;
  const [client] = wire.add(config);
  client.write(segments * mss);
  wire.run(20e9);
  return wire;
}

/** When, in milliseconds, the client sent this sequence number. */
const sentAt = (wire: TcpWire, seq: number): number[] =>
  wire.log
    .filter((entry) => entry.from === 'client' && entry.segment.seq === seq && entry.segment.length > 0)
    .map((entry) => entry.at / 1e6);

const seqOf = (number: number): number => 1 + number * mss;

describe('a lost tail', () => {
  it('is found by a probe after two round trips, long before the timeout', () => {
    // Of six segments sent at 50 ms the last two are lost.
    const wire = transfer(6, [4, 5]);
    // Acknowledgements come at 100 ms; the probe is due 2 x 50 ms and two ticks of 1 ms later, with the last segment.
    expect(sentAt(wire, seqOf(5))).toEqual([50, 202]);
    // Its SACK, at 252 ms, was sent 152 ms after the other's first try: more than 50 ms and the reordering window.
    expect(sentAt(wire, seqOf(4))).toEqual([50, 252]);
    const { counters } = wire.clients[0];
    expect([counters.tailLossProbes, counters.rtoCount, counters.fastRecoveries]).toEqual([1, 0, 1]);
    expect(wire.servers[0].delivered).toBe(6 * mss);
  });

  it('waits for the timeout when probes are off', () => {
    const wire = transfer(6, [4, 5], { rackTlp: false });
    // Acknowledged last at 100 ms; srtt 50 ms and the variance's floor of 200 ms.
    expect(sentAt(wire, seqOf(4))[1]).toBe(350);
    expect(wire.clients[0].counters.rtoCount).toBe(1);
  });

  it('adds the delayed acknowledgement of a lone segment to the probe, but not beyond the timeout', () => {
    const wire = transfer(5, [4]);
    // 100 + 2 x 50 + 200 ms would be 400; the timeout from 100 ms is 350.
    expect(sentAt(wire, seqOf(4))).toEqual([50, 350]);
    expect(wire.clients[0].counters.tailLossProbes).toBe(1);
  });
});

describe('the retransmission timeout', () => {
  it('comes after srtt + 200 ms and doubles', () => {
    const wire = new TcpWire(
      { delayNs, fate: (segment) => (segment.length > 0 ? 'drop' : 'pass') },
      { delayNs },
    );
    wire.logs = true;
    const [client] = wire.add();
    client.write(10 * mss);
    wire.run(4e9);
    // Data at 50 ms, a probe at 50 + 102 = 152. From there 250, 500, 1000, 2000 ms.
    expect(sentAt(wire, 1)).toEqual([50, 402, 902, 1902, 3902]);
    expect(client.cwnd).toBe(1);
    // Half of ten by Reno, 0.7 of ten by CUBIC.
    expect(client.ssthresh).toBe(7);
  });

  it('follows RFC 6298 to the letter where asked to: at least one second in all', () => {
    const wire = new TcpWire(
      { delayNs, fate: (segment) => (segment.length > 0 ? 'drop' : 'pass') },
      { delayNs },
    );
    wire.logs = true;
    const [client] = wire.add({ rackTlp: false, minRtoNs: 1e9, rtoFloor: 'total' });
    client.write(mss);
    wire.run(8e9);
    expect(sentAt(wire, 1)).toEqual([50, 1050, 3050, 7050]);
  });

  it('gives the connection up after fifteen in a row', () => {
    const wire = new TcpWire(
      { delayNs, fate: (segment) => (segment.length > 0 ? 'drop' : 'pass') },
      { delayNs },
    );
    const [client] = wire.add();
    client.write(mss);
    wire.run(3600e9);
    expect([client.state, client.failure, client.counters.rtoCount]).toEqual(['closed', 'timeout', 15]);
  });

  it('is taken back when only the acknowledgements were late (F-RTO, Eifel)', () => {
    // From 300 ms to 1300 ms all acknowledgements take a second longer.
    const wire = new TcpWire(
      { delayNs },
      { delayNs, fate: (_, number) => (number >= 20 && number < 60 ? { laterNs: 800e6 } : 'pass') },
    );
    const [client, server] = wire.add({ congestion: 'reno' });
    client.write(400 * mss);
    wire.run(10e9);
    expect(server.delivered).toBe(400 * mss);
    expect(client.counters.rtoCount).toBeGreaterThan(0);
    expect(client.counters.spurious).toBeGreaterThan(0);
    expect(client.ssthresh).toBeGreaterThan(10);
  });
});

describe('fast retransmit', () => {
  it('sends the hole again at the third segment delivered beyond it, once, and reduces once', () => {
    // 1500 B at 12 Mbit/s are 1 ms each, so acknowledgements come one by one.
    const wire = new TcpWire({ rateBps: 12e6, delayNs, fate: dropping([2]) }, { delayNs });
    wire.logs = true;
    const [client, server] = wire.add();
    client.write(40 * mss);
    wire.run(5e9);
    const dups = wire.log.filter((entry) => entry.from === 'server' && entry.segment.sackCount > 0);
    expect(dups[2].segment.ack).toBe(seqOf(2));
    expect(sentAt(wire, seqOf(2))[1]).toBe((dups[2].at + delayNs) / 1e6);
    expect(client.counters.retransmits).toBe(1);
    expect(client.counters.fastRecoveries).toBe(1);
    expect(server.counters.duplicatesReceived).toBe(0);
  });

  it('repairs many holes in one recovery without a timeout, sending nothing twice', () => {
    const wire = new TcpWire({ rateBps: 100e6, delayNs, queue: 50 });
    const [client, server] = wire.add({ congestion: 'reno' });
    client.write(3000 * mss);
    wire.run(10e9);
    expect(server.delivered).toBe(3000 * mss);
    expect(wire.there.dropped).toBeGreaterThan(20);
    expect(client.counters.retransmits).toBe(wire.there.dropped);
    expect(client.counters.rtoCount).toBe(0);
  });

  it('works without SACK, by duplicates and partial acknowledgements', () => {
    const wire = new TcpWire({ rateBps: 12e6, delayNs, fate: dropping([2, 4]) }, { delayNs });
    const [client, server] = wire.add({ sack: false });
    client.write(40 * mss);
    wire.run(5e9);
    expect(server.delivered).toBe(40 * mss);
    expect([client.counters.rtoCount, client.counters.retransmits]).toEqual([0, 2]);
  });

  it('works without RACK, by three segments delivered above', () => {
    const wire = new TcpWire({ rateBps: 12e6, delayNs, fate: dropping([2, 4]) }, { delayNs });
    const [client, server] = wire.add({ rackTlp: false });
    client.write(40 * mss);
    wire.run(5e9);
    expect(server.delivered).toBe(40 * mss);
    expect([client.counters.rtoCount, client.counters.retransmits]).toEqual([0, 2]);
  });

  it('finds a retransmission that is lost too', () => {
    const seq = seqOf(2);
    let tries = 0;
    const fate = (segment: Segment): Verdict =>
      segment.length > 0 && segment.seq === seq && ++tries <= 2 ? 'drop' : 'pass';
    const wire = new TcpWire({ rateBps: 12e6, delayNs, fate }, { delayNs });
    const [client, server] = wire.add();
    client.write(200 * mss);
    wire.run(5e9);
    expect(server.delivered).toBe(200 * mss);
    expect([client.counters.rtoCount, client.counters.retransmits]).toEqual([0, 2]);
  });
});

describe('reordering', () => {
  it('is waited for once it was seen, and the reduction is taken back', () => {
    // One segment in fifty is 8 ms late: behind some eight others of 1 ms, which looks like a loss at first.
    let count = 0;
    const fate = (segment: Segment): Verdict =>
      segment.length > 0 && ++count % 50 === 0 ? { laterNs: 8e6 } : 'pass';
    const wire = new TcpWire({ rateBps: 12e6, delayNs, fate }, { delayNs });
    // A window of 60 segments, little more than the 50 that fill the path.
    const receiveBuffer = 60 * mss;
    const [client, server] = wire.add(
      { congestion: 'reno' },
      { autotune: false, receiveBuffer, receiveBufferMax: receiveBuffer },
    );
    client.write(5000 * mss);
    wire.run(30e9);
    expect(server.delivered).toBe(5000 * mss);
    // A quarter of the round trip of 50 ms is more than 8 ms: at most the first few are sent in vain.
    expect(client.counters.retransmits).toBeLessThan(5);
    expect(client.counters.spurious).toBe(client.counters.fastRecoveries);
  });
});
