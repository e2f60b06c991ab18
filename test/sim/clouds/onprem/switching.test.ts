// Documents with switches: the fabric they become, and what a run makes of it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BroadcastDomains } from '../../../../src-sim/fabric/broadcast-domain.ts';
import type { Fabric } from '../../../../src-sim/fabric/fabric.ts';
import { runFabric } from '../../../../src-sim/packet/run-fabric.ts';
import { formatAddress } from '../../../../src-sim/quantity/address.ts';
import { openScenario } from '../../../../src-sim/session/open.ts';
import { fabricOf, problemsOf } from '../../../support/design.ts';

const figures = 'rate: 1 Gbit/s, delay: 1 us';
const wire = (id: string, a: string, b: string, more = ''): string =>
  `  ${id}: { kind: wire, ends: [${a}, ${b}], ${figures}${more} }\n`;

interface Plan {
  readonly devices?: string;
  readonly links: string;
  readonly workloads: string;
  readonly more?: string;
}

const design = ({ devices = '', links, workloads, more = '' }: Plan): string => `
networks:
  office: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] }
subnets:
  staff: { kind: segment, network: office, cidr: 10.1.10.0/24, gateway: r }
  guests: { kind: segment, network: office, cidr: 10.1.20.0/24, gateway: r }
  transfer: { kind: segment, network: office, cidr: 10.1.99.0/24 }
devices:
  r: { kind: router }
  sw: { kind: switch }
${devices}
links:
${links}
workloads:
${workloads}
${more}`;

const packets = (from: string, to: string, id = `${from}-${to}`): string =>
  `  ${id}: { kind: constant-rate, from: ${from}, to: ${to}, rate: 8 Mbit/s, packetSize: 1000 B, stop: 10 ms }\n`;

const delivered = (fabric: Fabric): Record<string, number> =>
  Object.fromEntries(runFabric(fabric).flows.map((flow) => [flow.id, flow.delivered]));

const stick = wire(
  'stick',
  '{ to: r, interfaces: [{ vlan: 10, subnet: staff }, { vlan: 20, subnet: guests }] }',
  '{ to: sw, trunk: [10, 20] }',
);

describe('a document with switches', () => {
  it('joins members of a VLAN, and VLANs by the router on one wire', () => {
    const fabric = fabricOf(
      design({
        links:
          stick +
          wire('pa', '{ to: a }', '{ to: sw, access: 10 }') +
          wire('pb', '{ to: b }', '{ to: sw, access: 10 }') +
          wire('pc', '{ to: c }', '{ to: sw, access: 20 }'),
        workloads: `  a: { kind: virtual-machine, subnet: staff }
  b: { kind: virtual-machine, subnet: staff }
  c: { kind: virtual-machine, subnet: guests }`,
        more: `traffic:\n${packets('a', 'b')}${packets('a', 'c')}${packets('c', 'b')}`,
      }),
    );
    // 8,000 bit at 8 Mbit/s: one a millisecond, ten in 10 ms.
    expect(delivered(fabric)).toEqual({ 'a-b': 10, 'a-c': 10, 'c-b': 10 });
  });

  it('gives the router the first address of each segment, and keeps it for nobody else', () => {
    const fabric = fabricOf(
      design({
        links: stick + wire('pa', '{ to: a }', '{ to: sw, access: 10 }'),
        workloads: '  a: { kind: virtual-machine, subnet: staff }',
      }),
    );
    const router = fabric.nodes.find(({ id }) => id === 'r')!;
    expect(router.addresses.map(formatAddress)).toEqual(['10.1.10.1', '10.1.20.1']);
    const machine = fabric.nodes.find(({ id }) => id === 'a')!;
    expect(machine.addresses.map(formatAddress)).toEqual(['10.1.10.2']);
  });

  it('reaches nobody from a port of the wrong VLAN', () => {
    const fabric = fabricOf(
      design({
        links:
          stick +
          wire('pa', '{ to: a }', '{ to: sw, access: 10 }') +
          wire('pc', '{ to: c }', '{ to: sw, access: 10 }'),
        workloads: `  a: { kind: virtual-machine, subnet: staff }
  c: { kind: virtual-machine, subnet: guests }`,
        more: `traffic:\n${packets('c', 'a')}${packets('a', 'c')}`,
      }),
    );
    const flows = Object.fromEntries(runFabric(fabric).flows.map((flow) => [flow.id, flow.lossByFate]));
    // c finds no gateway in VLAN 10; the router finds no c in VLAN 20.
    expect(flows).toEqual({ 'c-a': { 'no-neighbour': 10 }, 'a-c': { 'no-neighbour': 10 } });
  });

  it('sends by a router on the same segment where a route names it', () => {
    const fabric = fabricOf(
      design({
        devices: '  r2: { kind: router }',
        links:
          wire('wr', '{ to: r, address: 10.1.99.1 }', '{ to: sw, access: 99 }', ', subnet: transfer') +
          wire('wr2', '{ to: r2, address: 10.1.99.2 }', '{ to: sw, access: 99 }', ', subnet: transfer') +
          wire('wa', '{ to: r, address: 10.1.10.1 }', '{ to: sw, access: 10 }', ', subnet: staff') +
          wire('wc', '{ to: r2, address: 10.1.20.1 }', '{ to: sw, access: 20 }', ', subnet: guests') +
          wire('pa', '{ to: a }', '{ to: sw, access: 10 }') +
          wire('pc', '{ to: c }', '{ to: sw, access: 20 }'),
        workloads: `  a: { kind: virtual-machine, subnet: staff }
  c: { kind: virtual-machine, subnet: guests }`,
        more: `traffic:\n${packets('a', 'c')}${packets('c', 'a')}`,
      })
        .replace(
          'guests: { kind: segment, network: office, cidr: 10.1.20.0/24, gateway: r }',
          'guests: { kind: segment, network: office, cidr: 10.1.20.0/24, gateway: r2 }',
        )
        .replace('  r: { kind: router }', '  r: { kind: router, routes: [{ to: 10.1.20.0/24, via: r2 }] }')
        .replace('  r2: { kind: router }', '  r2: { kind: router, routes: [{ to: 10.1.10.0/24, via: r }] }'),
    );
    expect(delivered(fabric)).toEqual({ 'a-c': 10, 'c-a': 10 });
  });

  it('takes untagged and tagged interfaces on one wire, the untagged ones in the native VLAN', () => {
    const fabric = fabricOf(
      design({
        links:
          wire(
            'stick',
            '{ to: r, interfaces: [{ subnet: staff }, { vlan: 20, subnet: guests }] }',
            '{ to: sw, trunk: [20], native: 10 }',
          ) +
          wire('pa', '{ to: a }', '{ to: sw, access: 10 }') +
          wire('pc', '{ to: c }', '{ to: sw, access: 20 }'),
        workloads: `  a: { kind: virtual-machine, subnet: staff }
  c: { kind: virtual-machine, subnet: guests }`,
        more: `traffic:\n${packets('a', 'c')}${packets('c', 'a')}`,
      }),
    );
    expect(delivered(fabric)).toEqual({ 'a-c': 10, 'c-a': 10 });
  });

  it('puts each interface of a firewall into the zone of its segment', () => {
    const fabric = fabricOf(
      design({
        links:
          stick +
          wire('pa', '{ to: a }', '{ to: sw, access: 10 }') +
          wire('pc', '{ to: c }', '{ to: sw, access: 20 }'),
        workloads: `  a: { kind: virtual-machine, subnet: staff }
  c: { kind: virtual-machine, subnet: guests }`,
        more: `traffic:\n${packets('a', 'c')}${packets('c', 'a')}`,
      }).replace(
        '  r: { kind: router }',
        '  r: { kind: firewall, rules: [{ action: allow, from: staff, to: guests }] }',
      ),
    );
    const flows = Object.fromEntries(runFabric(fabric).flows.map((flow) => [flow.id, flow.lossByFate]));
    expect(flows).toEqual({ 'a-c': {}, 'c-a': { denied: 10 } });
  });

  it('says of settings that they do not belong where they stand', () => {
    const at = (links: string): string[] =>
      problemsOf(design({ links, workloads: '  a: { kind: virtual-machine, subnet: staff }' }))
        .filter(({ severity }) => severity === 'error')
        .map(({ message }) => message);
    expect(at(wire('pa', '{ to: a, access: 10 }', '{ to: sw }'))).toEqual([
      'access is a setting of a port of a switch, and a is none.',
    ]);
    expect(at(wire('pa', '{ to: a }', '{ to: r, interfaces: [{ vlan: 10, subnet: staff }] }'))).toEqual([
      'Interfaces in VLANs need a switch at the other end of the wire, and a is none.',
    ]);
    expect(at(wire('pa', '{ to: a }', '{ to: sw, access: 10, trunk: [20] }'))[0]).toContain(
      'a port of a switch is either an access port or a trunk',
    );
    expect(at(wire('pa', '{ to: r, address: auto }', '{ to: sw }'))).toEqual([
      'An auto address comes from a subnet; name the subnet of wire pa, or write the address.',
    ]);
  });

  it('leaves segments without drawn switches the stars they are', () => {
    const fabric = fabricOf(
      design({ links: '', workloads: '  a: { kind: virtual-machine, subnet: staff }' }).replace(
        'links:\n\n',
        '',
      ),
    );
    expect(fabric.nodes.find(({ id }) => id === 'staff')?.role).toBe('router');
    expect(fabric.ports.some(({ attachment }) => attachment !== undefined)).toBe(false);
  });
});

describe('the office with VLANs', () => {
  const text = readFileSync(
    new URL('../../../../scenarios/vlan-office/scenario.yaml', import.meta.url),
    'utf8',
  );

  it('keeps the VLANs apart on the switches, and joins them at the router', () => {
    const { fabric } = openScenario(text);
    const domains = new BroadcastDomains(fabric!);
    const of = (host: string): string[] => {
      const { ports } = fabric!.nodes.find(({ id }) => id === host)!;
      return domains.stations(ports[0]).map((port) => fabric!.nodes[fabric!.ports[port].node].id);
    };
    expect(of('desk').sort()).toEqual(['kiosk', 'router', 'server']);
    expect(of('visitor')).toEqual(['router']);
  });
});
