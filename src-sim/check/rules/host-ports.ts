/** Port groups: settings that differ from host to host, that let machines do what they should not, or that do not hold. */
import type { Finding } from '../../scenario/problem.ts';
import { entries, nameOf } from '../design.ts';
import { groupsInUse, groupsOf, hostsOf, switchesOf } from '../host-design.ts';
import type { Rule } from '../rule.ts';

export const hostPortGroupDrift: Rule = {
  code: 'hosts/port-group-drift',
  severity: 'warning',
  title: 'Port groups of one name differ from host to host',
  why: 'Standard switches are set up host by host, and a machine that moves takes the port group of the same name. Where its VLAN, security or size is another one, the machine is cut off, or less protected, on that host only.',
  cure: 'Make the settings equal, or use one distributed switch, which has one port group for all hosts.',
  find({ scenario }) {
    const first = new Map<string, ReturnType<typeof groupsOf>[number]>();
    return groupsOf(scenario).flatMap(([id, group]): Finding[] => {
      if (scenario.switches?.[group.switch]?.kind === 'distributed-switch') return [];
      const name = nameOf(id, group);
      const before = first.get(name);
      first.set(name, before ?? [id, group]);
      if (before === undefined) return [];
      const differing = (['vlan', 'security', 'shaping', 'teaming', 'mtu', 'carries'] as const).filter(
        // Wires have other names on every host.
        (key) => key !== 'teaming' && JSON.stringify(group[key]) !== JSON.stringify(before[1][key]),
      );
      if (differing.length === 0) return [];
      const message = `port group ${name} of ${group.switch} and that of ${before[1].switch} differ in ${differing.join(' and ')}`;
      return [finding(hostPortGroupDrift, message, ['switches', id])];
    });
  },
};

const settings = {
  promiscuous: 'hear all frames of their VLAN',
  macChanges: 'take another MAC address',
  forgedTransmits: 'send from another MAC address',
} as const;

export const hostLooseSecurity: Rule = {
  code: 'hosts/loose-port-security',
  severity: 'warning',
  title: 'Machines may use MAC addresses that are not theirs',
  why: 'Who sends from the address of another machine gets what is meant for that machine, for switches believe what they hear; who hears all frames reads what is not encrypted. A machine that is broken into is then a way into its neighbours.',
  cure: 'Set promiscuous, macChanges and forgedTransmits to false under security, but for machines that need them, such as nested hypervisors and load balancers; give those a port group of their own.',
  find({ scenario }) {
    const told = new Set<string>();
    return groupsInUse(scenario).flatMap(({ id, group, on }): Finding[] => {
      if (told.has(id)) return [];
      told.add(id);
      const usual = on.kind !== 'distributed-switch';
      const written = { ...on.security, ...group.security };
      const accepted = (key: keyof typeof settings): boolean =>
        written[key] ?? (key === 'promiscuous' ? false : usual);
      const open = (Object.keys(settings) as (keyof typeof settings)[]).filter(accepted);
      if (open.length === 0) return [];
      const asked = open.some((key) => written[key] === true);
      const message = `machines of port group ${nameOf(id, group)} may ${open.map((key) => settings[key]).join(', ')}`;
      return [
        { ...finding(hostLooseSecurity, message, ['switches', id]), severity: asked ? 'warning' : 'info' },
      ];
    });
  },
};

export const hostSriovBypass: Rule = {
  code: 'hosts/sr-iov-bypass',
  severity: 'warning',
  title: 'A machine goes past its virtual switch',
  why: 'With a function of the NIC for itself, a machine sends without the host looking. Security, shaping, private VLAN, mirrors and teaming of its port group do not hold for it, and it cannot be moved while it runs.',
  cure: 'Take what the port group promises away, or let the machine use the switch; filter at the physical switch instead.',
  find({ scenario }) {
    return entries(scenario.workloads).flatMap(([id, machine]): Finding[] => {
      if (machine.kind !== 'virtual-machine' || machine.virtualFunction === undefined) return [];
      const group = scenario.switches?.[machine.portGroup ?? ''];
      if (group?.kind !== 'port-group') return [];
      const lost = (['security', 'shaping', 'private', 'teaming'] as const).filter(
        (key) => group[key] !== undefined,
      );
      const called = nameOf(machine.portGroup ?? '', group);
      const message =
        lost.length === 0
          ? `${nameOf(id, machine)} goes past the switch of port group ${called}`
          : `${nameOf(id, machine)} goes past the switch of port group ${called}, and gets nothing of its ${lost.join(' and ')}`;
      const severity = lost.length === 0 ? 'info' : 'warning';
      return [{ ...finding(hostSriovBypass, message, ['workloads', id, 'virtualFunction']), severity }];
    });
  },
};

export const hostNoMonitoring: Rule = {
  code: 'hosts/no-monitoring',
  severity: 'info',
  title: 'Nobody sees what passes inside a host',
  why: 'Traffic between machines of one host never comes to a physical switch. Without flow records or a mirror of the virtual switch, loss and attacks there stay unseen.',
  cure: 'Write monitoring: ipfix at the switch, or a mirror; standard switches and plain bridges have neither.',
  find({ scenario }) {
    const used = new Set(groupsInUse(scenario).map(({ group }) => group.switch));
    return switchesOf(scenario).flatMap(([id, each]): Finding[] => {
      const seen = 'monitoring' in each ? each.monitoring : undefined;
      const mirrored = 'mirrors' in each && each.mirrors !== undefined;
      if (!used.has(id) || seen !== undefined || mirrored) return [];
      return [finding(hostNoMonitoring, `${nameOf(id, each)} tells nobody what passes it`, ['switches', id])];
    });
  },
};

export const hostSeveralStandard: Rule = {
  code: 'hosts/standard-in-cluster',
  severity: 'info',
  title: 'Several hosts, each with standard switches of its own',
  why: 'Settings of standard switches drift apart host by host. A distributed switch is set up once, follows machines as they move, and knows private VLANs, traffic control and flow records.',
  cure: 'Draw one distributed switch over the hosts and move the port groups to it.',
  find({ scenario }) {
    const standard = switchesOf(scenario).filter(([, { kind }]) => kind === 'standard-switch');
    const hosts = new Set(standard.flatMap(([, each]) => hostsOf(each)));
    if (hosts.size < 2) return [];
    const message = `${hosts.size} hosts have standard switches of their own`;
    return [finding(hostSeveralStandard, message, ['switches', standard[0][0]])];
  },
};

function finding({ code, severity }: Rule, message: string, path: Finding['path']): Finding {
  return { code, severity, message, path };
}
