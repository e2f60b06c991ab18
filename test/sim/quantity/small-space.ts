/** A space of 256 addresses (a /24 or a /120), small enough to check set arithmetic address by address. */
import fc from 'fast-check';
import { containsAddress, type Prefix, parsePrefix } from '../../../src-sim/quantity/prefix.ts';

export interface SmallSpace {
  readonly name: string;
  readonly all: Prefix;
  /** Prefix length of a single address. */
  readonly width: number;
}

function pool(text: string): Prefix {
  const result = parsePrefix(text);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

export const smallSpaces: readonly SmallSpace[] = [
  { name: 'an IPv4 /24', all: pool('10.0.0.0/24'), width: 32 },
  { name: 'the first IPv4 /24', all: pool('0.0.0.0/24'), width: 32 },
  { name: 'an IPv6 /120', all: pool('2001:db8::ff00/120'), width: 128 },
];

/** The block at the given place: `behind` host bits around the address number `at`. */
export function block(space: SmallSpace, at: number, behind: number): Prefix {
  const offset = BigInt((at >> behind) << behind);
  return { family: space.all.family, bits: space.all.bits + offset, length: space.width - behind };
}

export const anyBlock = (space: SmallSpace): fc.Arbitrary<Prefix> =>
  fc.tuple(fc.nat(255), fc.nat(8)).map(([at, behind]) => block(space, at, behind));

export const anyList = (space: SmallSpace): fc.Arbitrary<Prefix[]> =>
  fc.array(anyBlock(space), { maxLength: 8 });

/** The naive model: which of the 256 addresses some prefix of the list contains. */
export function members(space: SmallSpace, list: readonly Prefix[]): boolean[] {
  return Array.from({ length: 256 }, (_, at) => {
    const address = { family: space.all.family, bits: space.all.bits + BigInt(at) };
    return list.some((prefix) => containsAddress(prefix, address));
  });
}

/** The minimal list for a membership, by recursive halving. */
export function minimalList(space: SmallSpace, member: readonly boolean[]): Prefix[] {
  const within = (at: number, behind: number): Prefix[] => {
    const part = member.slice(at, at + 2 ** behind);
    if (part.every(Boolean)) return [block(space, at, behind)];
    if (!part.some(Boolean)) return [];
    return [...within(at, behind - 1), ...within(at + 2 ** (behind - 1), behind - 1)];
  };
  return within(0, 8);
}
