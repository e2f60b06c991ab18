// Whatever the checks accept runs: no exception, no packet lost count of, no time that goes back, and the same again.
// NETWRIGHT_FUZZ_RUNS raises the number of documents for a nightly run, NETWRIGHT_FUZZ_SEED tries others.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openScenario, printScenario, type Scenario } from '../../../src-sim/index.ts';
import { PacketRun } from '../../../src-sim/packet/run-fabric.ts';
import type { RunResult } from '../../../src-sim/packet/run-result.ts';
import { labArbitrary } from '../../support/lab-arbitrary.ts';
import { scenarioArbitrary } from '../../support/scenario-arbitrary.ts';

const numRuns = Number(process.env['NETWRIGHT_FUZZ_RUNS'] ?? 150);
const seed = Number(process.env['NETWRIGHT_FUZZ_SEED'] ?? 2026);
/** A simulated 20 ms keeps a document of any rate to a few hundred thousand packets. */
const untilNs = 20_000_000;

function runInSlices(
  fabric: NonNullable<ReturnType<typeof openScenario>['fabric']>,
  slice: number,
): RunResult {
  const run = new PacketRun(fabric, { untilNs });
  let before = 0;
  while (run.advance(slice)) {
    expect(run.simulatedNs).toBeGreaterThanOrEqual(before);
    before = run.simulatedNs;
  }
  return run.result();
}

function expectSound(result: RunResult): void {
  const { injected, delivered, dropped, inFlight } = result.packets;
  expect(injected).toBe(delivered + dropped + inFlight);
  for (const flow of result.flows) {
    const lost = Object.values(flow.lossByFate).reduce((sum, count) => sum + count, 0);
    expect(flow.offered).toBe(flow.delivered + lost + flow.inFlight);
    expect(flow.goodputBps).toBeGreaterThanOrEqual(0);
    expect(Number.isFinite(flow.goodputBps)).toBe(true);
    const { latencyNs } = flow;
    if (latencyNs === null) continue;
    const ladder = [0, latencyNs.min, latencyNs.p50, latencyNs.p95, latencyNs.p99, latencyNs.max];
    expect(ladder).toEqual([...ladder].sort((a, b) => a - b));
  }
  for (const link of result.links) {
    expect(Math.min(link.packets, link.bytes, link.drops, link.queuePacketsMax)).toBeGreaterThanOrEqual(0);
    expect(link.utilisation ?? 0).toBeGreaterThanOrEqual(0);
    expect(link.utilisation ?? 0).toBeLessThanOrEqual(1);
  }
}

function expectRuns(scenario: Scenario): void {
  const { fabric, problems } = openScenario(printScenario(scenario));
  if (fabric === null) {
    expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
    return;
  }
  const whole = runInSlices(fabric, 1 << 20);
  expectSound(whole);
  expect(runInSlices(fabric, 997)).toEqual(whole);
}

describe('any document', () => {
  it('of a lab of routers and wires runs soundly and repeatably', () => {
    fc.assert(fc.property(labArbitrary(), expectRuns), { numRuns, seed });
  });

  it('of clouds runs soundly and repeatably', () => {
    fc.assert(fc.property(scenarioArbitrary(), expectRuns), { numRuns, seed });
  });
});
