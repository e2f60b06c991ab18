/** Segments of switches that have grown too large, and networks of hosts that know one family of addresses only. */
import { parsePrefix } from '../../quantity/prefix.ts';
import type { Finding } from '../../scenario/problem.ts';
import { blocksOfNetwork } from '../../scenario/network-blocks.ts';
import { switchedSubnets } from '../../scenario/switched-interfaces.ts';
import { entries, nameOf } from '../design.ts';
import type { Rule } from '../rule.ts';

/** Where a /23 ends: more machines than that in one broadcast domain is beyond what campus and data centre guides allow. */
const machinesMax = 510;

export const flatSegment: Rule = {
  code: 'design/flat-segment',
  severity: 'warning',
  title: 'One broadcast domain for very many machines',
  why: 'Every question for an address goes to all of them, a loop or a broken adapter stops all of them, and switches have to remember all of their addresses. Such a segment fails as a whole.',
  cure: 'Cut it into several segments with a router between them, or carry segments over a routed fabric (VXLAN with EVPN).',
  find({ scenario }) {
    const switched = switchedSubnets(scenario);
    const count = new Map<string, number>();
    for (const [, { subnet }] of entries(scenario.workloads)) {
      if (switched.has(subnet)) count.set(subnet, (count.get(subnet) ?? 0) + 1);
    }
    return [...count].flatMap(([id, machines]): Finding[] =>
      machines <= machinesMax
        ? []
        : [
            {
              code: flatSegment.code,
              severity: flatSegment.severity,
              message: `${machines} machines share the segment ${nameOf(id, scenario.subnets?.[id])}`,
              path: ['subnets', id],
            },
          ],
    );
  },
};

export const noIpv6: Rule = {
  code: 'hosts/no-ipv6',
  severity: 'info',
  title: 'No network of the hosts has IPv6 addresses',
  why: 'Machines speak IPv6 with each other on every segment by themselves, whether somebody planned it or not. What nobody planned, nobody filters.',
  cure: 'Give the networks IPv6 blocks, and write filters for both families.',
  find({ scenario }) {
    if (entries(scenario.hosts).length === 0) return [];
    const networks = entries(scenario.networks).filter(([, { kind }]) => kind === 'lan');
    const hasIpv6 = networks.some(([, network]) =>
      blocksOfNetwork(network).some((text) => {
        const prefix = parsePrefix(text);
        return prefix.ok && prefix.value.family === 6;
      }),
    );
    if (networks.length === 0 || hasIpv6) return [];
    const [[id, first]] = networks;
    return [
      {
        code: noIpv6.code,
        severity: noIpv6.severity,
        message: `${nameOf(id, first)} and the other networks have IPv4 addresses only`,
        path: ['networks', id, 'cidrs'],
      },
    ];
  },
};
