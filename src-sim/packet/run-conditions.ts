/**
 * Conditions at which a run stops, as data. They are looked at after each event, so that a run which stands where one holds goes
 * on at least to the next event: asking again and again walks from one occurrence to the next.
 *
 * Left out: conditions on what is inside a packet or a connection, and on several things at once.
 */
import { type Fate, fates } from '../fabric/fate.ts';
import type { PacketEngine } from './engine.ts';
import * as D from './link/direction-record.ts';
import * as P from './link/packet-record.ts';
import { waitingAt } from './measure/link-series.ts';
import type { PacketId } from './packet-lens.ts';

export type RunCondition =
  /** Everything up to the instant has happened, that of the instant included. */
  | { readonly kind: 'time'; readonly ns: number }
  /** So many events have been handled since the beginning. */
  | { readonly kind: 'events'; readonly count: number }
  /** So many packets of the flow have been delivered since the beginning. */
  | { readonly kind: 'delivered'; readonly flow: string; readonly count: number }
  /** A packet of a flow has ended otherwise than delivered: of any, or of this one, anywhere, or at or on the link. */
  | { readonly kind: 'drop'; readonly flow?: string; readonly link?: string }
  /** At least so many packets wait in front of the link, in one of its directions. */
  | { readonly kind: 'queue-depth'; readonly link: string; readonly packets: number }
  /** A packet has come to the node, or been handed over there, or its links have taken or refused one. */
  | { readonly kind: 'node'; readonly node: string }
  /** Something has happened to the packet: it has come to a node, has been taken by a link, wrapped or unwrapped, or has ended. */
  | { readonly kind: 'packet'; readonly packet: number; readonly sentNs: number };

export type EventCondition = Exclude<RunCondition, { readonly kind: 'time' | 'events' }>;

/** What a condition names and the network does not have. */
export class UnknownName extends Error {}

/** Looks at the run before an event and after it. */
export interface Watch {
  before(): void;
  isMet(): boolean;
}

const nothing = (): void => {};

export function watch(engine: PacketEngine, condition: EventCondition): Watch {
  switch (condition.kind) {
    case 'delivered': {
      const flow = placeOf(engine.fabric.flows, 'flow', condition.flow);
      return { before: nothing, isMet: () => engine.ledger.flows.delivered(flow) >= condition.count };
    }
    case 'drop':
      return dropWatch(engine, condition);
    case 'queue-depth': {
      const { directions, ledger, queue } = engine;
      const ways = directionsOf(engine, condition.link);
      const depth = (direction: number) => waitingAt(directions, ledger.packets, direction, queue.now);
      return { before: nothing, isMet: () => ways.some((way) => depth(way) >= condition.packets) };
    }
    case 'node':
      return nodeWatch(engine, placeOf(engine.fabric.nodes, 'node', condition.node));
    case 'packet':
      return packetWatch(engine, condition);
  }
}

/** What was counted has risen. */
function rising(count: () => number): Watch {
  let earlier = 0;
  return { before: () => (earlier = count()), isMet: () => count() > earlier };
}

function dropWatch(engine: PacketEngine, { flow, link }: { flow?: string; link?: string }): Watch {
  const { fabric, streams } = engine;
  const counters = Array.from({ length: streams.counters }, (_, counter) => counter);
  const watched =
    flow === undefined
      ? counters.filter((counter) => counter !== streams.controlCounter)
      : [placeOf(fabric.flows, 'flow', flow)];
  const dropped = rising(counted(engine, watched, dropFates));
  if (link === undefined) return dropped;
  const ways = directionsOf(engine, link);
  const refused = rising(() => sumOver(ways, (way) => engine.directions.number(way, D.drops)));
  // What is lost on the wire ends when it would have arrived.
  const lost = rising(counted(engine, watched, wireFates));
  let isArrival = false;
  return {
    before: () => {
      for (const one of [dropped, refused, lost]) one.before();
      isArrival = ways.includes(engine.queue.upcoming());
    },
    isMet: () => dropped.isMet() && (refused.isMet() || (isArrival && lost.isMet())),
  };
}

const numbersOf = (wanted: (fate: Fate) => boolean): number[] =>
  fates.flatMap((fate, number) => (wanted(fate) ? [number] : []));

const dropFates = numbersOf((fate) => fate !== 'delivered');
const wireFates = numbersOf((fate) => fate === 'link-loss' || fate === 'corrupted');

/** Packets of these counters that ended in these fates; counted anew only when one has ended that was not delivered. */
function counted(
  { ledger }: PacketEngine,
  counters: readonly number[],
  wanted: readonly number[],
): () => number {
  let seen = -1;
  let sum = 0;
  return () => {
    const others = ledger.ended - ledger.latency.count;
    if (others === seen) return sum;
    seen = others;
    sum = sumOver(counters, (counter) => sumOver(wanted, (fate) => ledger.flows.ended(counter, fate)));
    return sum;
  };
}

function nodeWatch(engine: PacketEngine, node: number): Watch {
  const { directions, fabric, ledger, streams } = engine;
  const { flows } = ledger;
  const ways = Array.from({ length: directions.count }, (_, way) => way);
  const inward = new Set(ways.filter((way) => directions.integer(way, D.toNode) === node));
  const outward = ways.filter((way) => fabric.ports[directions.integer(way, D.fromPort)].node === node);
  const counters = new Set<number>();
  for (let stream = 0; stream < streams.count; stream++) {
    if (streams.sourceNode[stream] === node) counters.add(streams.counterOf(stream));
  }
  const sent = rising(
    () =>
      sumOver(outward, (way) => directions.number(way, D.packets) + directions.number(way, D.drops)) +
      sumOver([...counters], (counter) => flows.offered(counter)),
  );
  let isArrival = false;
  return {
    before: () => {
      sent.before();
      isArrival = inward.has(engine.queue.upcoming());
    },
    isMet: () => isArrival || sent.isMet(),
  };
}

/** What follows it on its link is none of its business. */
function packetWatch({ ledger, lens }: PacketEngine, id: PacketId): Watch {
  if (lens === null) throw new UnknownName('this run keeps no packet in view');
  lens.follow(id);
  const { packets } = ledger;
  const from = id.packet * P.integersEach;
  const earlier = packets.integers.slice(from, from + P.integersEach);
  const isMoved = (): boolean => {
    for (let place = 0; place < P.integersEach; place++) {
      if (place !== P.next && packets.integers[from + place] !== earlier[place]) return true;
    }
    return false;
  };
  return { before: nothing, isMet: () => lens.endOf(id) !== null || isMoved() };
}

/** Arrivals at the far end of a direction are the events of the entity with its number. */
const directionsOf = (engine: PacketEngine, link: string): readonly number[] => {
  const place = placeOf(engine.fabric.links, 'link', link);
  return [2 * place, 2 * place + 1];
};

const sumOver = (places: readonly number[], value: (place: number) => number): number =>
  places.reduce((sum, place) => sum + value(place), 0);

function placeOf(list: readonly { readonly id: string }[], noun: string, id: string): number {
  const place = list.findIndex((one) => one.id === id);
  if (place < 0) throw new UnknownName(`there is no ${noun} ${id} in this network`);
  return place;
}
