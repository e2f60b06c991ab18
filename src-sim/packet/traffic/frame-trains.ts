/**
 * Video as frames at even intervals: the frames of a group of pictures have sizes that repeat (large I frames, smaller P and B
 * frames, in the order in which they are sent), and each goes out as a train of packets back to back, full ones first. The
 * pattern of MPEG encoders, see O. Rose, "Statistical properties of MPEG video traffic and their impact on traffic modeling in
 * ATM systems", 1995; packets as RFC 3984 section 5.8 fragments a frame.
 *
 * Left out: sizes that change with the picture, encoders that follow the network, pacing of the packets of a frame.
 */

/** A shorter rest of a frame is filled up: IP, UDP and RTP headers take 40 bytes of IPv4, 60 of IPv6. */
const packetBytesMin = 64;

export interface FramePlan {
  readonly framesPerSecond: number;
  readonly frameBytes: readonly number[];
  readonly packetBytes: number;
}

export class FrameTrains {
  private readonly plans: readonly (FramePlan | null)[];
  private readonly frame: Int32Array;
  /** Bytes of the present frame that have not been sent. */
  private readonly left: Float64Array;

  /** A plan for each source, null for those that send no frames. */
  constructor(plans: readonly (FramePlan | null)[]) {
    this.plans = plans;
    this.frame = new Int32Array(plans.length).fill(-1);
    this.left = new Float64Array(plans.length);
  }

  /** Size of the packet due now. */
  take(source: number, plan: FramePlan): number {
    if (this.left[source] === 0) {
      this.frame[source] = (this.frame[source] + 1) % plan.frameBytes.length;
      this.left[source] = plan.frameBytes[this.frame[source]];
    }
    const bytes = Math.min(plan.packetBytes, this.left[source]);
    this.left[source] -= bytes;
    return Math.max(packetBytesMin, bytes);
  }

  planOf(source: number): FramePlan | null {
    return this.plans[source];
  }

  /** The frame is not all out. */
  goesOn(source: number): boolean {
    return this.left[source] > 0;
  }
}
