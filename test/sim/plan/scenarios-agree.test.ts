// Every scenario there is: a plan says that a demand arrives where a trace of the same flow does, and its failures can be tried.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openScenario } from '../../../src-sim/session/open.ts';
import { planScenario } from '../../../src-sim/session/plan/plan-scenario.ts';
import { trace } from '../../../src-sim/trace/trace.ts';

const folder = join(dirname(dirname(dirname(import.meta.dirname))), 'scenarios');
const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'scenario.yaml')));

describe.each(names)('the plan of %s', (name) => {
  const opened = openScenario(readFileSync(join(folder, name, 'scenario.yaml'), 'utf8'));
  const { fabric } = opened;

  it.skipIf(fabric === null)('agrees with trace on what arrives', () => {
    const { demands } = planScenario(opened)!;
    for (const flow of fabric!.flows) {
      const demand = demands.find(({ id }) => id === flow.id);
      if (flow.to.length > 1 || demand === undefined || flow.address !== undefined) continue;
      const [from, to] = [flow.from, flow.to[0]].map((end) => fabric!.endpoints[end].id);
      const { protocol, port } = flow;
      const { forward, reverse } = trace(fabric!, { from, to, protocol, port });
      const answered = demand.kind === 'inelastic' || reverse.fate === 'delivered';
      const arrives = forward.fate === 'delivered' && answered;
      // Of several branches trace tells the first that fails.
      if (demand.lost.length === 0)
        expect([flow.id, demand.boundBy !== 'unreachable']).toEqual([flow.id, arrives]);
      else expect([flow.id, forward.fate]).not.toEqual([flow.id, 'delivered']);
    }
  });

  it.skipIf(fabric === null)('can be made with single failures, growth and cost', () => {
    const growth = { perMonth: 0.05, start: { year: 2026, month: 11 } };
    const result = planScenario(opened, { failures: 1, growth, cost: true })!;
    expect(result.failures!.cases).toHaveLength(result.failures!.tried);
    expect(result.cost!.total).toBeGreaterThanOrEqual(result.cost!.unverified);
    expect(JSON.stringify(result)).not.toContain('NaN');
  });
});
