/**
 * From the text of a file to everything engines and people need of it: the document, its planned addresses, the fabric,
 * and one list of problems with places in the text. Never throws, whatever the text.
 */
import { check } from '../check/check.ts';
import { buildFabric, type BuiltFabric } from '../clouds/build-fabric.ts';
import type { Fabric } from '../fabric/fabric.ts';
import { checkOverride, type FactBook, factBook } from '../facts/fact-book.ts';
import { type AddressPlan, planAddresses } from '../scenario/address-plan.ts';
import { locate } from '../scenario/positions.ts';
import type { Finding, Problem } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/schema.ts';
import { parseScenario } from '../scenario/text.ts';
import { linkFindings } from './link-findings.ts';

export interface Opened {
  /** In the order of the text. */
  readonly problems: readonly Problem[];
  /** As written; null where the text is no usable document. */
  readonly scenario: Scenario | null;
  /** With every `auto` replaced. */
  readonly planned: Scenario | null;
  readonly addressPlan: AddressPlan | null;
  /** Null where the document, its addresses, facts or queues have errors; what design rules object to is built all the same. */
  readonly fabric: Fabric | null;
  readonly facts: FactBook;
}

interface OwnFacts {
  readonly facts: FactBook;
  readonly findings: readonly Finding[];
}

export function openScenario(text: string): Opened {
  const { scenario, problems, positions } = parseScenario(text);
  if (scenario === null) {
    return { problems, scenario, planned: null, addressPlan: null, fabric: null, facts: factBook() };
  }
  const { facts, findings: ofFacts } = ownFacts(scenario);
  const { scenario: planned, findings: ofPlan, plan } = planAddresses(scenario, facts);
  const sound = ![...problems, ...ofFacts, ...ofPlan].some(({ severity }) => severity === 'error');
  const built: BuiltFabric | null = sound ? buildFabric(planned, facts) : null;
  const ofLinks = built === null ? [] : linkFindings(built.fabric);
  const fabric = ofLinks.length > 0 ? null : (built?.fabric ?? null);
  const ofRules = check({ scenario: planned, written: scenario, fabric, facts, plan });
  const found = [...ofFacts, ...ofPlan, ...(built?.findings ?? []), ...ofLinks, ...ofRules];
  const all = [...problems, ...found.map((finding) => locate(finding, positions))];
  all.sort((a, b) => a.line - b.line || a.column - b.column);
  return { problems: all, scenario, planned, addressPlan: plan, fabric, facts };
}

function ownFacts({ facts = {} }: Scenario): OwnFacts {
  const accepted: Record<string, number | string> = {};
  const findings: Finding[] = [];
  for (const [id, value] of Object.entries(facts)) {
    const outcome = checkOverride(id, value);
    if (outcome.ok) accepted[id] = outcome.value;
    else {
      findings.push({
        code: 'facts/bad-value',
        severity: 'error',
        message: outcome.message,
        path: ['facts', id],
        cure: { title: 'Remove the entry', edits: [{ op: 'remove', path: ['facts', id] }] },
      });
    }
  }
  return { facts: factBook(accepted), findings };
}
