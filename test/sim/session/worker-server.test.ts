import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openScenario, type Request, runFabric } from '../../../src-sim/index.ts';
import { servedByHand as byHand } from '../../support/served-by-hand.ts';

const text = readFileSync('scenarios/hello-hub/scenario.yaml', 'utf8');

/** Ten simulated seconds of hello-hub: 630,000 packets, a dozen slices. */
const long = { kind: 'run', id: 1, text, options: { untilNs: 1e9 } } as const satisfies Request;

describe('the engine behind a message port', () => {
  it('answers check, trace and reach', () => {
    const server = byHand();
    server.ask({ kind: 'check', id: 1, text });
    // The first address of hub-services (10.0.1.0/24) after the four that AWS keeps.
    const planned = { 'workloads.services.address': '10.0.1.4' };
    expect(server.last()).toMatchObject({ kind: 'checked', id: 1, planned });
    server.ask({
      kind: 'trace',
      id: 2,
      text,
      question: { from: 'web', to: 'database', protocol: 'tcp', port: 22 },
    });
    expect(server.last()).toMatchObject({ kind: 'traced', id: 2, result: { class: 'denied' } });
    server.ask({ kind: 'reach', id: 3, text });
    expect(server.last()).toMatchObject({ kind: 'reached', id: 3 });
  });

  it('runs to the same digest as a run in one go, telling its progress', () => {
    const server = byHand();
    server.ask(long);
    server.drain();
    const { fabric } = openScenario(text);
    const last = server.last();
    expect(last?.kind === 'ran' ? last.result : null).toEqual(runFabric(fabric!, { untilNs: 1e9 }));
    const progress = server.replies.flatMap((reply) =>
      reply.kind === 'progress' ? reply.progress.simulatedNs : [],
    );
    expect(progress.length).toBeGreaterThan(1);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it('holds while paused, goes on to the same result, and stops for good when cancelled', () => {
    const server = byHand();
    server.ask(long);
    server.turn();
    server.ask({ kind: 'pause', id: 1 });
    server.drain();
    const held = server.replies.length;
    server.drain();
    expect(server.replies).toHaveLength(held);
    server.ask({ kind: 'resume', id: 1 });
    server.turn();
    expect(server.replies.length).toBeGreaterThan(held);
    server.ask({ kind: 'cancel', id: 1 });
    server.drain();
    expect(server.last()).toEqual({ kind: 'cancelled', id: 1 });
  });

  it('sends captures piece by piece before the result, which is the same as without', () => {
    const server = byHand();
    const short = { ...long, options: { untilNs: 20e6 } };
    server.ask({ ...short, options: { ...short.options, captures: true } });
    server.drain();
    const captured = server.replies.flatMap((reply) => (reply.kind === 'captured' ? [reply] : []));
    expect([...new Set(captured.map(({ file }) => file))].toSorted()).toEqual([
      'database.pcapng',
      'services.pcapng',
      'web.pcapng',
    ]);
    // 600 Mbit/s for 20 ms are 1.5 MB at web, in chunks of 64 KiB and one frame at most: 20 at least.
    expect(captured.filter(({ file }) => file === 'web.pcapng').length).toBeGreaterThan(20);
    const result = server.last();
    server.ask(short);
    server.drain();
    expect(server.last()).toEqual(result);
  });

  it('cancels a run that is paused', () => {
    const server = byHand();
    server.ask(long);
    server.turn();
    server.ask({ kind: 'pause', id: 1 });
    server.drain();
    server.ask({ kind: 'cancel', id: 1 });
    server.drain();
    expect(server.last()).toEqual({ kind: 'cancelled', id: 1 });
  });

  it('keeps two runs apart', () => {
    const server = byHand();
    server.ask(long);
    server.ask({ ...long, id: 2, options: { untilNs: 1e9, seed: 9 } });
    server.drain();
    const results = server.replies.flatMap((reply) => (reply.kind === 'ran' ? [reply] : []));
    expect(results.map((reply) => reply.id).sort((a, b) => a - b)).toEqual([1, 2]);
    expect(results[0].result.digest).not.toBe(results[1].result.digest);
  });

  it('refuses documents with errors and questions about what is not there, with a sentence', () => {
    const server = byHand();
    server.ask({ kind: 'run', id: 1, text: 'netwright: 1\nname: x\nnetworks: 3\n', options: {} });
    expect(server.last()).toMatchObject({ kind: 'refused', id: 1 });
    server.ask({ kind: 'trace', id: 2, text, question: { from: 'web', to: 'nobody' } });
    const last = server.last();
    expect(last?.kind === 'refused' ? last.message : '').toContain('nobody');
  });

  it('reports on a run that it is given', () => {
    const server = byHand();
    const run = runFabric(openScenario(text).fabric!);
    server.ask({ kind: 'report', id: 5, text, format: 'html', run });
    const last = server.last();
    expect(last?.kind === 'reported' ? last.content : '').toContain(run.digest);
  });
});
