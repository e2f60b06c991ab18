import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../src-sim/quantity/address.ts';
import { LongestMatch } from '../../../src-sim/quantity/longest-match.ts';
import { containsAddress, formatPrefix, type Prefix, parsePrefix } from '../../../src-sim/quantity/prefix.ts';
import { anyBlock, smallSpaces } from './small-space.ts';

const prefix = (text: string): Prefix => {
  const result = parsePrefix(text);
  if (!result.ok) throw new Error(result.message);
  return result.value;
};
const address = (text: string) => {
  const result = parseAddress(text);
  if (!result.ok) throw new Error(result.message);
  return result.value;
};
const tableOf = (...texts: string[]): LongestMatch<string> => {
  const table = new LongestMatch<string>();
  for (const text of texts) table.insert(prefix(text), text);
  return table;
};

describe('longest match', () => {
  it('prefers the longest prefix whatever the order of insertion', () => {
    const table = tableOf('10.1.0.0/16', '0.0.0.0/0', '10.0.0.0/8', '10.1.2.3/32');
    expect(table.lookup(address('10.1.2.3'))?.value).toBe('10.1.2.3/32');
    expect(table.lookup(address('10.1.2.4'))?.value).toBe('10.1.0.0/16');
    expect(table.lookup(address('10.2.0.0'))?.value).toBe('10.0.0.0/8');
    expect(table.lookup(address('192.0.2.1'))?.value).toBe('0.0.0.0/0');
  });

  it('distinguishes addresses above and below the sign bit of 32', () => {
    const table = tableOf('128.0.0.0/1', '255.255.255.255/32', '0.0.0.0/1');
    expect(table.lookup(address('255.255.255.255'))?.value).toBe('255.255.255.255/32');
    expect(table.lookup(address('200.0.0.1'))?.value).toBe('128.0.0.0/1');
    expect(table.lookup(address('127.255.255.255'))?.value).toBe('0.0.0.0/1');
  });

  it('keeps the families apart: an IPv4 default is none for IPv6', () => {
    const table = tableOf('0.0.0.0/0', '2001:db8::/32', '2001:db8:1::/48');
    expect(table.lookup(address('2001:db8:1::5'))?.value).toBe('2001:db8:1::/48');
    expect(table.lookup(address('2001:db8:2::5'))?.value).toBe('2001:db8::/32');
    expect(table.lookup(address('2001:db9::'))).toBeNull();
    expect(tableOf('::/0').lookup(address('10.0.0.1'))).toBeNull();
  });

  it('lists all that cover an address, longest first', () => {
    const table = tableOf('0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '11.0.0.0/8');
    expect(table.covering(address('10.1.0.1')).map((match) => match.value)).toEqual([
      '10.1.0.0/16',
      '10.0.0.0/8',
      '0.0.0.0/0',
    ]);
    expect(table.covering(address('::1'))).toEqual([]);
  });

  it('replaces the value on a prefix and returns the old one', () => {
    const table = new LongestMatch<number>();
    expect(table.insert(prefix('::/0'), 0)).toBeNull();
    expect(table.insert(prefix('::/0'), 7)).toBe(0);
    expect(table.lookup(address('::9'))).toEqual({ prefix: prefix('::/0'), value: 7 });
    expect(table.entries()).toHaveLength(1);
  });

  it('lists its entries sorted', () => {
    const table = tableOf('::/0', '10.1.0.0/16', '10.0.0.0/8', '9.0.0.0/8');
    expect(table.entries().map((match) => formatPrefix(match.prefix))).toEqual([
      '9.0.0.0/8',
      '10.0.0.0/8',
      '10.1.0.0/16',
      '::/0',
    ]);
  });

  it.each(smallSpaces)('agrees in $name with a scan of all prefixes', (space) => {
    fc.assert(
      fc.property(fc.array(anyBlock(space), { maxLength: 20 }), fc.nat(255), (prefixes, at) => {
        const table = new LongestMatch<string>();
        for (const p of prefixes) table.insert(p, formatPrefix(p));
        const asked = { family: space.all.family, bits: space.all.bits + BigInt(at) };
        const covering = prefixes
          .filter((p) => containsAddress(p, asked))
          .sort((a, b) => b.length - a.length)
          .map(formatPrefix);
        const distinct = [...new Set(covering)];
        expect(table.covering(asked).map((match) => match.value)).toEqual(distinct);
        expect(table.lookup(asked)?.value).toBe(distinct[0]);
      }),
      { seed: 9, numRuns: 1000 },
    );
  });
});
