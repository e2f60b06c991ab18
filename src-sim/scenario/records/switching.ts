/** Switches that stand by themselves, and what the ends of wires say of VLANs. */
import { z } from 'zod';
import { addressOrAuto, mtu, described, duration, recordId } from './values.ts';

export const networkSwitch = z.strictObject({
  kind: z.literal('switch'),
  ...described,
  site: recordId.optional(),
  vlanAware: z
    .boolean()
    .optional()
    .meta({ description: 'false: one broadcast domain, and tags are carried as they are; left out: true' }),
  ageing: duration
    .optional()
    .meta({ description: 'How long an address that is not heard is remembered; left out: 300 s' }),
  addresses: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .meta({ description: 'How many it can remember; left out: any number' }),
  mtu: mtu.optional().meta({ description: 'Largest IP packet of every port; left out: no limit' }),
  bundles: z
    .array(z.array(recordId).min(2).max(32))
    .max(256)
    .optional()
    .meta({ description: 'Wires that are one to it: aggregated links' }),
});

const vlan = z.int({ error: 'a VLAN is a number from 1 to 4094' }).min(1).max(4094);

/** An interface of a router or machine on a wire to a switch. */
const taggedInterface = z.strictObject({
  vlan: vlan.optional().meta({ description: 'Tag of its frames; left out: untagged' }),
  subnet: recordId.meta({ description: 'Segment it stands in' }),
  address: addressOrAuto
    .optional()
    .meta({ description: 'Left out: that of the workload or gateway, or auto' }),
});

/** At a switch: what VLANs the port carries. Opposite a switch: interfaces of the router or machine. */
export const endVlans = {
  access: vlan
    .optional()
    .meta({ description: 'At a switch: the VLAN of its untagged frames; left out with trunk: 1' }),
  trunk: z
    .array(vlan)
    .min(1)
    .max(4094)
    .optional()
    .meta({ description: 'At a switch: VLANs carried with a tag' }),
  native: vlan.optional().meta({ description: 'At a trunk: VLAN of frames without a tag; left out: none' }),
  interfaces: z
    .array(taggedInterface)
    .min(1)
    .max(4094)
    .optional()
    .meta({ description: 'Opposite a switch: several interfaces on one wire, each in its VLAN' }),
};
