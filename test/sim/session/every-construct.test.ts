// Random documents with every kind of record in them: whatever can be built runs, soundly and repeatably, as its traces say.
// NETWRIGHT_FUZZ_RUNS and NETWRIGHT_FUZZ_SEED as in any-document-runs.test.ts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectionNames, openScenario } from '../../../src-sim/index.ts';
import type { Fabric } from '../../../src-sim/fabric/fabric.ts';
import { recordsOf } from '../../../src-sim/scenario/references.ts';
import { corpus, documentOf, draft } from '../../support/document-arbitrary.ts';
import { type Document, recordShapes } from '../../support/schema-sampler.ts';
import {
  expectAgreement,
  expectReadable,
  expectReturns,
  expectSound,
  resultInSlices,
} from '../../support/sound-run.ts';

const numRuns = Number(process.env['NETWRIGHT_FUZZ_RUNS'] ?? 100);
const seed = Number(process.env['NETWRIGHT_FUZZ_SEED'] ?? 2026);
const bounds = { untilNs: 20_000_000, eventsMax: 20_000 };

function built(document: Document): Fabric | null {
  const { fabric, problems } = openScenario(JSON.stringify(document));
  if (fabric === null) expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
  return fabric;
}

/** So that what was found can be opened and looked at. */
function withDocument(failure: unknown, document: Document): unknown {
  if (failure instanceof Error) failure.message += `\nThe document: ${JSON.stringify(document)}`;
  return failure;
}

const assertAll = (property: (fabric: Fabric) => void, share = 1): number => {
  let met = 0;
  const one = fc.property(draft, (drawn) => {
    const document = documentOf(drawn);
    try {
      const fabric = built(document);
      if (fabric === null) return;
      met++;
      property(fabric);
    } catch (failure) {
      throw withDocument(failure, document);
    }
  });
  fc.assert(one, { numRuns: Math.ceil(numRuns * share), seed });
  return met;
};

describe('the corpus of random documents', () => {
  it('has every kind of record', () => {
    const held = new Set(
      corpus.flatMap(({ document }) => [...recordsOf(document)].map(([, , record]) => record['kind'])),
    );
    const kinds = recordShapes();
    expect(new Set(kinds.map(({ collection }) => collection)).size).toBe(collectionNames.length);
    const missing = kinds.map(({ kind }) => kind).filter((kind) => !held.has(kind));
    expect(missing, 'to be put into a text of test/support/corpus').toEqual([]);
  });

  it.each(corpus)('has a network of $name that can be built', ({ document }) => {
    expect(built(document)).not.toBeNull();
  });
});

describe('any document with every construct', () => {
  it('runs soundly and repeatably', () => {
    const met = assertAll((fabric) => {
      const whole = resultInSlices(fabric, bounds, 1 << 20);
      expectSound(whole);
      expect(resultInSlices(fabric, bounds, 997)).toEqual(whole);
    });
    // Else the changes break more documents than they try out.
    expect(met).toBeGreaterThan(numRuns / 2);
  });

  it('comes to the same after going back and forth', () => {
    assertAll((fabric) => expectReturns(fabric, bounds), 1 / 2);
  });

  it('delivers packets if and only if a trace says so', () => {
    const met = new Set<string>();
    assertAll((fabric) => {
      const ends = [...fabric.endpoints.keys()];
      const pairs = ends.flatMap((from) => ends.filter((to) => to !== from).map((to) => [from, to] as const));
      // A few of them, each document others.
      const step = Math.max(1, Math.floor(pairs.length / 4));
      const first = fabric.ports.length % step;
      for (const fate of expectAgreement(
        fabric,
        pairs.filter((_, n) => n % step === first),
      ))
        met.add(fate);
    });
    for (const fate of ['delivered', 'no-route', 'denied']) expect(met, fate).toContain(fate);
  });

  it('writes frames that can be read again', () => {
    let frames = 0;
    assertAll((fabric) => {
      frames += expectReadable(fabric, { ...bounds, eventsMax: 4000 });
    }, 1 / 4);
    expect(frames).toBeGreaterThan(0);
  });
});
