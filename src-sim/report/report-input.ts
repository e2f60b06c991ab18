/** All that a report tells, gathered by whoever ran the engines. A report adds no figure of its own: it words these. */
import type { IntentResult } from '../check/intents/intent-result.ts';
import type { Fabric } from '../fabric/fabric.ts';
import type { Fact } from '../facts/fact.ts';
import type { RunResult } from '../packet/run-result.ts';
import type { AddressPlan } from '../scenario/address-plan.ts';
import type { Problem } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { ReachResult, TraceResult } from '../trace/trace-result.ts';

/** What somebody else needs to get the same bytes. */
export interface Reproduction {
  /** Hash of the scenario file, named with its algorithm: `sha256:…`. */
  readonly documentHash: string;
  readonly seed: number;
  /** Version of Netwright. */
  readonly version: string;
  readonly command: string;
  /** Digest of the trajectory; null where nothing was simulated. */
  readonly digest: string | null;
}

export interface ReportInput {
  /** The document as written. */
  readonly scenario: Scenario;
  /** The document with every `auto` replaced by what address management chose. */
  readonly planned: Scenario;
  readonly problems: readonly Problem[];
  readonly intents: readonly IntentResult[];
  readonly addressPlan: AddressPlan;
  readonly fabric: Fabric;
  readonly reach: ReachResult;
  readonly traces: readonly TraceResult[];
  readonly run: RunResult | null;
  /** Facts that an answer rests on, the overridden ones among them. */
  readonly facts: readonly Fact[];
  readonly reproduction: Reproduction;
}
