/** Premises that hang on one tunnel or one Direct Connect port. */
import type { Finding } from '../../scenario/problem.ts';
import { entries, nameOf } from '../design.ts';
import type { Rule } from '../rule.ts';

export const awsSingleConnection: Rule = {
  code: 'aws/single-connection',
  severity: 'warning',
  title: 'Premises are connected by a single line',
  why: 'AWS maintains tunnels and Direct Connect devices one at a time and expects a second way to take over. With one tunnel or one port, maintenance and failure alike cut the premises off.',
  cure: 'Use both tunnels of a VPN connection; give Direct Connect a second connection, at another location if possible, or a VPN beside it.',
  find({ scenario }) {
    const attachments = entries(scenario.attachments);
    const vpn = attachments.flatMap(([id, each]): Finding[] =>
      each.kind === 'aws-vpn-connection' && each.tunnels === 1
        ? [finding(`VPN connection ${nameOf(id, each)} has one tunnel`, ['attachments', id, 'tunnels'])]
        : [],
    );
    const hasVpn = new Set(
      attachments.flatMap(([, each]) =>
        each.kind === 'aws-vpn-connection' ? [each.device, each.gateway] : [],
      ),
    );
    const ports = new Map<string, { readonly first: string; readonly used: Set<string> }>();
    for (const [id, each] of attachments) {
      if (each.kind !== 'aws-virtual-interface') continue;
      const known = ports.get(each.gateway) ?? { first: id, used: new Set<string>() };
      known.used.add(each.connection);
      ports.set(each.gateway, known);
    }
    const lines = [...ports].flatMap(([gateway, { first, used }]): Finding[] => {
      const [connection] = used;
      const record = scenario.attachments?.[connection];
      if (used.size > 1 || record?.kind !== 'aws-direct-connect') return [];
      if (hasVpn.has(record.device) || hasVpn.has(gateway)) return [];
      const name = nameOf(gateway, scenario.gateways?.[gateway]);
      const message = `${name} is reached by one Direct Connect connection, ${nameOf(connection, record)}`;
      return [finding(message, ['attachments', first])];
    });
    return [...vpn, ...lines];
  },
};

const finding = (message: string, path: Finding['path']): Finding => ({
  code: awsSingleConnection.code,
  severity: awsSingleConnection.severity,
  message,
  path,
});
