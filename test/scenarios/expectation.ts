// expect.yaml beside a scenario: what the engines must say of it.
//   check       all errors and warnings: code, path, line; no others may come
//   trace       per question: fates both ways, class, verdict, and some of its steps in order
//   reach       classes of some pairs
//   intents     what becomes of each: holds, broken, not-judged
//   run         per flow: packets, share lost, latencies between two bounds; of some nodes what they received
//   afterCures  the same for the text once every cure is applied, and what that text must hold

export interface ExpectedProblem {
  readonly code: string;
  readonly path: string;
  readonly line: number;
}

export interface ExpectedTrace {
  readonly from: string;
  readonly to: string;
  readonly protocol?: 'icmp' | 'tcp' | 'udp';
  readonly port?: number;
  readonly forward: string;
  readonly reverse?: string;
  readonly class: string;
  readonly verdict?: string;
  /** Node, and a part of the deciding entry. */
  readonly steps?: readonly { readonly at: string; readonly entry: string }[];
}

type Bounds = readonly [number, number];

export interface ExpectedFlow {
  readonly deliveredAtLeast?: number;
  readonly lossAtLeast?: number;
  readonly lossAtMost?: number;
  /** All fates of packets that were lost. */
  readonly lostBy?: readonly string[];
  readonly minLatencyUs?: Bounds;
  readonly meanLatencyUs?: Bounds;
  readonly maxLatencyUs?: Bounds;
  readonly minRoundTripUs?: Bounds;
  readonly maxRoundTripUs?: Bounds;
  readonly requestsPerSecond?: Bounds;
  readonly meanResponseMs?: Bounds;
  readonly rounds?: number;
  readonly migratedMB?: Bounds;
  readonly downtimeMs?: Bounds;
  /** What keeps it from being faster. */
  readonly limit?: string;
}

export interface ExpectedNode {
  readonly receivedAtLeast?: number;
  readonly receivedAtMost?: number;
  /** From one uplink to another. */
  readonly moves?: number;
}

export interface Expectation {
  readonly check: readonly ExpectedProblem[];
  readonly trace?: readonly ExpectedTrace[];
  readonly reach?: readonly { readonly from: string; readonly to: string; readonly class: string }[];
  readonly intents?: Readonly<Record<string, string>>;
  readonly run?: {
    readonly flows: Readonly<Record<string, ExpectedFlow>>;
    readonly nodes?: Readonly<Record<string, ExpectedNode>>;
  };
  readonly afterCures?: Omit<Expectation, 'afterCures'> & { readonly holds?: readonly string[] };
}
