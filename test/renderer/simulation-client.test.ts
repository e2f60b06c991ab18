import { describe, expect, it } from 'vitest';
import { createSimulationClient, type EnginePort } from '../../src-renderer/simulation/simulation-client.ts';
import { type Reply, type Request, runFabric } from '../../src-sim/index.ts';
import { FabricDraft } from '../support/fabric-builder.ts';

const result = runFabric(new FabricDraft().host('a', '10.0.0.1').build());

/** An engine that answers when the test says so. */
function scriptedEngine() {
  const asked: Request[] = [];
  let reply: ((reply: Reply) => void) | null = null;
  let fail: ((message: string) => void) | null = null;
  let started = 0;
  const start = (): EnginePort => {
    started++;
    return {
      post: (request) => asked.push(request),
      onReply: (handle) => {
        reply = handle;
      },
      onFailure: (handle) => {
        fail = handle;
      },
      end: () => {},
    };
  };
  return {
    start,
    asked,
    reply: (each: Reply) => reply?.(each),
    fail: (why: string) => fail?.(why),
    started: () => started,
  };
}

describe('the simulation client', () => {
  it('starts no engine before the first question', () => {
    const engine = scriptedEngine();
    createSimulationClient(engine.start);
    expect(engine.started()).toBe(0);
  });

  it('matches replies to requests by their id, in whatever order they come', async () => {
    const engine = scriptedEngine();
    const client = createSimulationClient(engine.start);
    const first = client.check('one');
    const second = client.check('two');
    const [a, b] = engine.asked.map(({ id }) => id) as [number, number];
    engine.reply({ kind: 'refused', id: b, message: 'second', problems: [] });
    engine.reply({ kind: 'checked', id: a, problems: [], intents: [], planned: {} });
    expect(await first).toEqual({ kind: 'answer', value: { problems: [], intents: [], planned: {} } });
    expect(await second).toMatchObject({ kind: 'refused', message: 'second' });
  });

  it('passes progress on, and pause, resume and cancel only while the run is under way', async () => {
    const engine = scriptedEngine();
    const seen: number[] = [];
    const run = createSimulationClient(engine.start).run('text', {}, ({ simulatedNs }) =>
      seen.push(simulatedNs),
    );
    const { id } = engine.asked[0];
    engine.reply({ kind: 'progress', id, progress: { simulatedNs: 5, untilNs: 10, packets: 1 } });
    run.pause();
    run.cancel();
    engine.reply({ kind: 'cancelled', id });
    expect(await run.outcome).toEqual({ kind: 'cancelled' });
    run.resume();
    expect(seen).toEqual([5]);
    expect(engine.asked.map(({ kind }) => kind)).toEqual(['run', 'pause', 'cancel']);
  });

  it('tells of a run that is held, over or not, until it is ended', () => {
    const engine = scriptedEngine();
    const told: unknown[] = [];
    const run = createSimulationClient(engine.start).hold(
      'text',
      { seed: 2 },
      {
        progress: () => told.push('progress'),
        stands: ({ events }) => told.push(events),
        looked: () => told.push('looked'),
        ran: () => told.push('ran'),
        refused: (message) => told.push(message),
      },
    );
    const { id } = engine.asked[0];
    expect(engine.asked[0]).toMatchObject({ kind: 'run', options: { seed: 2, rewindable: true } });
    run.step(3);
    const links = { load: [], waiting: [] };
    const stand = { events: 3, nowNs: 0, untilNs: 0, nextEventNs: null, links, result };
    engine.reply({ kind: 'stands', id, stand });
    engine.reply({ kind: 'ran', id, result });
    run.runUntil({ kind: 'drop' });
    engine.reply({ kind: 'refused', id, message: 'no', problems: [] });
    run.rewindTo(7);
    run.end();
    engine.reply({ kind: 'cancelled', id });
    run.stepBack(1);
    expect(told).toEqual([3, 'ran', 'no']);
    expect(engine.asked.map(({ kind }) => kind)).toEqual(['run', 'step', 'run-until', 'rewind', 'cancel']);
  });

  it('answers every open question when the engine dies, and starts another one for the next', async () => {
    const engine = scriptedEngine();
    const client = createSimulationClient(engine.start);
    const open = client.check('text');
    engine.fail('it stopped');
    expect(await open).toEqual({ kind: 'refused', message: 'it stopped', problems: [] });
    void client.check('text');
    expect(engine.started()).toBe(2);
  });
});
