/**
 * Which directions have a discipline. A plain queue needs none, except in insertion order, where every end of a
 * transmission is an event.
 */
import type { Fabric } from '../fabric/fabric.ts';
import type { Discipline, PacketView } from './link/disciplines/discipline.ts';
import { Fifo } from './link/disciplines/fifo.ts';
import { WaitingPackets } from './link/disciplines/waiting-packets.ts';
import * as P from './link/packet-record.ts';
import { type Packets, packetsMax } from './link/packets.ts';

export function layOutDisciplines(
  fabric: Fabric,
  packets: Packets,
  insertionOrder: boolean,
): (Discipline | undefined)[] {
  if (!insertionOrder) return fabric.links.flatMap(() => [undefined, undefined]);
  const view: PacketView = {
    bytes: (packet) => packets.integers[packet * P.integersEach + P.bytes],
    flowHash: () => 0,
    trafficClass: () => 0,
    ecnCapable: () => false,
    markCongestion: () => undefined,
  };
  const context = { view, waiting: new WaitingPackets(Math.min(packetsMax, 1 << 20)), bits: () => 0 };
  return fabric.links.flatMap(({ queue }) => {
    const settings = { packetsMax: queue.packets || Infinity, bytesMax: queue.bytes || Infinity };
    return [new Fifo(settings, context), new Fifo(settings, context)];
  });
}
