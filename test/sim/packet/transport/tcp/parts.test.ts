// The pieces by themselves, against naive models or the arithmetic of their sources.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NewReno } from '../../../../../src-sim/packet/transport/tcp/congestion/new-reno.ts';
import { ControlBlock } from '../../../../../src-sim/packet/transport/tcp/control-block.ts';
import { beginReduction, reduceWindow } from '../../../../../src-sim/packet/transport/tcp/prr.ts';
import { ReceiveQueue } from '../../../../../src-sim/packet/transport/tcp/receive-queue.ts';
import { RttEstimator } from '../../../../../src-sim/packet/transport/tcp/rtt-estimator.ts';
import * as tags from '../../../../../src-sim/packet/transport/tcp/scoreboard.ts';
import { Segment } from '../../../../../src-sim/packet/transport/tcp/segment.ts';
import { tcpConfig } from '../../../../../src-sim/packet/transport/tcp/tcp-config.ts';
import { WindowedExtreme } from '../../../../../src-sim/packet/transport/tcp/windowed-extreme.ts';

describe('the receive queue', () => {
  it('holds exactly the bytes that came, in any order and overlap', () => {
    const pieces = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 12 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(pieces, (list) => {
        const queue = new ReceiveQueue();
        const have = new Set<number>();
        const out = new Segment();
        for (const [start, length] of list) {
          const before = queue.next;
          const grew = queue.add(start, start + length);
          for (let byte = start; byte < start + length; byte++) have.add(byte);
          let next = 0;
          while (have.has(next)) next++;
          expect(queue.next).toBe(next);
          expect(grew).toBe(next > before);
          expect(queue.outOfOrderBytes).toBe([...have].filter((byte) => byte > next).length);
          queue.report(out, 4);
          for (let block = 0; block < out.sackCount; block++) {
            for (let byte = out.sackStart[block]; byte < out.sackEnd[block]; byte++) {
              expect(have.has(byte)).toBe(true);
            }
          }
        }
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it('reports the block that changed last first (RFC 2018 §4)', () => {
    const queue = new ReceiveQueue();
    const out = new Segment();
    queue.add(10, 20);
    queue.add(40, 50);
    queue.add(20, 25);
    queue.report(out, 3);
    expect(out.sackStart.slice(0, out.sackCount)).toEqual(Float64Array.of(10, 40));
    expect(out.sackEnd.slice(0, out.sackCount)).toEqual(Float64Array.of(25, 50));
  });

  it('reports a duplicate once, before all others (RFC 2883 §4)', () => {
    const queue = new ReceiveQueue();
    const out = new Segment();
    queue.add(0, 10);
    queue.add(40, 50);
    queue.add(2, 6);
    queue.report(out, 3);
    expect([out.sackCount, out.sackStart[0], out.sackEnd[0], out.sackStart[1]]).toEqual([2, 2, 6, 40]);
    queue.report(out, 3);
    expect([out.sackCount, out.sackStart[0]]).toEqual([1, 40]);
  });
});

/** Counts the tags one by one. */
function checkCounts(board: tags.Scoreboard): void {
  let sackedOut = 0;
  let lostOut = 0;
  let retransOut = 0;
  let waiting = 0;
  let linked = 0;
  for (let entry = board.head; entry < board.tail; entry++) {
    const flags = board.flags[entry & board.mask];
    const waits = (flags & (tags.lost | tags.retransmitted)) === tags.lost;
    if ((flags & tags.sacked) !== 0) sackedOut++;
    if ((flags & tags.lost) !== 0) lostOut++;
    if ((flags & tags.retransmitted) !== 0) retransOut++;
    if (waits) waiting++;
    if (!waits && (flags & tags.sacked) === 0) linked++;
  }
  expect([board.sackedOut, board.lostOut, board.retransOut, board.lostWaiting]).toEqual([
    sackedOut,
    lostOut,
    retransOut,
    waiting,
  ]);
  for (let slot = board.oldest; slot !== -1; slot = board.nextNewer(slot)) linked--;
  expect(linked).toBe(0);
}

describe('the scoreboard', () => {
  it('keeps its counts equal to its tags, whatever happens in whatever order', () => {
    const steps = fc.array(
      fc.tuple(fc.constantFrom('send', 'sack', 'lose', 'again', 'ack', 'undo', 'split'), fc.nat(1000)),
      {
        maxLength: 200,
      },
    );
    fc.assert(
      fc.property(steps, (list) => {
        let board = new tags.Scoreboard(2);
        let seq = 1;
        for (const [step, choice] of list) {
          const entry = board.head + (choice % Math.max(1, board.packetsOut));
          const slot = entry & board.mask;
          const some = board.packetsOut > 0;
          if (step === 'send') {
            board.append(seq, seq + 100, choice, 0);
            seq += 100;
          } else if (some && step === 'sack' && (board.flags[slot] & tags.sacked) === 0)
            board.markSacked(slot);
          else if (some && step === 'lose') board.markLost(entry);
          else if (some && step === 'again' && board.lostWaiting > 0)
            board.markRetransmitted(board.firstLost() & board.mask, 1);
          else if (some && step === 'ack') board.dropHead();
          else if (some && step === 'undo') board.unmarkLost(slot);
          else if (step === 'split' && choice < 20) board = board.split(30 + choice);
          checkCounts(board);
        }
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});

describe('proportional rate reduction', () => {
  it('sends half a segment for each delivered while more is in flight than the threshold', () => {
    const tcb = new ControlBlock(tcpConfig('client'), new NewReno());
    for (let segment = 0; segment < 20; segment++) tcb.board.append(1 + segment, 2 + segment, 0, 0);
    tcb.cwnd = 20;
    beginReduction(tcb);
    expect(tcb.ssthresh).toBe(10);
    // RFC 6937 §3: sndcnt = ceil(prr_delivered x ssthresh / RecoverFS) - prr_out = ceil(n / 2) - out: 1, 0, 1, 0 ...
    // The first is at least 1 anyway.
    const sent: number[] = [];
    for (let delivered = 1; delivered <= 8; delivered++) {
      tcb.board.markSacked(tcb.board.head + delivered);
      reduceWindow(tcb, 1, 0);
      const send = tcb.cwnd - tcb.board.inFlight;
      sent.push(send);
      tcb.prrOut += send;
      // What is sent again stays in flight: here as new segments.
      for (let more = 0; more < send; more++) tcb.board.append(21, 22, 0, 0);
    }
    expect(sent).toEqual([1, 0, 1, 0, 1, 0, 1, 0]);
  });
});

describe('the round-trip estimator', () => {
  it('starts with three round trips, floored by 200 ms of variance', () => {
    const rtt = new RttEstimator(1e9, 200e6, 120e9, false);
    rtt.sample(100e6, 1, 2);
    // srtt 100 ms, variance max(2 x 100 ms, 200 ms).
    expect([rtt.srttNs, rtt.rttvarNs, rtt.rtoNs]).toEqual([100e6, 200e6, 300e6]);
  });

  it('moves by an eighth of the error', () => {
    const rtt = new RttEstimator(1e9, 200e6, 120e9, false);
    rtt.sample(100e6, 1, 2);
    rtt.sample(180e6, 1, 2);
    expect(rtt.srttNs).toBe(110e6);
  });

  it('has at least one second in all with the floor of RFC 6298', () => {
    const rtt = new RttEstimator(1e9, 1e9, 60e9, true);
    rtt.sample(100e6, 1, 2);
    // 100 + 200 ms is less.
    expect(rtt.rtoNs).toBe(1e9);
    rtt.sample(2e9, 1, 2);
    expect(rtt.rtoNs).toBeGreaterThan(1e9);
    expect(rtt.backedOff(3)).toBe(Math.min(60e9, rtt.rtoNs * 8));
    expect(rtt.backedOff(10)).toBe(60e9);
  });
});

describe('the extreme of a sliding window', () => {
  it('is never older than the window and never below the newest value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 100 }))),
        (list) => {
          const extreme = new WindowedExtreme(1);
          const seen: [number, number][] = [];
          let time = 0;
          extreme.reset(0, 0);
          for (const [step, value] of list) {
            time += step;
            extreme.update(100, time, value);
            seen.push([time, value]);
            const inside = seen.filter(([at]) => time - at <= 100).map(([, sample]) => sample);
            expect(extreme.best).toBeGreaterThanOrEqual(value);
            expect(time <= 100 ? [0, ...inside] : inside).toContain(extreme.best);
          }
        },
      ),
      { numRuns: 500, seed: 4 },
    );
  });
});
