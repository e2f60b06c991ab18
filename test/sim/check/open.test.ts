import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openScenario, Reopening } from '../../../src-sim/session/open.ts';
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
    expect(scenario?.networks?.['a']).toMatchObject({ cidrs: ['auto/16'] });
    expect(planned?.networks?.['a']).toMatchObject({ cidrs: ['10.0.0.0/16'] });
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

describe('a document that is opened again', () => {
  const text = `netwright: 1
name: Before
sites: { frankfurt: { kind: aws-region, region: eu-central-1 } }
networks: { v: { kind: aws-vpc, site: frankfurt, cidrs: [10.0.0.0/16] } }
subnets: { s: { kind: aws-subnet, network: v, cidr: 10.1.0.0/24 } }
`;

  it('has the same answers as one opened for the first time, at the places of its new text', () => {
    const documents = new Reopening();
    const changes = [
      text,
      // One line more above, and nothing that answers depend on.
      text.replace('name: Before', 'name: After\ndescription: More'),
      `${text}view: { positions: { v: { x: 1, y: 2 } } }\n`,
      text.replace('10.1.0.0/24', '10.0.1.0/24'),
      'netwright: 1\nname: [',
      text,
    ];
    for (const each of changes) {
      const { facts: _, ...again } = documents.open(each);
      const { facts: __, ...first } = openScenario(each);
      expect(again).toEqual(first);
    }
  });
});
