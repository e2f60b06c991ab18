/** What became of an intent. */
import type { RecordOf } from '../../scenario/schema.ts';

export type IntentKind = RecordOf<'intents'>['kind'];

/** `not-judged`: the design has errors, nothing is selected, or there are more pairs than are looked at and none of those failed. */
export type IntentStatus = 'holds' | 'broken' | 'not-judged';

export interface IntentFailure {
  /** Workloads. */
  readonly from: string;
  readonly to: string;
  /** Path of the record that decided; left out: none did. */
  readonly record?: string;
  readonly sentence: string;
}

export interface IntentResult {
  readonly id: string;
  readonly kind: IntentKind;
  readonly name: string;
  readonly status: IntentStatus;
  readonly sentence: string;
  /** Pairs it is about, those that were looked at, and those that fail. */
  readonly pairs: number;
  readonly judged: number;
  readonly failed: number;
  /** The first of them. */
  readonly failures: readonly IntentFailure[];
}
