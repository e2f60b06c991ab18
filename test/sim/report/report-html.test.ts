// The HTML report as text: complete, closed to the outside, the same every time, and deaf to hostile names.
// How it looks and that its script runs under its policy is for a real browser to test.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { reportHtml, reportSections } from '../../../src-sim/report/html/report-html.ts';
import { policyHash } from '../../../src-sim/report/html/policy-hash.ts';
import { reportFixture, withTexts } from './fixture.ts';

const page = reportHtml(reportFixture);

const hash = (text: string): string => createHash('sha256').update(text).digest('base64');

const section = (id: string, text = page): string => {
  const from = text.indexOf(`<section id="${id}">`);
  const to = text.indexOf('<section id="', from + 1);
  return text.slice(from, to === -1 ? undefined : to);
};

describe('the HTML report', () => {
  it('is the same bytes for the same input', () => {
    expect(reportHtml(structuredClone(reportFixture))).toBe(page);
  });

  it('has every section once, numbered, and linked from the top', () => {
    expect(reportSections.map(({ id }) => id)).toEqual([
      'summary',
      'drawing',
      'problems',
      'intents',
      'reachability',
      'paths',
      'flows',
      'links',
      'mtu',
      'addresses',
      'assumptions',
      'facts',
      'reproduction',
    ]);
    for (const [index, { id, title }] of reportSections.entries()) {
      expect(
        page.split(`<section id="${id}"><h2><span class="number">${index + 1}</span>${title}</h2>`),
      ).toHaveLength(2);
      expect(page).toContain(`<a href="#${id}">${index + 1} ${title}</a>`);
    }
  });

  it('loads nothing: every reference is a fragment or a link to follow', () => {
    expect(page).not.toMatch(/\ssrc=|@import|url\(|<link|<iframe|<object|<base/);
    for (const [, target] of page.matchAll(/href="([^"]*)"/g)) {
      expect(target).toMatch(/^#|^https:\/\/docs\.example\.com\//);
    }
  });

  it('allows by its policy exactly the style sheet and the script it carries', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)![1];
    const script = /<script>([\s\S]*?)<\/script>/.exec(page)![1];
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/
      .exec(page)![1]
      .replaceAll('&#39;', "'");
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src 'sha256-${hash(script)}'`,
      `style-src 'sha256-${hash(style)}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(page).not.toMatch(/\sstyle="|\son[a-z]+="/);
  });

  it('puts errors first and shows where, why and what would cure them', () => {
    const problems = section('problems');
    const order = ['mark error', 'mark warning', 'mark info'].map((mark) => problems.indexOf(mark));
    expect(order.every((at) => at > 0)).toBe(true);
    expect([...order].sort((a, b) => a - b)).toEqual(order);
    expect(problems).toContain('12:20');
    expect(problems).toContain('Cure: Use 10.2.0.0/16, the next free block');
    expect(problems).toContain('2023-05');
  });

  it('gives the reason of a denial on the cell and again in the list', () => {
    expect(section('reachability').split('web-group refuses tcp 22')).toHaveLength(3);
  });

  it('shows both directions of a path, and says how the other branch ends', () => {
    const paths = section('paths');
    expect(paths).toContain('10.0.0.0/16 propagated');
    expect(paths).toContain('1 other branch for flows');
    expect(paths).toContain('no route: the second way ends');
  });

  it('shows loss by fate, and a dash where nothing arrived', () => {
    const flows = section('flows');
    // 18 of 5,000 packets are 0.36 %; all 9 of 9 are 100 %.
    expect(flows).toContain('queue full 18');
    expect(flows).toContain('0.36 %');
    expect(flows).toContain('100 %');
    expect(flows).toContain('nothing arrived');
  });

  it('sets the smallest MTU of a path bold', () => {
    expect(section('mtu')).toContain('<strong title="transit-hub">8500</strong>');
  });

  it('marks facts that the user replaced and keeps the published value', () => {
    expect(section('facts')).toContain('set in this scenario; published: 5');
  });

  it('says what is missing instead of leaving sections empty', () => {
    const bare = reportHtml({
      ...reportFixture,
      scenario: { netwright: 1, name: 'Empty' },
      planned: { netwright: 1, name: 'Empty' },
      problems: [],
      addressPlan: { pools: [], networks: [], subnets: [] },
      reach: { endpoints: [], pairs: [] },
      traces: [],
      run: null,
      facts: [],
    });
    for (const { id } of reportSections)
      expect(section(id, bare).replace(/<[^>]*>/g, '').length).toBeGreaterThan(20);
    expect(section('flows', bare)).toContain('Nothing was simulated');
  });
});

const tags = (text: string): string[] =>
  [...text.matchAll(/<(\/?[a-z][\w-]*|!--)/gi)].map(([, name]) => name).filter((name) => name !== 'text');

describe('hostile text in an HTML report', () => {
  const attack =
    '"><img src=x onerror="alert(1)"></title></style></script><script>alert(1)</script>\'`\u202egpj.\u2066';
  const hostile = reportHtml(withTexts(reportFixture, attack));

  it('makes no element and no attribute', () => {
    // The same elements as with plain names, in the same order: whatever was in the names stayed text.
    expect(tags(hostile)).toEqual(tags(reportHtml(withTexts(reportFixture, 'plain'))));
    expect(hostile.split('<script>')).toHaveLength(2);
    // A quote that is not escaped would be needed to leave an attribute.
    expect(hostile).not.toContain('onerror="');
  });

  it('writes bidirectional controls out, so that a name reads as what it is', () => {
    expect(hostile).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(hostile).toContain('[U+202E]gpj.[U+2066]');
  });

  it('has control characters and half surrogates only in readable form', () => {
    const odd = reportHtml(withTexts(reportFixture, 'a\u0000b\u001bc\ud800d'));
    expect(odd).toContain('a[U+0000]b[U+001B]c\ufffdd');
  });

  it('makes no link of an address that is not of the web', () => {
    const [problem] = reportFixture.problems;
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'https://x" onclick="y',
      'file:///etc/passwd',
    ]) {
      const input = {
        ...reportFixture,
        facts: [],
        problems: [{ ...problem, source: { title: 'here', url } }],
      };
      expect(section('problems', reportHtml(input))).not.toContain('<a ');
    }
  });
});

describe('the hash of the policy', () => {
  it('is the base64 that another implementation gives', () => {
    for (let length = 0; length <= 130; length += 1) {
      const text = 'x'.repeat(length);
      expect(policyHash(text)).toBe(`'sha256-${hash(text)}'`);
    }
  });
});
