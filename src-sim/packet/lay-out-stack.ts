/** The parts of the network stack that a fabric has a use for. */
import { Bridges } from './bridges.ts';
import { AddressTranslation } from './address-translation.ts';
import { ConnectionMemory } from './connection-memory.ts';
import type { Exits } from './exits.ts';
import type { Decisions } from './forward/decisions.ts';
import { Fragments, mayFragment } from './fragments.ts';
import type { PortFilters } from './forwarding.ts';
import type { Hops } from './hops.ts';
import type { Transmission } from './link/transmission.ts';
import { Neighbours } from './neighbours.ts';
import { NetworkStack } from './network-stack.ts';
import { needsChoice, TableChoice } from './table-choice.ts';
import { Tunnels } from './tunnels.ts';

export interface StackPlan {
  readonly hops: Hops;
  readonly transmission: Transmission;
  readonly decisions: Decisions;
  readonly exits: Exits;
  readonly filters: PortFilters;
  readonly deliver: (packet: number) => void;
}

/** Connects the hops with their stack; returns the tunnels, which also hear what routers of the underlay say. */
export function layOutStack({
  hops,
  transmission,
  decisions,
  exits,
  filters,
  deliver,
}: StackPlan): Tunnels | null {
  const { fabric } = hops;
  const hasTunnels = fabric.ports.some(({ tunnel }) => tunnel !== undefined);
  const hasSwitches = fabric.nodes.some(({ bridge }) => bridge !== undefined);
  const resolves = fabric.ports.some(({ attachment }) => attachment !== undefined);
  const tunnels = hasTunnels ? new Tunnels(hops) : null;
  const translates = fabric.nodes.some(({ translations }) => translations !== undefined);
  const remembers = fabric.nodes.some(({ connectionsMax }) => connectionsMax !== undefined);
  const translating = translates ? new AddressTranslation(hops) : null;
  const fragmenting = mayFragment(fabric) ? new Fragments(hops) : null;
  hops.ledger.pieces = fragmenting;
  const stack = new NetworkStack({
    plane: hops,
    decisions,
    exits,
    filters,
    tunnels,
    bridging: hasSwitches ? new Bridges(hops) : null,
    resolving: resolves ? new Neighbours(hops) : null,
    translating: remembers ? new ConnectionMemory(hops, filters, translating) : translating,
    choosing: needsChoice(fabric) ? new TableChoice(hops, decisions) : null,
    fragmenting,
    deliver,
  });
  hops.connect(transmission, stack, tunnels, fragmenting);
  return tunnels;
}
