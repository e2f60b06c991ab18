// Who reaches whom in each template, pair by pair, held against what the provider's documentation says of the design.
import { describe, expect, it } from 'vitest';
import { openScenario } from '../../../src-sim/session/open.ts';
import { fillTemplate } from '../../../src-sim/templates/fill-template.ts';
import { templates } from '../../../src-sim/templates/templates.ts';
import { reach } from '../../../src-sim/trace/reach.ts';
import type { ReachClass } from '../../../src-sim/trace/trace-result.ts';

/** Workloads by the part of their name before the number. */
type Expected = (from: string, to: string, numbers: readonly [number, number]) => ReachClass;

interface Case {
  readonly id: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly because: string;
  readonly expected: Expected;
}

const everybody: Expected = () => 'delivered';

const cases: readonly Case[] = [
  { id: 'two-hosts', because: 'a line joins two', expected: everybody },
  {
    id: 'vlan-office',
    because: 'VLANs meet at the firewall only, which lets guests to the server',
    expected: (from, to) => (from === 'guest' && to === 'desk' ? 'denied' : 'delivered'),
  },
  { id: 'vxlan-two-sites', because: 'it is one segment', expected: everybody },
  {
    id: 'aws-tgw',
    values: { spokes: '5' },
    because:
      'all are associated with, and propagate to, one route table: full connectivity (Transit Gateway guide)',
    expected: everybody,
  },
  {
    id: 'shared-services',
    values: { spokes: '5' },
    because: 'isolated VPCs with shared services: the table of the isolated ones knows the services only',
    expected: (from, to) => (from === 'app' && to === 'app' ? 'no-route' : 'delivered'),
  },
  {
    id: 'tenant-transit',
    values: { spokes: '5' },
    because: '1 and 2, 3 and 4 have agreed, 5 has with nobody',
    expected: (from, to, [a, b]) =>
      from === 'app' && to === 'app' && Math.ceil(a / 2) !== Math.ceil(b / 2) ? 'no-route' : 'delivered',
  },
  {
    id: 'aws-central-egress-inspection',
    values: { spokes: '5' },
    because: 'the firewall passes HTTPS both ways round, and nothing begins behind a NAT gateway',
    expected: (from) => (from === 'website' ? 'no-route' : 'delivered'),
  },
  {
    id: 'aws-cloud-wan',
    values: { spokes: '5' },
    because: 'segments are apart, within one everybody is reached, and sharing is with the shared one',
    expected: (from, to, [a, b]) =>
      from === 'app' && to === 'app' && a % 2 !== b % 2 ? 'no-route' : 'delivered',
  },
  {
    id: 'azure-hub-spoke',
    values: { spokes: '5' },
    because: 'peerings are not transitive, and the firewall passes nothing from spoke to spoke',
    expected: (from, to) => {
      if (from === 'website' || (from === 'desk' && to === 'website')) return 'no-route';
      if (from === 'directory' && to === 'website') return 'denied';
      return from === 'app' && (to === 'app' || to === 'desk') ? 'denied' : 'delivered';
    },
  },
  {
    id: 'azure-hub-spoke',
    values: { spokes: '5', between: 'yes' },
    because: 'with a rule for it the firewall carries spoke to spoke, and to the office as well',
    expected: (from, to) => {
      if (from === 'website' || (from === 'desk' && to === 'website')) return 'no-route';
      return from === 'directory' && to === 'website' ? 'denied' : 'delivered';
    },
  },
  {
    id: 'azure-virtual-wan',
    values: { spokes: '5' },
    because: 'any to any: all connections use and fill the default route table',
    expected: everybody,
  },
  {
    id: 'gcp-peering',
    values: { spokes: '5' },
    because: 'VPC Network Peering is not transitive, and nothing begins behind Cloud NAT',
    expected: (from, to) => {
      if (from === 'website' || (from === 'directory' && to === 'website')) return 'no-route';
      return from === 'app' && to === 'app' ? 'no-route' : 'delivered';
    },
  },
  {
    id: 'gcp-vpn',
    values: { spokes: '5' },
    because: 'tunnels carry transit where the hub announces the spokes',
    expected: everybody,
  },
  { id: 'gcp-ncc', values: { spokes: '5' }, because: 'a mesh joins all spokes', expected: everybody },
  {
    id: 'gcp-ncc',
    values: { spokes: '5', topology: 'star' },
    because: 'in a star the edge reaches the centre only',
    expected: (from, to) => (from === 'app' && to === 'app' ? 'no-route' : 'delivered'),
  },
  {
    id: 'vmware-global-reach',
    values: { spokes: '5' },
    because:
      'peerings are not transitive, and rules for 5432 are all that passes at the database, either way',
    expected: (from, to) => {
      // What the database may send to, the machines in spokes do not take: HTTPS is all they answer.
      const shut = (from === 'database' && to === 'app') || (from === 'app' && to === 'app');
      return shut || (to === 'database' && (from === 'app' || from === 'directory')) ? 'denied' : 'delivered';
    },
  },
  {
    id: 'two-clouds-exchange',
    values: { spokes: '5' },
    because: 'BGP at the exchange tells all of all; peerings in Azure are not transitive',
    expected: (from, to) => (from === 'job' && to === 'job' ? 'denied' : 'delivered'),
  },
];

const split = (id: string): readonly [string, number] => {
  const [, name = id, number = '0'] = /^(.*?)-(\d+)$/.exec(id) ?? [];
  return [name, Number(number)];
};

describe.each(cases)('template $id with $values', ({ id, values = {}, because, expected }) => {
  const outcome = fillTemplate(templates.find((each) => each.id === id)!, values);
  if (!outcome.ok) throw new Error(outcome.message);
  const { fabric, scenario, intents } = openScenario(outcome.value.text);

  it(`lets those reach each other that should: ${because}`, () => {
    if (fabric === null) throw new Error('not built');
    const { pairs } = reach(fabric);
    const shown = pairs.map(({ from, to, class: kind }) => `${from} ${to} ${kind}`);
    const wanted = pairs.map(({ from, to }) => {
      const [[source, a], [target, b]] = [split(from), split(to)];
      return `${from} ${to} ${expected(source, target, [a, b])}`;
    });
    expect(shown).toEqual(wanted);
  });

  it('has intents, and meets them', () => {
    const ids = Object.keys(scenario?.intents ?? {});
    expect(ids.length).toBeGreaterThan(0);
    expect(intents.map((each) => [each.id, each.status])).toEqual(ids.map((each) => [each, 'holds']));
  });
});
