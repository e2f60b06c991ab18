// RFC 4180: fields with commas, quotes or line breaks are quoted, quotes doubled, lines end with CRLF and are all
// equally long.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvColumns, reportCsv } from '../../../src-sim/report/report-csv.ts';
import { reportFixture, withTexts } from './fixture.ts';

/** A reader of its own, after the grammar of RFC 4180 section 2. */
function readCsv(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field = '';
    if (text[at] === '"') {
      at += 1;
      while (text[at] !== '"' || text[at + 1] === '"') {
        if (at >= text.length) throw new Error('a quoted field does not end');
        if (text[at] === '"') at += 1;
        field += text[at];
        at += 1;
      }
      at += 1;
    } else {
      while (!/^(?:,|\r\n)/.test(text.slice(at, at + 2))) {
        if (at >= text.length || /["\r\n]/.test(text[at]))
          throw new Error(`unquoted ${JSON.stringify(text[at])}`);
        field += text[at];
        at += 1;
      }
    }
    line.push(field);
    if (text[at] === ',') {
      at += 1;
    } else {
      if (text.slice(at, at + 2) !== '\r\n') throw new Error(`no end of line at ${at}`);
      at += 2;
      lines.push(line);
      line = [];
    }
  }
  return lines;
}

const rows = (text: string): Record<string, string>[] => {
  const [head, ...lines] = readCsv(text);
  return lines.map((line) => Object.fromEntries(line.map((field, index) => [head[index], field])));
};

describe('the CSV report', () => {
  it('has one line for every flow, link direction, pair, problem and intent, all of the same columns', () => {
    const lines = readCsv(reportCsv(reportFixture));
    // A header, 2 flows, 5 link directions, 6 pairs, 3 problems, 1 intent.
    expect(lines).toHaveLength(18);
    expect(lines[0]).toEqual([...csvColumns]);
    expect(new Set(lines.map((line) => line.length))).toEqual(new Set([csvColumns.length]));
  });

  it('gives figures plain, in the unit of their column, and leaves what was not measured empty', () => {
    const [queries, scan] = rows(reportCsv(reportFixture)).filter(({ section }) => section === 'flow');
    expect(queries).toMatchObject({
      id: 'queries',
      offered: '5000',
      delivered: '4980',
      goodputBps: '597600000',
      latencyP99Ns: '310000',
      'lost_queue-full': '18',
      'lost_no-route': '0',
      utilisation: '',
    });
    expect(scan).toMatchObject({ id: 'scan', latencyP99Ns: '', 'lost_no-route': '9' });
    const links = rows(reportCsv(reportFixture)).filter(({ section }) => section === 'link');
    expect(links.map(({ utilisation }) => utilisation)).toEqual(['0.97', '0', '0.41', '0.12', '']);
  });

  it('quotes what needs quotes and reads back as it was, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é') }), (text) => {
        const pair = rows(reportCsv(withTexts(reportFixture, text))).find(
          ({ section }) => section === 'pair',
        )!;
        expect(pair['reason']).toBe(text.startsWith('\r') ? `'${text}` : text);
      }),
      { seed: 4180, numRuns: 200 },
    );
  });

  it('keeps a spreadsheet from running a text as a formula', () => {
    for (const start of ['=', '+', '-', '@', '\t']) {
      const lines = rows(reportCsv(withTexts(reportFixture, `${start}cmd|' /C calc'!A0`)));
      const problem = lines.find(({ section }) => section === 'problem')!;
      expect(problem['message']).toBe(`'${start}cmd|' /C calc'!A0`);
    }
  });
});
