/**
 * Every failure tried: the design is built anew without the element, so that routing settles again (BGP, propagation, interior
 * routing), and the same demands are put on it. What somebody wrote by hand stays as it is: a written route whose way is gone
 * is withdrawn from devices and drops in clouds.
 *
 * What carries nothing is not built without: no way of any demand leads over it, and ways that are chosen do not become worse when
 * others go. For pairs that holds of each state: if b carries nothing once a is gone, both gone is as a gone.
 */
import { judgeIntents } from '../../check/intents/judge-intents.ts';
import { withoutRecord } from '../../check/without-record.ts';
import { buildFabric } from '../../clouds/build-fabric.ts';
import { byHarm, failureCase } from '../../plan/failure-harm.ts';
import type { FailureCase, FailureStudy } from '../../plan/plan-result.ts';
import type { Fabric } from '../../fabric/fabric.ts';
import { collectionNames, type Scenario } from '../../scenario/schema.ts';
import type { Opened } from '../open.ts';
import { type FailureElement, failureElements } from './failure-elements.ts';
import { type LoadedNetwork, loadedNetwork, loadedWithout } from './network-state.ts';

/** Told now and then: cases done, and how many there may be. */
export type Progress = (done: number, of: number) => void;

/** Each case is built; of large designs fewer are. */
const recordsBuiltMax = 4_000_000;
const casesMin = 200;

interface Design {
  readonly opened: Opened;
  readonly scenario: Scenario;
  readonly whole: LoadedNetwork;
}

interface Single {
  readonly element: FailureElement;
  readonly scenario: Scenario;
  readonly fabric: Fabric;
  readonly state: LoadedNetwork;
}

export function failureStudy(
  opened: Opened,
  whole: LoadedNetwork,
  together: 1 | 2,
  progress: Progress,
): FailureStudy {
  const design = { opened, whole, scenario: bare(opened.planned!) };
  const elements = failureElements(design.scenario);
  const most = Math.max(casesMin, Math.floor(recordsBuiltMax / recordCount(design.scenario)));
  const involved = elements.filter(({ gone, isPlace }) => isPlace || gone.some((id) => whole.used.has(id)));
  const chosen = involved.slice(0, most);
  const singles: Single[] = [];
  const cases: FailureCase[] = [];
  for (const [n, element] of chosen.entries()) {
    progress(n, chosen.length);
    const single = without(design, { scenario: design.scenario, state: whole }, element);
    singles.push(single);
    cases.push(failureCase([named(element)], whole, single.state, brokenIntents(design, single)));
  }
  const study = {
    together,
    tried: chosen.length,
    unchanged: elements.length - involved.length,
    untried: involved.length - chosen.length,
  };
  const pairs =
    together === 2 ? pairsOf(design, singles, most, progress) : { cases: [], unchanged: 0, untried: 0 };
  return {
    together,
    tried: study.tried + pairs.cases.length,
    unchanged: study.unchanged + pairs.unchanged,
    untried: study.untried + pairs.untried,
    cases: [...cases, ...pairs.cases].sort(byHarm),
  };
}

function pairsOf(design: Design, all: readonly Single[], most: number, progress: Progress) {
  const singles = all.filter(({ element }) => !element.isPlace);
  const candidates: [Single, Single][] = [];
  let unchanged = 0;
  for (const [n, a] of singles.entries()) {
    for (const b of singles.slice(n + 1)) {
      const matters = uses(a.state, b.element) && uses(b.state, a.element);
      if (matters) candidates.push([a, b]);
      else unchanged += 1;
    }
  }
  const chosen = candidates.slice(0, most);
  const cases = chosen.map(([a, b], n) => {
    progress(n, chosen.length);
    const { state } = without(design, a, b.element);
    return failureCase([named(a.element), named(b.element)], design.whole, state, []);
  });
  return { cases, unchanged, untried: candidates.length - chosen.length };
}

const uses = ({ used }: LoadedNetwork, { gone }: FailureElement): boolean => gone.some((id) => used.has(id));

const named = ({ record, noun, name }: FailureElement) => ({ record, noun, name });

/** `before`: the design, or what another failure left of it. */
function without(
  { opened }: Design,
  before: Pick<Single, 'scenario' | 'state'>,
  element: FailureElement,
): Single {
  const { traffic, ...network } = before.scenario;
  const rest = element.gone.reduce((left, id) => withoutRecord(left, id), network);
  const { fabric } = buildFabric(rest, opened.facts);
  const state = loadedWithout(before.state, recordsGone(network, rest), fabric);
  if (state !== null) {
    return { element, scenario: traffic === undefined ? rest : { ...rest, traffic }, fabric, state };
  }
  const whole = element.gone.reduce((left, id) => withoutRecord(left, id), before.scenario);
  const built = buildFabric(whole, opened.facts).fabric;
  return { element, scenario: whole, fabric: built, state: loadedNetwork(built) };
}

/** Also what could not be without the first. */
function recordsGone(before: Scenario, after: Scenario): Set<string> {
  const gone = new Set<string>();
  for (const collection of collectionNames) {
    const left = after[collection] ?? {};
    for (const id of Object.keys(before[collection] ?? {})) if (!Object.hasOwn(left, id)) gone.add(id);
  }
  return gone;
}

/** Those that are told by following packets once; one that takes lines away itself is not asked again. */
function brokenIntents({ opened, scenario }: Design, single: Single): string[] {
  const held = new Set(opened.intents.filter(({ status }) => status === 'holds').map(({ id }) => id));
  const intents = Object.fromEntries(
    Object.entries(scenario.intents ?? {}).filter(([id, { kind }]) => held.has(id) && kind !== 'redundant'),
  );
  if (Object.keys(intents).length === 0) return [];
  const changed = { ...single.scenario, intents };
  const context = {
    scenario: changed,
    written: changed,
    fabric: single.fabric,
    facts: opened.facts,
    plan: opened.addressPlan!,
  };
  return judgeIntents(context, () => null)
    .filter(({ status }) => status === 'broken')
    .map(({ id }) => id);
}

/** What a plan does not look at is not looked through for every failure. */
function bare({ events: _events, measurements: _measurements, view: _view, ...rest }: Scenario): Scenario {
  return rest;
}

const recordCount = (scenario: Scenario): number =>
  Object.values(scenario).reduce(
    (sum: number, part) => sum + (typeof part === 'object' && part !== null ? Object.keys(part).length : 0),
    1,
  );
