import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkSchema } from '../../../src-sim/report/output-schemas.ts';
import { openScenario } from '../../../src-sim/session/open.ts';
import type { IntentResult } from '../../../src-sim/check/intents/intent-result.ts';

const tiers = readFileSync(
  new URL('../../../scenarios/intents-three-tier/scenario.yaml', import.meta.url),
  'utf8',
);

/** The three tiers with one text replaced by another, which has to be there. */
function changed(from: string, to: string): string {
  expect(tiers).toContain(from);
  return tiers.replace(from, to);
}

const broken = (text: string): IntentResult[] =>
  openScenario(text).intents.filter(({ status }) => status === 'broken');

const rule = '      - { action: allow, from: web-tier, to: app-tier, protocol: tcp, ports: 8080 }\n';

describe('intents', () => {
  it('hold as long as nobody breaks them, and say for how many pairs', () => {
    const { intents, problems } = openScenario(tiers);
    expect(problems).toEqual([]);
    // Two desks and two web servers; two web servers and one application server.
    expect(intents.slice(0, 2).map(({ pairs, judged, failed }) => [pairs, judged, failed])).toEqual([
      [4, 4, 0],
      [2, 2, 0],
    ]);
  });

  it('that ask for a way tell which rule is missing, and are errors of the document', () => {
    const { intents, problems } = openScenario(changed(rule, ''));
    const result = intents.find(({ status }) => status === 'broken');
    expect(result).toMatchObject({ id: 'web-reaches-app', failed: 2 });
    expect(result?.failures[0]).toMatchObject({ from: 'web-1', to: 'app-1', record: 'devices.wall' });
    expect(result?.sentence).toMatch(/^app-1 is not reached: .*tcp 8080.* \(and 1 more pair\)$/);
    expect(problems.map(({ code, severity, path }) => ({ code, severity, path }))).toEqual([
      { code: 'intent/broken', severity: 'error', path: 'intents.web-reaches-app' },
    ]);
  });

  it('that forbid a way name the rule that opens it', () => {
    const open = '      - { action: allow, from: web-tier, to: data-tier, protocol: udp, ports: 53 }\n';
    const [result] = broken(changed(rule, rule + open));
    // Two web servers; the desks still have none.
    expect(result).toMatchObject({ id: 'data-is-hidden', failed: 2 });
    expect(result?.failures[0]).toMatchObject({ from: 'web-1', record: 'devices.wall.rules[2]' });
    expect(result?.sentence).toMatch(/^web-1 reaches database by udp 53: /);
  });

  it('that ask for redundancy name the line that nothing stands in for', () => {
    const [start, rest = ''] = tiers.split('  second-tunnel:\n');
    const without = start + rest.slice(rest.indexOf('\ndevices:'));
    const [result] = broken(without.replace('first-tunnel, second-tunnel', 'first-tunnel'));
    expect(result).toMatchObject({ id: 'survives-a-failure', failed: 4 });
    expect(result?.failures[0].record).toBe('attachments.first-tunnel');
    expect(result?.sentence).toMatch(
      /^without IPsec tunnel Tunnel by the first provider, web-1 is not reached: /,
    );
  });

  it('that ask for encryption name the line that is readable', () => {
    const circuit = changed(
      '    kind: ipsec-tunnel\n    name: Tunnel by the first',
      '    kind: private-circuit\n    name: Tunnel by the first',
    );
    const results = broken(circuit);
    expect(results.map(({ id, failed }) => [id, failed])).toEqual([['secret-on-the-way', 8]]);
    expect(results[0].sentence).toContain(
      'cross circuit Tunnel by the first provider unencrypted, from Office to Data centre',
    );
  });

  it('that keep traffic in countries name the site outside, or the one nobody knows the country of', () => {
    const austria = changed('longitude: 11.58, country: DE', 'longitude: 11.58, country: AT');
    expect(broken(austria)[0].sentence).toContain('in Office (AT), outside DE');
    expect(broken(austria.replace('countries: [DE]', 'countries: [EU]'))).toEqual([]);
    const nowhere = changed('longitude: 11.58, country: DE', 'longitude: 11.58');
    expect(broken(nowhere)[0].sentence).toContain('in Office, of which no country is known');
  });

  it('that keep traffic in sites count what is within them', () => {
    const inOffice = changed('countries: [DE]', 'sites: [office]');
    expect(broken(inOffice).map(({ id }) => id)).toEqual(['stays-in-germany']);
    const around = inOffice
      .replace('sites: [office]', 'sites: [country]')
      .replace('sites:\n', 'sites:\n  country: { kind: data-centre }\n')
      .replaceAll('country: DE', 'within: country');
    expect(broken(around)).toEqual([]);
  });

  it('that limit latency add up the lines on the way', () => {
    // 5 ms on the tunnel, and no delay in the segments.
    expect(broken(changed('limit: 10 ms', 'limit: 5 ms')).map(({ id }) => id)).toEqual(['quick-enough']);
    expect(broken(changed('limit: 10 ms', 'limit: 5001 us'))).toEqual([]);
  });

  it('that stand for nobody are told, and judge nothing', () => {
    const { intents, problems } = openScenario(changed('select: web-*', 'select: wob-*'));
    expect(intents[0]).toMatchObject({ status: 'not-judged', pairs: 0 });
    expect(problems.map(({ code, severity }) => ({ code, severity }))).toEqual([
      { code: 'intent/nothing-selected', severity: 'warning' },
    ]);
  });

  it('are not judged where the document has errors', () => {
    const { intents, problems } = openScenario(changed('to: database\n', 'to: databose\n'));
    expect(intents.map(({ status }) => status)).toEqual(Array.from({ length: 9 }, () => 'not-judged'));
    expect(problems.map(({ code }) => code)).toEqual(['document/unknown-reference']);
  });

  it('are printed as the schema of check says', () => {
    const { intents, problems } = openScenario(changed(rule, ''));
    const printed = { file: 'x', problems, intents, errors: 1, warnings: 0 };
    expect(checkSchema.safeParse(JSON.parse(JSON.stringify(printed))).error).toBeUndefined();
  });
});
