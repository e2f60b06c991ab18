/** Ends of wires that say something about VLANs where that has no meaning. */
import type { PathStep } from './edit.ts';
import type { Finding } from './problem.ts';
import type { Scenario } from './schema.ts';
import { isSwitch } from './switched-interfaces.ts';

const ofPorts = ['access', 'trunk', 'native'] as const;

function mismatch(message: string, path: readonly PathStep[]): Finding {
  return { code: 'document/mismatched-reference', severity: 'error', message, path };
}

export function* switchingMembershipFindings(scenario: Scenario): Generator<Finding> {
  for (const [id, { ends }] of Object.entries(scenario.links ?? {})) {
    for (const index of [0, 1] as const) {
      const end = ends[index];
      const opposite = ends[1 - index].to;
      const path = ['links', id, 'ends', index] as const;
      if (isSwitch(scenario, end.to)) {
        for (const key of ['address', 'interfaces'] as const) {
          if (end[key] === undefined) continue;
          yield mismatch(`${end.to} is a switch: its ports have no addresses.`, [...path, key]);
        }
        continue;
      }
      for (const key of ofPorts) {
        if (end[key] === undefined) continue;
        yield mismatch(`${key} is a setting of a port of a switch, and ${end.to} is none.`, [...path, key]);
      }
      if (end.interfaces !== undefined && !isSwitch(scenario, opposite)) {
        const message = `Interfaces in VLANs need a switch at the other end of the wire, and ${opposite} is none.`;
        yield mismatch(message, [...path, 'interfaces']);
      }
    }
  }
}
