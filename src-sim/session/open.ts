/**
 * From the text of a file to everything engines and people need of it: the document, its planned addresses, the fabric,
 * and one list of problems with places in the text. Never throws, whatever the text.
 */
import { check } from '../check/check.ts';
import type { IntentResult } from '../check/intents/intent-result.ts';
import { intentFindings, judgeIntents } from '../check/intents/judge-intents.ts';
import { buildFabric, type BuiltFabric } from '../clouds/build-fabric.ts';
import type { Fabric } from '../fabric/fabric.ts';
import { checkOverride, type FactBook, factBook } from '../facts/fact-book.ts';
import { type AddressPlan, planAddresses } from '../scenario/address-plan.ts';
import { locate } from '../scenario/positions.ts';
import type { Finding, Problem } from '../scenario/problem.ts';
import { sameValue } from '../scenario/same-value.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type ParsedScenario, parseScenario } from '../scenario/text.ts';
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
  /** Broken ones are among the problems. */
  readonly intents: readonly IntentResult[];
}

/** `intents: 'left'`: nobody asks for them. */
export interface OpenChoices {
  readonly intents?: 'judged' | 'left';
}

interface OwnFacts {
  readonly facts: FactBook;
  readonly findings: readonly Finding[];
}

/** What follows from a document, whatever places in a text it has. */
type Derived = Omit<Opened, 'problems' | 'scenario'> & { readonly findings: readonly Finding[] };

export function openScenario(text: string, choices: OpenChoices = {}): Opened {
  const parsed = parseScenario(text);
  return parsed.scenario === null
    ? unusable(parsed)
    : placed(parsed, derived(parsed.scenario, parsed.problems, choices));
}

/**
 * Opens one text after another, as while somebody edits: what an edit cannot have changed is not worked out again. That is all
 * but the places in the text where only the view, the name or the description of the document changed.
 */
export class Reopening {
  #last: { readonly scenario: Scenario; readonly errors: number; readonly derived: Derived } | null = null;
  #judged = false;

  open(text: string, choices: OpenChoices = {}): Opened {
    const parsed = parseScenario(text);
    const { scenario, problems } = parsed;
    if (scenario === null) return unusable(parsed);
    const last = this.#last;
    const enough = this.#judged || choices.intents === 'left';
    if (last !== null && enough && last.errors === errorCount(problems) && isAlike(last.scenario, scenario)) {
      const { planned } = last.derived;
      const { name, description, view } = scenario;
      return placed(parsed, {
        ...last.derived,
        planned: { ...planned, name, description, view } as Scenario,
      });
    }
    const found = derived(scenario, problems, choices);
    this.#last = { scenario, errors: errorCount(problems), derived: found };
    this.#judged = choices.intents !== 'left';
    return placed(parsed, found);
  }
}

const errorCount = (problems: readonly Problem[]): number =>
  problems.filter(({ severity }) => severity === 'error').length;

const answerless: ReadonlySet<string> = new Set(['name', 'description', 'view']);

/** Alike but for what no answer depends on. */
function isAlike(a: Scenario, b: Scenario): boolean {
  const telling = (scenario: Scenario) =>
    Object.fromEntries(Object.entries(scenario).filter(([key]) => !answerless.has(key)));
  return sameValue(telling(a), telling(b));
}

function unusable({ problems }: ParsedScenario): Opened {
  const facts = factBook();
  return { problems, scenario: null, planned: null, addressPlan: null, fabric: null, facts, intents: [] };
}

function derived(scenario: Scenario, problems: readonly Problem[], choices: OpenChoices): Derived {
  const { facts, findings: ofFacts } = ownFacts(scenario);
  const { scenario: planned, findings: ofPlan, plan } = planAddresses(scenario, facts);
  const sound = ![...problems, ...ofFacts, ...ofPlan].some(({ severity }) => severity === 'error');
  const built: BuiltFabric | null = sound ? buildFabric(planned, facts) : null;
  const ofLinks = built === null ? [] : linkFindings(built.fabric);
  const fabric = ofLinks.length > 0 ? null : (built?.fabric ?? null);
  const context = { scenario: planned, written: scenario, fabric, facts, plan };
  const ofRules = check(context);
  const intents =
    choices.intents === 'left' ? [] : judgeIntents(context, (changed) => buildFabric(changed, facts).fabric);
  const ofIntents = fabric === null ? [] : intentFindings(intents);
  const findings = [...ofFacts, ...ofPlan, ...(built?.findings ?? []), ...ofLinks, ...ofRules, ...ofIntents];
  return { planned, addressPlan: plan, fabric, facts, intents, findings };
}

function placed({ scenario, problems, positions }: ParsedScenario, { findings, ...rest }: Derived): Opened {
  const all = [...problems, ...findings.map((finding) => locate(finding, positions))];
  all.sort((a, b) => a.line - b.line || a.column - b.column);
  return { ...rest, problems: all, scenario };
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
