import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fabric } from '../../../src-sim/fabric/fabric.ts';
import { runFabric } from '../../../src-sim/packet/run-fabric.ts';
import type { Scenario } from '../../../src-sim/scenario/schema.ts';
import { openScenario } from '../../../src-sim/session/open.ts';
import { reach } from '../../../src-sim/trace/reach.ts';
import { trace, TraceRefusal } from '../../../src-sim/trace/trace.ts';
import type { TracePath } from '../../../src-sim/trace/trace-result.ts';
import { fabric } from '../../support/fabric-arbitrary.ts';
import { FabricDraft } from '../../support/fabric-builder.ts';
import { labArbitrary } from '../../support/lab-arbitrary.ts';
import { scenarioArbitrary } from '../../support/scenario-arbitrary.ts';

const seed = 20261120;

/** How all the ways of a trace end. */
const fates = (path: TracePath): Set<string> =>
  new Set([path.fate, ...(path.branches ?? []).map(({ fate }) => fate)]);

function agreesWithTraces(drawn: Fabric): void {
  for (const { from, to, class: kind, reason } of reach(drawn).pairs) {
    if (reason.endsWith('share no address family')) {
      expect(() => trace(drawn, { from, to })).toThrow(TraceRefusal);
      continue;
    }
    const { class: traced, verdict } = trace(drawn, { from, to });
    expect({ from, to, kind, reason }).toEqual({ from, to, kind: traced, reason: verdict });
  }
}

function fabricOf(scenario: Scenario): Fabric {
  const { fabric, problems } = openScenario(JSON.stringify(scenario));
  if (fabric === null) throw new Error(problems.map(({ message }) => message).join());
  return fabric;
}

describe('the reach matrix', () => {
  it('holds every ordered pair of machines, and no machine with itself', () => {
    const { endpoints, pairs } = reach(
      new FabricDraft().host('a', '10.0.0.1').host('b', '10.0.0.2').host('c', '10.0.0.3').build(),
    );
    expect(endpoints).toEqual(['a', 'b', 'c']);
    expect(pairs.map(({ from, to }) => from + to)).toEqual(['ab', 'ac', 'ba', 'bc', 'ca', 'cb']);
  });

  it('says of every pair what a trace says', () => {
    fc.assert(fc.property(fabric, agreesWithTraces), { seed, numRuns: 300 });
  });

  it('says so of clouds, too', () => {
    fc.assert(fc.property(scenarioArbitrary().map(fabricOf), agreesWithTraces), { seed, numRuns: 100 });
  });

  it('says so of routers on wires, too', () => {
    fc.assert(fc.property(labArbitrary().map(fabricOf), agreesWithTraces), { seed, numRuns: 200 });
  });

  it('keeps the order of senders, then receivers, in designs larger than what is worked on at once', () => {
    // 32 machines are taken together, so 70 make two whole groups and a part of one.
    const ids = Array.from({ length: 70 }, (_, n) => `h${n}`);
    const draft = new FabricDraft();
    for (const [n, id] of ids.entries()) draft.host(id, `10.0.0.${n}`);
    expect(reach(draft.build()).pairs.map(({ from, to }) => `${from} ${to}`)).toEqual(
      ids.flatMap((from) => ids.filter((to) => to !== from).map((to) => `${from} ${to}`)),
    );
  });

  it('knows pairs that share no family of addresses', () => {
    const drawn = new FabricDraft().host('a', '10.0.0.1').host('b', '2001:db8::1').build();
    expect(reach(drawn).pairs.map((pair) => pair.class)).toEqual(['no-route', 'no-route']);
  });
});

/** How packets of each flow ended. */
const flowFates = (drawn: Fabric): Map<string, Set<string>> =>
  new Map(
    runFabric(drawn).flows.map(({ id, delivered, lossByFate }) => [
      id,
      new Set([...(delivered > 0 ? ['delivered'] : []), ...Object.keys(lossByFate)]),
    ]),
  );

describe('the packet engine', () => {
  it('delivers if and only if the trace does, and drops with the fate it names', () => {
    fc.assert(
      fc.property(fabric, (drawn) => {
        const ran = flowFates(drawn);
        for (const { id, from, to, protocol, port } of drawn.flows) {
          const ends = { from: drawn.endpoints[from].id, to: drawn.endpoints[to[0]].id };
          const traced = fates(trace(drawn, { ...ends, protocol, port }).forward);
          // A flow takes one of the ways a trace names.
          for (const fate of ran.get(id)!) expect(traced, id).toContain(fate);
          if (traced.size === 1) expect(ran.get(id), id).toEqual(traced);
        }
      }),
      { seed, numRuns: 200 },
    );
  });
});
