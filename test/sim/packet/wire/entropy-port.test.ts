import { describe, expect, it } from 'vitest';
import { entropyPort, type InnerFlow } from '../../../../src-sim/packet/wire/entropy-port.ts';
import { address } from './sample-packets.ts';

const flow: InnerFlow = {
  source: address('10.0.0.1'),
  destination: address('10.0.1.2'),
  protocol: 6,
  sourcePort: 50_000,
  destinationPort: 443,
};

describe('the outer source port', () => {
  it('stays in the range of RFC 7348 and spreads flows evenly over it', () => {
    const buckets = Array.from({ length: 16 }, () => 0);
    for (let n = 0; n < 65_536; n += 1) {
      const port = entropyPort({ ...flow, sourcePort: n });
      expect(port).toBeGreaterThanOrEqual(49_152);
      expect(port).toBeLessThanOrEqual(65_535);
      buckets[(port - 49_152) >> 10] += 1;
    }
    // 65536 flows in 16 parts are 4096 each; the spread of chance is sqrt(65536 * 1/16 * 15/16) = 62, five times that 310.
    for (const count of buckets) expect(Math.abs(count - 4096)).toBeLessThan(310);
  });

  it('is the same for packets of a flow and another when any of the five differs', () => {
    const port = entropyPort(flow);
    expect(entropyPort({ ...flow })).toBe(port);
    const others = [
      { ...flow, source: address('10.0.0.2') },
      { ...flow, destination: address('10.0.1.3') },
      { ...flow, protocol: 17 },
      { ...flow, sourcePort: 50_001 },
      { ...flow, destinationPort: 444 },
      { ...flow, source: flow.destination, destination: flow.source },
    ];
    // Two of seven ports being equal by chance has one chance in 780 (21 pairs of 16384); it is not so here.
    expect(new Set([port, ...others.map(entropyPort)]).size).toBe(7);
  });

  it('counts all 128 bits of IPv6 addresses', () => {
    const ports = ['fd00::1', 'fd00::1:0:0:1', 'fd00:0:0:1::1', 'fd01::1'].map((source) =>
      entropyPort({ ...flow, source: address(source), destination: address('fd00::9') }),
    );
    expect(new Set(ports).size).toBe(4);
  });
});
