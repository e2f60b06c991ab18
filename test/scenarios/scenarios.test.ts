// Every folder of scenarios/ proves what its expect.yaml says, with something denied or not reached in each.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Fabric } from '../../src-sim/fabric/fabric.ts';
import { runFabric } from '../../src-sim/packet/run-fabric.ts';
import type { FlowResult } from '../../src-sim/packet/run-result.ts';
import { applyEdits } from '../../src-sim/scenario/edit-text.ts';
import { openScenario } from '../../src-sim/session/open.ts';
import { reach } from '../../src-sim/trace/reach.ts';
import { trace } from '../../src-sim/trace/trace.ts';
import type { ExpectedFlow, ExpectedTrace, Expectation } from './expectation.ts';

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
  const { problems, fabric } = openScenario(text);
  const told = problems.filter(({ severity }) => severity !== 'info');
  expect(told.map(({ code, path, line }) => ({ code, path, line }))).toEqual(expected.check);
  if (fabric === null) throw new Error('the scenario is not built');
  for (const question of expected.trace ?? []) verifyTrace(fabric, question);
  if (expected.reach !== undefined) {
    expect(reach(fabric).pairs.map(({ from, to, class: kind }) => ({ from, to, class: kind }))).toEqual(
      expect.arrayContaining([...expected.reach]),
    );
  }
  if (expected.run === undefined) return;
  const { flows } = runFabric(fabric);
  for (const [id, flow] of Object.entries(expected.run.flows)) {
    verifyFlow(flows.find((each) => each.id === id)!, flow);
  }
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

function verifyFlow({ offered, delivered, latencyNs }: FlowResult, expected: ExpectedFlow): void {
  const loss = 1 - delivered / offered;
  if (expected.deliveredAtLeast !== undefined) {
    expect(delivered).toBeGreaterThanOrEqual(expected.deliveredAtLeast);
  }
  if (expected.lossAtMost !== undefined) expect(loss).toBeLessThanOrEqual(expected.lossAtMost);
  if (expected.lossAtLeast !== undefined) expect(loss).toBeGreaterThanOrEqual(expected.lossAtLeast);
  for (const key of ['min', 'mean', 'max'] as const) {
    const bounds = expected[`${key}LatencyUs`];
    if (bounds === undefined) continue;
    const latencyUs = (latencyNs?.[key] ?? Number.NaN) / 1000;
    expect(latencyUs).toBeGreaterThanOrEqual(bounds[0]);
    expect(latencyUs).toBeLessThanOrEqual(bounds[1]);
  }
}
