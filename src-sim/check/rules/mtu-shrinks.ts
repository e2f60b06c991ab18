/** Places where packets that fit before no longer fit. */
import { parseBytes } from '../../quantity/size.ts';
import { siteOfNetwork } from '../../scenario/network-blocks.ts';
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { attachmentsOf, entries, nameOf, peeringsOf } from '../design.ts';
import { factSource, type Rule, type RuleContext } from '../rule.ts';

export const mtuShrinks: Rule = {
  code: 'mtu/shrinks',
  severity: 'info',
  title: 'The largest packet gets smaller on the way',
  why: 'A packet larger than the next link carries is dropped unless it may be fragmented. Where the message that says so is lost, connections open and then hang as soon as large packets follow.',
  cure: 'Let the machines send no larger packets than the smallest link on the way carries, or raise that link.',
  find(context) {
    return [
      ...atTransitGateways(context),
      ...overPeerings(context),
      ...inTunnels(context),
      ...atRouters(context.scenario),
    ];
  },
};

function gatewayFinding(
  { facts }: RuleContext,
  name: string,
  fact: string,
  path: Finding['path'],
): Finding[] {
  const inside = facts.number('aws.ec2.mtu', 'bytes');
  const beyond = facts.number(fact, 'bytes');
  if (beyond >= inside) return [];
  return [
    {
      code: mtuShrinks.code,
      severity: mtuShrinks.severity,
      message: `${name} carries packets of up to ${beyond} B, machines in a VPC send up to ${inside} B`,
      path,
      source: factSource(facts, fact),
    },
  ];
}

function atTransitGateways(context: RuleContext): Finding[] {
  return entries(context.scenario.gateways).flatMap(([id, gateway]) => {
    if (gateway.kind !== 'aws-transit-gateway' || attachmentsOf(context.scenario, id).length === 0) return [];
    return gatewayFinding(context, `transit gateway ${nameOf(id, gateway)}`, 'aws.tgw.mtu', ['gateways', id]);
  });
}

function overPeerings(context: RuleContext): Finding[] {
  const { scenario } = context;
  const region = (network: string): string | undefined => {
    const site = scenario.sites?.[siteOfNetwork(scenario.networks?.[network]) ?? ''];
    return site?.kind === 'aws-region' ? site.region : undefined;
  };
  return peeringsOf(scenario).flatMap(([id, { name, requester, accepter }]) => {
    const fact = region(requester) === region(accepter) ? 'aws.peering.mtu.intra' : 'aws.peering.mtu.inter';
    return gatewayFinding(context, `VPC peering ${name ?? id}`, fact, ['attachments', id]);
  });
}

function inTunnels(context: RuleContext): Finding[] {
  return entries(context.scenario.attachments).flatMap(([id, each]) =>
    each.kind === 'aws-vpn-connection'
      ? gatewayFinding(context, `VPN connection ${nameOf(id, each)}`, 'aws.vpn.mtu', ['attachments', id])
      : [],
  );
}

const bytesOf = (text: string | undefined): number | null => {
  const outcome = text === undefined ? null : parseBytes(text);
  return outcome?.ok === true ? outcome.value : null;
};

/** Wires narrower than something else on one of the routers they end at. What hangs on one switch is no chain. */
function atRouters(scenario: Scenario): Finding[] {
  const widest = new Map<string, { mtu: number; what: string }>();
  const see = (device: string | undefined, mtu: number | null, what: string): void => {
    const kind = scenario.devices?.[device ?? '']?.kind;
    if (device === undefined || mtu === null || kind === undefined || kind === 'switch') return;
    if (mtu > (widest.get(device)?.mtu ?? 0)) widest.set(device, { mtu, what });
  };
  for (const [id, wire] of entries(scenario.links))
    for (const end of wire.ends) see(end.to, bytesOf(wire.mtu), id);
  for (const [id, subnet] of entries(scenario.subnets)) {
    if (subnet.kind === 'segment') see(subnet.gateway, bytesOf(subnet.mtu), id);
  }
  return entries(scenario.links).flatMap(([id, wire]): Finding[] => {
    const mtu = bytesOf(wire.mtu);
    const wider = wire.ends
      .map((end) => widest.get(end.to))
      .find((each) => mtu !== null && each !== undefined && each.mtu > mtu);
    if (mtu === null || wider === undefined) return [];
    return [
      {
        code: mtuShrinks.code,
        severity: 'warning',
        message: `${nameOf(id, wire)} carries packets of up to ${mtu} B, ${wider.what} before it up to ${wider.mtu} B`,
        path: ['links', id, 'mtu'],
      },
    ];
  });
}
