import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Address,
  addressPlus,
  compareAddresses,
  formatAddress,
  parseAddress,
} from '../../../src-sim/quantity/address.ts';

const address = (text: string): Address => {
  const result = parseAddress(text);
  if (!result.ok) throw new Error(result.message);
  return result.value;
};
const refusal = (text: string): string => {
  const result = parseAddress(text);
  return result.ok ? 'accepted' : result.message;
};

describe('an IPv4 address', () => {
  it('is read from four decimal parts', () => {
    // 10 x 2^24 + 1 x 2^16 + 2 x 2^8 + 3.
    expect(address('10.1.2.3')).toEqual({ family: 4, bits: 10n * 16_777_216n + 65_536n + 512n + 3n });
    expect(address('255.255.255.255').bits).toBe(2n ** 32n - 1n);
    expect(address('0.0.0.0').bits).toBe(0n);
  });

  it('is refused with the part that is wrong', () => {
    expect(refusal('10.300.0.0')).toBe('"10.300.0.0" is not an IPv4 address; 300 is above 255');
    expect(refusal('10.0.0')).toContain('3 parts where four belong');
    expect(refusal('10.0.0.x')).toContain('"x" is no number');
    expect(refusal('10.0.0.')).toContain('is no number');
  });

  it('is refused with leading zeros, which some programs read as octal', () => {
    expect(refusal('010.0.0.1')).toContain('without leading zeros');
  });

  it('is refused in the shortened and hexadecimal forms of inet_aton', () => {
    for (const text of ['10.1', '0xa.0.0.1', '167772161', '1.2.3.4.5', '']) {
      expect(parseAddress(text).ok, text).toBe(false);
    }
  });
});

describe('an IPv6 address', () => {
  // RFC 5952: section 4.1 leading zeros, 4.2.1 shorten as much as possible, 4.2.2 not a single zero group,
  // 4.2.3 the longest run and the first of equals, 4.3 lower case, section 5 mapped IPv4.
  const canonical: [string, string][] = [
    ['2001:0db8::0001', '2001:db8::1'],
    ['2001:db8:0:0:0:0:2:1', '2001:db8::2:1'],
    ['2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:DB8::A', '2001:db8::a'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['::ffff:c000:201', '::ffff:192.0.2.1'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['1:0:0:0:0:0:0:0', '1::'],
    ['0:0:1:2:3:4:0:0', '::1:2:3:4:0:0'],
  ];
  it.each(canonical)('written %s becomes %s', (text, expected) => {
    expect(formatAddress(address(text))).toBe(expected);
  });

  it('is read as a 128-bit number', () => {
    expect(address('::1').bits).toBe(1n);
    expect(address('1::').bits).toBe(1n << 112n);
    expect(address('ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff').bits).toBe(2n ** 128n - 1n);
  });

  it('is refused when it is ambiguous, incomplete, zoned or bracketed', () => {
    const wrong = [
      '1::2::3',
      '1:2:3',
      '::12345',
      'g::',
      ':1:2:3:4:5:6:7',
      '[::1]',
      '::ffff:1.2.3.400',
      '::01.2.3.4',
    ];
    for (const text of wrong) expect(refusal(text), text).toContain('not an IPv6 address');
    expect(refusal('fe80::1%eth0')).toContain('zone identifier');
    expect(refusal(`::${'0'.repeat(5000)}`)).toContain('too long');
  });
});

describe('addresses', () => {
  const v4 = fc.nat(0xffff_ffff).map((n): Address => ({ family: 4, bits: BigInt(n) }));
  // Groups that are often zero, so that runs of zeros of all lengths and places occur.
  const group = fc.oneof(fc.constant(0), fc.nat(0xffff));
  const v6 = fc
    .array(group, { minLength: 8, maxLength: 8 })
    .map(
      (groups): Address => ({ family: 6, bits: groups.reduce((bits, g) => (bits << 16n) | BigInt(g), 0n) }),
    );

  it('read back as themselves', () => {
    fc.assert(
      fc.property(fc.oneof(v4, v6), (a) => {
        expect(address(formatAddress(a))).toEqual(a);
      }),
      { seed: 4, numRuns: 3000 },
    );
  });

  it('never throw on any text', () => {
    const nearly = fc
      .array(fc.constantFrom('0', '1', '25', '2001', 'db8', 'f', ':', '::', '.', '%', '/', '[', ' '), {
        maxLength: 20,
      })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearly), (text) => {
        expect(typeof parseAddress(text).ok).toBe('boolean');
      }),
      { seed: 5, numRuns: 3000 },
    );
  });

  it('sort by family and then by number', () => {
    const sorted = ['0.0.0.0', '9.0.0.0', '10.0.0.0', '::', '::1', '1::'].map(address);
    expect([...sorted].reverse().sort(compareAddresses)).toEqual(sorted);
    expect(compareAddresses(address('::1'), address('::1'))).toBe(0);
  });

  it('move by a number of steps, and not out of their space', () => {
    expect(formatAddress(addressPlus(address('10.0.0.255'), 1n))).toBe('10.0.1.0');
    expect(formatAddress(addressPlus(address('10.0.1.0'), -1n))).toBe('10.0.0.255');
    expect(formatAddress(addressPlus(address('2001:db8::ffff'), 1n))).toBe('2001:db8::1:0');
    expect(() => addressPlus(address('255.255.255.255'), 1n)).toThrow(RangeError);
    expect(() => addressPlus(address('::'), -1n)).toThrow(RangeError);
  });
});
