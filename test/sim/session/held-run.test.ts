import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Request, RunStand } from '../../../src-sim/index.ts';
import { servedByHand } from '../../support/served-by-hand.ts';

const text = readFileSync('scenarios/two-routers/scenario.yaml', 'utf8');

/** A second of two-routers: 1,500 packets of four events each at most, one slice. */
const rewindable = { kind: 'run', id: 1, text, options: { rewindable: true } } as const satisfies Request;

function held() {
  const server = servedByHand();
  const stand = (): RunStand => {
    const last = server.last();
    if (last?.kind !== 'stands') throw new Error(`the last answer is ${last?.kind}`);
    return last.stand;
  };
  return { ...server, stand };
}

describe('a run that is held', () => {
  it('says where it stands after every step, forth and back', () => {
    const { ask, stand } = held();
    ask(rewindable);
    ask({ kind: 'step', id: 1, events: 10 });
    const there = stand();
    expect(there).toMatchObject({ events: 10 });
    ask({ kind: 'step', id: 1, events: 1 });
    expect(stand()).toMatchObject({ events: 11, nowNs: there.nextEventNs });
    ask({ kind: 'step-back', id: 1, events: 1 });
    expect(stand()).toEqual(there);
    ask({ kind: 'rewind', id: 1, ns: 0 });
    expect(stand()).toMatchObject({ nowNs: 0 });
  });

  it('does not go on by itself while it is stepped, and does when told to', () => {
    const { ask, drain, last, replies } = held();
    ask(rewindable);
    ask({ kind: 'step', id: 1, events: 1 });
    drain();
    expect(replies.map(({ kind }) => kind)).toEqual(['stands']);
    ask({ kind: 'resume', id: 1 });
    drain();
    expect(last()).toMatchObject({ kind: 'ran', result: { packets: { inFlight: 0 } } });
  });

  it('is kept when it is over: taken back and run again, it ends the same', () => {
    const { ask, drain, last, stand } = held();
    ask(rewindable);
    drain();
    const end = last();
    ask({ kind: 'rewind', id: 1, ns: 500_000_000 });
    expect(stand().nowNs).toBe(500_000_000);
    ask({ kind: 'resume', id: 1 });
    drain();
    expect(last()).toEqual(end);
    ask({ kind: 'cancel', id: 1 });
    drain();
    expect(last()).toEqual({ kind: 'cancelled', id: 1 });
    ask({ kind: 'step', id: 1, events: 1 });
    expect(last()).toEqual({ kind: 'cancelled', id: 1 });
  });

  it('goes on to a condition and stands there', () => {
    const { ask, drain, stand } = held();
    ask(rewindable);
    ask({ kind: 'run-until', id: 1, condition: { kind: 'drop' } });
    drain();
    expect(stand().result.packets.dropped).toBe(1);
    ask({ kind: 'run-until', id: 1, condition: { kind: 'drop' } });
    drain();
    expect(stand().result.packets.dropped).toBe(2);
  });

  it('refuses what it cannot do, and stays where it is', () => {
    const { ask, last, stand } = held();
    ask(rewindable);
    ask({ kind: 'run-until', id: 1, condition: { kind: 'node', node: 'nobody' } });
    expect(last()).toMatchObject({ kind: 'refused', message: 'there is no node nobody in this network' });
    ask({ kind: 'step', id: 1, events: 2 });
    expect(stand().events).toBe(2);
    ask({ ...rewindable, id: 2, options: {} });
    ask({ kind: 'step-back', id: 2, events: 1 });
    expect(last()).toMatchObject({ kind: 'refused', id: 2 });
  });
});
