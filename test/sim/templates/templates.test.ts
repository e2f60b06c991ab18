// Every template at every size: nothing to object to, canonical, and it runs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runFabric } from '../../../src-sim/packet/run-fabric.ts';
import { formatScenario } from '../../../src-sim/scenario/format-text.ts';
import { openScenario } from '../../../src-sim/session/open.ts';
import { fillTemplate } from '../../../src-sim/templates/fill-template.ts';
import type { Template } from '../../../src-sim/templates/template.ts';
import { describeTemplates, templates } from '../../../src-sim/templates/templates.ts';

function textOf(template: Template, values: Record<string, string> = {}): string {
  const outcome = fillTemplate(template, values);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value.text;
}

const objections = (text: string): string[] =>
  openScenario(text)
    .problems.filter(({ severity }) => severity !== 'info')
    .map(({ code, path, message }) => `${code} ${path}: ${message}`);

const hasSpokes = (template: Template): boolean =>
  template.parameters().some(({ name }) => name === 'spokes');

describe('the list of templates', () => {
  it('has unique ids, and describes parameters whose defaults are in range', () => {
    const ids = templates.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, parameters } of describeTemplates()) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      const names = parameters.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const each of parameters) {
        expect(each.meaning).not.toBe('');
        if (each.kind === 'number')
          expect([each.min, each.default, each.max]).toEqual(
            [each.min, each.default, each.max].toSorted((a, b) => a - b),
          );
        if (each.kind === 'choice') expect(each.choices).toContain(each.default);
      }
    }
  });
});

it('is what docs/cli.md shows', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/cli.md'), 'utf8');
  const table = page.slice(page.indexOf('| template | design |'));
  const shown = [...table.slice(0, table.indexOf('\n\n')).matchAll(/^\| `([^`]+)` \|/gm)].map(([, id]) => id);
  expect(shown).toEqual(templates.map(({ id }) => id));
});

describe.each(templates.map((template) => [template.id, template] as const))(
  'template %s',
  (_id, template) => {
    it('is written in canonical layout', () => {
      const text = textOf(template);
      expect(formatScenario(text)).toEqual({ text });
    });

    it('gives check nothing to object to', () => {
      expect(objections(textOf(template))).toEqual([]);
    });

    it('runs, and delivers almost everything it sends', () => {
      const { fabric } = openScenario(textOf(template));
      if (fabric === null) throw new Error('not built');
      const { flows } = runFabric(fabric, { untilNs: 100_000_000 });
      expect(flows.length).toBeGreaterThan(0);
      for (const { id, offered, delivered } of flows) {
        // What is still on its way after 100 ms is neither delivered nor lost: over an ocean, half of it.
        if (offered > 100) expect(delivered / offered, id).toBeGreaterThan(0.4);
      }
    });
  },
);

describe.each(templates.filter(hasSpokes).map((template) => [template.id, template] as const))(
  'template %s from 3 to 50 spokes',
  (_id, template) => {
    it('gives check nothing to object to at either end', () => {
      for (const spokes of ['2', '3', '50']) expect(objections(textOf(template, { spokes }))).toEqual([]);
    });

    it('gives check nothing to object to in between, in any region, from pools large and small', () => {
      const parameter = template.parameters().find(({ name }) => name === 'region');
      const regions = parameter?.kind === 'choice' ? parameter.choices : [];
      // The second region of a template is one of its own; the two must differ.
      const second = template.parameters().find(({ name }) => name === 'second')?.default;
      const region = fc.constantFrom(...regions.filter((each) => each !== second));
      // 54 networks at the most need 64 blocks: /22 of a /16, and two bits more where a cloud has a quarter of the pool.
      const pool = fc.constantFrom('10.0.0.0/8', '172.16.0.0/12', '10.128.0.0/14');
      fc.assert(
        fc.property(fc.integer({ min: 3, max: 50 }), region, pool, (spokes, where, from) => {
          expect(objections(textOf(template, { spokes: String(spokes), region: where, pool: from }))).toEqual(
            [],
          );
        }),
        { seed: 5, numRuns: 4 },
      );
    });
  },
);
