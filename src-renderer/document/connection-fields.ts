/** Fields and names of devices that route and of what joins sites, clouds and exchanges. */
import {
  choice,
  type Field,
  flag,
  list,
  number,
  protocols,
  reference,
  references,
  rows,
  text,
} from './field.ts';

const site = reference('site', 'Site', ['sites'], undefined, false);
const exchange = reference('site', 'Exchange', ['sites'], ['exchange']);
const routes = rows('routes', 'Routes', 'Route', { to: '0.0.0.0/0', drop: true }, [
  text('to', 'To', '0.0.0.0/0', true),
  reference('via', 'Via', ['devices', 'links', 'attachments', 'workloads', 'gateways'], undefined, false),
  flag('drop', 'Drop'),
  flag('backup', 'Backup'),
]);
const bgp: readonly Field[] = [
  number('bgp.asn', 'AS number'),
  text('bgp.routerId', 'Router id', '192.0.2.1'),
  list('bgp.announces', 'Announces', 'Prefix, connected or static', 'connected'),
  number('bgp.multipath', 'Paths used at once'),
];
const doubts: readonly Field[] = [
  choice('reversePath', 'Check of sources', ['strict', 'loose']),
  choice('hostModel', 'Host model', ['weak', 'strong']),
  choice('flowSharing', 'Flows shared by', ['five-tuple', 'addresses']),
  number('connections', 'Connections at most'),
];
const firewallRules = rows('rules', 'Rules', 'Rule', { action: 'allow' }, [
  choice('action', 'Action', ['allow', 'deny']),
  text('from', 'From zone', 'inside'),
  text('to', 'To zone', 'outside'),
  choice('protocol', 'Protocol', protocols),
  { type: 'port', field: 'ports', label: 'Ports' },
]);
const zones = rows('zones', 'Zones', 'Zone', { name: 'inside', members: [] }, [
  text('name', 'Name', 'inside', true),
  references('members', 'Members', ['links', 'subnets', 'attachments'], undefined, true),
]);

const policies = (end: string, at: string): readonly Field[] => [
  number(`${at}imports.localPreference`, `Local preference at ${end}`),
  list(`${at}imports.only`, `Only taken at ${end}`, 'Prefix', '10.0.0.0/8'),
  number(`${at}exports.prepends`, `Prepends by ${end}`),
  number(`${at}exports.med`, `MED of ${end}`),
  list(`${at}exports.only`, `Only told by ${end}`, 'Prefix', '10.0.0.0/8'),
];
const ends: readonly Field[] = [
  reference('ends[0].to', 'First end', ['devices', 'gateways', 'networks']),
  reference('ends[1].to', 'Second end', ['devices', 'gateways', 'networks']),
];
const endPolicies = [...policies('the first end', 'ends[0].'), ...policies('the second end', 'ends[1].')];
const line = (required: boolean): readonly Field[] => [
  text('rate', 'Rate', '1 Gbit/s', required),
  text('delay', 'Delay', '5 ms'),
  text('mtu', 'MTU', '1500 B'),
];

export const connectionFields: Readonly<Record<string, readonly Field[]>> = {
  exchange: [number('latitude', 'Latitude'), number('longitude', 'Longitude')],
  router: [site, ...bgp, routes, ...doubts],
  firewall: [site, zones, firewallRules, ...bgp, routes],
  'exchange-router': [exchange, ...bgp, routes],
  'exchange-port': [
    exchange,
    reference('device', 'Device', ['devices'], ['router', 'firewall']),
    text('rate', 'Rate', '10 Gbit/s', true),
    text('delay', 'Delay', '2 ms'),
  ],
  'bgp-session': [
    ...ends,
    reference('over', 'Over', ['links', 'attachments'], undefined, false),
    reference('client', 'Reflection client', ['devices'], undefined, false),
    ...endPolicies,
  ],
  tunnel: [
    choice('encapsulation', 'Encapsulation', [
      'vxlan',
      'geneve',
      'nvgre',
      'gre',
      'ip-in-ip',
      'esp',
      'wireguard',
    ]),
    rows('ends', 'Ends', 'End', { to: '' }, [
      reference('to', 'Router or switch', ['devices'], ['router', 'firewall', 'switch']),
      reference('by', 'Sent by', ['devices'], ['router', 'firewall'], false),
      text('local', 'Outer address', '192.0.2.1'),
      number('access', 'VLAN'),
    ]),
    number('key', 'Key'),
    text('mtu', 'MTU inside', '1450 B'),
    choice('dontFragment', "Don't fragment", ['set', 'clear', 'inherit']),
    flag('clampsSegments', 'Clamps TCP segments'),
    number('hopLimit', 'Hop limit'),
  ],
  overlay: [
    choice('encapsulation', 'Encapsulation', ['vxlan', 'geneve', 'nvgre']),
    choice('control', 'Control', ['flood-and-learn', 'evpn']),
    choice('replication', 'Replication', ['head-end', 'multicast']),
    rows('endpoints', 'Endpoints', 'Endpoint', { at: '', by: '' }, [
      reference('at', 'Switch', ['devices'], ['switch']),
      reference('by', 'Sent by', ['devices'], ['router', 'firewall']),
      text('local', 'Outer address', '192.0.2.1'),
    ]),
    rows('segments', 'Segments', 'Segment', { identifier: 10_010, vlan: 10 }, [
      number('identifier', 'Identifier'),
      number('vlan', 'VLAN'),
      reference('subnet', 'Subnet', ['subnets'], ['segment'], false),
      text('gateway', 'Gateway', '10.1.0.1'),
      text('vrf', 'VRF', 'tenant'),
    ]),
    rows('vrfs', 'VRFs', 'VRF', { name: 'tenant' }, [
      text('name', 'Name', 'tenant', true),
      number('identifier', 'Identifier'),
    ]),
    references('evpn.reflectors', 'Route reflectors', ['devices'], ['router']),
    flag('evpn.suppression', 'ARP suppression'),
    text('mtu', 'MTU inside', '1450 B'),
  ],
  'ipsec-tunnel': [...ends, ...line(false), ...endPolicies],
  'private-circuit': [...ends, ...line(true), number('lines', 'Lines'), ...endPolicies],
  'virtual-circuit': [...ends, ...line(true), number('vlan', 'VLAN'), ...endPolicies],
  'internet-access': [
    reference('device', 'Device', ['devices'], ['router', 'firewall']),
    reference('site', 'Internet', ['sites'], ['internet']),
    text('address', 'Public address', '203.0.113.7'),
    list('prefixes', 'Public prefixes', 'Prefix', '192.0.2.0/24'),
    number('asn', 'AS number of the provider'),
    ...line(false),
    ...policies('the device', ''),
  ],
  'dns-record': [
    text('host', 'Name', 'shop.example.com', true),
    reference('workload', 'Workload', ['workloads'], undefined, false),
    text('address', 'Address', '203.0.113.10'),
    choice('zone', 'Zone', ['private', 'public']),
  ],
  'remote-access': [
    text('cidr', 'CIDR', 'auto/24', true),
    reference('network', 'Network', ['networks'], ['lan']),
    reference('gateway', 'Gateway', ['devices'], ['router', 'firewall']),
    ...line(false),
  ],
};

export const connectionNouns: Readonly<Record<string, string>> = {
  exchange: 'Exchange',
  router: 'Router',
  firewall: 'Firewall',
  'exchange-router': 'Exchange router',
  'exchange-port': 'Exchange port',
  'bgp-session': 'BGP session',
  'ipsec-tunnel': 'IPsec tunnel',
  tunnel: 'Tunnel',
  overlay: 'Overlay',
  'private-circuit': 'Circuit',
  'virtual-circuit': 'Virtual circuit',
  'internet-access': 'Internet access',
  'dns-record': 'Name (DNS)',
  'remote-access': 'Remote access',
};
