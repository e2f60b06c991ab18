/** Zones of a firewall that its rules or its list name, but that nothing is in. */
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { entries, nameOf } from '../design.ts';
import type { Rule } from '../rule.ts';

export const firewallZones: Rule = {
  code: 'firewall/zones',
  severity: 'error',
  title: 'A firewall speaks of a zone that nothing is in',
  why: 'A rule for a zone without wires or segments never matches, so what it should allow is refused, and what it should refuse may pass by a later rule.',
  cure: 'Correct the name of the zone, or list what is in it under zones. What is in no zone is a zone by its own id.',
  find({ scenario }) {
    const findings: Finding[] = [];
    for (const [id, device] of entries(scenario.devices)) {
      if (device.kind === 'firewall') findings.push(...judge(scenario, id, device));
    }
    return findings;
  },
};

type Firewall = Extract<NonNullable<Scenario['devices']>[string], { kind: 'firewall' }>;

function judge(scenario: Scenario, id: string, firewall: Firewall): Finding[] {
  const name = nameOf(id, firewall);
  const written = firewall.zones ?? [];
  const plugs = pluggedInto(scenario, id);
  const listed = new Set(written.flatMap(({ members }) => members));
  const zones = new Set(written.map((zone) => zone.name));
  for (const plug of plugs) if (!listed.has(plug)) zones.add(plug);
  const findings: Finding[] = [];
  for (const [n, { name: zone, members }] of written.entries()) {
    for (const [m, member] of members.entries()) {
      if (plugs.has(member)) continue;
      const message = `${member} in zone ${zone} is not joined to firewall ${name}`;
      findings.push(finding(message, ['devices', id, 'zones', n, 'members', m]));
    }
  }
  for (const [n, rule] of (firewall.rules ?? []).entries()) {
    for (const side of ['from', 'to'] as const) {
      const zone = rule[side];
      if (zone === undefined || zones.has(zone)) continue;
      const message = `rule ${n + 1} of firewall ${name} is about zone ${zone}, which nothing is in`;
      findings.push(finding(message, ['devices', id, 'rules', n, side]));
    }
  }
  return findings;
}

function finding(message: string, path: Finding['path']): Finding {
  return { code: firewallZones.code, severity: firewallZones.severity, message, path };
}

function pluggedInto(scenario: Scenario, device: string): Set<string> {
  return new Set([
    ...entries(scenario.links).flatMap(([id, { ends }]) =>
      ends.some(({ to }) => to === device) ? [id] : [],
    ),
    ...entries(scenario.subnets).flatMap(([id, subnet]) =>
      'gateway' in subnet && subnet.gateway === device ? [id] : [],
    ),
    ...entries(scenario.attachments).flatMap(([id, each]) => {
      const own = 'device' in each && each.device === device;
      const end = 'ends' in each && each.ends.some((other) => 'to' in other && other.to === device);
      return own || end ? [id] : [];
    }),
  ]);
}
