/** What passes between a window or the command line and the worker that computes. Plain data: it is cloned on its way. */
import type { IntentResult } from '../check/intents/intent-result.ts';
import type { TraceAnswer } from '../report/trace-answer.ts';
import type { ReachResult } from '../trace/trace-result.ts';
import type { LookAnswer, LookRequest } from '../packet/look.ts';
import type { RunCondition } from '../packet/run-conditions.ts';
import type { LinksNow } from '../packet/run-fabric.ts';
import type { RunResult } from '../packet/run-result.ts';
import type { ReportFormat } from './report.ts';
import type { Problem } from '../scenario/problem.ts';

export interface TraceQuestion {
  readonly from: string;
  readonly to: string;
  readonly protocol?: 'icmp' | 'tcp' | 'udp';
  readonly port?: number;
}

export interface RunOptions {
  readonly seed?: number;
  /** Simulated time at which sources stop; in-flight packets still drain. */
  readonly untilNs?: number;
  /** Left out: no. Captures come as `captured` while the run goes on, where the scenario asks for them or at every workload. */
  readonly captures?: boolean;
  /** Left out: no. The run can be stepped and taken back, and is kept when it is over, until it is cancelled. */
  readonly rewindable?: boolean;
  /** Left out: no. It stands at its beginning until it is told to go on. */
  readonly held?: boolean;
}

/** What is said to a run that goes on, or is held. */
export type RunRequest =
  | { readonly kind: 'pause' | 'resume' | 'cancel'; readonly id: number }
  /** These hold the run, and are answered by `stands`. */
  | { readonly kind: 'step' | 'step-back'; readonly id: number; readonly events: number }
  | { readonly kind: 'rewind'; readonly id: number; readonly ns: number }
  /** Asks where it stands, answered by `stands`, and for a look at it there, answered by `looked`. It goes on if it does. */
  | { readonly kind: 'tell'; readonly id: number }
  | { readonly kind: 'look'; readonly id: number; readonly request: LookRequest }
  /** Goes on until the condition holds, answered by `stands`, or the run is over. */
  | { readonly kind: 'run-until'; readonly id: number; readonly condition: RunCondition };

export type Request =
  | { readonly kind: 'check'; readonly id: number; readonly text: string }
  | { readonly kind: 'trace'; readonly id: number; readonly text: string; readonly question: TraceQuestion }
  | { readonly kind: 'reach'; readonly id: number; readonly text: string }
  | { readonly kind: 'run'; readonly id: number; readonly text: string; readonly options: RunOptions }
  /** `run` is the result to report on, so that nothing is simulated twice; null reports without one. */
  | {
      readonly kind: 'report';
      readonly id: number;
      readonly text: string;
      readonly format: ReportFormat;
      readonly run: RunResult | null;
    }
  | RunRequest;

/** Where a held run stands. */
export interface RunStand {
  /** Handled since the beginning. */
  readonly events: number;
  readonly nowNs: number;
  /** When sources stop. */
  readonly untilNs: number;
  /** Null: nothing more will happen. */
  readonly nextEventNs: number | null;
  readonly links: LinksNow;
  /** Of what has happened so far. */
  readonly result: RunResult;
}

export interface RunProgress {
  readonly simulatedNs: number;
  readonly untilNs: number;
  readonly packets: number;
}

export type Reply =
  | {
      readonly kind: 'checked';
      readonly id: number;
      readonly problems: readonly Problem[];
      readonly intents: readonly IntentResult[];
      /** What address management chose for each `auto`, by the path of the field. */
      readonly planned: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'traced'; readonly id: number; readonly result: TraceAnswer }
  | { readonly kind: 'reached'; readonly id: number; readonly result: ReachResult }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: RunProgress }
  /** More of a capture file; the chunks of a name in their order are the file. */
  | { readonly kind: 'captured'; readonly id: number; readonly file: string; readonly chunk: Uint8Array }
  | { readonly kind: 'ran'; readonly id: number; readonly result: RunResult }
  /** Of a rewindable run that was paused, moved, or has met its condition. */
  | { readonly kind: 'stands'; readonly id: number; readonly stand: RunStand }
  | { readonly kind: 'looked'; readonly id: number; readonly answer: LookAnswer }
  | { readonly kind: 'reported'; readonly id: number; readonly content: string }
  | { readonly kind: 'cancelled'; readonly id: number }
  /** The document has errors, or the question names what is not there. */
  | {
      readonly kind: 'refused';
      readonly id: number;
      readonly message: string;
      readonly problems: readonly Problem[];
    };
