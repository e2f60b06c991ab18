/** The closed unions of the engines in the words of a report. Typed by the unions, so a new member cannot be forgotten. */
import type { Fate } from '../fabric/fate.ts';
import type { ReachClass } from '../trace/trace-result.ts';

export interface ClassWords {
  readonly title: string;
  readonly meaning: string;
}

export const reachWords: Readonly<Record<ReachClass, ClassWords>> = {
  delivered: { title: 'delivered', meaning: 'there and back, the same way' },
  asymmetric: { title: 'asymmetric', meaning: 'there, but the answer takes another way, or is lost on it' },
  'one-way': { title: 'one way', meaning: 'there, but the answer does not come back' },
  denied: { title: 'denied', meaning: 'a filter refuses it' },
  'no-route': { title: 'no route', meaning: 'a table on the way has no route, or one that drops' },
  loop: { title: 'loop', meaning: 'it goes round until its hop limit runs out' },
};

export const reachClasses = Object.keys(reachWords) as readonly ReachClass[];

export const fateWords: Readonly<Record<Fate, string>> = {
  delivered: 'delivered',
  'no-route': 'no route',
  blackhole: 'dropped by a route',
  unreachable: 'unreachable',
  prohibited: 'prohibited',
  'no-neighbour': 'no such neighbour',
  denied: 'denied',
  'ttl-exceeded': 'hop limit',
  'too-big': 'too big',
  'queue-full': 'queue full',
  'link-down': 'link down',
  'link-loss': 'lost on the link',
  'not-for-me': 'wrong machine',
  aqm: 'dropped to slow down',
  policed: 'beyond its rate',
  corrupted: 'corrupted',
  ignored: 'meant for others',
  'reverse-path': 'source not expected there',
  'ports-exhausted': 'no port left to translate to',
  'table-full': 'connection table full',
  'reassembly-timeout': 'fragments missing',
  'wrong-vlan': 'wrong VLAN',
  'no-tunnel': 'no tunnel ends there',
  'port-security': 'refused by port security',
  overrun: 'node overrun',
};

/** In the order of the engine's list; `delivered` is the only one that is no loss. */
export const lossFates = (Object.keys(fateWords) as readonly Fate[]).filter((fate) => fate !== 'delivered');
