import { describe, expect, it } from 'vitest';
import { createSimulationClient, type EnginePort } from '../../src-renderer/simulation/simulation-client.ts';
import type { Reply, Request } from '../../src-sim/index.ts';

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
    engine.reply({ kind: 'checked', id: a, problems: [], planned: {} });
    expect(await first).toEqual({ kind: 'answer', value: { problems: [], planned: {} } });
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
