/** A design rule: what it looks for, why it matters, how to put it right, and who says so. */
import type { Fabric } from '../fabric/fabric.ts';
import type { FactBook } from '../facts/fact-book.ts';
import type { AddressPlan } from '../scenario/address-plan.ts';
import type { Finding, ProblemExplanation, ProblemSource, Severity } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/schema.ts';

export interface RuleContext {
  /** With all addresses planned; a block that found no room is still `auto`. */
  readonly scenario: Scenario;
  /** As written: what a cure may edit. */
  readonly written: Scenario;
  /** Null where errors of the document keep it from being built. */
  readonly fabric: Fabric | null;
  readonly facts: FactBook;
  readonly plan: AddressPlan;
}

export interface Rule extends ProblemExplanation {
  /** Of most findings; single ones may be milder. */
  readonly severity: Severity;
  find(context: RuleContext): Finding[];
}

/** Where a figure comes from, as problems show it. */
export function factSource(facts: FactBook, id: string): ProblemSource {
  const { source, asOf } = facts.get(id);
  return { title: source.title, url: source.url, asOf };
}
