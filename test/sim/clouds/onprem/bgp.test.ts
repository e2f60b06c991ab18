import { describe, expect, it } from 'vitest';
import { ask, fabricOf, nodesPassed, problemsOf } from '../../../support/design.ts';

/** A branch with two ways to the data centre: r1 and r2 each wired to the core, the branch router to both. */
const design = ({ one = '', two = '', branch = '', core = '', more = '' } = {}): string => `
networks:
  offices: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] }
  halls: { kind: lan, site: cellar, cidrs: [10.2.0.0/16] }
subnets:
  desks: { kind: segment, network: offices, cidr: 10.1.1.0/24, gateway: branch }
  racks: { kind: segment, network: halls, cidr: 10.2.1.0/24, gateway: core }
devices:
  branch: { kind: router, bgp: { asn: 65001, announces: [connected]${branch} } }
  r1: { kind: router, bgp: { asn: 65010 } }
  r2: { kind: router, bgp: { asn: 65020 } }
  core: { kind: router, bgp: { asn: 65002, announces: [connected]${core} } }
links:
  b1: { kind: wire, ends: [{ to: branch }, { to: r1 }], rate: 1 Gbit/s, delay: 1 ms }
  b2: { kind: wire, ends: [{ to: branch }, { to: r2 }], rate: 1 Gbit/s, delay: 1 ms }
  c1: { kind: wire, ends: [{ to: r1 }, { to: core }], rate: 1 Gbit/s, delay: 1 ms }
  c2: { kind: wire, ends: [{ to: r2 }, { to: core }], rate: 1 Gbit/s, delay: 1 ms }
attachments:
  s1: { kind: bgp-session, ends: [{ to: branch${one} }, { to: r1 }] }
  s2: { kind: bgp-session, ends: [{ to: branch${two} }, { to: r2 }] }
  s3: { kind: bgp-session, ends: [{ to: r1 }, { to: core }] }
  s4: { kind: bgp-session, ends: [{ to: r2 }, { to: core }] }
workloads:
  pc: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
  server: { kind: virtual-machine, subnet: racks, address: 10.2.1.10 }
${more}`;

const middle = (text: string, from = 'pc', to = 'server'): string[] =>
  nodesPassed(ask(fabricOf(text), from, to)).filter((node) => node === 'r1' || node === 'r2');

describe('BGP between devices', () => {
  it('carries the prefixes of both sides over the session of the lower router id', () => {
    const result = ask(fabricOf(design()), 'pc', 'server');
    expect(result.class).toBe('delivered');
    // Equal paths of two ASes; r1 stands before r2 in the document and so has the lower router id.
    expect(nodesPassed(result)).toEqual(['pc', 'desks', 'branch', 'r1', 'core', 'racks', 'server']);
    const step = result.forward.steps.find(({ at }) => at === 'branch');
    expect(step?.decidedBy).toMatchObject({ record: 'attachments.s1' });
    expect(step?.decidedBy.entry).toContain('10.2.1.0/24');
  });

  it('prefers the session with the higher local preference', () => {
    const two = ', imports: { localPreference: 200 }';
    expect(middle(design({ two }))).toEqual(['r2']);
    const { steps } = ask(fabricOf(design({ two })), 'pc', 'server').forward;
    expect(steps.find(({ at }) => at === 'branch')?.sentence).toContain('chosen by highest local preference');
  });

  it('lets the other side prefer a way by prepends: each direction decides for itself', () => {
    // The core hears 65010 65001 65001 65001 over r1 and 65020 65001 over r2; the branch still prefers r1.
    const text = design({ one: ', exports: { prepends: 2 }' });
    expect(middle(text)).toEqual(['r1']);
    expect(middle(text, 'server', 'pc')).toEqual(['r2']);
  });

  it('shares flows over equal paths where multipath allows, of one AS path each', () => {
    const share = design({ branch: ', multipath: 2' });
    // 65010 65002 and 65020 65002 differ, so they are not used together (no relaxation).
    expect(ask(fabricOf(share), 'pc', 'server').forward.branches ?? []).toEqual([]);
    const same = share.replace(
      'r2: { kind: router, bgp: { asn: 65020 } }',
      'r2: { kind: router, bgp: { asn: 65010 } }',
    );
    expect(ask(fabricOf(same), 'pc', 'server').forward.branches).toHaveLength(1);
  });

  it('has no route where a prefix list refuses it', () => {
    const refuse = ', imports: { except: [10.2.0.0/16] }';
    const { forward } = ask(fabricOf(design({ one: refuse, two: refuse })), 'pc', 'server');
    expect(forward.fate).toBe('no-route');
    expect(forward.steps.at(-1)?.at).toBe('branch');
  });

  it('takes only what a prefix list names', () => {
    const text = design({ one: ', imports: { only: [192.0.2.0/24] }' });
    expect(middle(text)).toEqual(['r2']);
  });

  it('yields to a written route, and comes before one that is a backup', () => {
    const written = (route: string): string =>
      design().replace(
        'branch: { kind: router, ',
        `branch: { kind: router, routes: [{ to: 10.2.1.0/24, via: r2${route} }], `,
      );
    expect(middle(written(''))).toEqual(['r2']);
    expect(middle(written(', backup: true'))).toEqual(['r1']);
  });

  it('uses a backup route where BGP tells none', () => {
    const refuse = ', imports: { except: [10.2.0.0/16] }';
    const text = design({ one: refuse, two: refuse }).replace(
      'branch: { kind: router, ',
      'branch: { kind: router, routes: [{ to: 10.2.0.0/16, via: r2, backup: true }], ',
    );
    expect(middle(text)).toEqual(['r2']);
  });

  it('drops what an announced prefix attracts beyond what is there', () => {
    const text = design({ core: '' }).replace(
      'asn: 65002, announces: [connected]',
      'asn: 65002, announces: [10.2.0.0/16]',
    );
    expect(ask(fabricOf(text), 'pc', 'server').class).toBe('delivered');
    const { forward } = ask(fabricOf(text), 'pc', '10.2.77.1');
    expect(forward.fate).toBe('blackhole');
    expect(forward.steps.at(-1)?.at).toBe('core');
  });

  it('says that a session is down where nothing leads to the neighbour, or it speaks no BGP', () => {
    const far = '  s5: { kind: bgp-session, ends: [{ to: branch }, { to: core }] }\nworkloads:';
    expect(
      problemsOf(design().replace('workloads:', far), 'routing/session-down').map(({ message }) => message),
    ).toEqual(['BGP session s5 is down: branch has neither a wire nor a route to core']);
    const mute = design().replace('r2: { kind: router, bgp: { asn: 65020 } }', 'r2: { kind: router }');
    expect(problemsOf(mute, 'routing/session-down').map(({ message }) => message)).toEqual([
      'BGP session s2 is down: r2 does not speak BGP',
      'BGP session s4 is down: r2 does not speak BGP',
    ]);
  });

  it('runs over a route to the other end where no wire joins the two', () => {
    // branch and core have no AS between them here: a session of their own, by written routes to the addresses of wires.
    const text = `
networks:
  all: { kind: lan, site: cellar, cidrs: [10.0.0.0/8] }
subnets:
  desks: { kind: segment, network: all, cidr: 10.1.1.0/24, gateway: a }
  racks: { kind: segment, network: all, cidr: 10.2.1.0/24, gateway: c }
  ab: { kind: segment, network: all, cidr: 10.9.1.0/29 }
  bc: { kind: segment, network: all, cidr: 10.9.2.0/29 }
devices:
  a: { kind: router, routes: [{ to: 10.9.2.0/29, via: b }], bgp: { asn: 65001, announces: [connected] } }
  b: { kind: router, routes: [{ to: 10.1.1.0/24, via: a }, { to: 10.2.1.0/24, via: c }] }
  c: { kind: router, routes: [{ to: 10.9.1.0/29, via: b }], bgp: { asn: 65001, announces: [connected] } }
links:
  w1: { kind: wire, ends: [{ to: a, address: 10.9.1.1 }, { to: b, address: 10.9.1.2 }], subnet: ab, rate: 1 Gbit/s, delay: 1 ms }
  w2: { kind: wire, ends: [{ to: b, address: 10.9.2.1 }, { to: c, address: 10.9.2.2 }], subnet: bc, rate: 1 Gbit/s, delay: 1 ms }
attachments:
  s: { kind: bgp-session, ends: [{ to: a }, { to: c }] }
workloads:
  pc: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
  server: { kind: virtual-machine, subnet: racks, address: 10.2.1.10 }
`;
    expect(problemsOf(text, 'routing/session-down')).toEqual([]);
    expect(nodesPassed(ask(fabricOf(text), 'pc', 'server'))).toEqual([
      'pc',
      'desks',
      'a',
      'b',
      'c',
      'racks',
      'server',
    ]);
  });

  it('reflects routes between the clients of a session', () => {
    const inside = (client: string): string => `
networks:
  all: { kind: lan, site: cellar, cidrs: [10.0.0.0/8] }
subnets:
  desks: { kind: segment, network: all, cidr: 10.1.1.0/24, gateway: a }
  racks: { kind: segment, network: all, cidr: 10.2.1.0/24, gateway: c }
devices:
  a: { kind: router, bgp: { asn: 65001, announces: [connected] } }
  b: { kind: router, bgp: { asn: 65001 } }
  c: { kind: router, bgp: { asn: 65001, announces: [connected] } }
links:
  w1: { kind: wire, ends: [{ to: a }, { to: b }], rate: 1 Gbit/s, delay: 1 ms }
  w2: { kind: wire, ends: [{ to: b }, { to: c }], rate: 1 Gbit/s, delay: 1 ms }
attachments:
  s1: { kind: bgp-session, ends: [{ to: a }, { to: b }]${client} }
  s2: { kind: bgp-session, ends: [{ to: b }, { to: c }] }
workloads:
  pc: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
  server: { kind: virtual-machine, subnet: racks, address: 10.2.1.10 }
`;
    expect(ask(fabricOf(inside('')), 'pc', 'server').forward.fate).toBe('no-route');
    expect(ask(fabricOf(inside(', client: a')), 'pc', 'server').class).toBe('delivered');
    expect(problemsOf(inside(', client: c')).map(({ message }) => message)).toContain(
      'c is no end of this session.',
    );
  });

  it('finds policies that never settle in a drawing', () => {
    // Each of three routers prefers the way over the next one to its own (Griffin, Shepherd and Wilfong, 2002).
    const text = `
devices:
  o: { kind: router, bgp: { asn: 65000, announces: [192.0.2.0/24] } }
  a: { kind: router, bgp: { asn: 65001 } }
  b: { kind: router, bgp: { asn: 65002 } }
  c: { kind: router, bgp: { asn: 65003 } }
links:
  oa: { kind: wire, ends: [{ to: o }, { to: a }], rate: 1 Gbit/s, delay: 1 ms }
  ob: { kind: wire, ends: [{ to: o }, { to: b }], rate: 1 Gbit/s, delay: 1 ms }
  oc: { kind: wire, ends: [{ to: o }, { to: c }], rate: 1 Gbit/s, delay: 1 ms }
  ab: { kind: wire, ends: [{ to: a }, { to: b }], rate: 1 Gbit/s, delay: 1 ms }
  bc: { kind: wire, ends: [{ to: b }, { to: c }], rate: 1 Gbit/s, delay: 1 ms }
  ca: { kind: wire, ends: [{ to: c }, { to: a }], rate: 1 Gbit/s, delay: 1 ms }
attachments:
  s1: { kind: bgp-session, ends: [{ to: o }, { to: a }] }
  s2: { kind: bgp-session, ends: [{ to: o }, { to: b }] }
  s3: { kind: bgp-session, ends: [{ to: o }, { to: c }] }
  s4: { kind: bgp-session, ends: [{ to: a, imports: { localPreference: 200 } }, { to: b, imports: { only: [] } }] }
  s5: { kind: bgp-session, ends: [{ to: b, imports: { localPreference: 200 } }, { to: c, imports: { only: [] } }] }
  s6: { kind: bgp-session, ends: [{ to: c, imports: { localPreference: 200 } }, { to: a, imports: { only: [] } }] }
`;
    expect(problemsOf(text, 'routing/oscillation').map(({ message }) => message)).toEqual([
      'the route to 192.0.2.0/24 never settles: the policies of router a, router b, router c contradict each other',
    ]);
  });
});
