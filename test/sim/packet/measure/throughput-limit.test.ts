import { describe, expect, it } from 'vitest';
import {
  type LimitEvidence,
  type PathLink,
  throughputLimit,
} from '../../../../src-sim/packet/measure/throughput-limit.ts';

const link = (id: string, busy: number, changes: Partial<PathLink> = {}): PathLink => ({
  id,
  busy,
  rateBps: 100e6,
  drops: 0,
  sentBps: busy * 100e6,
  shaperBps: null,
  policerBps: null,
  ...changes,
});
const quiet = [link('near', 0.2), link('far', 0.3)];
const greedy = {
  sendBufferBytes: 4_000_000,
  receiveWindowBytes: 3_000_000,
  smoothedRttNs: 20_000_000,
  retransmissions: 0,
  finished: false,
};
const limitOf = (changes: Partial<LimitEvidence>) =>
  throughputLimit({
    goodputBps: 5e6,
    offeredBps: null,
    lossShare: 0,
    policed: 0,
    path: quiet,
    nodes: [],
    tcp: null,
    ...changes,
  });

describe('what limits a flow', () => {
  it('is the fullest link of its path where one is full', () => {
    const path = [...quiet, link('narrow', 0.98, { drops: 4 })];
    const figures = { goodputBps: 95e6, capacityBps: 100e6, busy: 0.98 };
    const full = { kind: 'link', at: 'narrow', figures };
    expect(limitOf({ goodputBps: 95e6, path, tcp: greedy })).toEqual(full);
    expect(limitOf({ goodputBps: 95e6, path })).toEqual(full);
  });

  it('is the window where a round trip empties it, the smaller of the two ends', () => {
    // 64 KiB a round trip of 20 ms: 65,536 * 8 / 0.02 = 26.2 Mbit/s.
    const small = { ...greedy, sendBufferBytes: 65_536, retransmissions: 3 };
    expect(limitOf({ goodputBps: 26e6, tcp: small })).toEqual({
      kind: 'window',
      at: null,
      figures: { goodputBps: 26e6, windowBytes: 65_536, roundTripNs: 20_000_000 },
    });
    const slow = { ...greedy, receiveWindowBytes: 65_536 };
    expect(limitOf({ goodputBps: 26e6, tcp: slow }).kind).toBe('receiver');
    expect(limitOf({ goodputBps: 10e6, tcp: small }).kind).toBe('loss');
  });

  it('is loss, start-up or the application where no link is full and no window empties', () => {
    expect(limitOf({ tcp: { ...greedy, retransmissions: 9 } }).kind).toBe('loss');
    expect(limitOf({ tcp: { ...greedy, finished: true } }).kind).toBe('start-up');
    expect(limitOf({ tcp: greedy }).kind).toBe('application');
    expect(limitOf({ offeredBps: 5e6 })).toEqual({
      kind: 'application',
      at: null,
      figures: { goodputBps: 5e6, offeredBps: 5e6 },
    });
  });

  it('is the link that drops, for packets that come in bursts', () => {
    const path = [...quiet, link('shallow', 0.5, { drops: 12 })];
    expect(limitOf({ path, lossShare: 0.1 })).toMatchObject({ kind: 'link', at: 'shallow' });
    // Others' packets were dropped there, none of this flow.
    expect(limitOf({ path }).kind).toBe('application');
  });

  it('is the shaper that passes as much as it may, long before the link is full', () => {
    const path = [...quiet, link('shaped', 0.1, { shaperBps: 10e6, sentBps: 9.9e6 })];
    expect(limitOf({ path, tcp: greedy })).toMatchObject({
      kind: 'shaper',
      at: 'shaped',
      figures: { capacityBps: 10e6 },
    });
  });

  it('is the policer that dropped packets of the flow', () => {
    const path = [...quiet, link('policed', 0.1, { policerBps: 10e6, drops: 7 })];
    expect(limitOf({ path, policed: 7, lossShare: 0.01 })).toEqual({
      kind: 'policer',
      at: 'policed',
      figures: { goodputBps: 5e6, capacityBps: 10e6, droppedPackets: 7 },
    });
    expect(limitOf({ path }).kind).toBe('application');
  });

  it('is a node that passes as many packets as it can', () => {
    const nodes = [{ id: 'gateway', perSecond: 95_000, perSecondMax: 100_000 }];
    expect(limitOf({ nodes })).toMatchObject({ kind: 'packet-rate', at: 'gateway' });
  });
});
