/**
 * The distributed firewall of NSX: at the interface of every machine, in both directions, with one memory. Rules are asked in
 * order over all its records; what none matches passes, as the default rule of a new private cloud has it. Dropping and
 * rejecting come to the same here: the packet goes no further.
 * Left out: sections and categories beyond the order of the document, groups by tag, layer-7 profiles, identity rules.
 */
import type { Filter, FilterRule } from '../../fabric/fabric.ts';
import type { Origin } from '../../fabric/origin.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { anywhere, type BuildContext, recordsOf } from '../build-context.ts';
import { partOrigin, recordOrigin } from '../record-origin.ts';
import { writtenPorts, writtenPrefix } from '../written.ts';
import type { VmwareParts } from './vmware-parts.ts';

type Firewall = Extract<RecordOf<'securityGroups'>, { kind: 'nsx-distributed-firewall' }>;
type Rule = NonNullable<Firewall['rules']>[number];

const LAST_PORT = 65_535;

export function guardSegments({ scenario, builder, machines }: BuildContext, parts: VmwareParts): void {
  const firewalls = recordsOf(scenario.securityGroups).flatMap(([id, record]) =>
    record.kind === 'nsx-distributed-firewall' ? [{ id, record }] : [],
  );
  for (const machine of machines.values()) {
    const segment = parts.segments.get(machine.record.subnet);
    if (segment === undefined) continue;
    const own = firewalls.filter(
      ({ record }) => record.network === segment.cloud.id && (record.segments?.includes(segment.id) ?? true),
    );
    const [first] = own;
    if (first === undefined) continue;
    const origin = recordOrigin('securityGroups', first.id, first.record);
    const rules = own.flatMap(({ id, record }) => rulesOf(id, record));
    for (const direction of ['ingress', 'egress'] as const) {
      const filter: Filter = {
        id: `${machine.id}:${direction}`,
        stateful: true,
        tracker: machine.id,
        rules: [...rules, everythingElse(origin)],
        otherwise: `distributed firewall ${origin.name} refuses this packet`,
        origin,
      };
      const index = builder.addFilter(filter);
      for (const port of machine.ports) builder.addPortFilter(port, direction, index);
    }
  }
}

function rulesOf(id: string, record: Firewall): FilterRule[] {
  const origin = recordOrigin('securityGroups', id, record);
  return (record.rules ?? []).map((rule, n) => {
    const ports = rule.ports === undefined ? { from: 0, to: LAST_PORT } : writtenPorts(rule.ports);
    return {
      allow: (rule.access ?? 'allow') === 'allow',
      from: (rule.from ?? []).map(writtenPrefix),
      to: (rule.to ?? []).map(writtenPrefix),
      protocol: rule.protocol ?? 'any',
      portFrom: ports.from,
      portTo: ports.to,
      sentence: `rule ${n + 1} of distributed firewall ${origin.name} ${inWords(rule)}`,
      origin: partOrigin(origin, `rules[${n}]`, 'rule'),
    };
  });
}

function inWords({ access = 'allow', protocol = 'any', ports, from, to }: Rule): string {
  const verb = { allow: 'allows', drop: 'drops', reject: 'rejects' }[access];
  const what = protocol === 'any' ? 'everything' : protocol;
  const listed = (word: string, prefixes: readonly string[] | undefined): string =>
    prefixes === undefined ? '' : ` ${word} ${prefixes.join(', ')}`;
  return `${verb} ${what}${ports === undefined ? '' : ` ${ports}`}${listed('from', from)}${listed('to', to)}`;
}

const everythingElse = (origin: Origin): FilterRule => ({
  allow: true,
  from: [],
  to: anywhere,
  protocol: 'any',
  portFrom: 0,
  portTo: LAST_PORT,
  sentence: `the default rule of distributed firewall ${origin.name} allows everything`,
  origin,
});
