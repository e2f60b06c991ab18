import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from '../../../src-sim/quantity/address.ts';
import {
  comparePrefixes,
  containsAddress,
  containsPrefix,
  firstAddress,
  formatPrefix,
  hostPrefix,
  lastAddress,
  overlaps,
  type Prefix,
  parsePrefix,
  prefixAround,
  prefixSize,
} from '../../../src-sim/quantity/prefix.ts';

const prefix = (text: string): Prefix => {
  const result = parsePrefix(text);
  if (!result.ok) throw new Error(result.message);
  return result.value;
};
const refusal = (text: string): string => {
  const result = parsePrefix(text);
  return result.ok ? 'accepted' : result.message;
};
const address = (text: string) => {
  const result = parseAddress(text);
  if (!result.ok) throw new Error(result.message);
  return result.value;
};

describe('a prefix', () => {
  it('is read and written in CIDR notation', () => {
    for (const text of ['10.0.0.0/8', '0.0.0.0/0', '192.0.2.1/32', '2001:db8::/32', '::/0', '::1/128']) {
      expect(formatPrefix(prefix(text))).toBe(text);
    }
  });

  it('with host bits set is refused, and the right one is proposed', () => {
    expect(refusal('10.0.1.5/16')).toBe('10.0.1.5/16 has host bits set; did you mean 10.0.0.0/16?');
    expect(refusal('2001:db8::1/64')).toBe('2001:db8::1/64 has host bits set; did you mean 2001:db8::/64?');
    expect(refusal('10.0.0.1/0')).toContain('did you mean 0.0.0.0/0?');
  });

  it('is refused with what is wrong in it', () => {
    expect(refusal('10.300.0.0/16')).toBe(
      '"10.300.0.0/16" is not a prefix: "10.300.0.0" is not an IPv4 address; 300 is above 255',
    );
    expect(refusal('10.0.0.0')).toBe(
      '10.0.0.0 has no prefix length; for the single address write 10.0.0.0/32',
    );
    expect(refusal('10.0.0.0/33')).toContain('IPv4 prefix lengths end at /32');
    expect(refusal('::/129')).toContain('IPv6 prefix lengths end at /128');
    expect(refusal('10.0.0.0/08')).toContain('no prefix length from 0 to 32');
    expect(refusal('10.0.0.0/')).toContain('no prefix length');
    expect(refusal('10.0.0.0/255.0.0.0')).toContain('no prefix length');
  });

  it('contains what shares its leading bits, and nothing of the other family', () => {
    expect(containsAddress(prefix('10.1.0.0/16'), address('10.1.255.255'))).toBe(true);
    expect(containsAddress(prefix('10.1.0.0/16'), address('10.2.0.0'))).toBe(false);
    expect(containsAddress(prefix('0.0.0.0/0'), address('::1'))).toBe(false);
    expect(containsAddress(prefix('2001:db8::/32'), address('2001:db8:ffff::1'))).toBe(true);
    expect(containsPrefix(prefix('10.0.0.0/8'), prefix('10.1.0.0/16'))).toBe(true);
    expect(containsPrefix(prefix('10.1.0.0/16'), prefix('10.0.0.0/8'))).toBe(false);
    expect(overlaps(prefix('10.1.0.0/16'), prefix('10.0.0.0/8'))).toBe(true);
    expect(overlaps(prefix('10.0.0.0/9'), prefix('10.128.0.0/9'))).toBe(false);
  });

  it('knows its ends and its size', () => {
    const v6 = prefix('2001:db8::/64');
    expect(formatAddress(lastAddress(v6))).toBe('2001:db8::ffff:ffff:ffff:ffff');
    expect(prefixSize(v6)).toBe(2n ** 64n);
    expect(formatAddress(firstAddress(prefix('10.0.4.0/22')))).toBe('10.0.4.0');
    // 2^(32-22) = 1024 addresses: 10.0.4.0 to 10.0.7.255.
    expect(formatAddress(lastAddress(prefix('10.0.4.0/22')))).toBe('10.0.7.255');
    expect(prefixSize(prefix('::/0'))).toBe(2n ** 128n);
  });

  it('is made around an address', () => {
    expect(formatPrefix(hostPrefix(address('10.0.0.7')))).toBe('10.0.0.7/32');
    expect(formatPrefix(hostPrefix(address('::7')))).toBe('::7/128');
    expect(formatPrefix(prefixAround(address('10.0.1.5'), 16))).toBe('10.0.0.0/16');
    expect(() => prefixAround(address('10.0.1.5'), 33)).toThrow(RangeError);
  });

  it('sorts by family, first address, then the larger block first', () => {
    const sorted = ['10.0.0.0/8', '10.0.0.0/16', '10.1.0.0/16', '11.0.0.0/8', '::/0', '::/64'].map(prefix);
    expect([...sorted].reverse().sort(comparePrefixes)).toEqual(sorted);
  });
});
