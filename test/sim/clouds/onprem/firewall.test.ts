import { describe, expect, it } from 'vitest';
import { ask, fabricOf, nodesPassed } from '../../../support/design.ts';

/** Offices and servers behind one firewall, a guest network on a wire of its own. */
const design = ({ rules = '', zones = '', more = '' } = {}): string => `
networks:
  house: { kind: lan, site: cellar, cidrs: [10.0.0.0/8] }
subnets:
  desks: { kind: segment, network: house, cidr: 10.1.1.0/24, gateway: fw }
  phones: { kind: segment, network: house, cidr: 10.1.2.0/24, gateway: fw }
  racks: { kind: segment, network: house, cidr: 10.2.1.0/24, gateway: fw }
devices:
  fw:
    kind: firewall
    zones: [{ name: inside, members: [desks, phones] }, { name: servers, members: [racks] }${zones}]
    rules: [${rules}]
workloads:
  pc: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
  phone: { kind: virtual-machine, subnet: phones, address: 10.1.2.10 }
  server: { kind: virtual-machine, subnet: racks, address: 10.2.1.10 }
${more}`;

const web = '{ action: allow, from: inside, to: servers, protocol: tcp, ports: 443 }';
const tcp = { protocol: 'tcp', port: 443 } as const;

describe('a firewall', () => {
  it('lets pass what a rule allows, and the answers to it', () => {
    const result = ask(fabricOf(design({ rules: web })), 'pc', 'server', tcp);
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual(['pc', 'desks', 'fw:inside', 'fw:servers', 'racks', 'server']);
    expect(result.forward.steps.map(({ sentence }) => sentence)).toContain(
      'rule 1 of firewall fw allows tcp 443 from inside to servers',
    );
  });

  it('refuses what no rule allows: another port, and the other direction', () => {
    const fabric = fabricOf(design({ rules: web }));
    const { forward } = ask(fabric, 'pc', 'server', { protocol: 'tcp', port: 22 });
    expect(forward.fate).toBe('denied');
    expect(forward.steps.at(-1)?.sentence).toBe(
      'firewall fw has no rule from inside to servers for tcp 22 from 10.1.1.10',
    );
    expect(ask(fabric, 'server', 'pc', tcp).forward.fate).toBe('denied');
  });

  it('leaves alone what stays inside a zone', () => {
    const result = ask(fabricOf(design()), 'pc', 'phone', tcp);
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual(['pc', 'desks', 'fw:inside', 'phones', 'phone']);
  });

  it('heeds the order of its rules', () => {
    const deny = '{ action: deny, source: [10.1.1.0/24] }';
    const pc = (rules: string) => ask(fabricOf(design({ rules })), 'pc', 'server', tcp).forward.fate;
    expect(pc(`${deny}, ${web}`)).toBe('denied');
    expect(pc(`${web}, ${deny}`)).toBe('delivered');
    const phone = ask(fabricOf(design({ rules: `${deny}, ${web}` })), 'phone', 'server', tcp);
    expect(phone.forward.fate).toBe('delivered');
  });

  it('makes a zone of what is in none', () => {
    const text = design({ rules: '{ action: allow, from: uplink, to: servers }' })
      .replace(
        'workloads:',
        'links:\n  uplink: { kind: wire, ends: [{ to: fw }, { to: far }], rate: 1 Gbit/s, delay: 1 ms }\nworkloads:',
      )
      .replace('  fw:\n', '  far: { kind: router, routes: [{ to: 10.0.0.0/8, via: fw }] }\n  fw:\n')
      .replace('zones: [', 'routes: [{ to: 10.9.0.0/16, via: far }]\n    zones: [')
      .replace(
        'subnets:',
        'subnets:\n  field: { kind: segment, network: house, cidr: 10.9.1.0/24, gateway: far }',
      )
      .replace(
        'workloads:',
        'workloads:\n  camera: { kind: virtual-machine, subnet: field, address: 10.9.1.10 }',
      );
    const fabric = fabricOf(text);
    expect(ask(fabric, 'camera', 'server', tcp).class).toBe('delivered');
    expect(nodesPassed(ask(fabric, 'camera', 'server', tcp))).toEqual([
      'camera',
      'field',
      'far',
      'fw:uplink',
      'fw:servers',
      'racks',
      'server',
    ]);
    expect(ask(fabric, 'camera', 'pc', tcp).forward.fate).toBe('denied');
  });

  it('refuses an answer whose request went another way', () => {
    // The request goes from the router straight to the servers, the answer comes back through the firewall.
    const text = `
networks:
  house: { kind: lan, site: cellar, cidrs: [10.0.0.0/8] }
subnets:
  desks: { kind: segment, network: house, cidr: 10.1.1.0/24, gateway: r1 }
  racks: { kind: segment, network: house, cidr: 10.2.1.0/24, gateway: r2 }
devices:
  r1: { kind: router, routes: [{ to: 10.2.0.0/16, via: r2 }] }
  r2: { kind: router, routes: [{ to: 10.1.0.0/16, via: fw }] }
  fw: { kind: firewall, routes: [{ to: 10.1.0.0/16, via: r1 }], rules: [{ action: allow, from: a, to: b }] }
links:
  direct: { kind: wire, ends: [{ to: r1 }, { to: r2 }], rate: 1 Gbit/s, delay: 1 ms }
  a: { kind: wire, ends: [{ to: r1 }, { to: fw }], rate: 1 Gbit/s, delay: 1 ms }
  b: { kind: wire, ends: [{ to: fw }, { to: r2 }], rate: 1 Gbit/s, delay: 1 ms }
workloads:
  pc: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
  server: { kind: virtual-machine, subnet: racks, address: 10.2.1.10 }
`;
    const result = ask(fabricOf(text), 'pc', 'server', tcp);
    expect(result.forward.fate).toBe('delivered');
    expect(result.reverse?.fate).toBe('denied');
    const there = text
      .replace('{ to: 10.2.0.0/16, via: r2 }', '{ to: 10.2.0.0/16, via: fw }')
      .replace(
        'fw: { kind: firewall, routes: [',
        'fw: { kind: firewall, routes: [{ to: 10.2.0.0/16, via: r2 }, ',
      );
    expect(ask(fabricOf(there), 'pc', 'server', tcp).class).toBe('delivered');
  });
});
