/** What does not fit between the switches inside hosts and those they are wired to: VLANs, sizes, teams, single wires. */
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { entries, nameOf } from '../design.ts';
import { bytesOf, groupsInUse, hostsOf, oppositeEnd, switchesOf, uplinksAt } from '../host-design.ts';
import type { Rule } from '../rule.ts';

/** RFC 894. */
const ethernetMtu = 1500;

export const hostUplinkVlan: Rule = {
  code: 'hosts/uplink-vlan',
  severity: 'warning',
  title: 'A VLAN of a port group ends at the next switch',
  why: 'Frames leave the host with the tag of their port group. The switch at the other end of the wire drops those whose VLAN its port does not carry, so machines of one group reach each other on one host and nobody else.',
  cure: 'Add the VLAN to the trunk at every switch port that the host is wired to, or correct the VLAN of the port group.',
  find({ scenario }) {
    return groupsInUse(scenario).flatMap(({ id, group, host, wires }) =>
      wires.flatMap((wire): Finding[] => {
        const far = oppositeEnd(scenario, wire, host);
        const next = scenario.devices?.[far?.to ?? ''];
        if (far === undefined || next?.kind !== 'switch' || next.vlanAware === false) return [];
        const missing = vlansOf(group).filter((vlan) => !carries(far, vlan));
        if (missing.length === 0) return [];
        const message = `port group ${nameOf(id, group)} uses ${missing.map((vlan) => (vlan === 0 ? 'no tag' : `VLAN ${vlan}`)).join(' and ')}, which ${nameOf(far.to, next)} does not carry on wire ${nameOf(wire, scenario.links?.[wire])}`;
        return [finding(hostUplinkVlan, message, ['switches', id])];
      }),
    );
  },
};

type Group = ReturnType<typeof groupsInUse>[number]['group'];

/** 0: frames without a tag. */
function vlansOf({ vlan, private: part, secondaries }: Group): number[] {
  if (vlan === undefined) return [0];
  if (part === undefined) return [vlan];
  if (part === 'promiscuous') return [vlan, ...(secondaries ?? [])];
  return [vlan, 'isolated' in part ? part.isolated : part.community];
}

interface SwitchEnd {
  readonly access?: number | undefined;
  readonly trunk?: readonly number[] | undefined;
  readonly native?: number | undefined;
}

function carries({ access, trunk, native }: SwitchEnd, vlan: number): boolean {
  if (trunk === undefined) return vlan === 0 || vlan === (access ?? 1);
  return vlan === 0 ? native !== undefined : trunk.includes(vlan);
}

export const hostUplinkMtu: Rule = {
  code: 'hosts/uplink-mtu',
  severity: 'warning',
  title: 'A virtual switch takes larger packets than its wires',
  why: 'Machines believe what their switch tells them. What is too large for the wire, or for the switch behind it, is dropped there without a word: connections open and then hang.',
  cure: 'Raise the MTU of the wire and of the next switch to that of the virtual switch, or lower that.',
  find({ scenario }) {
    return switchesOf(scenario).flatMap(([id, each]) =>
      hostsOf(each).flatMap((host) =>
        uplinksAt(scenario, each, host).flatMap((wire): Finding[] => {
          const mtu = bytesOf(each.mtu) ?? ethernetMtu;
          const next = oppositeEnd(scenario, wire, host)?.to ?? '';
          const far = scenario.devices?.[next];
          const limits = [
            [bytesOf(scenario.links?.[wire]?.mtu), `wire ${nameOf(wire, scenario.links?.[wire])}`],
            [far?.kind === 'switch' ? bytesOf(far.mtu) : null, nameOf(next, far)],
          ] as const;
          return limits.flatMap(([limit, what]) =>
            limit === null || limit >= mtu
              ? []
              : [
                  finding(
                    hostUplinkMtu,
                    `${nameOf(id, each)} takes packets of up to ${mtu} B, ${what} of ${limit} B`,
                    ['switches', id],
                  ),
                ],
          );
        }),
      ),
    );
  },
};

export const hostSingleUplink: Rule = {
  code: 'hosts/single-uplink',
  severity: 'warning',
  title: 'A host hangs on one wire or one switch',
  why: 'When that wire, its port or the switch behind it fails, every machine that uses it is cut off, though it runs on. A second wire takes over within a second and carries load until then.',
  cure: 'Give the switch a second uplink, to another physical switch.',
  find({ scenario }) {
    const used = new Map<string, ReturnType<typeof groupsInUse>[number]>();
    for (const each of groupsInUse(scenario)) used.set(`${each.group.switch} ${each.host}`, each);
    return [...used.values()].flatMap(({ group, on, host }): Finding[] => {
      const wires = uplinksAt(scenario, on, host);
      const next = new Set(wires.map((wire) => oppositeEnd(scenario, wire, host)?.to ?? ''));
      if (wires.length === 0 || (wires.length > 1 && next.size > 1)) return [];
      const called = `${nameOf(group.switch, on)} on ${nameOf(host, scenario.hosts?.[host])}`;
      const [only] = next;
      const message =
        wires.length === 1
          ? `${called} has one uplink, ${nameOf(wires[0], scenario.links?.[wires[0]])}`
          : `all uplinks of ${called} lead to ${nameOf(only, scenario.devices?.[only])}`;
      const path = ['switches', group.switch] as const;
      return [
        { ...finding(hostSingleUplink, message, path), severity: wires.length === 1 ? 'warning' : 'info' },
      ];
    });
  },
};

export const hostTeamMismatch: Rule = {
  code: 'hosts/team-mismatch',
  severity: 'warning',
  title: 'The two ends of a team do not agree that it is one',
  why: 'With IP hash a machine sends by all wires at once. A switch that does not know they are one sees its address jump from port to port and drops or floods; a switch that bundles them sends by wires that the host does not listen on.',
  cure: 'Write the wires as a bundle at the physical switch and balance: ip-hash at the virtual one, or neither.',
  find({ scenario }) {
    return switchesOf(scenario).flatMap(([id, each]) =>
      hostsOf(each).flatMap((host): Finding[] => {
        const wires = uplinksAt(scenario, each, host);
        const hashes = each.teaming?.balance === 'ip-hash';
        if (wires.length < 2 || isBundled(scenario, wires) === hashes) return [];
        const where = `${nameOf(id, each)} on ${nameOf(host, scenario.hosts?.[host])}`;
        const message = hashes
          ? `${where} shares its flows over all uplinks by IP hash, and no switch has them as a bundle`
          : `the uplinks of ${where} are a bundle at their switch, and it does not balance by IP hash`;
        return [finding(hostTeamMismatch, message, ['switches', id])];
      }),
    );
  },
};

const isBundled = (scenario: Scenario, wires: readonly string[]): boolean =>
  entries(scenario.devices).some(
    ([, each]) =>
      each.kind === 'switch' &&
      each.bundles?.some((bundle) => wires.every((wire) => bundle.includes(wire))) === true,
  );

function finding({ code, severity }: Rule, message: string, path: Finding['path']): Finding {
  return { code, severity, message, path };
}
