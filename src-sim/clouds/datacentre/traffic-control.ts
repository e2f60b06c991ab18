/**
 * What each kind of traffic gets of an uplink: reservations first, the rest by shares among those that want it, none beyond its
 * limit. As classes of a hierarchical token bucket: each is sure of its reservation and its part of what is not reserved,
 * and borrows what others leave in proportion to its shares. Frames are told apart by the traffic class their port group
 * puts them in.
 *
 * Left out: admission of machines by their reservations, limits of single machines (port groups shape those).
 */
import type { QueueLimit } from '../../fabric/fabric.ts';
import type { QueueDiscipline } from '../../fabric/queue-discipline.ts';
import { trafficKinds } from '../../scenario/records/hosts.ts';
import { given, ifWritten, writtenRate } from '../written.ts';
import type { PortGroup, SwitchRecord } from './host-parts.ts';

type TrafficControl = NonNullable<Extract<SwitchRecord, { kind: 'distributed-switch' }>['trafficControl']>;

const usualShares = 50;
/** Bytes that a class with one share sends in a turn; above the largest packet for all usual shares. */
const quantumOfShare = 1000;
/** Packets that wait in each class. */
const queuePackets = 1000;

/** Left out: traffic of machines keeps the class of its flow. */
export const trafficClassOf = ({ carries }: PortGroup): number | undefined =>
  carries === undefined ? undefined : trafficKinds.indexOf(carries);

export function controlled(control: TrafficControl | undefined, rateBps: number): QueueLimit | undefined {
  if (control === undefined || rateBps === 0) return undefined;
  const kinds = trafficKinds.map((kind) => {
    const { shares, reservation, limit } = control[kind] ?? {};
    return {
      shares: shares ?? usualShares,
      reservedBps: ifWritten(reservation, writtenRate) ?? 0,
      limitBps: Math.min(rateBps, ifWritten(limit, writtenRate) ?? rateBps),
    };
  });
  const reservedBps = kinds.reduce((sum, kind) => sum + kind.reservedBps, 0);
  const allShares = kinds.reduce((sum, { shares }) => sum + shares, 0);
  const freeBps = Math.max(0, rateBps - reservedBps);
  const classes = kinds.map(({ shares, reservedBps: own, limitBps }) => ({
    parent: 0,
    rateBps: Math.min(limitBps, Math.floor(own + (freeBps * shares) / allShares)),
    ceilBps: limitBps,
    quantumBytes: quantumOfShare * shares,
  }));
  const leaf: QueueDiscipline = { kind: 'fifo', packetsMax: queuePackets };
  return {
    packets: 0,
    bytes: 0,
    discipline: {
      kind: 'htb',
      classes: [{ parent: -1, rateBps, ceilBps: rateBps }, ...classes],
      queues: kinds.map(() => leaf),
      ...given({ childOfClass: kinds.map((_, place) => place) }),
    },
  };
}
