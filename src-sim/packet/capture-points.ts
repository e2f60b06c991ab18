/**
 * The ports at which a run is watched, and what is written down there: every frame that leaves, stamped with the start of its
 * transmission; every frame that arrives, stamped with its arrival; every packet that was to leave there and was dropped,
 * stamped with that instant. A frame that goes no further says why in its comment. Watching changes nothing.
 *
 * Left out: frames that the link itself doubles have no bytes at the sending end, for they come about on the wire.
 */
import type { Fabric } from '../fabric/fabric.ts';
import { type Fate, fates, fateSentence } from '../fabric/fate.ts';
import { CaptureStream } from './capture/capture-stream.ts';
import type { CapturedFrame } from './capture/frame-queue.ts';
import { directionOut } from './lay-out-directions.ts';
import * as D from './link/direction-record.ts';
import type { Directions } from './link/directions.ts';
import type { PacketWatch } from './packet-watch.ts';
import { PacketBytes, type PacketBytesPlan } from './packet-bytes.ts';
import { engineVersion } from './version.ts';

export interface CaptureWish {
  readonly ports: readonly number[];
  /** Appends to the capture of a port. */
  readonly write: (port: number, chunk: Uint8Array) => void;
}

export interface CapturePlan extends PacketBytesPlan {
  readonly directions: Directions;
  readonly wish: CaptureWish;
}

const application = `Netwright ${engineVersion}`;
const commentOf = (fate: Fate): string => `dropped (${fate}): ${fateSentence[fate]}`;

export class CapturePoints implements PacketWatch {
  private readonly directions: Directions;
  private readonly bytes: PacketBytes;
  private readonly streams: (CaptureStream | undefined)[] = [];
  /** Frames on captured links that have not arrived, by packet. */
  private readonly underWay = new Map<number, CapturedFrame>();
  private arriving: CapturedFrame | null = null;

  constructor(plan: CapturePlan) {
    this.directions = plan.directions;
    this.bytes = new PacketBytes(plan);
    for (const port of plan.wish.ports) {
      const out = directionOut(plan.fabric, port);
      if (out < 0 || this.streams[port] !== undefined) continue;
      this.streams[port] = this.open(plan, port, out);
      this.mark(out, D.state, D.isCaptured);
      this.mark(out, D.arrival, D.isSeenArriving);
      this.mark(out ^ 1, D.arrival, D.isSeenArriving);
    }
  }

  /** A packet was handed over. */
  injected(packet: number): void {
    this.bytes.injected(packet);
  }

  /** A link made another packet of the one. */
  copied(copy: number, packet: number): void {
    this.bytes.copied(copy, packet);
  }

  /** A node said of the packet, with the message, that it was too big. */
  complained(message: number, node: number, packet: number): void {
    this.bytes.complained(message, node, packet);
  }

  /** A captured direction sends the packet from `startNs` on. */
  sends(direction: number, packet: number, startNs: number): void {
    const frame: CapturedFrame = {
      timeNs: startNs,
      direction: 'outbound',
      packet,
      bytes: null,
      comment: null,
    };
    this.underWay.set(packet, frame);
    this.near(direction)?.sends(frame);
  }

  /** The packet is at the far end of a direction, unless a fate has overtaken it on the way. */
  arrives(direction: number, packet: number, now: number, lost: Fate | null): void {
    const [near, far] = [this.near(direction), this.far(direction)];
    const bytes = this.frame(direction, packet);
    const left = this.underWay.get(packet);
    if (left !== undefined) {
      left.bytes = bytes;
      if (lost !== null) left.comment = commentOf(lost);
      this.underWay.delete(packet);
    }
    near?.writeBefore(now);
    this.arriving = null;
    if (far === undefined || lost !== null) return;
    far.writeBefore(now);
    this.arriving = { timeNs: now, direction: 'inbound', packet, bytes, comment: null };
    far.sees(this.arriving);
  }

  /** The packet has ended: if that is where it arrived this instant, its frame says so. */
  ended(packet: number, now: number, fate: number): void {
    const { arriving } = this;
    if (arriving === null || arriving.packet !== packet) return;
    this.arriving = null;
    if (arriving.timeNs === now && fates[fate] !== 'delivered') arriving.comment = commentOf(fates[fate]);
  }

  /** The packet was to leave by a direction and did not. */
  refused(direction: number, packet: number, now: number, fate: number): void {
    const near = this.near(direction);
    if (near === undefined) return;
    const comment = commentOf(fates[fate]);
    near.writeBefore(now);
    near.sees({
      timeNs: now,
      direction: 'outbound',
      packet,
      bytes: this.frame(direction, packet),
      comment,
    });
  }

  /** Nothing more will be seen. */
  finish(): void {
    for (const stream of this.streams) stream?.finish();
  }

  private open({ fabric, wish }: CapturePlan, port: number, out: number): CaptureStream {
    const { id, node } = fabric.ports[port];
    const { noun, name } = fabric.nodes[node].origin;
    const { rateBps } = fabric.links[out >> 1];
    return new CaptureStream({
      application,
      interface: {
        name: id,
        description: `${noun} ${name}`,
        starts: 'ethernet',
        fcs: false,
        ...(rateBps === 0 ? {} : { rateBps }),
      },
      write: (chunk) => wish.write(port, chunk),
      bytesOf: ({ packet }) => this.frame(out, packet),
    });
  }

  private mark(direction: number, field: number, bit: number): void {
    this.directions.setInteger(direction, field, this.directions.integer(direction, field) | bit);
  }

  private near(direction: number): CaptureStream | undefined {
    return this.streams[this.directions.integer(direction, D.fromPort)];
  }

  private far(direction: number): CaptureStream | undefined {
    return this.streams[this.directions.integer(direction, D.toPort)];
  }

  private frame(direction: number, packet: number): Uint8Array {
    const { directions } = this;
    return this.bytes.frame(
      packet,
      directions.integer(direction, D.fromPort),
      directions.integer(direction, D.toPort),
    );
  }
}

/** Where the scenario asks for captures; where it asks for none, at every machine. */
export function capturePorts(fabric: Fabric): readonly number[] {
  if (fabric.captures.length > 0) return fabric.captures;
  return fabric.nodes.flatMap((node) => (node.role === 'host' ? node.ports : []));
}
