/** VPN tunnels and ExpressRoute gateways that carry smaller packets than machines send. */
import type { Finding } from '../../scenario/problem.ts';
import { entries, nameOf } from '../design.ts';
import { factSource, type Rule } from '../rule.ts';

const carried: Readonly<Record<string, string>> = {
  'azure-vpn-connection': 'azure.mtu.vpn.tunnel',
  'azure-expressroute-connection': 'azure.er.packet',
};

export const azureConnectionMtu: Rule = {
  code: 'azure/connection-mtu',
  severity: 'info',
  title: 'A connection carries smaller packets than machines send',
  why: 'Tunnels and ExpressRoute gateways take less than the packets machines send by default. Larger ones are dropped or cut in pieces; where the message that says so is lost, connections open and then hang.',
  cure: 'Clamp the segment size of TCP at the router, or let the machines send smaller packets.',
  find({ scenario, facts }) {
    return entries(scenario.attachments).flatMap(([id, record]): Finding[] => {
      const fact = carried[record.kind];
      if (fact === undefined) return [];
      const inside = facts.number('azure.mtu.default', 'bytes');
      const beyond = facts.number(fact, 'bytes');
      if (beyond >= inside) return [];
      return [
        {
          code: azureConnectionMtu.code,
          severity: azureConnectionMtu.severity,
          message: `${nameOf(id, record)} carries packets of up to ${beyond} B, machines in a virtual network send up to ${inside} B`,
          path: ['attachments', id],
          source: factSource(facts, fact),
        },
      ];
    });
  },
};
