/**
 * Which directions have a discipline: those the fabric gives one, those whose packets may overtake each other behind it, and
 * in insertion order, where every end of a transmission is an event, all. Each has its own stream of chance, found by the
 * link's id, so that another link more or less changes nothing for it.
 */
import type { Fabric, Link } from '../fabric/fabric.ts';
import type { QueueDiscipline } from '../fabric/queue-discipline.ts';
import { fmix32 } from '../quantity/hash32.ts';
import { type RandomStream, randomStream } from '../quantity/random.ts';
import {
  type BuildDiscipline,
  type DisciplineSettings,
  readDiscipline,
} from './link/disciplines/build-discipline.ts';
import type { Checked } from './link/disciplines/checked-settings.ts';
import type { Discipline, PacketView, QueueContext } from './link/disciplines/discipline.ts';
import { WaitingPackets } from './link/disciplines/waiting-packets.ts';
import type { LinkImpairments } from './link/impairments/link-impairments.ts';
import * as D from './link/direction-record.ts';
import type { Directions } from './link/directions.ts';
import * as P from './link/packet-record.ts';
import type { Packets } from './link/packets.ts';
import type { Streams } from './streams.ts';

/** RFC 894: what Ethernet carries; stands in where a link names no size. */
const ethernetMtu = 1500;

export interface DisciplinePlan {
  readonly fabric: Fabric;
  readonly packets: Packets;
  readonly streams: Streams;
  readonly directions: Directions;
  readonly impairments: readonly (LinkImpairments | undefined)[];
  readonly seed: number;
  readonly insertionOrder: boolean;
}

export function layOutDisciplines(plan: DisciplinePlan): (Discipline | undefined)[] {
  const { fabric, packets, streams, directions, impairments, seed, insertionOrder } = plan;
  const waiting = new WaitingPackets(0);
  return fabric.links.flatMap((link, index) =>
    [0, 1].map((way) => {
      const movesPackets = impairments[2 * index + way]?.movesPackets ?? false;
      const sided = way === 1 && link.queueBack !== undefined ? { ...link, queue: link.queueBack } : link;
      if (sided.queue.discipline === undefined && !insertionOrder && !movesPackets) return undefined;
      const read = disciplineOf(sided);
      if (!read.ok) throw new RangeError(`the queue of link ${link.id} cannot be built: ${read.message}`);
      const chance = randomStream(seed, `queue ${link.id} ${way}`);
      const view = new DirectionView(packets, streams, directions, 2 * index + way);
      return read.value(new DirectionContext(view, waiting, chance));
    }),
  );
}

/** Holds its stream of chance where whoever copies the run finds it. */
class DirectionContext implements QueueContext {
  readonly view: PacketView;
  readonly waiting: WaitingPackets;
  private readonly chance: RandomStream;

  constructor(view: PacketView, waiting: WaitingPackets, chance: RandomStream) {
    this.view = view;
    this.waiting = waiting;
    this.chance = chance;
  }

  bits(): number {
    return this.chance.u32();
  }
}

/** The discipline in front of a link, plain queues included; or why there can be none. */
export function disciplineOf(link: Link): Checked<BuildDiscipline> {
  const { packets, bytes, discipline } = link.queue;
  const settings: QueueDiscipline = discipline ?? {
    kind: 'fifo',
    packetsMax: packets || Infinity,
    bytesMax: bytes || Infinity,
  };
  return readDiscipline(settingsOn(link, settings));
}

/** With what follows from the link: the longest packet, and the time to send one. */
function settingsOn(link: Link, given: QueueDiscipline): DisciplineSettings {
  const mtuBytes = link.mtu || ethernetMtu;
  switch (given.kind) {
    case 'red': {
      const packetTimeNs = link.rateBps === 0 ? 1 : Math.max(1, Math.round((mtuBytes * 8e9) / link.rateBps));
      return { ...given, packetTimeNs };
    }
    case 'codel':
    case 'pie':
    case 'token-bucket':
      return { ...given, mtuBytes };
    case 'fq-codel':
      return { quantumBytes: Math.max(leastQuantum, mtuBytes), ...given, mtuBytes };
    case 'policed':
      return { ...given, queue: settingsOn(link, given.queue) };
    case 'strict-priority':
    case 'deficit-round-robin':
    case 'htb':
      return { ...given, queues: given.queues.map((queue) => settingsOn(link, queue)) };
    case 'fifo':
      return given;
  }
}

/** What FQ-CoDel takes at least. */
const leastQuantum = 256;

class DirectionView implements PacketView {
  private readonly packets: Packets;
  private readonly streams: Streams;
  private readonly directions: Directions;
  private readonly marks: number;

  constructor(packets: Packets, streams: Streams, directions: Directions, direction: number) {
    this.packets = packets;
    this.streams = streams;
    this.directions = directions;
    this.marks = direction * D.numbersEach + D.congestionMarks;
  }

  bytes(packet: number): number {
    return this.field(packet, P.bytes);
  }

  /** Mixed once more, so that flows which share a next hop by their hash do not share a queue by it. */
  flowHash(packet: number): number {
    return fmix32(this.streams.hashOf(this.field(packet, P.stream)) ^ queueSalt);
  }

  trafficClass(packet: number): number {
    return this.field(packet, P.trafficClass);
  }

  ecnCapable(packet: number): boolean {
    return (this.field(packet, P.marks) & P.ecnBits) !== 0;
  }

  markCongestion(packet: number): void {
    const place = packet * P.integersEach + P.marks;
    const { integers } = this.packets;
    integers[place] = (integers[place] & ~P.ecnBits) | P.isCongested;
    this.directions.numbers[this.marks]++;
  }

  private field(packet: number, place: number): number {
    return this.packets.integers[packet * P.integersEach + place];
  }
}

/** Any number does. */
const queueSalt = 0x51eed;
