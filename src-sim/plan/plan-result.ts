/** What a capacity plan tells. Rates in bit/s, times in nanoseconds, shares from 0 to 1. */
import type { Fate } from '../fabric/fate.ts';
import type { Bound } from './network-load.ts';

export interface PlanDemand {
  readonly id: string;
  /** The traffic record's id, and those of the two machines. */
  readonly flow: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'elastic' | 'inelastic';
  /** Null: all it can get. */
  readonly offeredBps: number | null;
  /** Null: nothing in the design limits it. */
  readonly servedBps: number | null;
  readonly boundBy: Bound;
  /** Direction of a link, where one limits it. */
  readonly boundAt: string | null;
  /** Branches that do not arrive. */
  readonly lost: readonly { readonly fate: Fate; readonly share: number; readonly record: string }[];
  /** Null: nothing arrives. */
  readonly latencyNs: PlanLatency | null;
}

export interface PlanLatency {
  readonly travelling: number;
  readonly sending: number;
  /** An approximation (M/M/1 at each link); null: a queue on the way grows without end. */
  readonly queueing: number | null;
  readonly total: number | null;
}

export interface PlanLink {
  /** As in the results of `run`: `LINK:a>b`. */
  readonly id: string;
  readonly link: string;
  readonly record: string;
  /** Null: it takes no time to send. */
  readonly rateBps: number | null;
  /** On the wire: what would come if nothing were lost before it, and what gets through. */
  readonly wantedBps: number;
  readonly carriedBps: number;
  /** Of what would come; over 1: it does not fit. Null without a rate. */
  readonly utilisation: number | null;
}

export interface PlanSummary {
  readonly demands: number;
  readonly inelasticBps: number;
  /** Of the inelastic. */
  readonly servedBps: number;
  /** Demands of which nothing arrives. */
  readonly unreachable: number;
  /** Directions of links with more than they carry. */
  readonly overloaded: number;
  readonly busiest: { readonly link: string; readonly utilisation: number } | null;
}

export interface FailedElement {
  readonly record: string;
  readonly noun: string;
  readonly name: string;
}

export interface FailureCase {
  readonly elements: readonly FailedElement[];
  /** Demands of which nothing arrives any more, and what they carried. */
  readonly unreachable: readonly string[];
  readonly lostBps: number;
  /** What others lose for want of room. */
  readonly shortBps: number;
  /** Directions of links that have more than they carry, and had not before. */
  readonly overloaded: readonly string[];
  readonly busiest: { readonly link: string; readonly utilisation: number } | null;
  /** Most that the way of a demand became longer. */
  readonly addedNs: number;
  /** Intents that held before. */
  readonly brokenIntents: readonly string[];
}

export interface FailureStudy {
  /** Elements that fail together at most. */
  readonly together: 1 | 2;
  readonly tried: number;
  /** Cases that change nothing, because something in them carries nothing; and those that were too many to try. */
  readonly unchanged: number;
  readonly untried: number;
  /** By harm. */
  readonly cases: readonly FailureCase[];
}

export interface GrowthStudy {
  /** A month: 0.05 is 5 %. */
  readonly perMonth: number;
  /** First month of the plan, `2026-11`. */
  readonly start: string;
  /** The order in which links fill. */
  readonly links: readonly {
    readonly id: string;
    readonly record: string;
    readonly utilisation: number;
    /** From the start until it is full; 0: it is. */
    readonly months: number;
    /** Month in which that is so. */
    readonly fullIn: string;
  }[];
  /** Links with traffic that does not fill them: what they carry is elastic, or within a century. */
  readonly never: number;
}

export interface CostItem {
  readonly record: string;
  readonly name: string;
  /** In words: "data processed". */
  readonly what: string;
  readonly fact: string;
  readonly quantity: number;
  readonly unit: string;
  readonly price: number;
  readonly amount: number;
  readonly region: string;
  readonly tier: string | null;
  /** How far to trust the price: verified, secondary, unverified, or yours. */
  readonly confidence: string;
  readonly asOf: string;
}

export interface CostEstimate {
  readonly currency: 'USD';
  /** A month. */
  readonly total: number;
  /** Of that, by prices nobody has verified. */
  readonly unverified: number;
  readonly items: readonly CostItem[];
  /** Records that cost something we have no price for. */
  readonly unpriced: readonly { readonly record: string; readonly what: string }[];
}

export interface PlanResult {
  readonly version: string;
  readonly summary: PlanSummary;
  readonly demands: readonly PlanDemand[];
  /** With a rate, or with traffic. */
  readonly links: readonly PlanLink[];
  readonly failures?: FailureStudy;
  readonly growth?: GrowthStudy;
  readonly cost?: CostEstimate;
  /** What the figures rest on. */
  readonly assumptions: readonly string[];
}
