/** Frames in the order in which they came, first in, first out. */

export interface CapturedFrame {
  readonly timeNs: number;
  readonly direction: 'inbound' | 'outbound';
  /** By which whoever captures knows it again. */
  readonly packet: number;
  /** Null while it is on the link and may yet be lost there. */
  bytes: Uint8Array | null;
  /** What became of it, where that is known and worth saying. */
  comment: string | null;
}

/** Below this many, moving the rest to the front costs more than the room it gives back. */
const compactFrom = 1024;

export class FrameQueue {
  private frames: CapturedFrame[] = [];
  private head = 0;

  get first(): CapturedFrame | undefined {
    return this.frames[this.head];
  }

  push(frame: CapturedFrame): void {
    this.frames.push(frame);
  }

  removeFirst(): void {
    this.head++;
    if (this.head < compactFrom || this.head * 2 < this.frames.length) return;
    this.frames = this.frames.slice(this.head);
    this.head = 0;
  }
}
