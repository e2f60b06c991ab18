// Values as people write them: what is taken, what is refused, and with which words.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate } from '../../../src-sim/templates/fill-template.ts';
import type { Template } from '../../../src-sim/templates/template.ts';
import { templates } from '../../../src-sim/templates/templates.ts';

const echo: Template = {
  id: 'echo',
  title: 'Echo',
  description: 'Says what it was given',
  parameters: () => [
    { kind: 'number', name: 'count', meaning: 'how many', default: 3, min: 2, max: 50 },
    { kind: 'text', name: 'label', meaning: 'a name', default: 'Hub', longest: 10 },
    { kind: 'cidr', name: 'pool', meaning: 'addresses', default: '10.0.0.0/8' },
    { kind: 'choice', name: 'region', meaning: 'where', default: 'here', choices: ['here', 'there'] },
  ],
  write: (values) => `netwright: 1
name: ${values.text('label')}
pools: { all: { kind: pool, cidr: ${values.text('pool')} } }
description: ${values.number('count')} ${values.text('region')}
`,
};

const named = (id: string): Template => templates.find((each) => each.id === id)!;

const message = (template: Template, values: Record<string, string>): string => {
  const outcome = fillTemplate(template, values);
  return outcome.ok ? '' : outcome.message;
};

describe('filling a template', () => {
  it('takes the defaults where nothing is said, and lays the text out as fmt would', () => {
    // One record: the pool.
    expect(fillTemplate(echo)).toEqual({
      ok: true,
      value: {
        text: 'netwright: 1\nname: Hub\ndescription: 3 here\n\npools: { all: { kind: pool, cidr: 10.0.0.0/8 } }\n',
        objects: 1,
      },
    });
  });

  it('puts every value where it belongs', () => {
    const outcome = fillTemplate(echo, {
      count: '50',
      label: 'My hub',
      pool: '10.4.0.0/14',
      region: 'there',
    });
    expect(outcome.ok && outcome.value.text).toContain('name: My hub\ndescription: 50 there');
    expect(outcome.ok && outcome.value.text).toContain('cidr: 10.4.0.0/14');
  });

  it.each([
    [{ cuont: '3' }, 'Template echo has no parameter "cuont". It has count, label, pool, region.'],
    [{ count: '1' }, 'count is a whole number from 2 to 50, not "1".'],
    [{ count: '51' }, 'count is a whole number from 2 to 50, not "51".'],
    [{ count: '3.5' }, 'count is a whole number from 2 to 50, not "3.5".'],
    [{ count: '' }, 'count is a whole number from 2 to 50, not "".'],
    [{ pool: 'fd00::/8' }, 'pool is an IPv4 prefix such as 10.0.0.0/8, not "fd00::/8".'],
    [{ pool: '10.0.0.1/8' }, 'pool is an IPv4 prefix such as 10.0.0.0/8, not "10.0.0.1/8".'],
    [{ region: 'nowhere' }, 'region cannot be "nowhere"; it is one of here, there.'],
    [{ label: 'a: {' }, 'label is 1 to 10 letters, digits, blanks, or . _ / ( ) -, not "a: {".'],
    [{ label: 'much too long' }, 'label is 1 to 10 letters'],
  ])('refuses %j with a sentence', (values, sentence) => {
    expect(message(echo, values)).toContain(sentence);
  });

  it('names the regions nearest to one that is not known', () => {
    expect(message(named('aws-tgw'), { region: 'eu-centarl-1' })).toMatch(
      /^region cannot be "eu-centarl-1"; it is one of \d+, such as eu-central-1,/,
    );
  });

  it('refuses values that do not go together', () => {
    // 51 networks of /24 need 64 x 256 addresses, a /18; a /20 holds 16 of them.
    expect(message(named('aws-tgw'), { pool: '10.0.0.0/20', spokes: '50' })).toBe(
      '10.0.0.0/20 is too small for this: 51 networks of /24 or larger are needed, and it holds 16.',
    );
    expect(message(named('aws-cloud-wan'), { region: 'eu-west-1', second: 'eu-west-1' })).toContain(
      'region and second are both eu-west-1',
    );
  });

  it('never throws, whatever is given', () => {
    const name = fc.constantFrom(
      'spokes',
      'pool',
      'region',
      'vpcs',
      'desks',
      'rate',
      '__proto__',
      'constructor',
    );
    fc.assert(
      fc.property(fc.constantFrom(...templates), fc.dictionary(name, fc.string()), (template, values) => {
        const outcome = fillTemplate(template, values);
        expect(outcome.ok || outcome.message.length > 0).toBe(true);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
