import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fabric } from '../../../src-sim/fabric/fabric.ts';
import { PacketRun, type RunChoices, runFabric, RunRefusal } from '../../../src-sim/packet/run-fabric.ts';
import { openScenario } from '../../../src-sim/session/open.ts';
import { fabric as plainFabric } from '../../support/fabric-arbitrary.ts';
import { FabricDraft } from '../../support/fabric-builder.ts';
import { statefulFabricArbitrary } from '../../support/stateful-fabric-arbitrary.ts';

const seed = 20261120;

/** Copies so often that most ways back begin at one in the middle; few of them, so that they are thinned. */
const history = { intervalEvents: 64, snapshotsMax: 12 };

const told = (run: PacketRun): string => JSON.stringify([run.nowNs, run.nextEventAt, run.result()]);

/** Events of a whole run. */
function eventsOf(fabric: Fabric, choices: RunChoices): number {
  const run = new PacketRun(fabric, choices);
  while (run.advance(1 << 20));
  return run.events;
}

function after(fabric: Fabric, choices: RunChoices, events: number): PacketRun {
  const run = new PacketRun(fabric, choices);
  run.step(events);
  return run;
}

/** Goes to places by fractions of the whole, forth and back, and ends at the end. */
function wanders(fabric: Fabric, choices: RunChoices, places: readonly number[]): void {
  const all = eventsOf(fabric, choices);
  const run = new PacketRun(fabric, { ...choices, history });
  for (const place of places) {
    const target = Math.floor(place * all);
    if (target > run.events) run.step(target - run.events);
    else if (target < run.events) run.stepBack(run.events - target);
    expect(run.events).toBe(target);
    expect(told(run)).toBe(told(after(fabric, choices, target)));
  }
  while (run.advance(100));
  expect(run.result()).toEqual(runFabric(fabric, choices));
}

const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 });

describe('a run that goes back', () => {
  it('is then what a fresh run is after as many events, and ends the same, whatever takes part', () => {
    fc.assert(
      fc.property(statefulFabricArbitrary(), fc.boolean(), places, (fabric, insertionOrder, wanted) =>
        wanders(fabric, { insertionOrder }, wanted),
      ),
      { seed, numRuns: 150 },
    );
  });

  it.each(readdirSync('scenarios'))('does so in the example %s', (name) => {
    const { fabric } = openScenario(readFileSync(join('scenarios', name, 'scenario.yaml'), 'utf8'));
    if (fabric === null) return;
    const run = new PacketRun(fabric, { history: { intervalEvents: 1 << 13 } });
    for (const target of [40_000, 39_999, 12_345, 40_000, 30_000, 20_000]) {
      if (target > run.events) run.step(target - run.events);
      else run.stepBack(run.events - target);
      expect(told(run)).toBe(told(after(fabric, {}, target)));
    }
  });

  it('does so on random routes with filters', () => {
    fc.assert(
      fc.property(plainFabric, places, (fabric, wanted) => wanders(fabric, {}, wanted)),
      { seed, numRuns: 100 },
    );
  });

  it('to an instant is then what a fresh run is at that instant', () => {
    const instants = fc.array(fc.integer({ min: 0, max: 60_000_000 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(statefulFabricArbitrary(), instants, (fabric, wanted) => {
        const run = new PacketRun(fabric, { history });
        while (run.advance(1000));
        for (const ns of wanted) {
          run.rewindTo(ns);
          const fresh = new PacketRun(fabric);
          fresh.advanceTo(ns);
          expect(run.result()).toEqual(fresh.result());
          expect([run.events, run.nextEventAt]).toEqual([fresh.events, fresh.nextEventAt]);
        }
      }),
      { seed, numRuns: 100 },
    );
  });

  /** One packet a millisecond over two links of 1 ms: three events each. */
  const relay = (choices: RunChoices): PacketRun =>
    new PacketRun(
      new FabricDraft()
        .host('a', '10.0.0.1')
        .host('b', '10.0.1.1')
        .router('r')
        .link('a', 'r', { delayNs: 1_000_000 })
        .link('r', 'b', { delayNs: 1_000_000 })
        .route('r', '10.0.1.0/24', ['b'])
        .flow('f', 'a', 'b', { rateBps: 8e6 })
        .build(),
      choices,
    );

  it('takes one event back and does it again', () => {
    const run = relay({ history: {} });
    run.step(10);
    const [there, next] = [told(run), run.nextEventAt];
    expect(run.step()).toBe(true);
    const further = told(run);
    expect(run.nowNs).toBe(next);
    expect(run.stepBack()).toBe(true);
    expect(told(run)).toBe(there);
    run.step();
    expect(told(run)).toBe(further);
  });

  it('stops at the beginning', () => {
    const run = relay({ history: {} });
    const beginning = told(run);
    expect(run.stepBack()).toBe(false);
    run.step(5);
    expect(run.stepBack(100)).toBe(true);
    expect(told(run)).toBe(beginning);
    expect(run.events).toBe(0);
  });

  it('says that it is over, and can go back from there', () => {
    const run = relay({ history: {} });
    // 1,000 packets, handed over, at the router, at b.
    expect(run.step(3000)).toBe(true);
    expect(run.nextEventAt).toBe(Infinity);
    expect(run.step()).toBe(false);
    run.stepBack(2999);
    expect(run.events).toBe(1);
    expect(run.result().packets).toMatchObject({ injected: 1, delivered: 0, inFlight: 1 });
  });

  it('is refused where it was not asked for, and where captures are written', () => {
    expect(() => relay({}).stepBack()).toThrow(RunRefusal);
    expect(() => relay({}).rewindTo(0)).toThrow('not started to be able to go back');
    const captures = { ports: [0], write: () => {} };
    expect(() => relay({ history: {}, captures })).toThrow('writes captures cannot go back');
  });
});

describe('a run to an instant', () => {
  it('has its series sampled up to there', () => {
    const fabric: Fabric = {
      ...new FabricDraft()
        .host('a', '10.0.0.1')
        .host('b', '10.0.0.2')
        .link('a', 'b', { rateBps: 1e6 })
        .flow('f', 'a', 'b', { rateBps: 2e6 })
        .build(),
      probes: [{ id: 'load', link: 0, quantity: 'utilisation', everyNs: 100_000_000 }],
    };
    const run = new PacketRun(fabric);
    run.advanceTo(350_000_000);
    // At 100, 200 and 300 ms; offered twice of what it carries from the first 4 ms on, it never rests after them.
    const { values } = run.result().series[0];
    expect(values.length).toBe(3);
    expect(values.slice(1)).toEqual([1, 1]);
    while (run.advance(1 << 20));
    expect(run.result()).toEqual(runFabric(fabric));
  });
});
