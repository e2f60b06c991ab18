import { describe, expect, it } from 'vitest';
import { markdownCode, markdownText } from '../../../src-sim/report/markdown-text.ts';
import { reportMarkdown } from '../../../src-sim/report/report-markdown.ts';
import { reportFixture, withTexts } from './fixture.ts';

const report = reportMarkdown(reportFixture);

describe('the Markdown report', () => {
  it('is the same bytes for the same input', () => {
    expect(reportMarkdown(structuredClone(reportFixture))).toBe(report);
  });

  it('has the sections of the HTML report but the drawing', () => {
    expect([...report.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual([
      'Summary',
      'Problems',
      'Intents',
      'Reachability',
      'Paths',
      'Flows',
      'Link loads',
      'Largest packets',
      'Address plan',
      'Assumptions',
      'Facts',
      'Reproduction',
    ]);
  });

  it('has tables whose lines all have as many cells as their head', () => {
    for (const text of [report, reportMarkdown(withTexts(reportFixture, 'a|b\n\n|c'))]) {
      let width = 0;
      let tableLines = 0;
      for (const line of text.split('\n')) {
        if (!line.startsWith('|')) {
          width = 0;
          continue;
        }
        const cells = line.replaceAll(String.raw`\|`, '').split('|').length;
        if (width === 0) width = cells;
        expect(cells, line).toBe(width);
        tableLines += 1;
      }
      // Twelve tables with head and rule: problems 3, intents 1, reach 6, flows 2, limits 2, waterfall 1, jitter 1, links 5, MTU 2,
      // blocks 3, subnets 3, facts 2 lines: 12 * 2 + 31 = 55.
      expect(tableLines).toBe(55);
    }
  });

  it('links only addresses of the web', () => {
    expect(report).toContain('[VPC CIDR blocks](https://docs.example.com/vpc)');
    const [problem] = reportFixture.problems;
    const bad = { ...problem, source: { title: 'here', url: 'javascript:alert(1)' } };
    expect(reportMarkdown({ ...reportFixture, problems: [bad] })).not.toContain('javascript');
  });
});

describe('hostile text in Markdown', () => {
  it('stays text: no element, link, image, emphasis, heading or table cell', () => {
    expect(markdownText('<img src=x onerror=alert(1)>')).toBe(String.raw`\<img src=x onerror=alert(1)\>`);
    expect(markdownText('[a](javascript:x)')).toBe(String.raw`\[a\](javascript:x)`);
    expect(markdownText('# a\n| b *c*')).toBe(String.raw`\# a \| b \*c\*`);
    expect(markdownText('- a')).toBe(String.raw`\- a`);
    expect(markdownText('1. a')).toBe(String.raw`1\. a`);
    expect(markdownText('http://x')).toBe(String.raw`http:\//x`);
  });

  it('cannot end a code span', () => {
    expect(markdownCode('a``b')).toBe('``` a``b ```');
    expect(markdownCode('plain')).toBe('`plain`');
  });
});
