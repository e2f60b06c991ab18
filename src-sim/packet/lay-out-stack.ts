/** The parts of the network stack that a fabric has a use for. */
import { Bridges } from './bridges.ts';
import { AddressTranslation } from './address-translation.ts';
import { ConnectionMemory } from './connection-memory.ts';
import { Cores } from './cores.ts';
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

/** The parts that somebody outside asks; null where the fabric has no use for them. */
export interface OpenParts {
  /** They also hear what routers of the underlay say. */
  readonly tunnels: Tunnels | null;
  readonly bridges: Bridges | null;
  readonly cores: Cores | null;
  readonly neighbours: Neighbours | null;
  readonly translation: AddressTranslation | null;
  readonly memory: ConnectionMemory | null;
}

/** Connects the hops with their stack. */
export function layOutStack({
  hops,
  transmission,
  decisions,
  exits,
  filters,
  deliver,
}: StackPlan): OpenParts {
  const { fabric } = hops;
  const hasTunnels = fabric.ports.some(({ tunnel }) => tunnel !== undefined);
  const hasSwitches = fabric.nodes.some(({ bridge }) => bridge !== undefined);
  const resolves = fabric.ports.some(({ attachment }) => attachment !== undefined);
  const tunnels = hasTunnels ? new Tunnels(hops) : null;
  const translates = fabric.nodes.some(({ translations }) => translations !== undefined);
  const remembers = fabric.nodes.some(({ connectionsMax }) => connectionsMax !== undefined);
  const translation = translates ? new AddressTranslation(hops) : null;
  const memory = remembers ? new ConnectionMemory(hops, filters, translation) : null;
  const neighbours = resolves ? new Neighbours(hops) : null;
  const bridges = hasSwitches ? new Bridges(hops, (station) => neighbours?.announce(station)) : null;
  const fragmenting = mayFragment(fabric) ? new Fragments(hops) : null;
  hops.ledger.pieces = fragmenting;
  const costsTime = fabric.nodes.some(({ processing }) => processing !== undefined);
  const cores = costsTime ? new Cores(hops, (port, packet) => stack.taken(port, packet)) : null;
  const stack: NetworkStack = new NetworkStack({
    plane: hops,
    decisions,
    exits,
    filters,
    tunnels,
    cores,
    bridging: bridges,
    resolving: neighbours,
    translating: memory ?? translation,
    choosing: needsChoice(fabric) ? new TableChoice(hops, decisions) : null,
    fragmenting,
    deliver,
  });
  hops.connect(transmission, stack, tunnels, fragmenting);
  return { tunnels, bridges, cores, neighbours, translation, memory };
}
