/** Tunnels whose outer packets travel over what is drawn: overlays between switches, GRE and the like between routers. */
import { z } from 'zod';
import { byteSize, described, address, recordId, mtu } from './values.ts';
import { endVlans } from './switching.ts';

const encapsulation = z
  .enum(['vxlan', 'geneve', 'nvgre', 'gre', 'ip-in-ip', 'esp', 'wireguard'])
  .meta({ description: 'What packets or frames are wrapped in' });

type Encapsulation = z.infer<typeof encapsulation>;

const { access, trunk, native } = endVlans;

const tunnelEnd = z
  .strictObject({
    to: recordId.meta({ description: 'Router (packets go in) or switch (frames go in)' }),
    by: recordId.optional().meta({
      description: 'Router that sends the outer packets; needed at a switch; left out: `to` itself',
    }),
    local: address
      .optional()
      .meta({ description: 'Outer address of this end, one of that router; left out: its first' }),
    access,
    trunk,
    native,
  })
  .refine((end) => end.access === undefined || end.trunk === undefined, {
    message: 'a port of a switch is either an access port or a trunk',
  });

/** Lowest and highest key of each format: RFC 7348, RFC 8926, RFC 7637 section 3.2, RFC 2890, RFC 4303 section 2.1. */
const keys: Readonly<Record<Encapsulation, readonly [number, number] | null>> = {
  vxlan: [0, 2 ** 24 - 1],
  geneve: [0, 2 ** 24 - 1],
  nvgre: [4096, 2 ** 24 - 2],
  gre: [0, 2 ** 32 - 1],
  'ip-in-ip': null,
  esp: [256, 2 ** 32 - 1],
  wireguard: [0, 2 ** 32 - 1],
};

export const tunnel = z
  .strictObject({
    kind: z.literal('tunnel'),
    ...described,
    encapsulation,
    ends: z.array(tunnelEnd).min(2).max(1000).meta({ description: 'Two, or at switches any number' }),
    key: z.int().min(0).max(4_294_967_295).optional().meta({
      description: 'VNI, VSID, GRE key or SPI, the same at all ends; left out: the lowest there is',
    }),
    options: byteSize.optional().meta({ description: 'Geneve options in each packet; left out: none' }),
    mtu: mtu
      .optional()
      .meta({ description: 'Largest IP packet inside; left out: what the headers leave of 1500 B' }),
    dontFragment: z.enum(['set', 'clear', 'inherit']).optional().meta({
      description: 'In the outer IPv4 header; left out: clear at switches, as Linux has it, set at routers',
    }),
    clampsSegments: z.boolean().optional().meta({
      description:
        'At routers: TCP connections through it agree on segments that fit (MSS clamping); left out: false',
    }),
    hopLimit: z.int().min(1).max(255).optional().meta({ description: 'Of the outer header; left out: 64' }),
  })
  .superRefine(({ encapsulation: kind, key, options }, context) => {
    const range = keys[kind];
    if (key !== undefined && (range === null || key < range[0] || key > range[1])) {
      const message =
        range === null ? `${kind} has no key` : `a key of ${kind} is from ${range[0]} to ${range[1]}`;
      context.addIssue({ code: 'custom', path: ['key'], message });
    }
    if (options !== undefined && kind !== 'geneve') {
      context.addIssue({ code: 'custom', path: ['options'], message: `${kind} has no options; geneve has` });
    }
  });

export const lowestKey = (kind: Encapsulation): number => keys[kind]?.[0] ?? 0;
