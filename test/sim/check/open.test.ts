import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openScenario } from '../../../src-sim/session/open.ts';
import { openDesign } from '../../support/design.ts';

describe('opening a scenario', () => {
  it('gives nothing but problems for a text that is no document', () => {
    expect(openScenario('')).toMatchObject({
      scenario: null,
      planned: null,
      fabric: null,
      addressPlan: null,
    });
    expect(openScenario('{').problems.length).toBeGreaterThan(0);
  });

  it('builds no fabric where a name leads nowhere, but checks the rest', () => {
    const { fabric, problems } = openDesign(`networks:
  a: { kind: aws-vpc, site: frankfurt, cidrs: [10.0.0.0/8] }
subnets:
  s: { kind: aws-subnet, network: missing, cidr: 10.0.0.0/24 }
`);
    expect(fabric).toBeNull();
    expect(problems.map(({ code }) => code)).toEqual(['aws/block-size', 'document/unknown-reference']);
  });

  it('builds what only design rules object to', () => {
    const { fabric, problems } = openDesign(
      'networks: { a: { kind: aws-vpc, site: frankfurt, cidrs: [10.0.0.0/8] } }',
    );
    expect(problems.map(({ code }) => code)).toEqual(['aws/block-size']);
    expect(fabric?.nodes.map(({ id }) => id)).toEqual(['a']);
  });

  it('lists problems in the order of the text', () => {
    const { problems } = openDesign(`networks:
  a: { kind: aws-vpc, site: frankfurt, cidrs: [10.0.0.0/8] }
  b: { kind: aws-vpc, site: frankfurt, cidrs: [11.0.0.0/8] }
facts: { nonsense: 1 }
`);
    const lines = problems.map(({ line }) => line);
    // The document opens with six lines of its own, then `networks:`, a, b and the facts.
    expect(lines).toEqual([8, 9, 10]);
  });

  it('plans addresses without touching what was written', () => {
    const { scenario, planned } = openDesign(
      'networks: { a: { kind: aws-vpc, site: frankfurt, cidrs: [auto/16] } }',
    );
    expect(scenario?.networks?.['a']?.cidrs).toEqual(['auto/16']);
    expect(planned?.networks?.['a']?.cidrs).toEqual(['10.0.0.0/16']);
  });

  it('throws for no text whatever', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        openScenario(text);
        openDesign(text);
      }),
      { seed: 20261120, numRuns: 500 },
    );
  });
});
