/** What the nouns of all clouds share while a fabric is being built. */
import type { FabricBuilder } from '../fabric/builder.ts';
import type { Origin } from '../fabric/origin.ts';
import type { FactBook } from '../facts/fact-book.ts';
import type { Address } from '../quantity/address.ts';
import { parsePrefix } from '../quantity/prefix.ts';
import type { Finding } from '../scenario/problem.ts';
import type { Scenario, Workload } from '../scenario/schema.ts';
import type { AttachedInterface, HostPlug } from './host-plug.ts';
import type { Junction } from './junction.ts';
import type { ChangedLinks } from './relearning.ts';
import type { RoutingPlan } from './routing-plan.ts';

/** A workload's node. Its links are drawn by the noun of the place it stands in. */
export interface Machine {
  readonly id: string;
  readonly record: Workload;
  readonly origin: Origin;
  readonly node: number;
  readonly table: number;
  readonly addresses: readonly Address[];
  /** Its own ends of the links it is plugged in by. */
  readonly ports: number[];
}

export interface BuildContext {
  /** All addresses planned. */
  readonly scenario: Scenario;
  readonly facts: FactBook;
  readonly builder: FabricBuilder;
  readonly findings: Finding[];
  readonly machines: Map<string, Machine>;
  readonly routing: RoutingPlan;
  /** Ends for connections that leave a cloud, by record id. */
  readonly junctions: Map<string, Junction>;
  /** Where wires end at hosts, by wire and host. */
  readonly hostPlugs: Map<string, HostPlug>;
  /** Interfaces of routers and machines at switches. */
  readonly attached: AttachedInterface[];
  /** Switches in front of machines that move. */
  readonly seats: Map<string, number>;
  /** Links that work otherwise than at the beginning, where what is built is what is known later in a run. */
  readonly changed: ChangedLinks;
  /** Work that waits until all places stand: drawing connections, and then filling the tables that use them. */
  readonly later: { readonly connect: (() => void)[]; readonly fill: (() => void)[] };
}

/** Records of a collection in the order of the document; none if it is left out. */
export function recordsOf<T>(collection: Readonly<Record<string, T>> | undefined): [string, T][] {
  return Object.entries(collection ?? {});
}

const everything = [parsePrefix('0.0.0.0/0'), parsePrefix('::/0')];

/** All addresses of both families, as two prefixes. */
export const anywhere = everything.flatMap((prefix) => (prefix.ok ? [prefix.value] : []));

/** A link that takes no time and loses nothing; nouns replace the figures they know. */
export const idealLink = {
  rateBps: 0,
  delayNs: 0,
  mtu: 0,
  framingBytes: 0,
  queue: { packets: 0, bytes: 0 },
  loss: 0,
} as const;
