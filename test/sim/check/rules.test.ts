import { describe, expect, it } from 'vitest';
import { rules } from '../../../src-sim/check/rules.ts';
import { explanations } from '../../../src-sim/session/explanations.ts';
import { applyEdits } from '../../../src-sim/scenario/edit-text.ts';
import { designText, openDesign, problemsOf } from '../../support/design.ts';
import { openScenario } from '../../../src-sim/session/open.ts';

const vpcs = (...blocks: string[]): string =>
  `networks:\n${blocks.map((cidr, n) => `  v${n}: { kind: aws-vpc, site: frankfurt, cidrs: [${cidr}] }\n`).join('')}`;

/** One /24 at the start of each VPC's block, joined by one gateway with one table; every VPC routes 10/8 to it. */
const joined = (
  blocks: string[],
  routes: (n: number) => string = () => '{ to: 10.0.0.0/8, via: hub }',
): string => `
${vpcs(...blocks)}
subnets:
${blocks.map((cidr, n) => `  s${n}: { kind: aws-subnet, network: v${n}, cidr: ${cidr.replace(/\/\d+$/, '/24')}, zone: eu-central-1a }\n`).join('')}
gateways:
  hub: { kind: aws-transit-gateway, site: frankfurt }
attachments:
${blocks.map((_, n) => `  a${n}: { kind: aws-transit-gateway-attachment, gateway: hub, network: v${n}, subnets: [s${n}], association: shared, propagation: [shared] }\n`).join('')}
routeTables:
  shared: { kind: aws-transit-gateway-route-table, gateway: hub }
${blocks.map((_, n) => `  r${n}: { kind: aws-route-table, network: v${n}, main: true, routes: [${routes(n)}] }\n`).join('')}
`;

const codes = (text: string): string[] => problemsOf(text).map(({ code }) => code);

const wiredLans = (wires: string): string => `
networks:
  west: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] }
  east: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] }
subnets:
  desks: { kind: segment, network: west, cidr: 10.1.1.0/24, gateway: r1 }
  racks: { kind: segment, network: east, cidr: 10.1.2.0/24, gateway: r2 }
devices: { r1: { kind: router }, r2: { kind: router } }
links: {${wires}}
`;

const withSubnet = (cidr: string): string =>
  `${vpcs('10.0.0.0/16, "2001:db8::/56"')}subnets: { s: { kind: aws-subnet, network: v0, cidr: "${cidr}" } }`;

const peered = (a: string, b: string): string => `${vpcs('10.1.0.0/16', '10.2.0.0/16')}attachments:
  p: { kind: aws-vpc-peering, requester: v0, accepter: v1 }
routeTables:
  r0: { kind: aws-route-table, network: v0, main: true, routes: [${a}] }
  r1: { kind: aws-route-table, network: v1, main: true, routes: [${b}] }
`;

const twoWires = (
  mtu: number,
): string => `devices: { r1: { kind: router }, r2: { kind: router }, r3: { kind: router } }
links:
  w: { kind: wire, ends: [{ to: r1 }, { to: r2 }], rate: 1 Gbit/s, delay: 1 ms, mtu: 1500 B }
  x: { kind: wire, ends: [{ to: r2 }, { to: r3 }], rate: 1 Gbit/s, delay: 1 ms, mtu: ${mtu} B }
`;

const manyVpcs = (count: number): string =>
  vpcs(...Array.from({ length: count }, (_, n) => `10.${n}.0.0/16`));

const admitting = (cidr: string): string => `${vpcs('10.0.0.0/16')}securityGroups:
  g: { kind: aws-security-group, network: v0, inbound: [{ protocol: tcp, ports: 22, cidr: "${cidr}" }] }
`;

/** The text after the first cure of that code was applied. */
function cured(text: string, code: string): string {
  const { problems } = openDesign(text);
  const cure = problems.find((problem) => problem.code === code)?.cure;
  const outcome = applyEdits(designText(text), cure!.edits);
  if (!('text' in outcome)) throw new Error(outcome.problem.message);
  return outcome.text;
}

const remaining = (text: string): string[] =>
  openScenario(text)
    .problems.filter(({ severity }) => severity !== 'info')
    .map(({ code }) => code);

describe('address/overlap', () => {
  const clash = joined(['10.1.0.0/16', '10.1.0.0/16']);

  it('names both networks, what they share and what joins them, at the later one', () => {
    const [problem] = problemsOf(clash, 'address/overlap');
    expect(problem).toMatchObject({
      severity: 'error',
      path: 'networks.v1.cidrs[0]',
      message: 'v1 and v0 both have 10.1.0.0/16 and are joined by transit gateway hub',
    });
  });

  it('moves the later network with its subnet to the lowest free block', () => {
    const text = cured(clash, 'address/overlap');
    // 10.0.0.0/16 is the lowest /16 of 10.0.0.0/8 and free.
    expect(text).toContain('cidrs: [10.0.0.0/16]');
    expect(text).toContain('network: v1, cidr: 10.0.0.0/24');
    expect(remaining(text)).toEqual([]);
  });

  it('sees a block inside another, and tells what the two share', () => {
    const [problem] = problemsOf(joined(['10.0.0.0/16', '10.0.4.0/22']), 'address/overlap');
    expect(problem?.message).toContain('both have 10.0.4.0/22');
  });

  it('has nothing against the same block in networks that nothing joins', () => {
    expect(codes(vpcs('10.0.0.0/16', '10.0.0.0/16'))).toEqual([]);
  });

  it('sees peered networks', () => {
    const text = `${vpcs('10.0.0.0/16', '10.0.0.0/16')}attachments: { p: { kind: aws-vpc-peering, requester: v0, accepter: v1 } }`;
    expect(codes(text)).toEqual(['address/overlap']);
    expect(problemsOf(text)[0]?.source?.title).toBe('VPC peering basics');
  });

  it('sees LANs whose routers are wired together, and only those', () => {
    expect(codes(wiredLans(''))).toEqual([]);
    const wire = ' w: { kind: wire, ends: [{ to: r1 }, { to: r2 }], rate: 1 Gbit/s, delay: 1 ms } ';
    expect(codes(wiredLans(wire))).toEqual(['address/overlap']);
  });
});

describe('address/subnet-overlap', () => {
  it('offers the next free block of the network', () => {
    const text = `${vpcs('10.0.0.0/16')}subnets:
  a: { kind: aws-subnet, network: v0, cidr: 10.0.0.0/24 }
  b: { kind: aws-subnet, network: v0, cidr: 10.0.0.128/25 }
`;
    expect(problemsOf(text).map(({ code, path }) => ({ code, path }))).toEqual([
      { code: 'address/subnet-overlap', path: 'subnets.b.cidr' },
    ]);
    // 10.0.0.0/24 is taken; the lowest free /25 after it is 10.0.1.0/25.
    const after = cured(text, 'address/subnet-overlap');
    expect(after).toContain('cidr: 10.0.1.0/25');
    expect(remaining(after)).toEqual([]);
  });
});

describe('aws/block-size', () => {
  it('takes VPC blocks from /16 to /28', () => {
    expect(codes(vpcs('10.0.0.0/16', '10.1.0.0/28'))).toEqual([]);
    expect(codes(vpcs('10.0.0.0/15'))).toEqual(['aws/block-size']);
    expect(codes(vpcs('10.0.0.0/29'))).toEqual(['aws/block-size']);
  });

  it('takes IPv6 subnets of /64 only', () => {
    expect(codes(withSubnet('2001:db8:0:1::/64'))).toEqual([]);
    expect(problemsOf(withSubnet('2001:db8::/60'))[0]?.message).toBe(
      '2001:db8::/60 is too large for a subnet s: AWS takes /64',
    );
  });
});

describe('route/dead-end', () => {
  it('finds routes to a gateway the VPC is not on, and removes them', () => {
    const text = `${vpcs('10.0.0.0/16')}gateways: { hub: { kind: aws-transit-gateway, site: frankfurt } }
routeTables:
  r0: { kind: aws-route-table, network: v0, main: true, routes: [{ to: 10.0.0.0/8, via: hub }] }
`;
    expect(problemsOf(text).map(({ code, path }) => ({ code, path }))).toEqual([
      { code: 'route/dead-end', path: 'routeTables.r0.routes[0].via' },
    ]);
    expect(remaining(cured(text, 'route/dead-end'))).toEqual([]);
  });

  it('finds routes of a router to where no wire leads', () => {
    const text =
      'devices: { r1: { kind: router, routes: [{ to: 10.0.0.0/8, via: r2 }] }, r2: { kind: router } }';
    expect(codes(text)).toEqual(['route/dead-end']);
  });

  it('finds subnets in a zone where the attachment has no subnet', () => {
    const text = joined(['10.1.0.0/16']).replace(
      'gateways:',
      '  far: { kind: aws-subnet, network: v0, cidr: 10.1.9.0/24, zone: eu-central-1b }\ngateways:',
    );
    expect(problemsOf(text).map(({ code, message }) => ({ code, message }))).toEqual([
      {
        code: 'route/dead-end',
        message: 'far does not reach hub: attachment a0 has no subnet in eu-central-1b',
      },
    ]);
  });

  it('has nothing against a drop that is meant', () => {
    const text = `${vpcs('10.0.0.0/16')}routeTables:
  r0: { kind: aws-route-table, network: v0, main: true, routes: [{ to: 10.0.0.0/8, drop: true }] }
`;
    expect(codes(text)).toEqual([]);
  });
});

describe('route/missing-return', () => {
  it('finds the network that is sent to and sends nothing back, and adds the route', () => {
    const text = joined(['10.1.0.0/16', '10.2.0.0/16'], (n) =>
      n === 0 ? '{ to: 10.2.0.0/16, via: hub }' : '',
    );
    expect(problemsOf(text).map(({ code, path }) => ({ code, path }))).toEqual([
      { code: 'route/missing-return', path: 'routeTables.r1' },
    ]);
    const after = cured(text, 'route/missing-return');
    expect(after).toContain('to: 10.1.0.0/16');
    expect(remaining(after)).toEqual([]);
  });

  it('has nothing against two networks that do not route to each other', () => {
    expect(codes(joined(['10.1.0.0/16', '10.2.0.0/16'], () => ''))).toEqual([]);
  });

  it('tells of several senders at once, and adds all routes', () => {
    const blocks = ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16', '10.4.0.0/16', '10.5.0.0/16'];
    const text = joined(blocks, (n) => (n === 4 ? '' : '{ to: 10.0.0.0/8, via: hub }'));
    // Three of the four senders are named.
    expect(problemsOf(text, 'route/missing-return').map(({ path, message }) => ({ path, message }))).toEqual([
      {
        path: 'routeTables.r4',
        message:
          'v0, v1, v2 and 1 more send to v4 through hub, but route table r4 of v4 does not send 10.1.0.0/16, 10.2.0.0/16, 10.3.0.0/16 and 1 more back',
      },
    ]);
    expect(remaining(cured(text, 'route/missing-return'))).not.toContain('route/missing-return');
  });

  it('adds no more routes than the table takes', () => {
    const blocks = ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16'];
    const text = joined(blocks, (n) => (n === 2 ? '' : '{ to: 10.0.0.0/8, via: hub }'));
    const [problem] = problemsOf(`${text}facts: { aws.vpc.routes: 1 }\n`, 'route/missing-return');
    expect(problem).toBeDefined();
    expect(problem?.cure).toBeUndefined();
  });
});

describe('peerings', () => {
  it('need routes on both sides', () => {
    const text = peered('{ to: 10.2.0.0/16, via: p }', '');
    expect(codes(text)).toEqual(['route/one-sided-peering']);
    expect(remaining(cured(text, 'route/one-sided-peering'))).toEqual([]);
    expect(problemsOf(peered('', ''), 'route/one-sided-peering')[0]?.severity).toBe('info');
  });

  it('lead to no third network', () => {
    const both = peered(
      '{ to: 10.2.0.0/16, via: p }, { to: 10.3.0.0/16, via: p }',
      '{ to: 10.1.0.0/16, via: p }',
    );
    expect(problemsOf(both).map(({ code, path, severity }) => ({ code, path, severity }))).toEqual([
      { code: 'route/transitive-peering', path: 'routeTables.r0.routes[1].to', severity: 'error' },
    ]);
    const partly = peered('{ to: 10.0.0.0/8, via: p }', '{ to: 10.1.0.0/16, via: p }');
    expect(problemsOf(partly).map(({ code, severity }) => ({ code, severity }))).toEqual([
      { code: 'route/transitive-peering', severity: 'warning' },
    ]);
  });
});

describe('mtu/shrinks', () => {
  it('tells of a transit gateway that carries less than machines send', () => {
    const [problem] = problemsOf(joined(['10.1.0.0/16']), 'mtu/shrinks');
    // aws.tgw.mtu and aws.ec2.mtu
    expect(problem?.message).toBe(
      'transit gateway hub carries packets of up to 8500 B, machines in a VPC send up to 9001 B',
    );
    expect(problem?.source?.asOf).toBe('2026');
  });

  it('warns of a wire that is narrower than another on its router', () => {
    expect(codes(twoWires(1500))).toEqual([]);
    expect(problemsOf(twoWires(1400)).map(({ code, path }) => ({ code, path }))).toEqual([
      { code: 'mtu/shrinks', path: 'links.x.mtu' },
    ]);
  });
});

describe('limits/quota', () => {
  it('warns from 80 % on, and is an error beyond', () => {
    // aws.vpc.perregion is 5: 3 are 60 %, 4 are 80 %, 5 are all, 6 are too many.
    const severities = [3, 4, 5, 6].map((count) =>
      problemsOf(manyVpcs(count), 'limits/quota').map(({ severity }) => severity),
    );
    expect(severities).toEqual([[], ['warning'], ['warning'], ['error']]);
  });

  it('tells a quota that can be raised, and takes a raised one as a fact', () => {
    const [problem] = problemsOf(manyVpcs(6), 'limits/quota');
    expect(problem?.message).toContain('can be raised on request');
    const after = cured(manyVpcs(6), 'limits/quota');
    expect(after).toMatch(/aws\.vpc\.perregion: 6/);
    // 6 of 6 is still a warning, as 80 % are used.
    expect(openScenario(after).problems.map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('tells a quota that is fixed, and offers no cure for it', () => {
    const gateways = Array.from({ length: 6 }, (_, n) => n);
    const text = `${vpcs('10.0.0.0/16')}subnets: { s: { kind: aws-subnet, network: v0, cidr: 10.0.0.0/24 } }
gateways:
${gateways.map((n) => `  g${n}: { kind: aws-transit-gateway, site: ${n < 3 ? 'frankfurt' : 'ireland'} }\n`).join('')}
attachments:
${gateways.map((n) => `  a${n}: { kind: aws-transit-gateway-attachment, gateway: g${n}, network: v0, subnets: [s] }\n`).join('')}
`;
    // aws.tgw.pervpc is 5, and hard.
    const [problem] = problemsOf(text, 'limits/quota');
    expect(problem).toMatchObject({ severity: 'error', path: 'networks.v0' });
    expect(problem?.message).toContain('is fixed');
    expect(problem?.cure).toBeUndefined();
  });
});

describe('security/open-to-the-world', () => {
  it('warns of the whole world in either family, and of nothing less', () => {
    expect(codes(admitting('0.0.0.0/0'))).toEqual(['security/open-to-the-world']);
    expect(codes(admitting('::/0'))).toEqual(['security/open-to-the-world']);
    expect(codes(admitting('0.0.0.0/1'))).toEqual([]);
  });
});

describe('facts of the document', () => {
  it('replace published ones, and must be of their kind', () => {
    expect(
      problemsOf('facts: { aws.vpc.perregion: lots }').map(({ code, path }) => ({ code, path })),
    ).toEqual([{ code: 'facts/bad-value', path: 'facts["aws.vpc.perregion"]' }]);
    expect(codes('facts: { aws.vpc.perregions: 9 }')).toEqual(['facts/bad-value']);
  });
});

describe('explanations', () => {
  it('exist for every rule and everything else this part of the engine says', () => {
    const explained = new Set(explanations.map(({ code }) => code));
    const said = [
      ...rules.map(({ code }) => code),
      'facts/bad-value',
      'model/not-simulated',
      'model/no-latency',
    ];
    expect(said.filter((code) => !explained.has(code))).toEqual([]);
  });

  it('exist once per code', () => {
    const seen = explanations.map(({ code }) => code);
    expect(seen.length).toBe(new Set(seen).size);
  });
});
