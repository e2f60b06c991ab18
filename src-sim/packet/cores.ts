/**
 * Cores of a node that move packets: fabric/processing.ts in time. The flow of a packet picks the core, as receive-side scaling
 * does, so that packets of a flow keep their order; each core takes them first in, first out, one at a time. A core that has
 * had nothing to do for as long as waking takes sleeps, where it is woken by interrupts. What finds the queue full ends.
 *
 * Left out: caches and their misses, batches, moderation of interrupts, cores that share the work of one flow, the time a node
 * needs for packets of its own.
 */
import type { Processing } from '../fabric/processing.ts';
import { fateNumber } from './fate-number.ts';
import { packetsMax } from './link/packets.ts';
import * as P from './link/packet-record.ts';
import type { Plane } from './plane.ts';

interface Core {
  /** When it has done all it has taken. */
  freeAt: number;
  /** When each packet it has will be done, oldest first, as a ring. */
  readonly doneAt: Float64Array;
  first: number;
  count: number;
  busyNs: number;
  packets: number;
}

interface CoresOfNode {
  readonly processing: Processing;
  readonly wraps: boolean;
  readonly cores: readonly Core[];
  overrun: number;
}

/** What the cores of a node did. */
export interface CoresState {
  /** Time that cores worked, together, and that of the busiest. */
  readonly busyNs: number;
  readonly busiestNs: number;
  readonly packets: number;
  readonly packetsOfBusiest: number;
  readonly overrun: number;
  readonly cores: number;
}

export class Cores {
  private readonly plane: Plane;
  private readonly nodeOfPort: Int32Array;
  private readonly nodes: (CoresOfNode | undefined)[];
  private readonly bell: number;

  /** `done` goes on with a packet that has come in at a port. */
  constructor(plane: Plane, done: (port: number, packet: number) => void) {
    this.plane = plane;
    const { nodes, ports } = plane.fabric;
    this.nodeOfPort = Int32Array.from(ports, ({ node }) => node);
    this.nodes = nodes.map(({ processing, ports: own }) => {
      if (processing === undefined) return undefined;
      const wraps = own.some((port) => ports[port].tunnel !== undefined);
      const cores = Array.from({ length: processing.cores }, (): Core => {
        const doneAt = new Float64Array(processing.queuePackets);
        return { freeAt: -Infinity, doneAt, first: 0, count: 0, busyNs: 0, packets: 0 };
      });
      return { processing, wraps, cores, overrun: 0 };
    });
    this.bell = plane.bell((value) => done(Math.floor(value / packetsMax), value % packetsMax));
  }

  /** Whether a packet that came in at a port has to wait for a core, or has ended for want of one. */
  takes(port: number, packet: number): boolean {
    const node = this.nodes[this.nodeOfPort[port]];
    if (node === undefined) return false;
    const { plane } = this;
    const { ledger, now } = plane;
    const core = node.cores[(ledger.field(packet, P.hash) >>> 0) % node.cores.length];
    forget(core, now);
    if (core.count === core.doneAt.length) {
      node.overrun++;
      plane.end(packet, fateNumber.overrun);
      return true;
    }
    const { wakeNs, delayNs } = node.processing;
    const slept = now - core.freeAt >= wakeNs && core.count === 0 ? wakeNs : 0;
    const workNs = this.workNs(node, packet);
    core.freeAt = Math.max(now + slept, core.freeAt) + workNs;
    core.doneAt[(core.first + core.count) % core.doneAt.length] = core.freeAt;
    core.count++;
    core.busyNs += workNs;
    core.packets++;
    ledger.packets.numbers[packet * P.numbersEach + P.processing] += slept + workNs + delayNs;
    plane.alarm(core.freeAt + delayNs, this.bell, port * packetsMax + packet);
    return true;
  }

  /** Null where a node costs no time. */
  state(node: number): CoresState | null {
    const here = this.nodes[node];
    if (here === undefined) return null;
    const { cores, overrun } = here;
    const busiest = cores.reduce((most, core) => (core.busyNs > most.busyNs ? core : most), cores[0]);
    return {
      busyNs: cores.reduce((sum, { busyNs }) => sum + busyNs, 0),
      busiestNs: busiest.busyNs,
      packets: cores.reduce((sum, { packets }) => sum + packets, 0),
      packetsOfBusiest: busiest.packets,
      overrun,
      cores: cores.length,
    };
  }

  /** Whole nanoseconds, so that packets leave at instants other events can have. */
  private workNs({ processing, wraps }: CoresOfNode, packet: number): number {
    const { ledger } = this.plane;
    const { packetNs, byteNs, wrappingNs } = processing;
    const wrapping = wraps || ledger.field(packet, P.kind) === P.isWrapped ? wrappingNs : 0;
    return Math.max(1, Math.round(packetNs + wrapping + byteNs * ledger.field(packet, P.bytes)));
  }
}

/** Takes what is done out of the ring. */
function forget(core: Core, now: number): void {
  while (core.count > 0 && core.doneAt[core.first] <= now) {
    core.first = (core.first + 1) % core.doneAt.length;
    core.count--;
  }
}
