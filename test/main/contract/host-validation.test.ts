import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostMethods } from '../../../src-main/contract/channels.ts';
import { documentBytesMax, hostArguments } from '../../../src-main/contract/host-validation.ts';
import type { HostMethod } from '../../../src-main/contract/host.ts';

/** One call that is right, and calls that are each wrong in one way. */
const calls: Record<HostMethod, { right: readonly unknown[]; wrong: readonly unknown[] }> = {
  describe: { right: [], wrong: [[1]] },
  files: { right: [], wrong: [['/etc']] },
  chooseFile: { right: [], wrong: [[null]] },
  chooseTarget: {
    right: ['a.yaml', false],
    wrong: [['', false], ['a'.repeat(201), false], ['a', 'yes'], ['a']],
  },
  templates: { right: [], wrong: [['aws-tgw']] },
  fillTemplate: {
    right: ['aws-tgw', { spokes: '10' }],
    wrong: [
      ['aws-tgw'],
      ['', {}],
      ['aws-tgw', { spokes: 10 }],
      ['aws-tgw', { pool: 'x'.repeat(201) }],
      ['aws-tgw', Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`p${n}`, '1']))],
    ],
  },
  readFile: { right: ['id'], wrong: [[], [1], [{}], ['x'.repeat(65)], ['id', 'more']] },
  writeFile: {
    right: ['id', 'text', 1.5],
    wrong: [
      ['id', 'text'],
      ['id', 1, null],
      ['id', 'text', Number.NaN],
      ['id', 'text', -1],
    ],
  },
  exportFile: {
    right: ['report.html', '<!doctype html>'],
    wrong: [
      ['report.exe', ''],
      ['report', ''],
      ['../report.html', ''],
      ['a\\report.html', ''],
      [`${'a'.repeat(200)}.html`, ''],
      ['report.html', 1],
      ['design.yaml', ''],
    ],
  },
  keepRecovery: {
    right: ['key-1', 'name', null, 'text'],
    wrong: [
      ['../key', 'name', null, 'text'],
      ['', 'name', null, 'text'],
      ['key', 'name', 3, 'text'],
    ],
  },
  recoveries: { right: [], wrong: [[{}]] },
  dropRecovery: { right: ['key_1'], wrong: [['a/b'], ['a.b'], [null]] },
};

describe.each(hostMethods)('the arguments of %s', (method) => {
  it('are accepted when right and refused when wrong', () => {
    expect(hostArguments(method, calls[method].right)).toEqual(calls[method].right);
    for (const wrong of calls[method].wrong) expect(hostArguments(method, wrong)).toBeNull();
  });

  it('are refused, never thrown over, whatever else comes', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const read = hostArguments(method, value);
        expect(read === null || Array.isArray(value)).toBe(true);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});

it('refuses a document larger than the largest there may be', () => {
  const text = 'x'.repeat(documentBytesMax);
  expect(hostArguments('writeFile', ['id', text, null])).not.toBeNull();
  expect(hostArguments('writeFile', ['id', `${text}x`, null])).toBeNull();
});
