/** Staff and guests on the same switches, in two VLANs that meet at a router. */
import { each } from './lines.ts';
import type { Template } from './template.ts';

export const vlanOffice: Template = {
  id: 'vlan-office',
  title: 'VLANs of an office',
  description:
    'Staff and guests share two switches and a cable, but not a network: two VLANs that meet at the firewall only.',
  parameters: () => [
    { kind: 'number', name: 'desks', meaning: 'machines of staff', default: 3, min: 1, max: 40 },
    { kind: 'number', name: 'guests', meaning: 'machines of guests', default: 2, min: 1, max: 40 },
  ],
  write(values) {
    const desks = values.number('desks');
    const guests = values.number('guests');
    const port = (to: string, floor: string, vlan: number): string => `  port-${to}:
    kind: wire
    ends: [{ to: ${to} }, { to: ${floor}, access: ${vlan} }]
    rate: 1 Gbit/s
    delay: 1 us
    mtu: 1500 B`;
    return `# Two switches, two VLANs, and one port of a firewall for both.
netwright: 1
name: VLANs of an office
description: |
  ${desks} desks and ${guests} guests share the switches and the cable between them. VLAN 10 and VLAN 20 meet at the firewall only, which has one
  wire for both, and lets guests reach nothing but the booking page of the server.
simulation: { seed: 1, duration: 1 s }
sites:
  building: { kind: data-centre, name: Office building }
networks:
  office: { kind: lan, site: building, cidrs: [10.10.0.0/16] }
subnets:
  staff: { kind: segment, network: office, cidr: 10.10.10.0/24, gateway: firewall }
  visitors: { kind: segment, network: office, cidr: 10.10.20.0/24, gateway: firewall }
devices:
  firewall:
    kind: firewall
    name: Firewall
    site: building
    zones:
      - { name: inside, members: [staff] }
      - { name: outside, members: [visitors] }
    rules:
      - { action: allow, from: inside, to: outside }
      - { action: allow, from: outside, to: inside, destination: [10.10.10.10/32], protocol: tcp, ports: 443 }
  core-switch: { kind: switch, name: Core switch, site: building }
  floor-switch: { kind: switch, name: Floor switch, site: building }
links:
  stick:
    kind: wire
    name: Firewall to core
    ends:
      - to: firewall
        interfaces:
          - { vlan: 10, subnet: staff }
          - { vlan: 20, subnet: visitors }
      - { to: core-switch, trunk: [10, 20] }
    rate: 1 Gbit/s
    delay: 1 us
    mtu: 1500 B
  trunk:
    kind: wire
    name: Core to floor
    ends: [{ to: core-switch, trunk: [10, 20] }, { to: floor-switch, trunk: [10, 20] }]
    rate: 1 Gbit/s
    delay: 1 us
    mtu: 1500 B
${port('server', 'core-switch', 10)}
${each(desks, (n) => port(`desk-${n}`, 'floor-switch', 10))}
${each(guests, (n) => port(`guest-${n}`, 'floor-switch', 20))}
workloads:
  server: { kind: virtual-machine, subnet: staff, address: 10.10.10.10 }
${each(desks, (n) => `  desk-${n}: { kind: virtual-machine, subnet: staff, address: 10.10.10.${20 + n} }`)}
${each(guests, (n) => `  guest-${n}: { kind: virtual-machine, subnet: visitors, address: 10.10.20.${20 + n} }`)}
traffic:
${each(desks, (n) => `  files-${n}: { kind: bulk, from: desk-${n}, to: server, size: 1 MB }`)}
${each(
  guests,
  (n) =>
    `  booking-${n}: { kind: request-response, from: guest-${n}, to: server, port: 443, users: 1, think: 100 ms, request: 500 B, response: 20 kB }`,
)}
intents:
  files: { kind: must-reach, from: { select: desk-* }, to: server }
  booking: { kind: must-reach, from: visitors, to: server, port: 443 }
  apart: { kind: must-not-reach, from: visitors, to: { select: desk-* } }
`;
  },
};
