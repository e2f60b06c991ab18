import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../src-sim/fabric/fabric.ts';
import { decidingRule } from '../../../src-sim/fabric/filter-verdict.ts';
import { FilterBook } from '../../../src-sim/trace/filter-book.ts';
import { addressOf, FabricDraft, origin, prefixOf } from '../../support/fabric-builder.ts';

const seed = 20261120;

const addresses = ['10.0.0.1', '10.0.1.1', '192.168.0.1', '2001:db8::1', '2001:db8:1::1'].map(addressOf);

const prefixes = fc
  .subarray(['0.0.0.0/0', '10.0.0.0/16', '10.0.1.0/24', '192.168.0.1/32', '::/0', '2001:db8::/48'])
  .map((texts) => texts.map(prefixOf));

const rule = fc.record({
  allow: fc.boolean(),
  from: prefixes,
  to: prefixes,
  protocol: fc.constantFrom('any' as const, 'icmp' as const, 'tcp' as const, 'udp' as const),
  portFrom: fc.nat(10),
  portTo: fc.integer({ min: 10, max: 15 }),
  sentence: fc.constant(''),
  origin: fc.constant(origin('rule')),
});

const filter = fc.array(rule, { maxLength: 4 }).map(
  (rules): Filter => ({
    id: 'f',
    stateful: false,
    tracker: 'f',
    rules,
    otherwise: '',
    origin: origin('f'),
  }),
);

const header = fc.record({
  source: fc.constantFrom(...addresses),
  destination: fc.constantFrom(...addresses),
  protocol: fc.constantFrom('icmp' as const, 'tcp' as const, 'udp' as const),
  sourcePort: fc.constant(1),
  port: fc.nat(16),
});

const bookOf = (filter: Filter): FilterBook =>
  new FilterBook({ ...new FabricDraft().build(), filters: [filter] }, addresses);

describe('what filters say of many addresses', () => {
  it('is what they say of each packet', () => {
    fc.assert(
      fc.property(filter, fc.array(header, { minLength: 1, maxLength: 5 }), (filter, headers) => {
        const book = bookOf(filter);
        for (const each of headers) expect(book.decide(0, each)).toBe(decidingRule(filter, each));
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('rules out no packet that one of them lets through', () => {
    fc.assert(
      fc.property(filter, header, (filter, header) => {
        const passes = decidingRule(filter, header)?.allow === true;
        if (passes) expect(bookOf(filter).mayPass(0, header)).toBe(true);
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('rules out everything between addresses that only a refusing rule names', () => {
    const made = origin('f');
    const rule = {
      from: [],
      to: [],
      protocol: 'any',
      portFrom: 0,
      portTo: 65535,
      sentence: '',
      origin: made,
    } as const;
    const named = { ...rule, from: [prefixOf('10.0.0.0/24')] };
    const rules = [
      { ...named, allow: true },
      { ...rule, allow: false },
    ];
    const book = bookOf({ id: 'f', stateful: false, tracker: 'f', rules, otherwise: '', origin: made });
    const [inside, outside] = addresses;
    const packet = { protocol: 'tcp', sourcePort: 1, port: 443 } as const;
    expect(book.mayPass(0, { ...packet, source: inside, destination: outside })).toBe(true);
    expect(book.mayPass(0, { ...packet, source: outside, destination: inside })).toBe(false);
  });
});
