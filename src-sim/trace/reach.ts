/**
 * Who reaches whom: the same question as a trace that names no protocol, for every ordered pair of machines. What the
 * tables decide is worked out once per destination and shared by all who send there; the ways between two machines are
 * looked for once and serve both directions; words that pairs have in common are made once.
 */
import type { Address, Family } from '../quantity/address.ts';
import type { Fabric } from '../fabric/fabric.ts';
import { ask, type Outcome } from './ask.ts';
import { chainMax, type Departure, departureFrom } from './departure.ts';
import { type Groundwork, groundworkOf } from './groundwork.ts';
import { addressPair, type Party } from './question.ts';
import type { ReachResult } from './trace-result.ts';
import { answered, departing, service, verdictOf } from './verdict.ts';
import { Ways } from './ways.ts';

interface Machine extends Party {
  readonly node: number;
  /** Ways to it, by the family they are for; made when first asked for. */
  readonly ways: Map<Family, Ways>;
  /** The two parts of verdicts, the second by service. */
  readonly departing: string;
  readonly answered: Map<string, string>;
}

/** Machines taken together: few enough for the ways to them all to stay in the processor's cache. */
const tile = 32;

type Pair = ReachResult['pairs'][number];

export function reach(fabric: Fabric): ReachResult {
  const machines = fabric.endpoints.map(({ id, node, addresses }): Machine => {
    const party = { id, name: fabric.nodes[node].origin.name, node, addresses };
    return { ...party, ways: new Map(), departing: departing(party), answered: new Map() };
  });
  const addresses = machines.flatMap((machine) => machine.addresses);
  const matrix = new Matrix(groundworkOf(fabric, addresses), machines);
  return { endpoints: machines.map(({ id }) => id), pairs: matrix.pairs() };
}

class Matrix {
  private readonly ground: Groundwork;
  private readonly machines: readonly Machine[];
  /** Used again and again: a pair is answered before the next one is looked at. */
  private readonly trails = [new Int32Array(chainMax), new Int32Array(chainMax)] as const;

  constructor(ground: Groundwork, machines: readonly Machine[]) {
    this.ground = ground;
    this.machines = machines;
  }

  /** By sender, then by receiver, both in the order of the machines. */
  pairs(): Pair[] {
    const { machines } = this;
    const others = machines.length - 1;
    const pairs: Pair[] = Array.from({ length: machines.length * others });
    for (let first = 0; first < machines.length; first += tile) {
      const end = Math.min(first + tile, machines.length);
      for (let a = 0; a < end; a++) {
        for (let b = Math.max(a + 1, first); b < end; b++) {
          const [there, back] = this.both(machines[a], machines[b]);
          pairs[a * others + b - 1] = there;
          pairs[b * others + a] = back;
        }
      }
    }
    return pairs;
  }

  private both(a: Machine, b: Machine): readonly [Pair, Pair] {
    const pair = addressPair(a, b);
    if (pair === null) return [strangers(a, b), strangers(b, a)];
    const toB = this.departure(a, b, pair.destination, this.trails[0]);
    const toA = this.departure(b, a, pair.source, this.trails[1]);
    const { ground } = this;
    const opposite = { source: pair.destination, destination: pair.source };
    return [
      this.pair(ask({ ground, pair, from: a.node, to: b.node, there: toB, back: toA }), a, b),
      this.pair(ask({ ground, pair: opposite, from: b.node, to: a.node, there: toA, back: toB }), b, a),
    ];
  }

  private departure(from: Machine, to: Machine, address: Address, trail: Int32Array): Departure {
    const { decisions } = this.ground;
    let ways = to.ways.get(address.family);
    if (ways === undefined) {
      ways = new Ways(decisions, { address, node: to.node });
      to.ways.set(address.family, ways);
    }
    return departureFrom(decisions, from.node, ways, trail);
  }

  private pair(outcome: Outcome, from: Machine, to: Machine): Pair {
    return { from: from.id, to: to.id, class: outcome.class, reason: this.reason(outcome, from, to) };
  }

  private reason(outcome: Outcome, from: Machine, to: Machine): string {
    if (outcome.class !== 'delivered') return verdictOf(this.ground, outcome, from, to);
    const by = service(outcome.header);
    let end = to.answered.get(by);
    if (end === undefined) {
      end = answered(to, outcome.header);
      to.answered.set(by, end);
    }
    return from.departing + end;
  }
}

const strangers = (from: Machine, to: Machine): Pair => ({
  from: from.id,
  to: to.id,
  class: 'no-route',
  reason: `${from.name} and ${to.name} share no address family`,
});
