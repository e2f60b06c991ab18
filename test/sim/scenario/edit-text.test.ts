import { describe, expect, it } from 'vitest';
import type { Edit } from '../../../src-sim/scenario/edit.ts';
import { applyEdits } from '../../../src-sim/scenario/edit-text.ts';
import { parseScenario } from '../../../src-sim/scenario/text.ts';

const before = `# The head of the file.
netwright: 1
name: 'Before'

sites:
  # Where we are.
  here: { kind: aws-region, region: eu-central-1 } # Frankfurt

networks:
  # The hub.
  hub:
    kind: aws-vpc
    site: here # close by
    cidrs:
      - 10.0.0.0/16
      # The second block.
      - 10.9.0.0/16
  # Stands apart: about all spokes.

  # Attached to spoke.
  spoke: { kind: aws-vpc, site: here, cidrs: [10.1.0.0/16] } # one spoke

# What the canvas shows.
view:
  positions: { hub: { x: 0, y: 0 }, spoke: { x: 1, y: 1 } }
  collapsed: [hub]
`;

function edited(edits: readonly Edit[], text = before): string {
  const outcome = applyEdits(text, edits);
  if ('problem' in outcome) throw new Error(outcome.problem.message);
  return outcome.text;
}

/** Lines that are in the first text only, and in the second only. */
function changedLines(from: string, to: string): { readonly gone: string[]; readonly come: string[] } {
  const [a, b] = [from.split('\n'), to.split('\n')];
  return { gone: a.filter((line) => !b.includes(line)), come: b.filter((line) => !a.includes(line)) };
}

describe('setting a value', () => {
  it('replaces the characters of a single value and no others', () => {
    expect(edited([{ op: 'set', path: ['networks', 'hub', 'cidrs', 1], value: '10.8.0.0/16' }])).toBe(
      before.replace('10.9.0.0/16', '10.8.0.0/16'),
    );
  });

  it('keeps the quotes a text stands in', () => {
    expect(edited([{ op: 'set', path: ['name'], value: "It's after" }])).toBe(
      before.replace("'Before'", "'It''s after'"),
    );
  });

  it('puts quotes around a text that would be read as something else', () => {
    const path = ['sites', 'here', 'name'];
    for (const value of [
      'null',
      '12',
      'a: b',
      '# no comment',
      'x, y',
      ' x',
      '',
      '- a',
      '0x1F',
      'two\nlines',
    ]) {
      const text = edited([{ op: 'set', path, value }]);
      expect(parseScenario(text).scenario?.sites?.['here']?.name).toBe(value);
    }
  });

  it('adds a key of a record in braces behind the last one', () => {
    expect(
      changedLines(before, edited([{ op: 'set', path: ['sites', 'here', 'name'], value: 'Frankfurt' }])),
    ).toEqual({
      gone: ['  here: { kind: aws-region, region: eu-central-1 } # Frankfurt'],
      come: ['  here: { kind: aws-region, region: eu-central-1, name: Frankfurt } # Frankfurt'],
    });
  });

  it('adds a key of a record in lines as a line', () => {
    const text = edited([{ op: 'set', path: ['networks', 'hub', 'name'], value: 'Hub' }]);
    expect(changedLines(before, text)).toEqual({ gone: [], come: ['    name: Hub'] });
  });

  it('adds a record the way the last one of its collection is written', () => {
    const value = { kind: 'aws-vpc', site: 'here', cidrs: ['auto/16'] };
    const text = edited([{ op: 'set', path: ['networks', 'third'], value }]);
    expect(changedLines(before, text)).toEqual({
      gone: [],
      come: ['  third: { kind: aws-vpc, site: here, cidrs: [auto/16] }'],
    });
  });

  it('puts a new collection in its place, with a blank line before it', () => {
    const text = edited([{ op: 'set', path: ['devices', 'r1'], value: { kind: 'router' } }]);
    expect(text).toContain(
      '# one spoke\n\ndevices:\n  r1: { kind: router }\n\n# What the canvas shows.\nview:',
    );
  });

  it('adds an item to a list as the list is written', () => {
    const inLines = edited([{ op: 'set', path: ['networks', 'hub', 'cidrs', 2], value: '10.7.0.0/16' }]);
    expect(inLines).toBe(
      before.replace('      - 10.9.0.0/16\n', '      - 10.9.0.0/16\n      - 10.7.0.0/16\n'),
    );
    const inBrackets = edited([{ op: 'set', path: ['networks', 'spoke', 'cidrs', 1], value: '10.6.0.0/16' }]);
    expect(inBrackets).toBe(before.replace('[10.1.0.0/16]', '[10.1.0.0/16, 10.6.0.0/16]'));
  });

  it('writes the missing version above everything else but the comments', () => {
    const edits: Edit[] = [{ op: 'set', path: ['netwright'], value: 1 }];
    expect(edited(edits, '# Head.\nname: x\n')).toBe('# Head.\nnetwright: 1\nname: x\n');
  });

  it('changes only what differs when a whole record is set', () => {
    const value = { kind: 'aws-vpc', site: 'here', cidrs: ['10.0.0.0/16', '10.9.0.0/17'] };
    expect(edited([{ op: 'set', path: ['networks', 'hub'], value }])).toBe(
      before.replace('10.9.0.0/16', '10.9.0.0/17'),
    );
  });

  it('ends its lines as the file does', () => {
    const text = edited(
      [{ op: 'set', path: ['devices', 'r1'], value: { kind: 'router' } }],
      before.replaceAll('\n', '\r\n'),
    );
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('keeps JSON valid', () => {
    const json = JSON.stringify({ netwright: 1, name: 'x', sites: { a: { kind: 'internet' } } }, null, 2);
    const text = edited(
      [{ op: 'set', path: ['sites', 'b'], value: { kind: 'internet', name: 'yes' } }],
      json,
    );
    expect(JSON.parse(text)).toEqual({
      netwright: 1,
      name: 'x',
      sites: { a: { kind: 'internet' }, b: { kind: 'internet', name: 'yes' } },
    });
  });
});

describe('removing', () => {
  it('takes the comments directly above along, and leaves those that stand apart', () => {
    const text = edited([{ op: 'remove', path: ['networks', 'spoke'] }]);
    expect(changedLines(before, text)).toEqual({
      gone: [
        '  # Attached to spoke.',
        '  spoke: { kind: aws-vpc, site: here, cidrs: [10.1.0.0/16] } # one spoke',
      ],
      come: [],
    });
  });

  it('removes an item of a list with its comment, not that of its neighbour', () => {
    expect(edited([{ op: 'remove', path: ['networks', 'hub', 'cidrs', 0] }])).toBe(
      before.replace('      - 10.0.0.0/16\n', ''),
    );
    expect(edited([{ op: 'remove', path: ['networks', 'hub', 'cidrs', 1] }])).toBe(
      before.replace('      # The second block.\n      - 10.9.0.0/16\n', ''),
    );
  });

  it('closes the gap in braces and brackets', () => {
    expect(edited([{ op: 'remove', path: ['view', 'positions', 'hub'] }])).toContain(
      'positions: { spoke: { x: 1, y: 1 } }',
    );
    expect(edited([{ op: 'remove', path: ['view', 'positions', 'spoke'] }])).toContain(
      'positions: { hub: { x: 0, y: 0 } }',
    );
  });

  it('leaves an empty collection that reads as one', () => {
    const text = edited([{ op: 'remove', path: ['sites', 'here'] }]);
    expect(text).toContain('\nsites: {}\n');
    expect(edited([{ op: 'remove', path: ['networks', 'hub', 'site'] }])).not.toContain('close by');
  });

  it('does nothing where there is nothing', () => {
    expect(edited([{ op: 'remove', path: ['networks', 'nobody', 'cidrs', 3] }])).toBe(before);
  });
});

describe('renaming', () => {
  it('changes the key, every reference and the places on the canvas', () => {
    const text = edited([{ op: 'rename', path: ['networks', 'hub'], to: 'centre' }]);
    expect(changedLines(before, text)).toEqual({
      gone: ['  hub:', '  positions: { hub: { x: 0, y: 0 }, spoke: { x: 1, y: 1 } }', '  collapsed: [hub]'],
      come: [
        '  centre:',
        '  positions: { centre: { x: 0, y: 0 }, spoke: { x: 1, y: 1 } }',
        '  collapsed: [centre]',
      ],
    });
    expect(
      edited([{ op: 'rename', path: ['sites', 'here'], to: 'there' }]).match(/site: there/g),
    ).toHaveLength(2);
  });

  const refusals: readonly (readonly [string, Edit, string])[] = [
    ['an id that is taken', { op: 'rename', path: ['networks', 'hub'], to: 'here' }, 'edit/id-taken'],
    ['an id that cannot be one', { op: 'rename', path: ['networks', 'hub'], to: 'a.b' }, 'edit/bad-id'],
    [
      'a record that is not there',
      { op: 'rename', path: ['networks', 'nobody'], to: 'x' },
      'edit/no-such-record',
    ],
    [
      'a place past the end of a list',
      { op: 'set', path: ['networks', 'hub', 'cidrs', 5], value: 'x' },
      'edit/bad-path',
    ],
    ['a number among keys', { op: 'set', path: ['networks', 0], value: 'x' }, 'edit/bad-path'],
    ['the document itself', { op: 'set', path: [], value: {} }, 'edit/bad-path'],
    [
      'a key that programs stumble over',
      { op: 'set', path: ['sites', '__proto__', 'x'], value: 1 },
      'edit/bad-path',
    ],
  ];
  for (const [title, edit, code] of refusals) {
    it(`refuses ${title}`, () => {
      expect(applyEdits(before, [edit])).toMatchObject({ problem: { code } });
    });
  }

  it('refuses to edit a text that cannot be read, and says where', () => {
    expect(applyEdits('a: [', [])).toMatchObject({ problem: { code: 'document/syntax', line: 1 } });
  });
});

describe('several edits', () => {
  it('applies them one after the other', () => {
    const text = edited([
      {
        op: 'set',
        path: ['networks', 'third'],
        value: { kind: 'aws-vpc', site: 'here', cidrs: ['auto/16'] },
      },
      { op: 'rename', path: ['networks', 'third'], to: 'fourth' },
      { op: 'set', path: ['networks', 'fourth', 'name'], value: 'Fourth' },
      { op: 'remove', path: ['networks', 'spoke'] },
    ]);
    const { scenario } = parseScenario(text);
    expect(Object.keys(scenario?.networks ?? {})).toEqual(['hub', 'fourth']);
    expect(scenario?.networks?.['fourth']).toMatchObject({ name: 'Fourth', cidrs: ['auto/16'] });
  });

  it('brings an older file forward before anything else', () => {
    const old =
      'netwright: 0\nname: x\nsites: { a: { kind: data-centre } }\nnetworks:\n  # Ours.\n  n: { kind: lan, site: a, cidr: 10.0.0.0/16 } # old\n';
    expect(edited([{ op: 'set', path: ['networks', 'n', 'cidrs', 1], value: '10.1.0.0/16' }], old)).toBe(
      'netwright: 1\nname: x\nsites: { a: { kind: data-centre } }\nnetworks:\n  # Ours.\n  n: { kind: lan, site: a, cidrs: [10.0.0.0/16, 10.1.0.0/16] } # old\n',
    );
  });
});
