/** Machines and routers that a drawing with switches leaves out by an oversight. */
import type { PathStep } from '../../scenario/edit.ts';
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { portGroupOf, switchedInterfaces, switchedSubnets } from '../../scenario/switched-interfaces.ts';
import { entries, nameOf } from '../design.ts';
import type { Rule } from '../rule.ts';

export const switchMembership: Rule = {
  code: 'design/not-on-the-switch',
  severity: 'warning',
  title: 'Somebody is missing at the switches',
  why: 'Where switches are drawn, a segment consists of what is wired to them. A machine of the segment without a wire is reached by nobody, and an interface without an address answers nobody.',
  cure: 'Draw a wire from the machine to a switch, or give the wire a subnet or its end interfaces.',
  find({ scenario }) {
    return [...unwired(scenario), ...nameless(scenario)];
  },
};

function finding(message: string, path: readonly PathStep[]): Finding {
  return { code: switchMembership.code, severity: switchMembership.severity, message, path };
}

function unwired(scenario: Scenario): Finding[] {
  const all = switchedInterfaces(scenario);
  const segments = switchedSubnets(scenario);
  const wired = new Set(all.map(({ owner }) => owner));
  const onWires = new Set(entries(scenario.links).flatMap(([, { ends }]) => ends.map(({ to }) => to)));
  return entries(scenario.workloads).flatMap(([id, workload]) => {
    if (!segments.has(workload.subnet) || wired.has(id) || onWires.has(id)) return [];
    if (portGroupOf(workload) !== undefined) return [];
    const segment = nameOf(workload.subnet, scenario.subnets?.[workload.subnet]);
    const message = `${nameOf(id, workload)} stands in ${segment}, whose members are wired to switches, and has no wire`;
    return [finding(message, ['workloads', id])];
  });
}

function nameless(scenario: Scenario): Finding[] {
  return switchedInterfaces(scenario).flatMap(({ owner, wire, end, index, address }) => {
    if (address !== undefined) return [];
    const device = scenario.devices?.[owner] ?? scenario.workloads?.[owner];
    const message = `${nameOf(owner, device)} has no address on wire ${nameOf(wire, scenario.links?.[wire])}, so it takes no part in what the switch carries`;
    return [finding(message, ['links', wire, 'ends', end, ...(index === null ? [] : ['interfaces', index])])];
  });
}
