/** Hypervisors and what is inside them: virtual switches, their uplinks, and the port groups machines are plugged into. */
import { z } from 'zod';
import { byteSize, described, duration, rate, recordId, mtu } from './values.ts';

/** How a host moves packets between its machines and its wires, and what that costs. */
const dataPath = z.strictObject({
  kind: z
    .enum(['kernel', 'ovs-kernel', 'xdp', 'dpdk', 'vpp', 'smart-nic', 'cloud-offload'])
    .meta({ description: 'Its figures are facts, unless they are written here' }),
  cores: z.int().min(1).max(512).optional().meta({ description: 'That do nothing else; left out: 1' }),
  perPacket: duration.optional().meta({ description: 'Time of a core for a packet' }),
  perByte: duration.optional().meta({ description: 'Time of a core for a byte of it; left out: none' }),
  perEncapsulation: duration
    .optional()
    .meta({ description: 'Time of a core for wrapping or unwrapping a packet; left out: none' }),
  queue: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .meta({ description: 'Packets that may wait for a core; left out: 1000' }),
});

export const hypervisor = z.strictObject({
  kind: z.literal('hypervisor'),
  ...described,
  site: recordId,
  dataPath: dataPath.optional().meta({ description: 'Left out: packets take no time in the host' }),
});

export const host = z.discriminatedUnion('kind', [hypervisor]);

const teaming = z
  .strictObject({
    balance: z.enum(['originating-port', 'source-mac', 'ip-hash', 'failover']).optional().meta({
      description: 'What chooses the uplink; ip-hash needs a bundle opposite; left out: originating-port',
    }),
    active: z.array(recordId).min(1).max(32).optional().meta({ description: 'Wires; left out: all others' }),
    standby: z
      .array(recordId)
      .min(1)
      .max(32)
      .optional()
      .meta({ description: 'Wires, the first takes over first' }),
    failback: z
      .boolean()
      .optional()
      .meta({ description: 'Whether traffic goes back to a wire that works again; left out: true' }),
    detection: duration
      .optional()
      .meta({ description: 'Time until a wire that fails is no longer used; left out: none' }),
    notify: z
      .boolean()
      .optional()
      .meta({ description: 'Whether switches are told where machines are after a move; left out: true' }),
  })
  .meta({ description: 'How the uplinks are used' });

const security = z
  .strictObject({
    promiscuous: z.boolean().optional().meta({ description: 'A machine may hear all frames of its VLAN' }),
    macChanges: z.boolean().optional().meta({ description: 'A machine may take another MAC address' }),
    forgedTransmits: z
      .boolean()
      .optional()
      .meta({ description: 'A machine may send from another MAC address than its own' }),
  })
  .meta({ description: 'What is accepted of machines' });

const share = z.strictObject({
  shares: z.int().min(1).max(100).optional().meta({ description: 'Left out: 50' }),
  reservation: rate.optional(),
  limit: rate.optional(),
});

export const trafficKinds = ['vm', 'management', 'vmotion', 'storage'] as const;

const trafficControl = z
  .strictObject({
    vm: share.optional(),
    management: share.optional(),
    vmotion: share.optional(),
    storage: share.optional(),
  })
  .meta({ description: 'What each kind of traffic gets of an uplink when it is full' });

const mirror = z.strictObject({
  from: z.array(recordId).min(1).max(1000).meta({ description: 'Machines of the switch' }),
  to: recordId.meta({ description: 'Machine of the same switch and host that gets the copies' }),
});

const uplinks = z
  .array(recordId)
  .min(1)
  .max(512)
  .optional()
  .meta({ description: 'Wires that end at the host; left out: the switch leads nowhere else' });

const inside = { uplinks, mtu: mtu.optional(), teaming: teaming.optional() };

export const standardSwitch = z.strictObject({
  kind: z.literal('standard-switch'),
  ...described,
  host: recordId,
  ...inside,
  security: security.optional(),
});

export const distributedSwitch = z.strictObject({
  kind: z.literal('distributed-switch'),
  ...described,
  hosts: z.array(recordId).min(1).max(2000),
  ...inside,
  security: security.optional(),
  trafficControl: trafficControl.optional(),
  mirrors: z.array(mirror).max(64).optional(),
  monitoring: z.enum(['ipfix', 'netflow', 'sflow']).optional(),
});

const learning = {
  ...described,
  host: recordId,
  ...inside,
  ageing: duration.optional(),
  addresses: z.int().min(1).max(1_000_000).optional(),
  security: security.optional(),
  trafficControl: trafficControl.optional(),
};

export const ovsBridge = z.strictObject({
  kind: z.literal('ovs-bridge'),
  ...learning,
  mirrors: z.array(mirror).max(64).optional(),
  monitoring: z.enum(['ipfix', 'netflow', 'sflow']).optional(),
});

export const linuxBridge = z.strictObject({ kind: z.literal('linux-bridge'), ...learning });

const bucket = z.strictObject({ average: rate, peak: rate.optional(), burst: byteSize });

const vlan = z.int({ error: 'a VLAN is a number from 1 to 4094' }).min(1).max(4094);

export const portGroup = z
  .strictObject({
    kind: z.literal('port-group'),
    ...described,
    switch: recordId,
    vlan: vlan.optional().meta({ description: 'Tag of its frames on the uplinks; left out: none' }),
    private: z
      .union([
        z.literal('promiscuous'),
        z.strictObject({ isolated: vlan }),
        z.strictObject({ community: vlan }),
      ])
      .optional()
      .meta({ description: 'Part it has in the private VLAN `vlan`, with its secondary VLAN' }),
    secondaries: z
      .array(vlan)
      .max(64)
      .optional()
      .meta({ description: 'Of a promiscuous group: the secondary VLANs it talks to' }),
    carries: z.enum(trafficKinds).optional().meta({ description: 'Kind of traffic; left out: vm' }),
    mtu: mtu.optional().meta({ description: 'Of its machines; left out: that of the switch' }),
    security: security.optional(),
    teaming: teaming.optional(),
    shaping: z
      .strictObject({ out: bucket.optional(), in: bucket.optional() })
      .optional()
      .meta({ description: 'Of each machine: `out` from it, `in` to it' }),
  })
  .refine(({ private: part, vlan: own }) => part === undefined || own !== undefined, {
    error: 'a private VLAN needs its primary VLAN: write vlan',
  })
  .refine(({ private: part, secondaries }) => secondaries === undefined || part === 'promiscuous', {
    error: 'secondaries belong to a group that is promiscuous in its private VLAN',
  });

export const virtualSwitch = z.discriminatedUnion('kind', [
  standardSwitch,
  distributedSwitch,
  ovsBridge,
  linuxBridge,
  portGroup,
]);

/** Where a machine is plugged in, and what its guest does that a well-behaved one does not. */
export const machinePlug = {
  portGroup: recordId.optional().meta({ description: 'Port group it is plugged into' }),
  host: recordId.optional().meta({ description: 'Host it runs on, where its switch has several' }),
  virtualFunction: recordId
    .optional()
    .meta({ description: 'Wire whose NIC it uses directly (SR-IOV), past the virtual switch' }),
  guest: z
    .strictObject({
      listens: z.boolean().optional().meta({ description: 'Wants all frames: promiscuous mode is on' }),
      claims: recordId.optional().meta({ description: 'Machine whose MAC address it uses' }),
      by: z
        .enum(['frames', 'adapter'])
        .optional()
        .meta({ description: 'In its frames only, or as the address of its adapter; left out: frames' }),
    })
    .optional()
    .meta({ description: 'What its guest does to the MAC addresses' }),
};
