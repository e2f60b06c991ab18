/** What is noted of a packet on its way, in order: one entry for every thing that looked at it. */
import type { Address } from '../quantity/address.ts';
import type { Fate } from '../fabric/fate.ts';
import type { FilterRule, Route } from '../fabric/fabric.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import type { PolicyRule } from '../fabric/policy.ts';
import type { ReversePathCheck } from '../fabric/reverse-path.ts';
import type { SwitchPassage } from '../fabric/broadcast-domain.ts';
import type { Translation } from '../fabric/translation.ts';
import type { Memory } from './memory.ts';

export type Note = RouteNote | DeliveryNote | FilterNote | TranslationNote | ReversePathNote | CrossingNote;

/** A table was asked; also of nodes that ask none, because they only receive. */
export interface RouteNote {
  readonly kind: 'route';
  readonly node: number;
  readonly table: number;
  readonly route: Route | null;
  /** The policy rule that named the table. */
  readonly rule: PolicyRule | null;
  readonly header: PacketHeader;
  /** Where it goes from here, or how it ends. */
  readonly onward: Crossing | Fate;
}

export interface DeliveryNote {
  readonly kind: 'delivery';
  readonly node: number;
  readonly header: PacketHeader;
}

export interface FilterNote {
  readonly kind: 'filter';
  readonly port: number;
  readonly filter: number;
  readonly header: PacketHeader;
  readonly passes: boolean;
  /** Null: no rule matched, or none was asked. */
  readonly rule: FilterRule | null;
  /** Let through without a rule, as the answer to something that was. */
  readonly answer: boolean;
}

export interface TranslationNote {
  readonly kind: 'translation';
  readonly port: number;
  readonly before: PacketHeader;
  readonly after: PacketHeader;
  /** Null: it belongs to a connection that is known. */
  readonly translation: Translation | null;
}

export interface ReversePathNote {
  readonly kind: 'reverse-path';
  readonly port: number;
  readonly header: PacketHeader;
  readonly check: ReversePathCheck;
}

export interface CrossingNote {
  readonly kind: 'crossing';
  readonly crossing: Crossing;
  readonly header: PacketHeader;
}

/** From a port of one host or router to that of the next: over a link, through switches, in a tunnel. */
export interface Crossing {
  readonly out: number;
  /** Port it comes in by; -1 where it gets nowhere. */
  readonly into: number;
  /** How it ends on the way; null: it comes across. */
  readonly fate: Fate | null;
  /** Neighbour that was asked for, where neighbours are. */
  readonly asked: Address | null;
  readonly passages: readonly SwitchPassage[];
  /** Tunnels it goes through, in order. */
  readonly wrappings: readonly Wrapping[];
}

export interface Wrapping {
  /** Port it goes into, and comes out of; -1 where it does not come out. */
  readonly entrance: number;
  readonly exit: number;
  /** The way of the packet around it. */
  readonly outer: Walk;
}

/** One packet's way with all that was noted of it. */
export interface Walk {
  readonly kind: 'walk';
  readonly fate: Fate;
  readonly notes: readonly Note[];
  /** Where it was decided on, in order. */
  readonly nodes: readonly number[];
  readonly refusal: Refusal | null;
  /** Place in `nodes` it came back to; -1: it did not go round. */
  readonly roundFrom: number;
  /** As it was sent, and as it ended. */
  readonly sent: PacketHeader;
  readonly header: PacketHeader;
  /** What is known of it afterwards. */
  readonly memory: Memory;
}

/** A filter that did not let it through. */
export interface Refusal {
  readonly port: number;
  readonly filter: number;
  readonly header: PacketHeader;
  /** Null: no rule matched. */
  readonly rule: FilterRule | null;
}
