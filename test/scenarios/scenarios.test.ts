// Every folder of scenarios/ proves what its expect.yaml says, with something denied or not reached in each.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Fabric } from '../../src-sim/fabric/fabric.ts';
import { runFabric } from '../../src-sim/packet/run-fabric.ts';
import type { FlowResult, NodeResult } from '../../src-sim/packet/run-result.ts';
import { applyEdits } from '../../src-sim/scenario/edit-text.ts';
import { openScenario } from '../../src-sim/session/open.ts';
import { reach } from '../../src-sim/trace/reach.ts';
import { trace } from '../../src-sim/trace/trace.ts';
import type { ExpectedFlow, ExpectedNode, ExpectedTrace, Expectation } from './expectation.ts';

const root = join(import.meta.dirname, '../../scenarios');
const names = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

const read = (...parts: string[]): string => readFileSync(join(root, ...parts), 'utf8');

describe.each(names)('scenario %s', (name) => {
  const text = read(name, 'scenario.yaml');
  const expected = parse(read(name, 'expect.yaml')) as Expectation;

  it('holds what its expect.yaml says', () => {
    verify(text, expected);
  });

  it('shows something that is denied or not reached', () => {
    expect(expected.trace?.some(({ forward }) => forward !== 'delivered')).toBe(true);
  });

  const { afterCures } = expected;
  if (afterCures === undefined) return;

  it('is right once its cures are applied', () => {
    const cured = openScenario(text).problems.reduce((current, { cure }) => {
      const outcome = cure === undefined ? { text: current } : applyEdits(current, cure.edits);
      if (!('text' in outcome)) throw new Error(outcome.problem.message);
      return outcome.text;
    }, text);
    for (const part of afterCures.holds ?? []) expect(cured).toContain(part);
    verify(cured, afterCures);
  });
});

function verify(text: string, expected: Expectation): void {
  const { problems, fabric, intents } = openScenario(text);
  const told = problems.filter(({ severity }) => severity !== 'info');
  expect(told.map(({ code, path, line }) => ({ code, path, line }))).toEqual(expected.check);
  expect(Object.fromEntries(intents.map(({ id, status }) => [id, status]))).toEqual(expected.intents ?? {});
  if (fabric === null) throw new Error('the scenario is not built');
  for (const question of expected.trace ?? []) verifyTrace(fabric, question);
  if (expected.reach !== undefined) {
    expect(reach(fabric).pairs.map(({ from, to, class: kind }) => ({ from, to, class: kind }))).toEqual(
      expect.arrayContaining([...expected.reach]),
    );
  }
  if (expected.run === undefined) return;
  const { flows, nodes } = runFabric(fabric);
  for (const [id, node] of Object.entries(expected.run.nodes ?? {})) {
    verifyNode(nodes.find((each) => each.id === id)!, node);
  }
  for (const [id, flow] of Object.entries(expected.run.flows)) {
    verifyFlow(flows.find((each) => each.id === id)!, flow);
  }
}

function verifyNode({ received, team }: NodeResult, expected: ExpectedNode): void {
  const { receivedAtLeast, receivedAtMost, moves } = expected;
  if (receivedAtLeast !== undefined) expect(received).toBeGreaterThanOrEqual(receivedAtLeast);
  if (receivedAtMost !== undefined) expect(received).toBeLessThanOrEqual(receivedAtMost);
  if (moves !== undefined) expect(team?.moves).toBe(moves);
}

function verifyTrace(fabric: Fabric, expected: ExpectedTrace): void {
  const { from, to, protocol, port } = expected;
  const question = { from, to, ...(protocol && { protocol }), ...(port === undefined ? {} : { port }) };
  const { forward, reverse, verdict, class: kind } = trace(fabric, question);
  expect({ ...question, forward: forward.fate, class: kind }).toEqual({
    ...question,
    forward: expected.forward,
    class: expected.class,
  });
  if (expected.reverse !== undefined) expect(reverse.fate).toBe(expected.reverse);
  if (expected.verdict !== undefined) expect(verdict).toBe(expected.verdict);
  let after = 0;
  for (const { at, entry } of expected.steps ?? []) {
    const found = forward.steps.findIndex(
      (step, n) => n >= after && step.at === at && step.decidedBy.entry.includes(entry),
    );
    expect(found, `no step at ${at} decided by ${entry}`).toBeGreaterThanOrEqual(after);
    after = found + 1;
  }
}

function verifyFlow(flow: FlowResult, expected: ExpectedFlow): void {
  const { offered, delivered, latencyNs } = flow;
  const loss = 1 - delivered / offered;
  if (expected.deliveredAtLeast !== undefined) {
    expect(delivered).toBeGreaterThanOrEqual(expected.deliveredAtLeast);
  }
  if (expected.lossAtMost !== undefined) expect(loss).toBeLessThanOrEqual(expected.lossAtMost);
  if (expected.lossAtLeast !== undefined) expect(loss).toBeGreaterThanOrEqual(expected.lossAtLeast);
  if (expected.lostBy !== undefined) expect(Object.keys(flow.lossByFate)).toEqual(expected.lostBy);
  for (const key of ['min', 'mean', 'max'] as const) {
    const bounds = expected[`${key}LatencyUs`];
    if (bounds === undefined) continue;
    const latencyUs = (latencyNs?.[key] ?? Number.NaN) / 1000;
    expect(latencyUs).toBeGreaterThanOrEqual(bounds[0]);
    expect(latencyUs).toBeLessThanOrEqual(bounds[1]);
  }
  verifyApplication(flow, expected);
}

function verifyApplication({ echo, requests, migration, limit }: FlowResult, expected: ExpectedFlow): void {
  const within = (
    value: number | null | undefined,
    unit: number,
    bounds?: readonly [number, number],
  ): void => {
    if (bounds === undefined) return;
    expect((value ?? Number.NaN) / unit).toBeGreaterThanOrEqual(bounds[0]);
    expect((value ?? Number.NaN) / unit).toBeLessThanOrEqual(bounds[1]);
  };
  within(echo?.roundTripNs?.min, 1e3, expected.minRoundTripUs);
  within(echo?.roundTripNs?.max, 1e3, expected.maxRoundTripUs);
  within(requests?.perSecond, 1, expected.requestsPerSecond);
  within(requests?.responseNs?.mean, 1e6, expected.meanResponseMs);
  within(migration?.totalBytes, 1e6, expected.migratedMB);
  within(migration?.downtimeNs, 1e6, expected.downtimeMs);
  if (expected.rounds !== undefined) expect(migration?.rounds).toHaveLength(expected.rounds);
  if (expected.limit !== undefined) expect(limit.kind).toBe(expected.limit);
}
