/** A data centre of any size: leaves and spines that route, and segments that EVPN stretches over all of them in VXLAN. */
import { factBook } from '../facts/fact-book.ts';
import { each, listed } from './lines.ts';
import { type Template, TemplateRefusal } from './template.ts';

const serverGbps = 25;
const uplinkGbps = 100;

const roles = ['other', 'web', 'data'] as const;

export const spineLeafEvpn: Template = {
  id: 'spine-leaf-evpn',
  title: 'Spines, leaves and EVPN',
  description:
    'A routed fabric with BGP between leaves and spines, and two tenants in VXLAN on top of it: EVPN tells where everybody is.',
  parameters: () => [
    { kind: 'number', name: 'spines', meaning: 'how many spines', default: 2, min: 1, max: 16 },
    { kind: 'number', name: 'leaves', meaning: 'how many leaves', default: 3, min: 2, max: 64 },
    { kind: 'number', name: 'hosts', meaning: 'servers at each leaf', default: 3, min: 3, max: 32 },
    {
      kind: 'choice',
      name: 'underlay',
      meaning: 'addresses of the outer packets',
      default: 'ipv4',
      choices: ['ipv4', 'ipv6'],
    },
    {
      kind: 'number',
      name: 'mtu',
      meaning: 'largest packet between leaves and spines, in bytes',
      default: 9000,
      min: 1280,
      max: 9216,
    },
    {
      kind: 'number',
      name: 'server-mtu',
      meaning: 'largest packet of the servers, in bytes',
      default: 1500,
      min: 1280,
      max: 9000,
    },
  ],
  write(values) {
    const spines = values.number('spines');
    const leaves = values.number('leaves');
    const hosts = values.number('hosts');
    const isV6 = values.text('underlay') === 'ipv6';
    const mtu = values.number('mtu');
    const serverMtu = values.number('server-mtu');
    const inside = mtu - factBook().number(`encap.vxlan.ipMtuOverhead.${values.text('underlay')}`, 'bytes');
    if (inside < serverMtu) {
      throw new TemplateRefusal(
        `Packets of ${serverMtu} B from the servers do not fit: ${mtu} B on the underlay leave ${inside} B. Raise mtu, or lower server-mtu.`,
      );
    }
    const loopback = (n: number): string =>
      isV6 ? `fd00::${n.toString(16)}` : `10.255.${n >> 8}.${n & 255}`;
    const host = (n: number): string => `${loopback(n)}/${isV6 ? 128 : 32}`;
    const ratio = Number(((hosts * serverGbps) / (spines * uplinkGbps)).toFixed(2));
    const roleOf = (h: number): (typeof roles)[number] => roles[h % 3];
    const server = (leaf: number, h: number): string => `${roleOf(h)}-${leaf}-${h}`;
    const next = (leaf: number): number => (leaf % leaves) + 1;
    const vlans = { web: 10, data: 20, other: 30 };
    return `# Spines and leaves that route, and what EVPN stretches over them.
netwright: 1
name: ${spines} spines, ${leaves} leaves, EVPN
description: |
  Every leaf is joined to every spine, and BGP tells the loopbacks of the leaves: ${spines === 1 ? 'one way' : `${spines} equal ways`} between every two. On top are three
  segments in VXLAN. Web and data servers belong to one tenant and reach each other by a gateway that every leaf has; the other
  tenant reaches nobody but itself. Servers can send ${ratio} times what the uplinks of a leaf carry.
simulation: { seed: 1, duration: 10 ms }
sites:
  hall: { kind: data-centre, name: Hall }
networks:
  tenant: { kind: lan, site: hall, cidrs: [10.1.0.0/16, 10.2.0.0/16] }
  tenant-two: { kind: lan, site: hall, cidrs: [10.3.0.0/16] }
subnets:
  web: { kind: segment, network: tenant, cidr: 10.1.0.0/16 }
  data: { kind: segment, network: tenant, cidr: 10.2.0.0/16 }
  other: { kind: segment, network: tenant-two, cidr: 10.3.0.0/16 }
devices:
${each(spines, (n) => `  spine-${n}: { kind: router, site: hall, bgp: { asn: 65000 } }`)}
${each(
  leaves,
  (
    n,
  ) => `  leaf-${n}: { kind: router, site: hall, bgp: { asn: ${65000 + n}, announces: [${host(n)}], multipath: ${spines} } }
  rack-${n}: { kind: switch, site: hall }`,
)}
links:
${each(leaves, (l) =>
  each(
    spines,
    (s) =>
      `  up-${l}-${s}: { kind: wire, ends: [{ to: leaf-${l} }, { to: spine-${s} }], rate: ${uplinkGbps} Gbit/s, delay: 500 ns, mtu: ${mtu} B, queue: { packets: 1000 } }`,
  ),
)}
${each(leaves, (l) =>
  each(
    hosts,
    (h) =>
      `  port-${l}-${h}: { kind: wire, ends: [{ to: ${server(l, h)} }, { to: rack-${l}, access: ${vlans[roleOf(h)]} }], rate: ${serverGbps} Gbit/s, delay: 500 ns, mtu: ${serverMtu} B, queue: { packets: 1000 } }`,
  ),
)}
attachments:
${each(leaves, (l) =>
  each(
    spines,
    (s) => `  bgp-${l}-${s}: { kind: bgp-session, ends: [{ to: leaf-${l} }, { to: spine-${s} }] }`,
  ),
)}
  overlay:
    kind: overlay
    encapsulation: vxlan
    control: evpn
    mtu: ${inside} B
    endpoints:
${each(leaves, (n) => `      - { at: rack-${n}, by: leaf-${n}, local: ${loopback(n)} }`)}
    segments:
      - { identifier: 10010, vlan: 10, subnet: web, gateway: 10.1.0.1, vrf: tenant }
      - { identifier: 10020, vlan: 20, subnet: data, gateway: 10.2.0.1, vrf: tenant }
      - { identifier: 10030, vlan: 30, subnet: other, gateway: 10.3.0.1, vrf: tenant-two }
    vrfs:
      - { name: tenant, identifier: 50001 }
      - { name: tenant-two, identifier: 50002 }
    evpn: { asn: 64999, reflectors: [${listed(Math.min(2, spines), (n) => `spine-${n}`)}] }
workloads:
${each(leaves, (l) => each(hosts, (h) => `  ${server(l, h)}: { kind: virtual-machine, subnet: ${roleOf(h)} }`))}
traffic:
${each(
  leaves,
  (
    l,
  ) => `  queries-${l}: { kind: poisson, from: web-${l}-1, to: data-${next(l)}-2, port: 5432, rate: 1 Gbit/s, packetSize: 1000 B }
  copies-${l}: { kind: constant-rate, from: data-${l}-2, to: data-${next(l)}-2, port: 873, rate: 1 Gbit/s, packetSize: ${Math.min(1400, serverMtu)} B }`,
)}
intents:
  queries: { kind: must-reach, from: { select: web-1-* }, to: { select: data-* }, protocol: tcp, port: 5432 }
  apart: { kind: must-not-reach, name: Tenants stay apart, from: { select: web-1-* }, to: { select: other-* } }
`;
  },
};
