/** Which workloads the ends of an intent stand for. */
import type { RecordOf, Scenario } from '../../scenario/schema.ts';
import { entries } from '../design.ts';
import type { Places } from '../places.ts';

export type Party = RecordOf<'intents'>['from'];

export interface Pair {
  readonly from: string;
  readonly to: string;
}

/** `endpoints`: the workloads that the network was built with, in its order. */
export class Parties {
  readonly #scenario: Scenario;
  readonly #places: Places;
  readonly #endpoints: readonly string[];

  constructor(scenario: Scenario, places: Places, endpoints: readonly string[]) {
    this.#scenario = scenario;
    this.#places = places;
    this.#endpoints = endpoints;
  }

  workloadsOf(party: Party): readonly string[] {
    if (typeof party === 'string' || Array.isArray(party)) {
      const chosen = new Set([party].flat());
      return this.#endpoints.filter((id) => this.#isIn(id, chosen));
    }
    const { select, within, except = [] } = party;
    const named = new RegExp(`^${select.replaceAll('*', '.*')}$`);
    const inside = within === undefined ? null : new Set(within);
    const left = new Set(except);
    return this.#endpoints.filter(
      (id) => named.test(id) && (inside === null || this.#isIn(id, inside)) && !this.#isIn(id, left),
    );
  }

  /** Whether it is one of these, or stands in one. */
  #isIn(workload: string, chosen: ReadonlySet<string>): boolean {
    if (chosen.has(workload)) return true;
    const subnet = this.#scenario.workloads?.[workload]?.subnet;
    if (subnet === undefined) return false;
    const network = this.#scenario.subnets?.[subnet]?.network;
    if (chosen.has(subnet) || (network !== undefined && chosen.has(network))) return true;
    const site = this.#places.siteOf(workload);
    return site !== null && this.#places.around(site).some((each) => chosen.has(each));
  }
}

/** Every ordered pair of two different ones, up to a number. */
export function* pairsOf(from: readonly string[], to: readonly string[], most: number): Generator<Pair> {
  let left = most;
  for (const a of from) {
    for (const b of to) {
      if (a === b) continue;
      if (left-- <= 0) return;
      yield { from: a, to: b };
    }
  }
}

export function pairCount(from: readonly string[], to: readonly string[]): number {
  const both = new Set(to);
  return from.length * to.length - from.filter((id) => both.has(id)).length;
}

/** Records of a collection as pairs, for whoever asks for all of them. */
export const intentsOf = (scenario: Scenario): [string, RecordOf<'intents'>][] => entries(scenario.intents);
