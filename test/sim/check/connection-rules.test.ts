import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../support/design.ts';

const messages = (text: string, code: string): string[] =>
  problemsOf(text, code).map(({ message }) => message);

const sites = ({ more = '', port = '1 Gbit/s', lines = '' } = {}): string => `  fra: { kind: exchange }
networks:
  north: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] }
  south: { kind: lan, site: cellar, cidrs: [10.2.0.0/16] }
subnets:
  desks: { kind: segment, network: north, cidr: 10.1.1.0/24, gateway: r1 }
  racks: { kind: segment, network: south, cidr: 10.2.1.0/24, gateway: r2 }
devices:
  r1: { kind: router, bgp: { asn: 65001, announces: [connected] } }
  r2: { kind: router, bgp: { asn: 65002, announces: [connected] } }
  port: { kind: exchange-port, site: fra, device: r1, rate: ${port} }
  hub: { kind: exchange-router, site: fra, bgp: { asn: 65100 } }
attachments:
  across: { kind: virtual-circuit, ends: [{ to: port }, { to: hub }], rate: 600 Mbit/s }
  leased: { kind: private-circuit, ends: [{ to: hub }, { to: r2 }], rate: 500 Mbit/s, delay: 4 ms${lines} }
${more}`;

describe('a connection nothing stands in for', () => {
  it('is told, with what it joins: a circuit, or a port and not what hangs on it', () => {
    expect(messages(sites(), 'resilience/single-connection')).toEqual([
      'exchange port port is the only way between r1 and hub',
      'circuit leased is the only way between hub and r2',
    ]);
  });

  it('is not told of a circuit with several lines, nor where another way is drawn', () => {
    expect(messages(sites({ lines: ', lines: 2' }), 'resilience/single-connection')).toHaveLength(1);
    const backup = '  vpn: { kind: ipsec-tunnel, ends: [{ to: r1 }, { to: r2 }], delay: 9 ms }\n';
    expect(messages(sites({ more: backup }), 'resilience/single-connection')).toEqual([]);
  });
});

describe('a port at an exchange', () => {
  it('has rate for all its circuits', () => {
    const second = '  more: { kind: virtual-circuit, ends: [{ to: port }, { to: hub }], rate: 500 Mbit/s }\n';
    expect(messages(sites(), 'exchange/port-rate')).toEqual([]);
    // 600 + 500 Mbit/s on a port of 1 Gbit/s
    expect(messages(sites({ more: second }), 'exchange/port-rate')).toEqual([
      'exchange port port has 1 Gbit/s, and its circuits need 600 Mbit/s and 500 Mbit/s',
    ]);
  });
});

describe('joined networks', () => {
  it('share no addresses, also where circuits join them', () => {
    const text = sites().replace('[10.2.0.0/16]', '[10.1.0.0/16]').replace('10.2.1.0/24', '10.1.2.0/24');
    expect(messages(text, 'address/overlap')).toHaveLength(1);
  });

  it('have AS numbers of their own, or do not learn of each other', () => {
    const text = sites().replace('asn: 65002', 'asn: 65001');
    expect(messages(text, 'routing/own-as')).toEqual([
      'router r1 refuses the route to 10.2.1.0/24: its own AS 65001 is in the path',
      'router r2 refuses the route to 10.1.1.0/24: its own AS 65001 is in the path',
    ]);
    expect(messages(sites(), 'routing/own-as')).toEqual([]);
  });
});

describe('routes of a device', () => {
  it('may lead over a connection, by its name or that of the other end', () => {
    const routed = (via: string): string =>
      sites().replace(
        'r2: { kind: router, bgp: { asn: 65002, announces: [connected] } }',
        `r2: { kind: router, routes: [{ to: 10.1.0.0/16, via: ${via} }] }`,
      );
    expect(messages(routed('leased'), 'route/dead-end')).toEqual([]);
    expect(messages(routed('hub'), 'route/dead-end')).toEqual([]);
    expect(messages(routed('r1'), 'route/dead-end')).toEqual([
      'the route to 10.1.0.0/16 is a blackhole: no wire or connection leads from r2 to r1',
    ]);
  });
});

describe('zones of a firewall', () => {
  const firewall = (zones: string, rules: string): string => `
networks:
  house: { kind: lan, site: cellar, cidrs: [10.0.0.0/8] }
subnets:
  desks: { kind: segment, network: house, cidr: 10.1.1.0/24, gateway: fw }
  racks: { kind: segment, network: house, cidr: 10.2.1.0/24, gateway: fw }
  loose: { kind: segment, network: house, cidr: 10.3.1.0/24 }
devices:
  fw: { kind: firewall, zones: [${zones}], rules: [${rules}] }
`;

  it('hold what is joined to it, and are the ones its rules speak of', () => {
    const inside = '{ name: inside, members: [desks] }';
    expect(
      messages(firewall(inside, '{ action: allow, from: inside, to: racks }'), 'firewall/zones'),
    ).toEqual([]);
    expect(messages(firewall(inside, '{ action: allow, from: inside, to: dmz }'), 'firewall/zones')).toEqual([
      'rule 1 of firewall fw is about zone dmz, which nothing is in',
    ]);
    expect(messages(firewall('{ name: inside, members: [desks, loose] }', ''), 'firewall/zones')).toEqual([
      'loose in zone inside is not joined to firewall fw',
    ]);
  });
});

describe('names', () => {
  const named = (record: string): string => `
networks:
  house: { kind: lan, site: cellar, cidrs: [10.0.0.0/8] }
subnets:
  racks: { kind: segment, network: house, cidr: 10.2.1.0/24 }
attachments:
  n: { kind: dns-record, host: shop.example.com, ${record} }
workloads:
  server: { kind: virtual-machine, subnet: racks, address: 10.2.1.10 }
`;

  it('stand for an address that something has', () => {
    expect(messages(named('workload: server'), 'dns/target')).toEqual([]);
    expect(messages(named('address: 10.2.1.10'), 'dns/target')).toEqual([]);
    expect(messages(named('address: 10.2.1.11'), 'dns/target')).toEqual([
      'shop.example.com stands for 10.2.1.11, which nothing in the drawing has',
    ]);
  });

  it('are not public for a private address', () => {
    expect(messages(named('workload: server, zone: public'), 'dns/target')).toEqual([
      'shop.example.com is public but stands for 10.2.1.10, a private address',
    ]);
  });

  it('stand for a workload or an address, and no workload there is none of', () => {
    expect(problemsOf(named('workload: nobody')).length).toBeGreaterThan(0);
    expect(
      problemsOf(named('zone: private'))
        .map(({ message }) => message)
        .join(),
    ).toContain('either a workload or an address');
  });
});

describe('connections that do not fit together', () => {
  const wrong = (more: string): string[] => messages(sites({ more }), 'document/mismatched-reference');

  it('have one record at both ends', () => {
    expect(wrong('  loop: { kind: ipsec-tunnel, ends: [{ to: r1 }, { to: r1 }] }\n')).toEqual([
      'A connection joins two things; both ends are r1 here.',
    ]);
  });

  it('are circuits of an exchange with no end there', () => {
    expect(
      wrong('  far: { kind: virtual-circuit, ends: [{ to: r1 }, { to: r2 }], rate: 1 Gbit/s }\n'),
    ).toEqual(['A virtual circuit has a port or router of an exchange at one end at least.']);
  });

  it('give one public address to two devices', () => {
    const access = (id: string, device: string): string =>
      `  ${id}: { kind: internet-access, device: ${device}, site: world, address: 203.0.113.1 }\n`;
    const text = `  world: { kind: internet }\n${sites({ more: access('a1', 'r1') + access('a2', 'r2') })}`;
    expect(messages(text, 'document/mismatched-reference')).toEqual([
      '203.0.113.1 is the address of a1 already.',
    ]);
  });
});
