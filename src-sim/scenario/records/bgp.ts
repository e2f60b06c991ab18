/** BGP of a device, and what an end of a session does with the routes it is told and tells (RFC 4271, RFC 4456). */
import { z } from 'zod';
import { cidr, address, recordId } from './values.ts';

export const autonomousSystem = z.int().min(1).max(4_294_967_294);

export const bgp = z.strictObject({
  asn: autonomousSystem,
  routerId: address
    .optional()
    .meta({ description: 'An IPv4 address that settles ties; left out: by the order of devices' }),
  announces: z
    .array(z.union([z.enum(['connected', 'static']), cidr]))
    .max(1000)
    .optional()
    .meta({ description: 'What it tells of its own: prefixes, connected, static; left out: nothing' }),
  multipath: z
    .int()
    .min(1)
    .max(64)
    .optional()
    .meta({ description: 'Equal paths that share the flows; left out: 1' }),
});

const prefixLists = {
  only: z
    .array(cidr)
    .max(1000)
    .optional()
    .meta({ description: 'These prefixes and longer ones in them; left out: all' }),
  except: z.array(cidr).max(1000).optional().meta({ description: 'Not these, nor longer ones in them' }),
};

const community = z
  .string()
  .regex(
    /^(?:\d{1,10}:\d{1,10}(?::\d{1,10})?|no-export|no-advertise)$/,
    'a community such as 65000:120 or no-export',
  );

export const imports = z.strictObject({
  ...prefixLists,
  weight: z.int().min(0).max(65_535).optional().meta({ description: 'Higher is preferred, before all else' }),
  localPreference: z
    .int()
    .min(0)
    .max(4_294_967_295)
    .optional()
    .meta({ description: 'Higher is preferred; left out: 100' }),
});

export const exports = z.strictObject({
  ...prefixLists,
  med: z
    .int()
    .min(0)
    .max(4_294_967_295)
    .optional()
    .meta({ description: 'Lower is preferred by the other end' }),
  prepends: z
    .int()
    .min(0)
    .max(16)
    .optional()
    .meta({ description: 'Times the own AS is put in front once more' }),
  communities: z.array(community).max(32).optional(),
});

/** One end of a session, or of a connection over which there may be one. */
export const sessionEnd = z.strictObject({
  to: recordId.meta({ description: 'Device, gateway or site at this end' }),
  imports: imports.optional().meta({ description: 'What this end does with routes it is told' }),
  exports: exports.optional().meta({ description: 'What this end does with routes it tells' }),
});
