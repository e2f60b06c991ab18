/** Fields and names of hosts, the switches inside them, and of machines plugged into those. */
import { choice, type Field, flag, number, reference, references, text } from './field.ts';

const host = reference('host', 'Host', ['hosts']);
const uplinks = references('uplinks', 'Uplinks', ['links']);
const mtu = text('mtu', 'MTU', '1500 B');

const security: readonly Field[] = [
  flag('security.promiscuous', 'Promiscuous mode'),
  flag('security.macChanges', 'MAC changes'),
  flag('security.forgedTransmits', 'Forged transmits'),
];

const teaming: readonly Field[] = [
  choice('teaming.balance', 'Balance', ['originating-port', 'source-mac', 'ip-hash', 'failover']),
  references('teaming.active', 'Active', ['links']),
  references('teaming.standby', 'Standby', ['links']),
  flag('teaming.failback', 'Failback'),
  text('teaming.detection', 'Detection', '10 ms'),
  flag('teaming.notify', 'Notify switches'),
];

const trafficKinds = ['vm', 'management', 'vmotion', 'storage'] as const;

const trafficControl: readonly Field[] = trafficKinds.flatMap((kind) => [
  number(`trafficControl.${kind}.shares`, `Shares of ${kind}`),
  text(`trafficControl.${kind}.reservation`, `Reservation of ${kind}`, '1 Gbit/s'),
  text(`trafficControl.${kind}.limit`, `Limit of ${kind}`, '5 Gbit/s'),
]);

const monitoring = choice('monitoring', 'Monitoring', ['ipfix', 'netflow', 'sflow']);

const memory: readonly Field[] = [text('ageing', 'Ageing', '300 s'), number('addresses', 'Addresses')];

export const hostFields: Readonly<Record<string, readonly Field[]>> = {
  hypervisor: [
    reference('site', 'Site', ['sites']),
    choice('dataPath.kind', 'Data path', [
      'kernel',
      'ovs-kernel',
      'xdp',
      'dpdk',
      'vpp',
      'smart-nic',
      'cloud-offload',
    ]),
    number('dataPath.cores', 'Cores'),
    text('dataPath.perPacket', 'Time per packet', '575 ns'),
    number('dataPath.queue', 'Packets that may wait'),
  ],
  'standard-switch': [host, uplinks, mtu, ...teaming, ...security],
  'distributed-switch': [
    references('hosts', 'Hosts', ['hosts'], undefined, true),
    uplinks,
    mtu,
    ...teaming,
    ...security,
    ...trafficControl,
    monitoring,
  ],
  'ovs-bridge': [host, uplinks, mtu, ...teaming, ...security, ...memory, ...trafficControl, monitoring],
  'linux-bridge': [host, uplinks, mtu, ...teaming, ...security, ...memory, ...trafficControl],
  'port-group': [
    reference(
      'switch',
      'Switch',
      ['switches'],
      ['standard-switch', 'distributed-switch', 'ovs-bridge', 'linux-bridge'],
    ),
    number('vlan', 'VLAN'),
    choice('carries', 'Carries', trafficKinds),
    mtu,
    ...security,
    ...teaming,
    text('shaping.out.average', 'Average out', '100 Mbit/s'),
    text('shaping.out.burst', 'Burst out', '100 kB'),
    text('shaping.in.average', 'Average in', '100 Mbit/s'),
    text('shaping.in.burst', 'Burst in', '100 kB'),
  ],
};

/** Of a machine in a port group. */
export const machinePlugFields: readonly Field[] = [
  reference('portGroup', 'Port group', ['switches'], ['port-group'], false),
  reference('host', 'Host', ['hosts'], undefined, false),
  reference('virtualFunction', 'NIC used directly', ['links'], undefined, false),
];

export const hostNouns: Readonly<Record<string, string>> = {
  hypervisor: 'Hypervisor',
  'standard-switch': 'Standard switch',
  'distributed-switch': 'Distributed switch',
  'ovs-bridge': 'OVS bridge',
  'linux-bridge': 'Linux bridge',
  'port-group': 'Port group',
};
