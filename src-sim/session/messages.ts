/** What passes between a window or the command line and the worker that computes. Plain data: it is cloned on its way. */
import type { ReachResult, TraceResult } from '../trace/trace-result.ts';
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
}

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
  | { readonly kind: 'pause' | 'resume' | 'cancel'; readonly id: number };

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
      /** What address management chose for each `auto`, by the path of the field. */
      readonly planned: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'traced'; readonly id: number; readonly result: TraceResult }
  | { readonly kind: 'reached'; readonly id: number; readonly result: ReachResult }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: RunProgress }
  /** More of a capture file; the chunks of a name in their order are the file. */
  | { readonly kind: 'captured'; readonly id: number; readonly file: string; readonly chunk: Uint8Array }
  | { readonly kind: 'ran'; readonly id: number; readonly result: RunResult }
  | { readonly kind: 'reported'; readonly id: number; readonly content: string }
  | { readonly kind: 'cancelled'; readonly id: number }
  /** The document has errors, or the question names what is not there. */
  | {
      readonly kind: 'refused';
      readonly id: number;
      readonly message: string;
      readonly problems: readonly Problem[];
    };
