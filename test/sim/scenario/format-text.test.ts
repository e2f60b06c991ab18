import { describe, expect, it } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { formatScenario, printScenario } from '../../../src-sim/scenario/format-text.ts';
import { parseScenario } from '../../../src-sim/scenario/text.ts';

function formatted(text: string): string {
  const outcome = formatScenario(text);
  if ('problems' in outcome) throw new Error(outcome.problems.map(({ message }) => message).join('\n'));
  return outcome.text;
}

const commentCount = (yaml: string): number => yaml.match(/(^|\s)#/gm)?.length ?? 0;

describe('formatting', () => {
  it('puts collections and keys in the order of the schema, and takes comments along', () => {
    const text = `# Head of the file.

# About networks.
networks:
    # About n.
    n:   # behind n
        cidrs:   [ 10.0.0.0/16,   10.1.0.0/16 ]   # blocks
        # About the site.
        site: a
        kind: lan
        # End of n.
    # End of networks.
# About sites.
sites: {a: {kind: data-centre}}
name:    x
netwright: 1
# End of the file.`;
    expect(formatted(text)).toBe(`netwright: 1
name: x

# About sites.
sites: { a: { kind: data-centre } }

# Head of the file.

# About networks.
networks:
  # About n.
  n: # behind n
    kind: lan
    # About the site.
    site: a
    cidrs: [10.0.0.0/16, 10.1.0.0/16] # blocks
    # End of n.
  # End of networks.
# End of the file.
`);
  });

  it('breaks a record in braces into lines where it does not fit, and leaves lines as they are', () => {
    const long = 'a note of sixty characters, which is more than the line can hold';
    const text = `netwright: 1\nname: x\nsites:\n  a: { kind: data-centre, name: Frankfurt am Main, note: '${long}' }\n  b:\n    kind: internet\n`;
    expect(formatted(text)).toBe(
      `netwright: 1\nname: x\n\nsites:\n  a:\n    kind: data-centre\n    name: Frankfurt am Main\n    note: '${long}'\n  b:\n    kind: internet\n`,
    );
  });

  it('writes lines for braces with comments inside, which could not be kept on one line', () => {
    const text =
      'netwright: 1\nname: x\nsites: {\n  a: { kind: internet }, # first\n  # About b.\n  b: { kind: internet }\n}\n';
    expect(formatted(text)).toBe(
      'netwright: 1\nname: x\n\nsites:\n  a: { kind: internet } # first\n  # About b.\n  b: { kind: internet }\n',
    );
  });

  it('keeps texts of several lines, quotes and the way numbers are written', () => {
    const text = `netwright: 1
name: 'It''s'
description: |
    First.
      Indented.

    Last.
view:
    positions:
        a: {x: 1.50, y: 1e2}
devices:
    a: {kind: router, note: "tab\\t"}
`;
    expect(formatted(text)).toBe(`netwright: 1
name: 'It''s'
description: |
  First.
    Indented.

  Last.

devices:
  a: { kind: router, note: "tab\\t" }

view:
  positions:
    a: { x: 1.50, y: 1e2 }
`);
  });

  it('keeps single blank lines inside a collection and drops the second of two', () => {
    const text = 'netwright: 1\nname: x\n\nsites:\n  a: { kind: internet }\n\n\n  b: { kind: internet }\n';
    expect(formatted(text)).toBe(
      'netwright: 1\nname: x\n\nsites:\n  a: { kind: internet }\n\n  b: { kind: internet }\n',
    );
  });

  it('leaves JSON as JSON', () => {
    expect(formatted('{"name":"x","netwright":1}')).toBe('{\n  "netwright": 1,\n  "name": "x"\n}\n');
  });

  it('formats a document with mistakes of other kinds, and keeps keys it does not know at the end', () => {
    expect(formatted('colour: red\nname: x\nnetwright: 1\n')).toBe('netwright: 1\nname: x\ncolour: red\n');
  });

  it('says what is wrong with a text it cannot read, or must not touch', () => {
    expect(formatScenario('a: [')).toMatchObject({ problems: [{ code: 'document/syntax' }] });
    expect(formatScenario('netwright: 9')).toMatchObject({ problems: [{ code: 'document/newer-version' }] });
  });
});

describe('the scenarios that come with the product', () => {
  const folder = new URL('../../../scenarios/', import.meta.url);
  for (const name of readdirSync(folder)) {
    const text = readFileSync(new URL(`${name}/scenario.yaml`, folder), 'utf8');

    it(`${name}: keeps every value and comment when it is formatted, and does not change again`, () => {
      const once = formatted(text);
      expect(parseScenario(once).scenario).toEqual(parseScenario(text).scenario);
      expect(formatted(once)).toBe(once);
      expect(commentCount(once)).toBe(commentCount(text));
    });

    it(`${name}: is a valid document and is printed in canonical layout`, () => {
      const { scenario, problems } = parseScenario(text);
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      const printed = printScenario(scenario!);
      expect(formatted(printed)).toBe(printed);
    });
  }
});
