import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edit, PathStep } from '../../../src-sim/scenario/edit.ts';
import { applyEdits } from '../../../src-sim/scenario/edit-text.ts';
import { editedValue } from '../../../src-sim/scenario/edit-value.ts';
import { formatScenario, printScenario } from '../../../src-sim/scenario/format-text.ts';
import { readTree } from '../../../src-sim/scenario/read-tree.ts';
import { parseScenario } from '../../../src-sim/scenario/text.ts';
import { valueOf } from '../../../src-sim/scenario/text-tree.ts';
import { scenarioArbitrary } from '../../support/scenario-arbitrary.ts';

const textOf = (outcome: { readonly text: string } | object): string =>
  'text' in outcome ? outcome.text : JSON.stringify(outcome);

/** Comments of many kinds, each with a number of its own, in a random choice of places. */
function commented(
  text: string,
  places: readonly number[],
): { readonly text: string; readonly comments: readonly string[] } {
  const comments: string[] = [];
  const inBlockText = { indent: -1 };
  const lines = text.split('\n').map((line, index) => {
    const indent = line.search(/\S/);
    if (inBlockText.indent >= 0 && (indent === -1 || indent > inBlockText.indent)) return line;
    inBlockText.indent = /: \|-?$/.test(line) ? indent : -1;
    const choice = places[index % places.length];
    if (inBlockText.indent >= 0 || choice > 2 || line.includes('"')) return line;
    const comment = `# comment ${comments.length}.`;
    comments.push(comment);
    const above = `${' '.repeat(Math.max(0, indent))}${comment}\n`;
    return choice === 0 ? `${above}${line}` : choice === 1 ? `${above}\n${line}` : `${line} ${comment}`;
  });
  return { text: lines.join('\n'), comments };
}

const places = fc.array(fc.nat(5), { minLength: 1, maxLength: 40 });

const present = (text: string, comments: readonly string[]): string[] =>
  comments.filter((comment) => text.includes(comment));

const values: readonly unknown[] = [
  'plain',
  'two\nlines',
  '# x',
  '',
  12,
  true,
  [],
  {},
  ['a', 'b: c'],
  { kind: 'router', note: '' },
  [{ to: 'x' }, { via: 'y' }],
  { a: { b: { c: [1, [2]] } } },
];

/** A change of some value that is there, or a new key beside it. */
function someEdit(document: unknown, choices: readonly number[], kind: number): Edit {
  const path: PathStep[] = [];
  let value = document;
  for (const choice of choices) {
    if (typeof value !== 'object' || value === null) break;
    const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
    const key = keys[choice % keys.length];
    if (key === undefined) break;
    path.push(key);
    value = (value as Record<PathStep, unknown>)[key];
  }
  const chosen = values[choices[0] % values.length];
  if (kind === 0) return { op: 'remove', path };
  if (kind === 1 && typeof path.at(-1) === 'string')
    return { op: 'set', path: [...path.slice(0, -1), 'added'], value: chosen };
  return { op: 'set', path, value: chosen };
}

const valueIn = (text: string): unknown => {
  const { root } = readTree(text);
  return root === null ? undefined : valueOf(root);
};

/** Lines that an edit of `path` may touch: those of the value and the comments attached above its key. */
function ownLines(
  text: string,
  path: readonly PathStep[],
): { readonly first: number; readonly last: number } {
  const { positions } = parseScenario(text);
  const lines = text.split('\n');
  let first = positions.keyAt(path).line;
  while (first > 1 && lines[first - 2].trimStart().startsWith('#')) first--;
  const end = positions.spanOf(path)?.end ?? 0;
  return { first, last: text.slice(0, end).split('\n').length };
}

describe('any valid document', () => {
  it('survives printing and reading unchanged, whatever its texts', () => {
    fc.assert(
      fc.property(scenarioArbitrary({ wildTexts: true }), (scenario) => {
        const { scenario: read, problems } = parseScenario(printScenario(scenario));
        expect(problems).toEqual([]);
        expect(read).toEqual(scenario);
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  it('is formatted to something that means the same, keeps all comments and does not change again', () => {
    fc.assert(
      fc.property(scenarioArbitrary({ wildTexts: true }), places, (scenario, chosen) => {
        const { text, comments } = commented(printScenario(scenario), chosen);
        const once = textOf(formatScenario(text));
        expect(parseScenario(once).scenario).toEqual(scenario);
        expect(present(once, comments)).toEqual(comments);
        expect(textOf(formatScenario(once))).toBe(once);
      }),
      { seed: 2, numRuns: 400 },
    );
  });

  it('holds after an edit what the edit means, and all comments that are not part of what it replaces', () => {
    fc.assert(
      fc.property(
        scenarioArbitrary({ wildTexts: true }),
        places,
        fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 }),
        fc.nat(3),
        (scenario, chosen, choices, kind) => {
          const { text, comments } = commented(printScenario(scenario), chosen);
          const edit = someEdit(scenario, choices, kind);
          fc.pre(edit.path[0] !== 'netwright');
          const after = textOf(applyEdits(text, [edit]));
          expect(valueIn(after)).toEqual(editedValue(scenario, [edit]));
          const { first, last } = ownLines(text, edit.path);
          const isNew = edit.path.at(-1) === 'added';
          for (const comment of comments.filter((one) => !after.includes(one))) {
            const line = text.slice(0, text.indexOf(comment)).split('\n').length;
            expect(!isNew && line >= first && line <= last, `${comment} is lost from line ${line}`).toBe(
              true,
            );
          }
        },
      ),
      { seed: 3, numRuns: 1000 },
    );
  });
});

describe('any valid document in JSON', () => {
  it('is JSON after an edit, and holds what the edit means', () => {
    fc.assert(
      fc.property(
        scenarioArbitrary({ wildTexts: true }),
        fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 }),
        fc.nat(3),
        fc.constantFrom(0, 2, 4),
        (scenario, choices, kind, indent) => {
          const edit = someEdit(scenario, choices, kind);
          fc.pre(edit.path[0] !== 'netwright');
          const after = textOf(applyEdits(JSON.stringify(scenario, null, indent), [edit]));
          expect(JSON.parse(after)).toEqual(editedValue(scenario, [edit]));
        },
      ),
      { seed: 6, numRuns: 500 },
    );
  });
});

describe('any text', () => {
  it('gives problems or a scenario, never an exception, when a valid document is damaged', () => {
    const damage = fc.array(
      fc.record({
        at: fc.nat(1_000_000),
        remove: fc.nat(3),
        insert: fc.oneof(
          fc.string({ unit: 'binary', maxLength: 2 }),
          fc.constantFrom(...Array.from('[]{}:,-#&*!|>\'"%@`\n\t ?')),
        ),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(scenarioArbitrary(), damage, (scenario, changes) => {
        let text = printScenario(scenario);
        for (const { at, remove, insert } of changes) {
          const place = at % (text.length + 1);
          text = text.slice(0, place) + insert + text.slice(place + remove);
        }
        const { scenario: read, problems, positions } = parseScenario(text);
        expect(read !== null || problems.length > 0).toBe(true);
        for (const { line, column } of problems) expect(line > 0 && column > 0).toBe(true);
        expect(positions.at(['networks', 'vpc0', 'cidrs', 0]).line).toBeGreaterThan(0);
        formatScenario(text);
        applyEdits(text, [{ op: 'set', path: ['name'], value: 'x' }]);
      }),
      { seed: 4, numRuns: 800 },
    );
  });

  it('gives problems or a scenario for random characters', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...Array.from('[]{}:,-#&*!|>\'"%@`\n\n\t  ?ab1\\\u{1F600}\u0000'))),
        (characters) => {
          const { scenario, problems } = parseScenario(characters.join(''));
          expect(scenario !== null || problems.length > 0).toBe(true);
        },
      ),
      { seed: 5, numRuns: 2000 },
    );
  });
});
