// Packets for the disciplines under test: what they look like, and what is left of them.
import {
  type BuildDiscipline,
  type DisciplineSettings,
  readDiscipline,
} from '../../../../src-sim/packet/link/disciplines/build-discipline.ts';
import type { Checked } from '../../../../src-sim/packet/link/disciplines/checked-settings.ts';
import type {
  Discipline,
  PacketView,
  QueueContext,
} from '../../../../src-sim/packet/link/disciplines/discipline.ts';
import { WaitingPackets } from '../../../../src-sim/packet/link/disciplines/waiting-packets.ts';
import { randomStream } from '../../../../src-sim/quantity/random.ts';

export interface TestPacket {
  readonly bytes: number;
  /** Also its place among FQ-CoDel's 1024 queues. */
  readonly flow: number;
  readonly trafficClass: number;
  readonly ecn: boolean;
}

const ordinary: TestPacket = { bytes: 1000, flow: 0, trafficClass: 0, ecn: false };

export class PacketTable implements PacketView {
  readonly packets: TestPacket[] = [];
  readonly marked = new Set<number>();
  readonly context: QueueContext;

  constructor(seed = 1) {
    const stream = randomStream(seed, 'queue');
    this.context = { view: this, waiting: new WaitingPackets(0), bits: () => stream.u32() };
  }

  add(given: Partial<TestPacket> = {}): number {
    this.packets.push({ ...ordinary, ...given });
    return this.packets.length - 1;
  }

  bytes(packet: number): number {
    return this.packets[packet].bytes;
  }

  flowHash(packet: number): number {
    return this.packets[packet].flow * 2 ** 22;
  }

  trafficClass(packet: number): number {
    return this.packets[packet].trafficClass;
  }

  ecnCapable(packet: number): boolean {
    return this.packets[packet].ecn;
  }

  markCongestion(packet: number): void {
    this.marked.add(packet);
  }
}

export function good<T>(read: Checked<T>): T {
  if (!read.ok) throw new Error(read.message);
  return read.value;
}

export function refusal(read: Checked<unknown>): string {
  if (read.ok) throw new Error('these settings were not refused');
  return read.message;
}

export function discipline(settings: DisciplineSettings, table: PacketTable): Discipline {
  const build: BuildDiscipline = good(readDiscipline(settings));
  return build(table.context);
}

export interface Departure {
  readonly at: number;
  readonly packet: number;
}

/** Sends what may be sent, the moment it may, on a line that takes no time; stops before `until`. */
export function departures(queue: Discipline, until: number, from = 0): Departure[] {
  const sent: Departure[] = [];
  for (let at = queue.readyAt(from); at < until; at = queue.readyAt(at)) {
    const packet = queue.dequeue(at);
    if (packet < 0) throw new Error(`readyAt said ${at}, but no packet came`);
    sent.push({ at, packet });
  }
  return sent;
}

export function dropsOf(queue: Discipline): number[] {
  const drops: number[] = [];
  for (let packet = queue.takeDropped(); packet >= 0; packet = queue.takeDropped()) drops.push(packet);
  return drops;
}
