import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factBook } from '../../../src-sim/facts/fact-book.ts';
import { parseAddress } from '../../../src-sim/quantity/address.ts';
import { containsAddress, overlaps, parsePrefix } from '../../../src-sim/quantity/prefix.ts';
import { planAddresses } from '../../../src-sim/scenario/address-plan.ts';
import { applyEdits } from '../../../src-sim/scenario/edit-text.ts';
import { blocksOfNetwork } from '../../../src-sim/scenario/network-blocks.ts';
import type { Scenario } from '../../../src-sim/scenario/schema.ts';
import { parseScenario } from '../../../src-sim/scenario/text.ts';
import { scenarioArbitrary } from '../../support/scenario-arbitrary.ts';

const facts = factBook();

const head = `netwright: 1
name: x
sites:
  region: { kind: aws-region, region: eu-central-1 }
  cellar: { kind: data-centre }
`;

function planned(rest: string): ReturnType<typeof planAddresses> {
  const { scenario, problems } = parseScenario(head + rest);
  if (scenario === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  return planAddresses(scenario, facts);
}

const prefix = (text: string) => {
  const outcome = parsePrefix(text);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
};

const address = (text: string) => {
  const outcome = parseAddress(text);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
};

const blocksOf = (scenario: Scenario): string[] =>
  Object.values(scenario.networks ?? {}).flatMap((network) => blocksOfNetwork(network));

describe('blocks for networks', () => {
  it('are the lowest free ones of the pool, in the order of the document, around what is written', () => {
    const { scenario, plan } = planned(`pools:
  stock: { kind: pool, cidr: 10.0.0.0/14 }
networks:
  a: { kind: aws-vpc, site: region, cidrs: [auto/16] }
  b: { kind: aws-vpc, site: region, cidrs: [10.0.0.0/16] }
  c: { kind: aws-vpc, site: region, cidrs: [auto/17, auto/16] }
`);
    // b holds 10.0; a comes first and gets 10.1; c gets the lower half of 10.2, and for its /16 the next whole one, 10.3.
    expect(scenario.networks?.['a']).toMatchObject({ cidrs: ['10.1.0.0/16'] });
    expect(scenario.networks?.['c']).toMatchObject({ cidrs: ['10.2.0.0/17', '10.3.0.0/16'] });
    // A /14 has four /16; three and a half are given, so 7/8 are used and the upper half of 10.2 is free.
    expect(plan.pools).toEqual([
      {
        id: 'stock',
        cidr: '10.0.0.0/14',
        size: 262_144,
        used: 229_376,
        utilisation: 0.875,
        free: ['10.2.128.0/17'],
        networks: ['a', 'b', 'c'],
      },
    ]);
  });

  it('come from the pool a network names, or from one of its site, or from private space', () => {
    const { scenario, plan } = planned(`pools:
  cellar-only: { kind: pool, cidr: 192.168.0.0/16, site: cellar }
  six: { kind: pool, cidr: 2001:db8::/32 }
networks:
  a: { kind: aws-vpc, site: region, cidrs: [auto/16] }
  b: { kind: lan, site: cellar, cidrs: [auto/24] }
  c: { kind: aws-vpc, site: region, cidrs: [auto/56], pool: six }
  d: { kind: aws-vpc, site: region, cidrs: [auto/56] }
`);
    expect(scenario.networks?.['a']).toMatchObject({ cidrs: ['10.0.0.0/16'] });
    expect(scenario.networks?.['b']).toMatchObject({ cidrs: ['192.168.0.0/24'] });
    // 2001:db8::/56 is c's; the next /56 begins 2^72 addresses, 0x100 in the fourth group, higher.
    expect(scenario.networks?.['c']).toMatchObject({ cidrs: ['2001:db8::/56'] });
    expect(scenario.networks?.['d']).toMatchObject({ cidrs: ['2001:db8:0:100::/56'] });
    expect(plan.pools.map(({ id }) => id)).toEqual(['cellar-only', 'six', null]);
  });

  it('are not given twice where pools overlap', () => {
    const { scenario } = planned(`pools:
  wide: { kind: pool, cidr: 10.0.0.0/8 }
  narrow: { kind: pool, cidr: 10.0.0.0/16 }
networks:
  a: { kind: aws-vpc, site: region, cidrs: [auto/17], pool: wide }
  b: { kind: aws-vpc, site: region, cidrs: [auto/17], pool: narrow }
`);
    expect(scenario.networks?.['a']).toMatchObject({ cidrs: ['10.0.0.0/17'] });
    expect(scenario.networks?.['b']).toMatchObject({ cidrs: ['10.0.128.0/17'] });
  });

  it('are missed with a sentence when the pool is empty', () => {
    const { findings, scenario } = planned(`pools:
  stock: { kind: pool, cidr: 10.0.0.0/24 }
networks:
  a: { kind: aws-vpc, site: region, cidrs: [auto/16], pool: stock }
`);
    expect(findings).toMatchObject([{ code: 'address/pool-exhausted', path: ['networks', 'a', 'cidrs', 0] }]);
    expect(scenario.networks?.['a']).toMatchObject({ cidrs: ['auto/16'] });
  });
});

describe('blocks for subnets', () => {
  it('are cut from the network, around what is written', () => {
    const { scenario, plan } = planned(`networks:
  n: { kind: aws-vpc, site: region, cidrs: [10.0.0.0/22, 2001:db8::/56] }
subnets:
  a: { kind: aws-subnet, network: n, cidr: auto/24 }
  b: { kind: aws-subnet, network: n, cidr: 10.0.0.0/24 }
  c: { kind: aws-subnet, network: n, cidr: auto/64 }
  d: { kind: aws-subnet, network: n, cidr: auto/24 }
`);
    expect(Object.values(scenario.subnets ?? {}).map(({ cidr }) => cidr)).toEqual([
      '10.0.1.0/24',
      '10.0.0.0/24',
      '2001:db8::/64',
      '10.0.2.0/24',
    ]);
    // Three of the four /24 of the /22 are used, and one of the 256 /64 of the /56.
    expect(plan.networks[0]?.blocks.map(({ utilisation }) => utilisation)).toEqual([0.75, 1 / 256]);
    expect(plan.networks[0]?.blocks[0]?.free).toEqual(['10.0.3.0/24']);
  });

  it('are missed with a sentence when the network is full', () => {
    const { findings } = planned(`networks:
  n: { kind: aws-vpc, site: region, cidrs: [10.0.0.0/24] }
subnets:
  a: { kind: aws-subnet, network: n, cidr: 10.0.0.0/25 }
  b: { kind: aws-subnet, network: n, cidr: auto/24 }
`);
    expect(findings).toMatchObject([{ code: 'address/network-full', path: ['subnets', 'b', 'cidr'] }]);
  });

  it('must be a part of the network; the cure is its next free block', () => {
    const text = `${head}networks:
  n: { kind: aws-vpc, site: region, cidrs: [10.0.0.0/16] }
subnets:
  a: { kind: aws-subnet, network: n, cidr: 10.0.0.0/24 }
  b: { kind: aws-subnet, network: n, cidr: 10.1.0.0/24 }
`;
    const { scenario } = parseScenario(text);
    const [finding] = planAddresses(scenario!, facts).findings;
    expect(finding).toMatchObject({ code: 'address/subnet-outside-network', path: ['subnets', 'b', 'cidr'] });
    expect(finding?.cure?.title).toBe('Use 10.0.1.0/24, the next free block');
    const cured = applyEdits(text, finding?.cure?.edits ?? []);
    const again = parseScenario('text' in cured ? cured.text : '').scenario;
    expect(planAddresses(again!, facts).findings).toEqual([]);
  });
});

describe('addresses for hosts', () => {
  const network = `networks:
  n: { kind: aws-vpc, site: region, cidrs: [10.0.0.0/16] }
  l: { kind: lan, site: cellar, cidrs: [10.1.0.0/16] }
subnets:
  a: { kind: aws-subnet, network: n, cidr: 10.0.0.0/28 }
  s: { kind: segment, network: l, cidr: 10.1.0.0/29, gateway: r }
  p: { kind: segment, network: l, cidr: 10.1.1.0/31 }
devices:
  r: { kind: router }
  q: { kind: router }
`;

  it('leave out what AWS keeps: the first four and the last', () => {
    const { scenario, plan } = planned(`${network}workloads:
  v: { kind: virtual-machine, subnet: a }
  w: { kind: virtual-machine, subnet: a, address: 10.0.0.4 }
`);
    // w was written, so v, though first, gets the fifth address.
    expect(scenario.workloads?.['v']?.address).toBe('10.0.0.5');
    // A /28 has 16 addresses; 5 are kept and 2 used, so 9 are free, and 2 of 11 are used.
    expect(plan.subnets[0]).toMatchObject({
      size: 16,
      used: 2,
      free: 9,
      utilisation: 2 / 11,
      provider: 'aws',
      gateway: null,
    });
    expect(plan.subnets[0]?.reserved).toEqual(['10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.15']);
    expect(plan.subnets[0]?.assigned).toEqual([
      { address: '10.0.0.4', owner: 'w' },
      { address: '10.0.0.5', owner: 'v' },
    ]);
  });

  it('give the first one of a segment to its router', () => {
    const { scenario, plan } = planned(
      `${network}workloads:\n  v: { kind: virtual-machine, subnet: s, address: auto }\n`,
    );
    // A /29 has 8 addresses; the first and the last have meanings of their own.
    expect(plan.subnets[1]).toMatchObject({ gateway: '10.1.0.1', size: 8, used: 2, free: 4 });
    expect(scenario.workloads?.['v']?.address).toBe('10.1.0.2');
  });

  it('number the ends of a wire from its subnet; in a /31 both addresses are hosts', () => {
    const { scenario } = planned(
      `${network}links:\n  w: { kind: wire, ends: [{ to: r }, { to: q, address: 10.1.1.0 }], subnet: p, rate: 1 Gbit/s, delay: 1 ms }\n`,
    );
    expect(scenario.links?.['w']?.ends).toEqual([
      { to: 'r', address: '10.1.1.1' },
      { to: 'q', address: '10.1.1.0' },
    ]);
  });

  it('cannot be chosen for a wire without a subnet', () => {
    const { findings } = planned(
      `${network}links:\n  w: { kind: wire, ends: [{ to: r, address: auto }, { to: q }], rate: 1 Gbit/s, delay: 1 ms }\n`,
    );
    expect(findings).toMatchObject([
      { code: 'address/no-subnet', path: ['links', 'w', 'ends', 0, 'address'] },
    ]);
  });

  const wrong: readonly (readonly [string, string, string, string | undefined])[] = [
    ['outside the subnet', '10.9.9.9', 'address/outside-subnet', '10.0.0.4'],
    ['kept by the provider', '10.0.0.1', 'address/reserved', '10.0.0.4'],
    ['the last of the subnet', '10.0.0.15', 'address/reserved', '10.0.0.4'],
  ];
  for (const [title, written, code, next] of wrong) {
    it(`are refused when they are ${title}; the cure is the next free one`, () => {
      const { findings } = planned(
        `${network}workloads:\n  v: { kind: virtual-machine, subnet: a, address: ${written} }\n`,
      );
      expect(findings).toMatchObject([
        { code, path: ['workloads', 'v', 'address'], cure: { title: `Use ${next}, the next free address` } },
      ]);
    });
  }

  it('are refused when somebody has them already', () => {
    const { findings } = planned(
      `${network}workloads:\n  v: { kind: virtual-machine, subnet: a, address: 10.0.0.4 }\n  w: { kind: virtual-machine, subnet: a, address: 10.0.0.4 }\n`,
    );
    expect(findings).toMatchObject([
      {
        code: 'address/taken',
        message: '10.0.0.4 belongs to v already.',
        path: ['workloads', 'w', 'address'],
      },
    ]);
  });

  it('name the fact and its date where the provider keeps an address', () => {
    const { findings } = planned(
      `${network}workloads:\n  v: { kind: virtual-machine, subnet: a, address: 10.0.0.1 }\n`,
    );
    expect(findings[0]?.source).toEqual({
      title: facts.get('aws.vpc.subnet.reserved').source.title,
      url: facts.get('aws.vpc.subnet.reserved').source.url,
      asOf: facts.get('aws.vpc.subnet.reserved').asOf,
    });
  });

  it('run out in a full subnet, once for each host too many', () => {
    const hosts = Array.from(
      { length: 13 },
      (_, i) => `  v${i}: { kind: virtual-machine, subnet: a }\n`,
    ).join('');
    // 16 addresses less 5 are 11: two hosts of thirteen go without.
    const { findings, scenario } = planned(`${network}workloads:\n${hosts}`);
    expect(findings.map(({ code, path }) => [code, path[1]])).toEqual([
      ['address/subnet-full', 'v11'],
      ['address/subnet-full', 'v12'],
    ]);
    expect(scenario.workloads?.['v12']?.address).toBe('auto');
  });
});

describe('any plan', () => {
  it('leaves no automatic value, gives nothing twice and keeps hosts in their subnets', () => {
    fc.assert(
      fc.property(scenarioArbitrary(), (scenario) => {
        const { scenario: result, findings } = planAddresses(scenario, facts);
        expect(findings).toEqual([]);
        expect(JSON.stringify(result)).not.toContain('auto');
        const blocks = blocksOf(result).map(prefix);
        for (const [i, block] of blocks.entries()) {
          expect(blocks.slice(i + 1).some((other) => overlaps(block, other))).toBe(false);
        }
        const addresses = Object.values(result.workloads ?? {}).map(({ address: text }) => text!);
        expect(new Set(addresses).size).toBe(addresses.length);
        for (const { subnet, address: text } of Object.values(result.workloads ?? {})) {
          expect(containsAddress(prefix(result.subnets![subnet].cidr), address(text!))).toBe(true);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('is the same when it is made again, and changes nothing that was written', () => {
    fc.assert(
      fc.property(scenarioArbitrary(), (scenario) => {
        const once = planAddresses(scenario, facts);
        expect(planAddresses(scenario, facts)).toEqual(once);
        expect(planAddresses(once.scenario, facts).scenario).toEqual(once.scenario);
        for (const [i, written] of blocksOf(scenario).entries()) {
          if (!written.startsWith('auto')) expect(blocksOf(once.scenario)[i]).toBe(written);
        }
      }),
      { seed: 2, numRuns: 100 },
    );
  });
});
