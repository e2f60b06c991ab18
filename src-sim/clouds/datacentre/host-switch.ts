/**
 * Switches inside hosts: a node for each on each of its hosts. What moving packets costs there is a matter of the host.
 */
import { type BuildContext, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { processingOf } from './data-path.ts';
import { type HostParts, type HostSwitch, hostsOf, type PortGroup, wiresAt } from './host-parts.ts';

export function placeHostSwitches(context: BuildContext): HostParts {
  const { scenario, builder } = context;
  const switches: HostSwitch[] = [];
  const groups = new Map<string, PortGroup>();
  for (const [id, record] of recordsOf(scenario.switches)) {
    if (record.kind === 'port-group') {
      groups.set(id, record);
      continue;
    }
    const origin = recordOrigin('switches', id, record);
    for (const host of hostsOf(record)) {
      const name = record.kind === 'distributed-switch' ? `${id}.${host}` : id;
      const node = builder.addNode({ id: name, role: 'switch', origin, addresses: [], decrementsTtl: false });
      const dataPath = scenario.hosts?.[host]?.dataPath;
      if (dataPath !== undefined)
        builder.setNode(node, { processing: processingOf(context.facts, dataPath) });
      const uplinks = wiresAt(scenario, host, record.uplinks ?? []);
      switches.push({ id, host, record, origin, node, uplinks, uplinkPorts: new Map(), machines: [] });
    }
  }
  return { switches, groups };
}
