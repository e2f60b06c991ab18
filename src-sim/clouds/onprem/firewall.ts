/**
 * A firewall between zones: stateful rules in order, the first that matches decides, and what none matches is refused. What
 * stays inside a zone passes. Answers pass where the request did: an answer that comes back by another firewall, or by
 * another pair of zones of this one, is judged like any packet.
 * Left out: rules by application, user or name; inspection of what is inside packets; time-outs; failover pairs that
 * share what they remember.
 */
import type { FilterRule } from '../../fabric/fabric.ts';
import type { BuildContext } from '../build-context.ts';
import { partOrigin } from '../record-origin.ts';
import { writtenPorts, writtenPrefix } from '../written.ts';
import type { RouterPart, RoutingDevice } from './onprem-parts.ts';

type Rule = NonNullable<Extract<RoutingDevice, { kind: 'firewall' }>['rules']>[number];
type ZonePort = readonly [zone: string, port: number];

const LAST_PORT = 65_535;

/** Filters both ways between two zones of a firewall; one memory for the pair. */
export function guardBetween({ builder }: BuildContext, router: RouterPart, a: ZonePort, b: ZonePort): void {
  const { id, origin, record } = router;
  if (record?.kind !== 'firewall') return;
  const tracker = `${id}:${a[0]}-${b[0]}`;
  for (const [[from, port], [to]] of [
    [a, b],
    [b, a],
  ] as const) {
    const filter = builder.addFilter({
      id: `${id}:${from}>${to}`,
      stateful: true,
      tracker,
      rules: (record.rules ?? []).flatMap((rule, n) =>
        (rule.from ?? from) === from && (rule.to ?? to) === to ? [filterRule(router, rule, n, from, to)] : [],
      ),
      otherwise: `firewall ${origin.name} has no rule from ${from} to ${to} for this packet`,
      origin,
    });
    builder.addPortFilter(port, 'egress', filter);
  }
}

function filterRule({ origin }: RouterPart, rule: Rule, n: number, from: string, to: string): FilterRule {
  const ports = rule.ports === undefined ? { from: 0, to: LAST_PORT } : writtenPorts(rule.ports);
  const what = rule.protocol === undefined || rule.protocol === 'any' ? 'everything' : rule.protocol;
  const numbers = rule.ports === undefined ? '' : ` ${rule.ports}`;
  const verb = rule.action === 'allow' ? 'allows' : 'refuses';
  return {
    allow: rule.action === 'allow',
    from: (rule.source ?? []).map(writtenPrefix),
    to: (rule.destination ?? []).map(writtenPrefix),
    protocol: rule.protocol ?? 'any',
    portFrom: ports.from,
    portTo: ports.to,
    sentence: `rule ${n + 1} of firewall ${origin.name} ${verb} ${what}${numbers} from ${from} to ${to}`,
    origin: partOrigin(origin, `rules[${n}]`, 'rule'),
  };
}
