/** Connections of Google Cloud networks that carry smaller packets than their machines send. */
import type { Finding } from '../../scenario/problem.ts';
import { parseBytes } from '../../quantity/size.ts';
import { nameOf } from '../design.ts';
import { gcpJoins, gcpNetworkName, ofKind } from '../gcp-design.ts';
import { factSource, type Rule, type RuleContext } from '../rule.ts';

export const gcpConnectionMtu: Rule = {
  code: 'gcp/connection-mtu',
  severity: 'info',
  title: 'A connection carries smaller packets than machines send',
  why: 'Each network has an MTU of its own; tunnels and VLAN attachments have smaller ones. Larger packets are dropped or cut in pieces; where the message that says so is lost, connections open and then hang.',
  cure: 'Give joined networks one MTU, clamp the segment size of TCP at the router, or choose a larger MTU for the attachment.',
  find: (context) => [...inTunnels(context), ...onLines(context), ...betweenNetworks(context)],
};

const bytesOf = (text: string | undefined): number | null => {
  const read = text === undefined ? null : parseBytes(text);
  return read?.ok === true ? read.value : null;
};

function networkMtu({ scenario, facts }: RuleContext, id: string): number {
  const network = scenario.networks?.[id];
  const written = network?.kind === 'gcp-vpc' ? bytesOf(network.mtu) : null;
  return written ?? facts.number('gcp.vpc.mtu.default', 'bytes');
}

const finding = (context: RuleContext, said: string, fact: string, path: Finding['path']): Finding => ({
  code: gcpConnectionMtu.code,
  severity: gcpConnectionMtu.severity,
  message: said,
  path,
  source: factSource(context.facts, fact),
});

function inTunnels(context: RuleContext): Finding[] {
  const { scenario, facts } = context;
  const fact = 'gcp.vpn.mtu.payload';
  const beyond = facts.number(fact, 'bytes');
  return ofKind(scenario.attachments, 'gcp-vpn-connection').flatMap(([id, record]): Finding[] => {
    const inside = mtuBehind(context, record.gateway);
    if (beyond >= inside) return [];
    const said = `${nameOf(id, record)} carries packets of up to ${beyond} B, machines of its network send up to ${inside} B`;
    return [finding(context, said, fact, ['attachments', id])];
  });
}

function mtuBehind(context: RuleContext, gateway: string): number {
  const record = context.scenario.gateways?.[gateway];
  return record?.kind === 'gcp-vpn-gateway' ? networkMtu(context, record.network) : 0;
}

function onLines(context: RuleContext): Finding[] {
  const { scenario, facts } = context;
  const fact = 'gcp.ic.mtu.default';
  return ofKind(scenario.gateways, 'gcp-vlan-attachment').flatMap(([id, line]): Finding[] => {
    const beyond = bytesOf(line.mtu) ?? facts.number(fact, 'bytes');
    const inside = networkMtu(context, line.network);
    if (beyond >= inside) return [];
    const said = `${nameOf(id, line)} carries packets of up to ${beyond} B, machines of its network send up to ${inside} B`;
    return [finding(context, said, fact, ['gateways', id])];
  });
}

function betweenNetworks(context: RuleContext): Finding[] {
  const { scenario } = context;
  return gcpJoins(scenario).flatMap(({ by, networks: [a, b] }): Finding[] => {
    const [near, far] = [networkMtu(context, a), networkMtu(context, b)];
    if (near === far) return [];
    const [small, large] = near < far ? [a, b] : [b, a];
    const said = `${by} joins ${gcpNetworkName(scenario, large)}, whose machines send up to ${Math.max(near, far)} B, to ${gcpNetworkName(scenario, small)}, which takes up to ${Math.min(near, far)} B`;
    return [finding(context, said, 'gcp.vpc.mtu.default', ['networks', large])];
  });
}
