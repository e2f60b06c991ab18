/** Kinds of traffic on the wires of hosts: who gets in whose way, and packets smaller than they could be. */
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { nameOf } from '../design.ts';
import { bytesOf, type GroupOnHost, groupsInUse } from '../host-design.ts';
import type { Rule } from '../rule.ts';

/** What storage vendors and vSphere mean by jumbo frames. */
const jumboMtu = 9000;

interface SharedWires {
  readonly group: GroupOnHost;
  readonly kinds: readonly string[];
}

/** Switches on hosts where several kinds of traffic may use one wire at a time. */
function sharedWires(scenario: Scenario): SharedWires[] {
  const bySwitch = new Map<string, GroupOnHost[]>();
  for (const each of groupsInUse(scenario)) {
    const key = `${each.group.switch} ${each.host}`;
    bySwitch.set(key, [...(bySwitch.get(key) ?? []), each]);
  }
  return [...bySwitch.values()].flatMap((groups): SharedWires[] => {
    const kinds = new Set<string>();
    for (const one of groups) {
      for (const other of groups) {
        const [a, b] = [one.group.carries ?? 'vm', other.group.carries ?? 'vm'];
        const meet = one.wires.some(
          (wire) =>
            other.wires.includes(wire) && !one.standby.includes(wire) && !other.standby.includes(wire),
        );
        if (a !== b && meet) kinds.add(a).add(b);
      }
    }
    return kinds.size === 0 ? [] : [{ group: groups[0], kinds: [...kinds].sort() }];
  });
}

const where = (scenario: Scenario, { group, on, host }: GroupOnHost): string =>
  `${nameOf(group.switch, on)} on ${nameOf(host, scenario.hosts?.[host])}`;

export const hostNoTrafficControl: Rule = {
  code: 'hosts/no-traffic-control',
  severity: 'warning',
  title: 'Kinds of traffic share wires without traffic control',
  why: 'A migration or a backup takes all a wire has for minutes. Without shares or reservations the machines beside it lose packets and wait, though they ask for little.',
  cure: 'Write trafficControl at the switch, with shares for each kind, or shaping at the port group that is loud, or give the kinds wires of their own.',
  find({ scenario }) {
    return sharedWires(scenario).flatMap(({ group, kinds }): Finding[] => {
      if ('trafficControl' in group.on && group.on.trafficControl !== undefined) return [];
      const message = `${kinds.join(', ')} traffic share the uplinks of ${where(scenario, group)}, and nothing divides them`;
      return [finding(hostNoTrafficControl, message, ['switches', group.group.switch])];
    });
  },
};

export const hostMixedTraffic: Rule = {
  code: 'hosts/mixed-traffic',
  severity: 'info',
  title: 'Management, migration, storage and machines use the same wires',
  why: 'What divides a full wire fairly still makes all wait for each other, and a fault of that wire takes all kinds of traffic at once.',
  cure: 'Use other active wires for each kind, with those of the others as standby: teaming at the port groups.',
  find({ scenario }) {
    return sharedWires(scenario).map(({ group, kinds }) =>
      finding(
        hostMixedTraffic,
        `${kinds.join(', ')} traffic use the same wires at ${where(scenario, group)}`,
        ['switches', group.group.switch],
      ),
    );
  },
};

export const hostStorageMtu: Rule = {
  code: 'hosts/storage-mtu',
  severity: 'warning',
  title: 'Storage or migration without jumbo frames',
  why: 'Both move large blocks. In packets of 1500 bytes a host handles six times as many as in jumbo frames, and its cores, not the wire, become the limit.',
  cure: 'Set an MTU of 9000 B at the switch, its wires and the switches behind them.',
  find({ scenario }) {
    const told = new Set<string>();
    return groupsInUse(scenario).flatMap(({ id, group, on }): Finding[] => {
      const kind = group.carries;
      if ((kind !== 'storage' && kind !== 'vmotion') || told.has(id)) return [];
      told.add(id);
      const mtu = bytesOf(group.mtu ?? on.mtu ?? '1500 B') ?? 0;
      if (mtu >= jumboMtu) return [];
      const message = `port group ${nameOf(id, group)} carries ${kind} in packets of up to ${mtu} B`;
      return [finding(hostStorageMtu, message, ['switches', id])];
    });
  },
};

function finding({ code, severity }: Rule, message: string, path: Finding['path']): Finding {
  return { code, severity, message, path };
}
