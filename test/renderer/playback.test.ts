// The run that the window holds, against the real engine whose turns the test takes.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createPlayback } from '../../src-renderer/simulation/playback.ts';
import { createSimulationClient } from '../../src-renderer/simulation/simulation-client.ts';
import { serveSimulation, type Reply, type Request } from '../../src-sim/index.ts';

const text = readFileSync('scenarios/two-routers/scenario.yaml', 'utf8');

/** Requests and turns are handled when the test says so, in their order. */
function bench() {
  const waiting: (() => void)[] = [];
  const asked: Request[] = [];
  const told: string[] = [];
  let reply: (reply: Reply) => void = () => {};
  let request: (request: Request) => void = () => {};
  serveSimulation({
    post: (each) => reply(structuredClone(each)),
    onRequest: (handle) => {
      request = handle;
    },
    nextTurn: (callback) => waiting.push(callback),
  });
  const client = createSimulationClient(() => ({
    post: (each) => {
      asked.push(each);
      waiting.push(() => request(each));
    },
    onReply: (handle) => {
      reply = handle;
    },
    onFailure: () => {},
    end: () => {},
  }));
  const playback = createPlayback(
    client,
    {
      began: () => told.push('began'),
      ended: (_, result) => told.push(`ended ${result.packets.injected}`),
      refused: (message) => told.push(message),
    },
    () => 0,
  );
  const drain = (): void => {
    for (let turn = waiting.shift(); turn !== undefined; turn = waiting.shift()) turn();
  };
  return { playback, asked, told, drain, now: () => playback.state.getState() };
}

describe('the run that the window holds', () => {
  it('runs to its end, tells the result once, and stands there', () => {
    const { playback, told, drain, now } = bench();
    playback.start(text);
    drain();
    // 12 Mbit/s in packets of 8,000 bit for one second.
    expect(told).toEqual(['began', 'ended 1500']);
    expect(now()).toMatchObject({ phase: 'held', isOver: true });
    expect(now().stand!.nextEventNs).toBeNull();
    playback.goTo(500_000_000);
    drain();
    playback.goOn();
    drain();
    expect(told).toEqual(['began', 'ended 1500']);
    expect(now().stand!.nowNs).toBe(now().farNs);
  });

  it('keeps only the latest wish while a move is under way', () => {
    const { playback, asked, drain, now } = bench();
    playback.start(text);
    drain();
    const before = asked.length;
    for (const ns of [100e6, 200e6, 300e6, 400e6]) playback.goTo(ns);
    drain();
    expect(now().stand!.nowNs).toBe(400e6);
    const moves = asked.slice(before).filter(({ kind }) => kind === 'rewind');
    expect(moves).toMatchObject([{ ns: 100e6 }, { ns: 400e6 }]);
  });

  it('goes on beyond what was simulated, and back within it', () => {
    const { playback, asked, drain, now } = bench();
    playback.prepare(text);
    drain();
    expect(now().stand).toMatchObject({ events: 0, untilNs: 1e9 });
    playback.goTo(300e6);
    drain();
    expect(now()).toMatchObject({ farNs: 300e6, isOver: false });
    playback.goTo(100e6);
    drain();
    expect(now()).toMatchObject({ farNs: 300e6, phase: 'held' });
    expect(
      asked.filter(({ kind }) => kind === 'run-until' || kind === 'rewind').map(({ kind }) => kind),
    ).toEqual(['run-until', 'rewind']);
  });

  it('looks where it is pointed, wherever it stands', () => {
    const { playback, drain, now } = bench();
    playback.prepare(text);
    drain();
    playback.lookAt({ links: ['leased-line'], nodes: [], flows: [] });
    playback.goTo(500e6);
    drain();
    const { packets } = now().answer!;
    // The queue of 20 is full long before, and one is being sent.
    expect(packets.length).toBeGreaterThanOrEqual(21);
    playback.follow(packets[0]);
    drain();
    expect(now().answer!.opened!.frame).not.toBeNull();
  });

  it('is given up without a trace', () => {
    const { playback, told, drain, now } = bench();
    playback.start(text);
    playback.end();
    drain();
    expect(told).toEqual(['began']);
    expect(now()).toMatchObject({ text: null, phase: 'none', stand: null });
  });

  it('that is refused says why and is gone', () => {
    const { playback, told, drain, now } = bench();
    playback.start('netwright: 1\nname: broken\nsites: { x: { kind: no-such } }\n');
    drain();
    expect(told).toEqual(['began', 'The document has errors.']);
    expect(now().text).toBeNull();
  });
});
