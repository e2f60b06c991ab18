import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src-sim/scenario/edit-text.ts';
import type { Problem } from '../../../src-sim/scenario/problem.ts';
import { parseScenario } from '../../../src-sim/scenario/text.ts';

const sites = 'sites:\n  here: { kind: aws-region, region: eu-central-1 }\n';
const document = (rest: string): string => `netwright: 1\nname: x\n${sites}${rest}`;

function problemsOf(text: string): readonly Problem[] {
  return parseScenario(text).problems;
}

/** The text with the cure of its first problem applied. */
function cured(text: string): string {
  const outcome = applyEdits(text, problemsOf(text)[0]?.cure?.edits ?? []);
  return 'text' in outcome ? outcome.text : outcome.problem.message;
}

const vpc = (rest: string): string => document(`networks:\n  n: { kind: aws-vpc, ${rest} }\n`);

describe('a problem that can be cured with one click', () => {
  const cases: readonly (readonly [title: string, text: string, message: string, cure: string])[] = [
    [
      'a misspelt key',
      vpc('site: here, cidr: [10.0.0.0/16]'),
      'n has no key "cidr"; did you mean cidrs?',
      'Rename cidr to cidrs',
    ],
    [
      'a key that is like no other',
      vpc('site: here, cidrs: [10.0.0.0/16], xyzxyz: 1'),
      'n has no key "xyzxyz"; known keys are kind, name, note, site, cidrs or pool.',
      'Remove xyzxyz',
    ],
    [
      'a misspelt kind',
      document('hosts:\n  h: { kind: hipervisor, site: here }\n'),
      'the text "hipervisor" is not a kind that can stand here; the kinds are hypervisor. Did you mean hypervisor?',
      'Change the kind to hypervisor',
    ],
    [
      'a missing kind where there is only one',
      document('hosts:\n  h: { site: here }\n'),
      'h needs a kind: hypervisor.',
      'Add kind: hypervisor',
    ],
    [
      'a misspelt reference',
      vpc('site: hree, cidrs: [10.0.0.0/16]'),
      'There is no record with the id "hree"; did you mean here?',
      'Change it to here',
    ],
    [
      'a number that should be a text',
      document('devices:\n  r: { kind: router, name: 2024 }\n'),
      'name: expected a text, found the number 2024.',
      'Put 2024 in quotes',
    ],
    [
      'a place on the canvas of nobody',
      document('view: { positions: { qqqqqq: { x: 0, y: 0 } } }\n'),
      'There is no record with the id "qqqqqq".',
      'Remove it',
    ],
    [
      'a circle of sites',
      'netwright: 1\nname: x\nsites:\n  a: { kind: internet, within: a }\n',
      'A site cannot be a part of itself: a is within a.',
      'Remove this within',
    ],
    [
      'a document without a version',
      'name: x\n',
      'The document does not say which version of the format it is in; write "netwright: 1" at the top.',
      'Add netwright: 1',
    ],
  ];
  for (const [title, text, message, cure] of cases) {
    it(`is ${title}`, () => {
      expect(problemsOf(text)).toHaveLength(1);
      expect(problemsOf(text)[0]).toMatchObject({ message, cure: { title: cure } });
      expect(problemsOf(cured(text))).toEqual([]);
    });
  }
});

describe('references', () => {
  it('say what is expected where they name a record of the wrong kind', () => {
    const text = document(
      'networks:\n  n: { kind: aws-vpc, site: here, cidrs: [10.0.0.0/16] }\ngateways:\n  g: { kind: aws-internet-gateway, network: here }\n',
    );
    expect(problemsOf(text)).toMatchObject([
      {
        code: 'document/wrong-reference',
        message: 'here is a site (aws-region); a network (aws-vpc) is expected here.',
        path: 'gateways.g.network',
      },
    ]);
  });

  it('may name several records in a list', () => {
    const text = document(
      'networks:\n  n: { kind: aws-vpc, site: here, cidrs: [10.0.0.0/16] }\nsubnets:\n  s: { kind: aws-subnet, network: n, cidr: 10.0.0.0/24 }\nworkloads:\n  a: { kind: virtual-machine, subnet: s }\n  b: { kind: virtual-machine, subnet: s }\ntraffic:\n  t: { kind: poisson, from: a, to: [b, c], rate: 1 Mbit/s }\n',
    );
    expect(problemsOf(text)).toMatchObject([{ code: 'document/unknown-reference', path: 'traffic.t.to[1]' }]);
  });

  const twoVpcs = document(`networks:
  a: { kind: aws-vpc, site: here, cidrs: [10.0.0.0/16] }
  b: { kind: aws-vpc, site: here, cidrs: [10.1.0.0/16] }
subnets:
  in-a: { kind: aws-subnet, network: a, cidr: 10.0.0.0/24, routeTable: of-b }
routeTables:
  of-b: { kind: aws-route-table, network: b }
  first-routes: { kind: aws-transit-gateway-route-table, gateway: first }
gateways:
  first: { kind: aws-transit-gateway, site: here }
  second: { kind: aws-transit-gateway, site: here }
attachments:
  odd: { kind: aws-transit-gateway-attachment, gateway: second, network: b, subnets: [in-a], association: first-routes }
  self: { kind: aws-vpc-peering, requester: a, accepter: a }
securityGroups:
  group-b: { kind: aws-security-group, network: b }
workloads:
  w: { kind: virtual-machine, subnet: in-a, securityGroups: [group-b] }
`);

  it('are refused where the records do not belong together', () => {
    expect(problemsOf(twoVpcs).map(({ code, path }) => [code, path])).toEqual([
      ['document/mismatched-reference', 'subnets.in-a.routeTable'],
      ['document/mismatched-reference', 'attachments.odd.subnets[0]'],
      ['document/mismatched-reference', 'attachments.odd.association'],
      ['document/mismatched-reference', 'attachments.self.accepter'],
      ['document/mismatched-reference', 'workloads.w.securityGroups[0]'],
    ]);
  });
});

describe('an older document', () => {
  // Version 0 had one prefix under cidr where version 1 has a list under cidrs.
  const old = `netwright: 0
name: Old
sites: { cellar: { kind: data-centre } }
networks:
  # Ours.
  lan: { kind: lan, site: cellar, cidr: 10.0.0.0/16 } # all of it
`;

  it('is read as the present version, and says so', () => {
    const { scenario, problems } = parseScenario(old);
    expect(scenario).toMatchObject({ netwright: 1, networks: { lan: { cidrs: ['10.0.0.0/16'] } } });
    expect(problems).toMatchObject([{ code: 'document/migrated', severity: 'info', line: 1, column: 12 }]);
  });

  it('is brought forward in the file by the cure, comments and all', () => {
    expect(cured(old)).toBe(
      old.replace('netwright: 0', 'netwright: 1').replace('cidr: 10.0.0.0/16', 'cidrs: [10.0.0.0/16]'),
    );
  });

  it('shows mistakes where they stand in the old text', () => {
    const { problems } = parseScenario(old.replace('10.0.0.0/16', '10.300.0.0/16'));
    // The value that is wrong is at cidrs[0], which the text does not have; its record begins in column 3.
    expect(problems.at(-1)).toMatchObject({
      code: 'value/address',
      path: 'networks.lan.cidrs[0]',
      line: 6,
      column: 3,
    });
  });
});
