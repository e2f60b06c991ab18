import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scenarioJsonSchema } from '../../../src-sim/scenario/json-schema.ts';
import { parseScenario } from '../../../src-sim/scenario/text.ts';
import { scenarioArbitrary } from '../../support/scenario-arbitrary.ts';

const accepts = new Ajv2020({ strict: false }).compile(scenarioJsonSchema());
const folder = new URL('../../../scenarios/', import.meta.url);

describe('the JSON Schema of a scenario', () => {
  for (const name of readdirSync(folder)) {
    it(`accepts ${name}`, () => {
      const { scenario } = parseScenario(readFileSync(new URL(`${name}/scenario.yaml`, folder), 'utf8'));
      expect(accepts(scenario), JSON.stringify(accepts.errors)).toBe(true);
    });
  }

  it('accepts any valid scenario', () => {
    fc.assert(
      fc.property(scenarioArbitrary({ wildTexts: true }), (scenario) => {
        expect(accepts(scenario), JSON.stringify(accepts.errors)).toBe(true);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  const network = { kind: 'lan', site: 'a', cidrs: ['10.0.0.0/16'] };
  const broken: readonly (readonly [string, object])[] = [
    ['no name', { netwright: 1 }],
    ['another version', { netwright: 2, name: 'x' }],
    ['an unknown key', { netwright: 1, name: 'x', colour: 'red' }],
    ['an unknown kind', { netwright: 1, name: 'x', networks: { n: { ...network, kind: 'wan' } } }],
    [
      'an unknown key of a record',
      { netwright: 1, name: 'x', networks: { n: { ...network, cidr: '10.0.0.0/16' } } },
    ],
    [
      'something that is no prefix',
      { netwright: 1, name: 'x', networks: { n: { ...network, cidrs: ['all of it'] } } },
    ],
    [
      'a rate without a unit',
      { netwright: 1, name: 'x', traffic: { t: { kind: 'poisson', from: 'a', to: 'b', rate: '5' } } },
    ],
    ['an id with a dot', { netwright: 1, name: 'x', networks: { 'a.b': network } }],
  ];
  for (const [title, document] of broken) {
    it(`refuses ${title}`, () => {
      expect(accepts(document)).toBe(false);
    });
  }
});
