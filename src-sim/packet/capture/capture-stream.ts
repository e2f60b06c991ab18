/**
 * One capture file while it grows: the frames of one interface, in the order of their times, as chunks of pcapng.
 *
 * Frames reach it in two orders, each by time: those seen now (what arrives, what is dropped) and those that leave, told when
 * the link accepts them and stamped with the start of their transmission, which may lie ahead. A frame is written once the
 * clock is past it. One that leaves waits for its bytes until it has arrived, for only then is it known whether the link
 * lost it; frames behind it wait too, but never more of them than a fixed number of bytes.
 */
import { type CapturedFrame, FrameQueue } from './frame-queue.ts';
import { type CaptureInterface, enhancedPacket, interfaceDescription, sectionHeader } from './pcapng.ts';

export interface CaptureStreamPlan {
  readonly application: string;
  readonly interface: CaptureInterface;
  readonly write: (chunk: Uint8Array) => void;
  /** Bytes of a frame that cannot wait for its fate. */
  readonly bytesOf: (frame: CapturedFrame) => Uint8Array;
}

/** Chunks are at least this long, but for the last. */
const chunkBytesMin = 1 << 16;
const heldBytesMax = 1 << 24;

export class CaptureStream {
  private readonly plan: CaptureStreamPlan;
  private readonly seen = new FrameQueue();
  private readonly leaving = new FrameQueue();
  private heldBytes = 0;
  private blocks: Uint8Array[] = [];
  private blockBytes = 0;

  constructor(plan: CaptureStreamPlan) {
    this.plan = plan;
    this.put(sectionHeader(plan.application));
    this.put(interfaceDescription(plan.interface));
  }

  /** A frame of this instant. */
  sees(frame: CapturedFrame): void {
    this.seen.push(frame);
    this.heldBytes += frame.bytes?.length ?? 0;
  }

  /** A frame whose transmission begins now or later, behind all that were told before. */
  sends(frame: CapturedFrame): void {
    this.leaving.push(frame);
  }

  /** Writes what lies before `now`: nothing earlier can come any more, and what comes now may still say more. */
  writeBefore(now: number): void {
    for (;;) {
      const queue = this.next();
      const frame = queue.first;
      if (frame === undefined || frame.timeNs >= now) return;
      if (frame.bytes === null && this.heldBytes <= heldBytesMax && now !== Infinity) return;
      if (queue === this.seen) this.heldBytes -= frame.bytes?.length ?? 0;
      queue.removeFirst();
      this.writeFrame(frame);
    }
  }

  finish(): void {
    this.writeBefore(Infinity);
    this.handOver();
  }

  private next(): FrameQueue {
    const { seen, leaving } = this;
    if (leaving.first === undefined) return seen;
    return seen.first === undefined || leaving.first.timeNs < seen.first.timeNs ? leaving : seen;
  }

  private writeFrame(frame: CapturedFrame): void {
    const { timeNs, direction, comment } = frame;
    const bytes = frame.bytes ?? this.plan.bytesOf(frame);
    const said = comment === null ? {} : { comment };
    this.put(
      enhancedPacket({ interfaceIndex: 0, timeNs, bytes, direction, ...said }, this.plan.interface.fcs),
    );
    if (this.blockBytes >= chunkBytesMin) this.handOver();
  }

  private put(block: Uint8Array): void {
    this.blocks.push(block);
    this.blockBytes += block.length;
  }

  private handOver(): void {
    if (this.blockBytes === 0) return;
    const chunk = new Uint8Array(this.blockBytes);
    let at = 0;
    for (const block of this.blocks) {
      chunk.set(block, at);
      at += block.length;
    }
    this.blocks = [];
    this.blockBytes = 0;
    this.plan.write(chunk);
  }
}
