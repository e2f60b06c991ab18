/**
 * Overlays: VLANs of many switches joined over a routed underlay, and, where a control plane tells everybody what is where,
 * gateways on every switch that route between them.
 */
import { z } from 'zod';
import { autonomousSystem } from './bgp.ts';
import { byteSize, cidr, described, duration, address, recordId, mtu } from './values.ts';

const encapsulation = z
  .enum(['vxlan', 'geneve', 'nvgre'])
  .meta({ description: 'What frames are wrapped in' });

/** RFC 7348 section 5, RFC 8926 section 3.4, RFC 7637 section 3.2. */
const identifiers = {
  vxlan: [0, 2 ** 24 - 1],
  geneve: [0, 2 ** 24 - 1],
  nvgre: [4096, 2 ** 24 - 2],
} as const;

const identifier = z
  .int()
  .min(0)
  .max(2 ** 24 - 1);
const word = z.string().regex(/^[A-Za-z0-9][\w-]{0,79}$/u, 'a name is a word such as tenant-a');

const tunnelEndpoint = z.strictObject({
  at: recordId.meta({ description: 'Switch whose frames go in' }),
  by: recordId.meta({ description: 'Router that sends the outer packets' }),
  local: address.optional().meta({
    description: 'Outer address, a loopback of that router; left out: its first address',
  }),
  identifiers: z
    .array(identifier)
    .min(1)
    .max(4094)
    .optional()
    .meta({ description: 'VNIs or VSIDs it takes part in; left out: all' }),
});

const stretched = z
  .strictObject({
    identifier: identifier.meta({ description: 'VNI or VSID' }),
    vlan: z.int({ error: 'a VLAN is a number from 1 to 4094' }).min(1).max(4094).meta({
      description: 'VLAN at the switches',
    }),
    subnet: recordId.optional().meta({ description: 'Segment that is in it; needed with a gateway' }),
    gateway: address.optional().meta({
      description: 'Address that every switch answers for (anycast gateway); needs EVPN',
    }),
    vrf: word.optional().meta({ description: 'Routing instance of the gateway' }),
  })
  .refine(
    ({ subnet, gateway, vrf }) =>
      (gateway === undefined) === (vrf === undefined) && (gateway === undefined || subnet !== undefined),
    'a gateway needs the subnet it is in and the vrf it belongs to',
  );

const vrf = z.strictObject({
  name: word,
  identifier: identifier.optional().meta({
    description:
      'Layer 3 VNI: switches route to each other (symmetric); left out: into each VLAN (asymmetric)',
  }),
  routes: z
    .array(
      z.strictObject({
        to: cidr,
        via: recordId.meta({ description: 'Device with an interface in one of the segments' }),
      }),
    )
    .max(1000)
    .optional()
    .meta({ description: 'Known where that segment is, and told to all others' }),
});

const evpn = z.strictObject({
  asn: autonomousSystem.optional().meta({ description: 'Of the iBGP sessions; left out: 65000' }),
  reflectors: z
    .array(recordId)
    .min(1)
    .max(64)
    .optional()
    .meta({ description: 'Routers that reflect; left out: a session between every two' }),
  suppression: z.boolean().optional().meta({
    description: 'Switches answer ARP and neighbour discovery for everybody they know; left out: true',
  }),
  detection: duration
    .optional()
    .meta({ description: 'Until a failure is noticed; left out: 90 s, the hold time' }),
  advertisement: duration.optional().meta({
    description: 'Between two updates to a neighbour; left out: 5 s',
  }),
});

export const overlay = z
  .strictObject({
    kind: z.literal('overlay'),
    ...described,
    encapsulation,
    control: z.enum(['flood-and-learn', 'evpn']).optional().meta({
      description: 'How switches know what is where; left out: flood-and-learn',
    }),
    replication: z.enum(['head-end', 'multicast']).optional().meta({
      description: 'Who copies what is for all: the switch, or a group of the underlay; left out: head-end',
    }),
    endpoints: z.array(tunnelEndpoint).min(2).max(1000),
    segments: z.array(stretched).min(1).max(4094),
    vrfs: z.array(vrf).max(1000).optional(),
    evpn: evpn.optional(),
    options: byteSize.optional().meta({ description: 'Geneve options in each packet; left out: none' }),
    mtu: mtu
      .optional()
      .meta({ description: 'Largest IP packet inside; left out: what the headers leave of 1500 B' }),
    dontFragment: z.enum(['set', 'clear', 'inherit']).optional().meta({
      description: 'In the outer IPv4 header; left out: clear for frames, set for routed packets',
    }),
    hopLimit: z.int().min(1).max(255).optional().meta({ description: 'Of the outer header; left out: 64' }),
  })
  .superRefine(({ encapsulation: kind, control, segments, vrfs = [], evpn: settings, options }, context) => {
    const issue = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    const [least, most] = identifiers[kind];
    const noun = kind === 'nvgre' ? 'VSID' : 'VNI';
    const seen = new Map<number, string>();
    const check = (value: number | undefined, what: string, path: (string | number)[]): void => {
      if (value === undefined) return;
      if (value < least || value > most) issue(path, `a ${noun} of ${kind} is from ${least} to ${most}`);
      const other = seen.get(value);
      if (other !== undefined) issue(path, `${noun} ${value} is that of ${other} already`);
      seen.set(value, what);
    };
    for (const [n, each] of segments.entries()) {
      check(each.identifier, `VLAN ${each.vlan}`, ['segments', n, 'identifier']);
      if (segments.findIndex(({ vlan }) => vlan === each.vlan) < n) {
        issue(['segments', n, 'vlan'], `VLAN ${each.vlan} has another identifier already`);
      }
      if (each.vrf === undefined) continue;
      if (!vrfs.some(({ name }) => name === each.vrf)) {
        issue(['segments', n, 'vrf'], `there is no vrf ${each.vrf} in this overlay`);
      }
      if (control !== 'evpn')
        issue(['segments', n, 'gateway'], 'a gateway on every switch needs control: evpn');
    }
    for (const [n, each] of vrfs.entries()) {
      check(each.identifier, `vrf ${each.name}`, ['vrfs', n, 'identifier']);
      if (vrfs.findIndex(({ name }) => name === each.name) < n) {
        issue(['vrfs', n, 'name'], `there is a vrf ${each.name} already`);
      }
    }
    if (settings !== undefined && control !== 'evpn') issue(['evpn'], 'these settings need control: evpn');
    if (options !== undefined && kind !== 'geneve') issue(['options'], `${kind} has no options; geneve has`);
  });
