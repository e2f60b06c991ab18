import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factBook } from '../../../src-sim/facts/fact-book.ts';
import {
  type AddressingProvider,
  firstUsable,
  nextUsable,
  reservedAddresses,
  usableCount,
} from '../../../src-sim/facts/reserved-addresses.ts';
import { type Address, formatAddress } from '../../../src-sim/quantity/address.ts';
import { containsAddress, type Prefix, parsePrefix } from '../../../src-sim/quantity/prefix.ts';

const prefix = (text: string): Prefix => {
  const result = parsePrefix(text);
  if (!result.ok) throw new Error(result.message);
  return result.value;
};
const reserved = (provider: AddressingProvider, text: string): string[] =>
  reservedAddresses(provider, prefix(text)).map(formatAddress);
const shown = (address: Address | null): string | null => address && formatAddress(address);

describe('reserved addresses', () => {
  it('of AWS and Azure are the first four and the last', () => {
    const expected = ['10.0.1.0', '10.0.1.1', '10.0.1.2', '10.0.1.3', '10.0.1.255'];
    expect(reserved('aws', '10.0.1.0/24')).toEqual(expected);
    expect(reserved('azure', '10.0.1.0/24')).toEqual(expected);
    // 256 - 5.
    expect(usableCount('aws', prefix('10.0.1.0/24'))).toBe(251n);
  });

  it('of GCP are two at each end', () => {
    expect(reserved('gcp', '10.0.1.0/24')).toEqual(['10.0.1.0', '10.0.1.1', '10.0.1.254', '10.0.1.255']);
    expect(shown(firstUsable('gcp', prefix('10.0.1.0/24')))).toBe('10.0.1.2');
  });

  it('elsewhere are network and broadcast, and none on a link of two or one', () => {
    expect(reserved('generic', '192.0.2.0/30')).toEqual(['192.0.2.0', '192.0.2.3']);
    expect(reserved('generic', '192.0.2.0/31')).toEqual([]);
    expect(reserved('generic', '192.0.2.7/32')).toEqual([]);
  });

  it('in IPv6 are the subnet-router anycast address, and none in a /127', () => {
    expect(reserved('generic', '2001:db8::/64')).toEqual(['2001:db8::']);
    expect(reserved('generic', '2001:db8::/127')).toEqual([]);
    expect(reserved('gcp', '2001:db8::/64')).toEqual(['2001:db8::']);
    expect(reserved('aws', '2001:db8::/64')).toEqual([
      '2001:db8::',
      '2001:db8::1',
      '2001:db8::2',
      '2001:db8::3',
      '2001:db8::ffff:ffff:ffff:ffff',
    ]);
    expect(usableCount('aws', prefix('2001:db8::/64'))).toBe(2n ** 64n - 5n);
  });

  it('fill a subnet that is smaller than their number', () => {
    expect(reserved('aws', '10.0.0.0/30')).toEqual(['10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.3']);
    expect(usableCount('aws', prefix('10.0.0.0/30'))).toBe(0n);
    expect(firstUsable('aws', prefix('10.0.0.0/30'))).toBeNull();
    // Eight addresses less five.
    expect(usableCount('azure', prefix('10.0.0.0/29'))).toBe(3n);
    expect(reserved('gcp', '10.0.0.0/31')).toEqual(['10.0.0.0', '10.0.0.1']);
  });

  it('follow the number the user puts in the place of the published one', () => {
    const facts = factBook({ 'aws.vpc.subnet.reserved': 3 });
    expect(reservedAddresses('aws', prefix('10.0.0.0/24'), facts).map(formatAddress)).toEqual([
      '10.0.0.0',
      '10.0.0.1',
      '10.0.0.255',
    ]);
    const none = factBook({ 'aws.vpc.subnet.reserved': 0, 'gcp.subnet.reserved': 0 });
    expect(reservedAddresses('aws', prefix('10.0.0.0/24'), none)).toEqual([]);
    expect(reservedAddresses('gcp', prefix('10.0.0.0/24'), none)).toEqual([]);
  });

  it('are distinct, ascending and inside, in subnets of every size', () => {
    const providers = fc.constantFrom<AddressingProvider>('aws', 'azure', 'gcp', 'generic');
    fc.assert(
      fc.property(providers, fc.integer({ min: 0, max: 32 }), fc.boolean(), (provider, behind, v6) => {
        const subnet: Prefix = { family: v6 ? 6 : 4, bits: 0n, length: (v6 ? 128 : 32) - behind };
        const list = reservedAddresses(provider, subnet);
        expect(list.every((address) => containsAddress(subnet, address))).toBe(true);
        expect(list.every((address, i) => i === 0 || (list[i - 1]?.bits ?? 0n) < address.bits)).toBe(true);
        expect(usableCount(provider, subnet)).toBe(2n ** BigInt(behind) - BigInt(list.length));
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});

describe('the next usable address', () => {
  it('skips what is taken, counts only its own subnet, and ends with null', () => {
    const subnet = prefix('10.0.0.0/29');
    const taken: Address[] = [{ family: 6, bits: 10n * 2n ** 24n + 4n }];
    const handed: (string | null)[] = [];
    for (let i = 0; i < 4; i += 1) {
      const next = nextUsable('aws', subnet, taken);
      handed.push(shown(next));
      if (next) taken.push(next);
    }
    expect(handed).toEqual(['10.0.0.4', '10.0.0.5', '10.0.0.6', null]);
  });

  it('fills gaps first', () => {
    const taken = ['2001:db8::1', '2001:db8::3'].map(
      (_, i): Address => ({
        family: 6,
        bits: prefix('2001:db8::/64').bits + BigInt(2 * i + 1),
      }),
    );
    expect(shown(nextUsable('generic', prefix('2001:db8::/64'), taken))).toBe('2001:db8::2');
  });
});
