/**
 * What inspects packets: a stateful filter with ordered rules, asked of everything that enters. The endpoint of each zone
 * remembers only what has passed it, so a flow whose two directions enter in different zones is not recognised.
 * Left out: stateless rule groups, rules on names or payload, the time inspection takes, and what is logged.
 */
import type { FilterRule } from '../../fabric/fabric.ts';
import type { Origin } from '../../fabric/origin.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import type { BuildContext } from '../build-context.ts';
import { partOrigin } from '../record-origin.ts';
import { writtenPorts, writtenPrefix } from '../written.ts';

type Inspecting = Extract<
  RecordOf<'gateways'>,
  { kind: 'aws-network-firewall' | 'aws-gateway-load-balancer' }
>;

const LAST_PORT = 65535;

/** The filter of one zone's endpoint, at each of the ports packets enter by. */
export function inspect(
  { builder }: BuildContext,
  node: number,
  ports: readonly number[],
  record: Inspecting,
  origin: Origin,
): void {
  const id = `${builder.nodeId(node)}:rules`;
  const rules = (record.rules ?? []).map((rule, n) => filterRule(rule, n, origin));
  const called = `${origin.noun} ${origin.name}`;
  if (record.otherwise === 'pass') rules.push(passesAll(called, origin));
  const filter = builder.addFilter({
    id,
    stateful: true,
    tracker: builder.nodeId(node),
    rules,
    otherwise: `${called} has no rule that passes this packet`,
    origin,
  });
  for (const port of ports) builder.addPortFilter(port, 'ingress', filter);
}

type Rule = NonNullable<Inspecting['rules']>[number];

function filterRule(rule: Rule, n: number, origin: Origin): FilterRule {
  const ports = rule.ports === undefined ? { from: 0, to: LAST_PORT } : writtenPorts(rule.ports);
  const protocol = rule.protocol ?? 'any';
  const words = [
    protocol === 'any' ? 'everything' : protocol,
    ...(rule.ports === undefined ? [] : [rule.ports]),
    ...(rule.from === undefined ? [] : [`from ${rule.from}`]),
    ...(rule.to === undefined ? [] : [`to ${rule.to}`]),
  ];
  const verb = rule.action === 'pass' ? 'passes' : 'drops';
  return {
    allow: rule.action === 'pass',
    from: rule.from === undefined ? [] : [writtenPrefix(rule.from)],
    to: rule.to === undefined ? [] : [writtenPrefix(rule.to)],
    protocol,
    portFrom: ports.from,
    portTo: ports.to,
    sentence: `rule ${n + 1} of ${origin.noun} ${origin.name} ${verb} ${words.join(' ')}`,
    origin: partOrigin(origin, `rules[${n}]`, 'rule'),
  };
}

const passesAll = (called: string, origin: Origin): FilterRule => ({
  allow: true,
  from: [],
  to: [],
  protocol: 'any',
  portFrom: 0,
  portTo: LAST_PORT,
  sentence: `${called} passes what no rule matches`,
  origin,
});
