/**
 * The scalar values of a document. They stay the strings a person wrote, so that nothing is lost between reading
 * and printing; whoever needs the number parses it with src-sim/quantity, which cannot fail after validation.
 */
import { z } from 'zod';
import { parseAddress } from '../../quantity/address.ts';
import { parseDuration } from '../../quantity/duration.ts';
import { parsed, unreadable } from '../../quantity/parsed.ts';
import type { Parsed } from '../../quantity/parsed.ts';
import { parsePercent } from '../../quantity/percent.ts';
import { parsePrefix } from '../../quantity/prefix.ts';
import { parseRate } from '../../quantity/rate.ts';
import { parseBytes } from '../../quantity/size.ts';

type ValueCode = 'value/address' | 'value/unit' | 'value/negative';

interface Reading {
  readonly parse: (text: string) => Parsed<unknown>;
  readonly code: ValueCode;
  readonly description: string;
  readonly examples: readonly [string, ...string[]];
  /** Rough shape for editors that know only the JSON Schema; `parse` decides. */
  readonly pattern: string;
}

function readable({ parse, code, description, examples, pattern }: Reading) {
  return z
    .string({
      error: `expected ${description[0].toLowerCase()}${description.slice(1)}, such as ${examples[0]}`,
    })
    .superRefine((text, context) => {
      const outcome = parse(text);
      if (outcome.ok) return;
      const negative = code === 'value/unit' && text.trimStart().startsWith('-');
      // The code travels in `params`; an issue without one counts as `document/bad-value`.
      const params = { code: negative ? 'value/negative' : code };
      context.addIssue({ code: 'custom', message: outcome.message, params });
    })
    .meta({ description, examples: [...examples], pattern });
}

const measured = '^\\s*\\+?\\d+(\\.\\d+)?\\s*[A-Za-zµμ/%]+\\s*$';
const prefixed = '[0-9A-Fa-f:.]+/\\d{1,3}';
const addressed = '[0-9A-Fa-f:.]+';

export const rate = readable({
  parse: parseRate,
  code: 'value/unit',
  description: 'Data rate with its unit',
  examples: ['10 Gbit/s', '500 Mbit/s'],
  pattern: measured,
});

export const duration = readable({
  parse: parseDuration,
  code: 'value/unit',
  description: 'Time span with its unit',
  examples: ['5 ms', '1 s', '20 us'],
  pattern: measured,
});

export const byteSize = readable({
  parse: parseBytes,
  code: 'value/unit',
  description: 'Size with its unit',
  examples: ['1500 B', '64 kB', '1 MiB'],
  pattern: measured,
});

/** RFC 791: every link carries packets of 68 bytes (section 3.2), and the length of one has 16 bits (section 3.1). */
const leastMtu = 68;
const largestPacket = 65_535;

export const mtu = byteSize
  .superRefine((text, context) => {
    const outcome = parseBytes(text);
    if (!outcome.ok || (outcome.value >= leastMtu && outcome.value <= largestPacket)) return;
    const message = `a link carries packets of ${leastMtu} B at least, and none has more than ${largestPacket} B`;
    context.addIssue({ code: 'custom', message: `${message} (RFC 791)` });
  })
  .meta({ description: 'Largest IP packet', examples: ['1500 B', '9000 B'], pattern: measured });

export const percent = readable({
  parse: parsePercent,
  code: 'value/unit',
  description: 'Share with its unit',
  examples: ['5 %', '0.1 %'],
  pattern: measured,
});

export const cidr = readable({
  parse: parsePrefix,
  code: 'value/address',
  description: 'IPv4 or IPv6 prefix',
  examples: ['10.0.0.0/16', '2001:db8::/56'],
  pattern: `^\\s*${prefixed}\\s*$`,
});

const autoBlock = /^auto\/(?:\d|[1-9]\d|1[01]\d|12[0-8])$/;

const parseBlockOrAuto = (text: string): Parsed<unknown> => {
  if (!text.trimStart().startsWith('auto')) return parsePrefix(text);
  return autoBlock.test(text) ? parsed(text) : unreadable('write auto/LENGTH, for example auto/24');
};

/** `auto` with a length asks address management for the next free block. */
export const cidrOrAuto = readable({
  parse: parseBlockOrAuto,
  code: 'value/address',
  description: 'Prefix, or auto/LENGTH for the next free block',
  examples: ['10.0.0.0/16', 'auto/24'],
  pattern: `^(auto/\\d{1,3}|\\s*${prefixed}\\s*)$`,
});

export const address = readable({
  parse: parseAddress,
  code: 'value/address',
  description: 'IPv4 or IPv6 address',
  examples: ['203.0.113.7', '2001:db8::7'],
  pattern: `^\\s*${addressed}\\s*$`,
});

export const addressOrAuto = readable({
  parse: (text) => (text === 'auto' ? parsed(text) : parseAddress(text)),
  code: 'value/address',
  description: 'Address, or auto for the next free one',
  examples: ['10.0.1.10', 'auto'],
  pattern: `^(auto|\\s*${addressed}\\s*)$`,
});

const idPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/;

export const isRecordId = (text: string): boolean => idPattern.test(text);

/** Ids are referred to on the command line and in paths, so they hold no dot, bracket or blank. */
export const recordId = z
  .string({ error: 'expected the id of a record' })
  .regex(idPattern, 'an id is 1 to 80 letters, digits, - or _ and begins with a letter or digit')
  .meta({ description: 'Id of a record' });

const transportPort = z.int().min(0).max(65535);

export const protocol = z.enum(['any', 'icmp', 'tcp', 'udp']);

/** One port or a range "8000-8080". */
export const portRange = z.union([
  transportPort,
  z
    .string()
    .regex(/^\d{1,5}-\d{1,5}$/, 'write FROM-TO, for example 8000-8080')
    .refine((text) => {
      const [from, to] = text.split('-').map(Number) as [number, number];
      return from <= to && to <= 65535;
    }, 'a port range goes upwards and ends at 65535 at most'),
]);

/** What every record may carry: a name for people and a note. */
export const described = {
  name: z.string().max(200).optional().meta({ description: 'Name shown instead of the id' }),
  note: z.string().max(20_000).optional().meta({ description: 'Free text; goes into the report' }),
};
