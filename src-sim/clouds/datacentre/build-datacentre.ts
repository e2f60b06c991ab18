/**
 * Hosts and what is inside them, in phases: switches and their machines at once, so that wires find where they end; what
 * needs the ports of wires after all wires stand.
 */
import type { BuildContext } from '../build-context.ts';
import { settleSwitches } from './bridge-settings.ts';
import { placeHostSwitches } from './host-switch.ts';
import { plugMachines } from './machine-port.ts';
import { offerUplinks } from './uplink.ts';

export function buildDatacentre(context: BuildContext): void {
  const parts = placeHostSwitches(context);
  if (parts.switches.length === 0) return;
  plugMachines(context, parts);
  offerUplinks(context, parts);
  context.later.connect.push(() => settleSwitches(context, parts));
}
