/** One segment over two sites, with room for the VXLAN header on the way. */
import { factBook } from '../facts/fact-book.ts';
import { each } from './lines.ts';
import type { Template } from './template.ts';

/** What machines believe in where nobody says otherwise. */
const usualMtu = 1500;

export const vxlanTwoSites: Template = {
  id: 'vxlan-two-sites',
  title: 'One segment over two sites',
  description:
    'A VXLAN tunnel between the switches of two sites; machines send no larger packets than the underlay leaves room for.',
  parameters: () => [
    { kind: 'number', name: 'machines', meaning: 'at each site', default: 2, min: 1, max: 50 },
    {
      kind: 'number',
      name: 'underlay',
      meaning: 'largest IP packet on the line between the sites, in bytes',
      default: 1600,
      min: 1400,
      max: 9000,
    },
    {
      kind: 'number',
      name: 'vni',
      meaning: 'VXLAN network identifier',
      default: 5010,
      min: 1,
      max: 16_777_215,
    },
  ],
  write(values) {
    const machines = values.number('machines');
    const underlay = values.number('underlay');
    const vni = values.number('vni');
    const overhead = factBook().number('encap.vxlan.ipMtuOverhead.ipv4', 'bytes');
    const mtu = Math.min(usualMtu, underlay - overhead);
    const port = (to: string, at: string): string => `  port-${to}:
    kind: wire
    ends: [{ to: ${to} }, { to: ${at}, access: 10 }]
    rate: 1 Gbit/s
    delay: 1 us
    mtu: ${mtu} B`;
    return `# One segment over two sites: a VXLAN tunnel between two switches, and an underlay with room for it.
netwright: 1
name: One segment over two sites
description: |
  VXLAN adds ${overhead} bytes to what a machine sends. The line between the sites carries packets of ${underlay} B, so machines may send
  ${mtu} B: everything that leaves them fits into the tunnel.
simulation: { seed: 1, duration: 1 s }
sites:
  hall-a: { kind: data-centre, name: Hall A }
  hall-b: { kind: data-centre, name: Hall B }
networks:
  apps: { kind: lan, site: hall-a, cidrs: [10.20.0.0/24] }
  underlay: { kind: lan, site: hall-a, cidrs: [192.0.2.0/24] }
subnets:
  app: { kind: segment, network: apps, cidr: 10.20.0.0/24 }
  between: { kind: segment, network: underlay, cidr: 192.0.2.0/30 }
devices:
  switch-a: { kind: switch, name: Switch A, site: hall-a }
  switch-b: { kind: switch, name: Switch B, site: hall-b }
  vtep-a: { kind: router, name: VTEP A, site: hall-a }
  vtep-b: { kind: router, name: VTEP B, site: hall-b }
attachments:
  overlay:
    kind: tunnel
    name: VXLAN ${vni}
    encapsulation: vxlan
    key: ${vni}
    mtu: ${underlay - overhead} B
    ends: [{ to: switch-a, by: vtep-a, access: 10 }, { to: switch-b, by: vtep-b, access: 10 }]
links:
  dark-fibre:
    kind: wire
    name: Dark fibre
    ends: [{ to: vtep-a, address: 192.0.2.1 }, { to: vtep-b, address: 192.0.2.2 }]
    subnet: between
    rate: 1 Gbit/s
    delay: 100 us
    mtu: ${underlay} B
${each(machines, (n) => port(`a-${n}`, 'switch-a'))}
${each(machines, (n) => port(`b-${n}`, 'switch-b'))}
workloads:
${each(machines, (n) => `  a-${n}: { kind: virtual-machine, subnet: app, address: 10.20.0.${10 + n} }`)}
${each(machines, (n) => `  b-${n}: { kind: virtual-machine, subnet: app, address: 10.20.0.${110 + n} }`)}
traffic:
${each(machines, (n) => `  copy-${n}: { kind: bulk, from: a-${n}, to: b-${n}, size: 1 MB }`)}
  largest: { kind: constant-rate, name: Largest packets, from: a-1, to: b-1, rate: 1 Mbit/s, packetSize: ${mtu} B }
measurements:
  on-the-fibre: { kind: capture, target: dark-fibre }
intents:
  copies: { kind: must-reach, from: { select: a-* }, to: { select: b-* } }
`;
  },
};
