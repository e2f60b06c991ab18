/** A wide area network with its traffic, as topology files of research and carriers describe it; formats are read into this. */

export interface WanNode {
  readonly name: string;
  /** Longitude and latitude, or places on a drawing. */
  readonly x: number;
  readonly y: number;
}

/** A full-duplex line, or one direction of it. */
export interface WanLine {
  readonly name: string;
  /** Indices of nodes. */
  readonly a: number;
  readonly b: number;
  /** Null: the file does not say. */
  readonly rateBps: number | null;
  readonly delayNs: number | null;
  /** Of sending from a, and from b; null: nothing is sent that way. */
  readonly costA: number | null;
  readonly costB: number | null;
}

export interface WanDemand {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly rateBps: number;
}

export interface WanTopology {
  readonly title: string;
  /** Null: the file does not say. */
  readonly geographic: boolean | null;
  readonly nodes: readonly WanNode[];
  readonly lines: readonly WanLine[];
  readonly demands: readonly WanDemand[];
  /** What was taken to be so, in sentences. */
  readonly notes: readonly string[];
}

/** How many of each are read; more are refused. */
export const wanLimits = { nodes: 5_000, lines: 20_000, demands: 100_000 } as const;
