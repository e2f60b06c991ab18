/**
 * What a device does with packets beside looking up its table: policy routes, the check of sources, the host model, a limit of
 * connections, translations. A policy route is a table of its own with one way for everything, so it also decides for
 * addresses that the device knows better; say in `to` what it is for.
 */
import type { RouteAction } from '../../fabric/fabric.ts';
import type { PolicyRule } from '../../fabric/policy.ts';
import { anywhere, type BuildContext } from '../build-context.ts';
import { partOrigin } from '../record-origin.ts';
import { given, ifWritten, writtenPorts, writtenPrefix } from '../written.ts';
import { attachedWays } from './attached-interface.ts';
import type { OnpremParts, RouterPart, RoutingDevice } from './onprem-parts.ts';
import { portsOfPlug } from './plug-ports.ts';
import { addTranslations } from './translations.ts';

type PolicyRoute = NonNullable<Extract<RoutingDevice, { kind: 'router' }>['policy']>[number];

export function setForwarding(context: BuildContext, parts: OnpremParts): void {
  const { builder } = context;
  for (const router of parts.routers.values()) {
    const { record } = router;
    if (record?.kind !== 'router' && record?.kind !== 'firewall') continue;
    const { reversePath, hostModel, connections: connectionsMax } = record;
    const sharing = ifWritten(record.flowSharing, (by) => ({ by }));
    const policy = record.kind === 'router' ? (record.policy ?? []) : [];
    const rules = policy.flatMap((route, n) => policyRules(context, parts, router, route, n));
    for (const { node } of router.planes.values()) {
      builder.setNode(node, given({ reversePath, hostModel, connectionsMax, sharing }));
      const own = rules.filter(({ at }) => at === node).map(({ rule }) => rule);
      if (own.length > 0) builder.setNode(node, { policy: own });
    }
    addTranslations(context, parts, router);
  }
}

interface PlacedRule {
  /** Node that has it. */
  readonly at: number;
  readonly rule: PolicyRule;
}

/** One rule for each port it holds for, at the node of that port. */
function policyRules(
  { builder, findings }: BuildContext,
  parts: OnpremParts,
  router: RouterPart,
  written: PolicyRoute,
  n: number,
): PlacedRule[] {
  const origin = partOrigin(router.origin, `policy[${n}]`, 'policy route');
  const ports = ifWritten(written.ports, writtenPorts) ?? { from: 0, to: 65_535 };
  const table = builder.addTable(`${router.id}:policy[${n}]`, origin);
  const action = actionOf(parts, router, written);
  const entered = written.entering === undefined ? null : portsOfPlug(parts, router, written.entering);
  if (entered?.length === 0 || (written.via !== undefined && action.kind === 'blackhole')) {
    findings.push({
      code: 'forwarding/no-effect',
      severity: 'warning',
      message:
        entered?.length === 0
          ? `the policy route does nothing: ${router.origin.name} is not plugged into ${written.entering}`
          : `the policy route drops packets: nothing leads from ${router.origin.name} to ${written.via}`,
      path: ['devices', router.id, 'policy', n],
    });
  }
  for (const prefix of anywhere) builder.addRoute(table, { prefix, action, source: 'static', origin });
  const rule = {
    from: (written.from ?? []).map(writtenPrefix),
    to: (written.to ?? []).map(writtenPrefix),
    protocol: written.protocol ?? 'any',
    portFrom: ports.from,
    portTo: ports.to,
    table,
    origin,
  };
  if (entered === null) {
    return Array.from(router.planes.values(), ({ node }) => ({ at: node, rule }));
  }
  return entered.map((port) => ({
    at: builder.nodeOfPort(port),
    rule: { ...rule, port },
  }));
}

function actionOf(parts: OnpremParts, router: RouterPart, { via }: PolicyRoute): RouteAction {
  if (via === undefined) return { kind: 'blackhole' };
  const onWires = (parts.ends.get(router.id) ?? []).filter(({ peer, wire }) => peer === via || wire === via);
  const atSwitches = attachedWays(parts, router.id, via);
  const ports = [...onWires.map(({ port }) => port), ...atSwitches.map(({ port }) => port)];
  if (ports.length === 0) return { kind: 'blackhole' };
  const gateways = [...onWires.map(() => null), ...atSwitches.map((way) => way.via)];
  return atSwitches.length === 0 ? { kind: 'forward', ports } : { kind: 'forward', ports, via: gateways };
}
