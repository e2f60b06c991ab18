/** Virtual switches, port groups and machines that name each other and do not fit together. */
import type { PathStep } from './edit.ts';
import type { Finding } from './problem.ts';
import type { RecordOf, Scenario } from './schema.ts';

type VirtualMachine = Extract<RecordOf<'workloads'>, { kind: 'virtual-machine' }>;

function mismatch(message: string, path: readonly PathStep[]): Finding {
  return { code: 'document/mismatched-reference', severity: 'error', message, path };
}

export function* hostMembershipFindings(scenario: Scenario): Generator<Finding> {
  yield* ofSwitches(scenario);
  for (const [id, workload] of Object.entries(scenario.workloads ?? {})) {
    if (workload.kind === 'virtual-machine') yield* ofMachine(scenario, id, workload);
  }
}

const hostsOf = (scenario: Scenario, id: string): readonly string[] => {
  const record = scenario.switches?.[id];
  if (record === undefined || record.kind === 'port-group') return [];
  return record.kind === 'distributed-switch' ? record.hosts : [record.host];
};

const leadsTo = (scenario: Scenario, wire: string, hosts: readonly string[]): boolean =>
  scenario.links?.[wire]?.ends.some(({ to }) => hosts.includes(to)) ?? true;

function* ofSwitches(scenario: Scenario): Generator<Finding> {
  const users = new Map<string, string>();
  for (const [id, record] of Object.entries(scenario.switches ?? {})) {
    const owner = record.kind === 'port-group' ? record.switch : id;
    const uplinks = record.kind === 'port-group' ? undefined : record.uplinks;
    for (const [index, wire] of (uplinks ?? []).entries()) {
      const path = ['switches', id, 'uplinks', index] as const;
      if (!leadsTo(scenario, wire, hostsOf(scenario, id))) {
        yield mismatch(`Wire ${wire} does not lead to a host of ${id}.`, path);
      }
      const user = users.get(wire);
      if (user !== undefined) yield mismatch(`Wire ${wire} is an uplink of ${user} already.`, path);
      users.set(wire, id);
    }
    const whole = scenario.switches?.[owner];
    const known = whole === undefined || whole.kind === 'port-group' ? [] : (whole.uplinks ?? []);
    for (const key of ['active', 'standby'] as const) {
      for (const [index, wire] of (record.teaming?.[key] ?? []).entries()) {
        if (known.includes(wire)) continue;
        yield mismatch(`Wire ${wire} is no uplink of ${owner}.`, ['switches', id, 'teaming', key, index]);
      }
    }
  }
}

function* ofMachine(scenario: Scenario, id: string, machine: VirtualMachine): Generator<Finding> {
  const path = ['workloads', id] as const;
  const { portGroup, host, virtualFunction, subnet } = machine;
  if (portGroup === undefined) {
    for (const key of ['host', 'virtualFunction', 'guest'] as const) {
      if (machine[key] === undefined) continue;
      yield mismatch(`${key} says something of a machine in a port group; ${id} is in none.`, [...path, key]);
    }
    return;
  }
  const segment = scenario.subnets?.[subnet];
  if (segment !== undefined && segment.kind !== 'segment') {
    yield mismatch(`A machine in a port group stands in a segment; ${subnet} is none.`, [...path, 'subnet']);
  }
  const group = scenario.switches?.[portGroup];
  if (group?.kind !== 'port-group') return;
  const hosts = hostsOf(scenario, group.switch);
  if (host === undefined && hosts.length > 1) {
    yield mismatch(`${group.switch} is on several hosts: name the host that ${id} runs on.`, path);
  }
  if (host !== undefined && hosts.length > 0 && !hosts.includes(host)) {
    yield mismatch(`Port group ${portGroup} is not on host ${host}.`, [...path, 'host']);
  }
  const here = host === undefined ? hosts : [host];
  if (virtualFunction !== undefined && !leadsTo(scenario, virtualFunction, here)) {
    yield mismatch(`Wire ${virtualFunction} does not lead to the host of ${id}.`, [
      ...path,
      'virtualFunction',
    ]);
  }
}
