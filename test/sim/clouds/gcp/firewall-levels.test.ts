import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flattenLevels, type LevelRule } from '../../../../src-sim/clouds/gcp/firewall-levels.ts';
import type { FilterRule } from '../../../../src-sim/fabric/fabric.ts';
import { matchesHeader, type PacketHeader } from '../../../../src-sim/fabric/filter-verdict.ts';
import { parsePrefix, type Prefix } from '../../../../src-sim/quantity/prefix.ts';

const prefix = (text: string): Prefix => {
  const read = parsePrefix(text);
  if (!read.ok) throw new Error(text);
  return read.value;
};

const origin = { path: 'x', noun: 'rule', name: 'x' };
const blocks = ['10.0.0.0/8', '10.1.0.0/16', '10.2.0.0/16', '0.0.0.0/0'].map(prefix);
const side = fc.subarray(blocks, { maxLength: 2 });

const levelRule: fc.Arbitrary<LevelRule> = fc.record({
  action: fc.constantFrom('allow', 'deny', 'goto-next'),
  from: side,
  to: side,
  protocol: fc.constantFrom('any', 'tcp', 'udp'),
  portFrom: fc.constantFrom(0, 20, 80),
  portTo: fc.constantFrom(80, 443, 65_535),
  sentence: fc.constant('s'),
  origin: fc.constant(origin),
});

const header: fc.Arbitrary<PacketHeader> = fc.record({
  source: fc.constantFrom(...['10.1.0.1', '10.2.0.1', '11.0.0.1'].map((text) => prefix(`${text}/32`))),
  destination: fc.constantFrom(...['10.1.0.1', '10.3.0.1'].map((text) => prefix(`${text}/32`))),
  protocol: fc.constantFrom('tcp', 'udp'),
  sourcePort: fc.constant(1000),
  port: fc.constantFrom(10, 50, 80, 300, 9000),
});

/** Level by level, as the provider describes it; null: no level decides. */
function asked(levels: readonly (readonly LevelRule[])[], packet: PacketHeader): boolean | null {
  for (const level of levels) {
    const rule = level.find((each) => matchesHeader(each, packet));
    if (rule !== undefined && rule.action !== 'goto-next') return rule.action === 'allow';
  }
  return null;
}

const implied: FilterRule = {
  allow: false,
  from: [],
  to: [],
  protocol: 'any',
  portFrom: 0,
  portTo: 65_535,
  sentence: 'implied',
  origin,
};

describe('levels of firewall rules as one list', () => {
  it('decide every packet as the levels do', () => {
    // Rules for any protocol of real documents have no ports.
    const rules = levelRule.filter(({ protocol, portFrom, portTo }) =>
      protocol === 'any' ? portFrom === 0 && portTo === 65_535 : portFrom <= portTo,
    );
    const levels = fc.array(fc.array(rules, { maxLength: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(levels, header, (written, packet) => {
        const rule = flattenLevels(written, implied).find((each) => matchesHeader(each, packet));
        expect(rule?.allow ?? false).toBe(asked(written, packet) ?? false);
      }),
      { seed: 20_261_120, numRuns: 500 },
    );
  });
});
