import { describe, expect, it } from 'vitest';
import { throughputLimit } from '../../../../src-sim/packet/measure/throughput-limit.ts';

const quiet = [
  { id: 'near', busy: 0.2, drops: 0 },
  { id: 'far', busy: 0.3, drops: 0 },
];
const tcp = { windowBytes: 4_000_000, smoothedRttNs: 20_000_000, retransmissions: 0, finished: false };

describe('what limits a flow', () => {
  it('is the fullest link of its path where one is full', () => {
    const path = [...quiet, { id: 'narrow', busy: 0.98, drops: 4 }];
    expect(throughputLimit({ goodputBps: 95e6, path, tcp })).toEqual({ kind: 'link', at: 'narrow' });
    expect(throughputLimit({ goodputBps: 95e6, path, tcp: null })).toEqual({ kind: 'link', at: 'narrow' });
  });

  it('is the window where a round trip empties it', () => {
    // 64 KiB a round trip of 20 ms: 65,536 * 8 / 0.02 = 26.2 Mbit/s.
    const small = { ...tcp, windowBytes: 65_536, retransmissions: 3 };
    expect(throughputLimit({ goodputBps: 26e6, path: quiet, tcp: small }).kind).toBe('window');
    expect(throughputLimit({ goodputBps: 10e6, path: quiet, tcp: small }).kind).toBe('loss');
  });

  it('is loss, start-up or the application where no link is full and no window empties', () => {
    expect(throughputLimit({ goodputBps: 5e6, path: quiet, tcp: { ...tcp, retransmissions: 9 } }).kind).toBe(
      'loss',
    );
    expect(throughputLimit({ goodputBps: 5e6, path: quiet, tcp: { ...tcp, finished: true } }).kind).toBe(
      'start-up',
    );
    expect(throughputLimit({ goodputBps: 5e6, path: quiet, tcp }).kind).toBe('application');
    expect(throughputLimit({ goodputBps: 5e6, path: quiet, tcp: null }).kind).toBe('application');
  });

  it('is the link that drops, for packets that come in bursts', () => {
    const path = [...quiet, { id: 'shallow', busy: 0.5, drops: 12 }];
    expect(throughputLimit({ goodputBps: 5e6, path, tcp: null })).toEqual({ kind: 'link', at: 'shallow' });
  });
});
