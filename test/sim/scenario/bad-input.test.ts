import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src-sim/scenario/text.ts';

const head = 'netwright: 1\nname: x\n';
const region = 'sites:\n  here: { kind: aws-region, region: eu-central-1 }\n';

/** Billion laughs: nine levels of ten aliases each, 10^9 strings if anything expanded them. */
const bomb = [
  'a0: &a0 lol',
  ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(10)}]`),
].join('\n');

/** Lines and columns are counted from 1 by hand in the text of each case. */
const cases: readonly (readonly [title: string, text: string, code: string, line: number, column: number])[] =
  [
    ['nothing', '', 'read/empty', 1, 1],
    ['blanks and line ends', ' \n\t\r\n', 'read/empty', 1, 1],
    ['a byte order mark alone', '\uFEFF', 'read/empty', 1, 1],
    ['comments only', '# nothing yet\n', 'read/empty', 1, 1],
    ['a NUL on line 2', 'a: 1\nb: \0', 'read/binary', 2, 4],
    ['an escape character, as in a terminal recording', 'a\u001b[0m', 'read/binary', 1, 2],
    ['more than 16 Mi characters', 'x'.repeat(16 * 1024 * 1024 + 1), 'read/too-large', 1, 1],
    // 64 levels are allowed; the document itself is the first, so the 64th bracket is one too many.
    ['10,000 brackets', '['.repeat(10_000), 'read/too-deep', 1, 64],
    ['10,000 dashes', '- '.repeat(10_000), 'read/too-deep', 1, 127],
    [
      '300 levels of indentation',
      Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'read/too-deep',
      64,
      64,
    ],
    // The bracket is the first value, so the 200,001st is the 200,000th "1": column 2 + 2 * 199,999.
    ['300,000 values', `[${'1,'.repeat(300_000)}]`, 'read/too-many-values', 1, 400_000],
    ['an alias bomb', bomb, 'document/anchor', 1, 5],
    ['an alias', 'a: *b', 'document/alias', 1, 4],
    ['a tag', 'a: !!set x', 'document/tag', 1, 4],
    ['a directive', '%YAML 1.1\n---\na: 1', 'document/directive', 1, 1],
    ['a merge key', `${head}<<: { a: 1 }`, 'document/merge-key', 3, 1],
    ['an explicit key', `${head}? a\n: 1`, 'document/explicit-key', 3, 1],
    ['a second document', `${head}---\nname: y\n`, 'document/several-documents', 3, 1],
    ['a record as a key', `${head}{ a: 1 }: 2`, 'document/bad-key', 3, 1],
    ['a key that programs stumble over', `${head}__proto__: 1`, 'document/bad-key', 3, 1],
    ['an unclosed quote', `${head}description: "abc`, 'document/syntax', 3, 18],
    ['an unclosed bracket', `${head}sites: [`, 'document/syntax', 3, 9],
    ['an unknown escape', `${head}description: "a\\q"`, 'document/syntax', 3, 16],
    ['a tab for indentation', `${head}sites:\n\ta: 1`, 'document/syntax', 4, 1],
    ['a missing colon', `${head}sites\n`, 'document/syntax', 3, 1],
    ['a comma too many', `${head}sites: { a: 1,, }`, 'document/syntax', 3, 15],
    ['a list', '- a', 'document/not-a-scenario', 1, 1],
    ['a single word', 'word', 'document/not-a-scenario', 1, 1],
    ['no version', 'name: x', 'document/missing-key', 1, 1],
    ['a version that is a text', 'netwright: one\nname: x', 'document/bad-value', 1, 12],
    ['a newer version', 'netwright: 2\nnew: thing', 'document/newer-version', 1, 12],
    ['no name', 'netwright: 1', 'document/missing-key', 1, 1],
    ['a name twice', `${head}name: y`, 'document/duplicate-id', 3, 1],
    [
      'an id twice in one collection',
      `${head}${region}  here: { kind: internet }`,
      'document/duplicate-id',
      5,
      3,
    ],
    [
      'an id twice in two collections',
      `${head}${region}devices:\n  here: { kind: router }`,
      'document/duplicate-id',
      6,
      3,
    ],
    ['an id with a dot', `${head}devices:\n  a.b: { kind: router }`, 'document/bad-id', 4, 3],
    [
      'an unknown key',
      `${head}${region}networks:\n  n: { kind: aws-vpc, site: here, cidrs: [10.0.0.0/16], colour: red }`,
      'document/unknown-key',
      6,
      57,
    ],
    ['an unknown collection', `${head}netwroks: {}`, 'document/unknown-key', 3, 1],
    ['an unknown kind', `${head}sites:\n  a:\n    kind: aws-regoin`, 'document/unknown-kind', 5, 11],
    ['no kind', `${head}sites:\n  a:\n    region: eu-central-1`, 'document/missing-key', 4, 3],
    ['a collection left empty', `${head}sites:\n`, 'document/bad-value', 3, 1],
    [
      'a dangling reference',
      `${head}${region}networks:\n  n: { kind: aws-vpc, site: there, cidrs: [10.0.0.0/16] }`,
      'document/unknown-reference',
      6,
      29,
    ],
    [
      'a reference to the wrong kind',
      `${head}sites:\n  a: { kind: internet }\nnetworks:\n  n: { kind: aws-vpc, site: a, cidrs: [10.0.0.0/16] }`,
      'document/wrong-reference',
      6,
      29,
    ],
    [
      'sites within each other',
      `${head}sites:\n  a: { kind: internet, within: b }\n  b: { kind: internet, within: a }`,
      'document/cyclic-containment',
      4,
      32,
    ],
    [
      'a prefix with an octet over 255',
      `${head}${region}networks:\n  n: { kind: aws-vpc, site: here, cidrs: [10.300.0.0/16] }`,
      'value/address',
      6,
      43,
    ],
    ['a unit nobody knows', `${head}simulation:\n  duration: 5 parsecs`, 'value/unit', 4, 13],
    [
      'a rate without a unit',
      `${head}traffic:\n  t: { kind: poisson, from: a, to: b, rate: 5 }`,
      'document/bad-value',
      4,
      45,
    ],
    [
      'a negative rate',
      `${head}traffic:\n  t: { kind: poisson, from: a, to: b, rate: -5 Mbit/s }`,
      'value/negative',
      4,
      45,
    ],
    ['a negative number', `${head}simulation: { seed: -1 }`, 'value/negative', 3, 21],
    [
      'a text of another type',
      `${head}sites:\n  a: { kind: aws-region, region: 5 }`,
      'document/bad-value',
      4,
      34,
    ],
  ];

describe('bad input', () => {
  for (const [title, text, code, line, column] of cases) {
    it(`says what is wrong, and where, with ${title}`, () => {
      const { problems, scenario } = parseScenario(text);
      const found = problems.find((problem) => problem.code === code);
      expect(found, JSON.stringify(problems.slice(0, 5))).toBeDefined();
      expect({ line: found?.line, column: found?.column }).toEqual({ line, column });
      expect(problems.every((problem) => /[.?!]$/.test(problem.message))).toBe(true);
      const usable = [
        'document/unknown-reference',
        'document/wrong-reference',
        'document/cyclic-containment',
      ];
      if (code !== 'document/duplicate-id') expect(scenario === null).toBe(!usable.includes(code));
    });
  }

  it('refuses every anchor and alias of a bomb without expanding one', () => {
    // Ten anchors a0 to a9, and nine levels of ten aliases; a9 is anchored too.
    const codes = parseScenario(bomb).problems.map((problem) => problem.code);
    expect(codes.filter((code) => code === 'document/anchor')).toHaveLength(10);
    expect(codes.filter((code) => code === 'document/alias')).toHaveLength(90);
  });

  it('lists a thousand problems at most and says how many more there are', () => {
    const text = `${head}${Array.from({ length: 1500 }, (_, i) => `k${i}: 1`).join('\n')}`;
    const { problems } = parseScenario(text);
    // 1,500 unknown keys: 1,000 are shown, 500 are not.
    expect(problems).toHaveLength(1001);
    expect(problems.at(-1)).toMatchObject({
      code: 'document/more-problems',
      message: 'There are 500 more problems; they show when these are solved.',
    });
  });

  it('names both places of a duplicate', () => {
    const [problem] = parseScenario(`${head}name: y`).problems;
    expect(problem?.message).toBe(
      '"name" at line 3, column 1 is already there at line 2, column 1: rename or remove one of the two.',
    );
  });

  it('reports several independent mistakes at once, in the order of the file', () => {
    const text = `${head}simulation: { duration: 1 }\nsites:\n  a: { kind: internet, within: b, colour: red }`;
    expect(parseScenario(text).problems.map(({ code, line, column }) => [code, line, column])).toEqual([
      ['document/bad-value', 3, 25],
      ['document/unknown-reference', 5, 32],
      ['document/unknown-key', 5, 35],
    ]);
  });

  it('uses no word of the validator in its sentences', () => {
    const text = `${head}sites: [1]\nnetworks:\n  n: 5\n  m: { kind: lan, site: 7, cidrs: [] }\nsimulation: { seed: 1.5 }\nfacts: { a: [1] }\nview: { positions: { n: { x: a } } }`;
    for (const { message } of parseScenario(text).problems) {
      expect(message).not.toMatch(
        /invalid|expected (string|number|object|array|record)\b|received|undefined|null|too_/i,
      );
    }
  });
});

describe('layouts that are fine', () => {
  const text = `${head}${region}`;

  it('accepts a byte order mark, and counts no column for it', () => {
    expect(parseScenario(`\uFEFF${text}`).problems).toEqual([]);
    expect(parseScenario('\uFEFFname: x').problems[0]).toMatchObject({ line: 1, column: 1 });
  });

  it('accepts line ends of Windows', () => {
    expect(parseScenario(text.replaceAll('\n', '\r\n')).problems).toEqual([]);
  });

  it('reads JSON as it is', () => {
    const { scenario } = parseScenario(text);
    const { problems, scenario: read } = parseScenario(JSON.stringify(scenario, null, 2));
    expect(problems).toEqual([]);
    expect(read).toEqual(scenario);
  });

  it('reads a marker of the document start', () => {
    expect(parseScenario(`---\n${text}...\n`).problems).toEqual([]);
  });
});
