/**
 * What would make two machines talk: changes of the document, tried out. From the step at which a packet was lost come
 * candidates: a route, an entry that leads elsewhere, propagation, association, a rule, a flag, a VLAN. Each is written into the
 * text, the network is built anew and traced again. What makes it work is a fix; what gets a packet farther is tried together
 * with what the next loss asks for, up to three changes. The fewest changes win; nothing unproven is ever told.
 *
 * Left out: records that would have to be made from nothing (a gateway, an attachment, a peering), changes of addresses, and
 * whether a change is wise.
 */
import type { Edit } from '../../scenario/edit.ts';
import { applyEdits } from '../../scenario/edit-text.ts';
import type { Fix } from '../../report/trace-answer.ts';
import type { TraceQuestion } from '../../trace/question.ts';
import { trace, TraceRefusal } from '../../trace/trace.ts';
import type { TraceResult } from '../../trace/trace-result.ts';
import { type Opened, openScenario } from '../open.ts';
import type { Candidate } from './candidate.ts';
import { type Failure, failureOf } from './failure.ts';
import { learningCandidates } from './learning-candidates.ts';
import { routeCandidates } from './route-candidates.ts';
import { ruleCandidates } from './rule-candidates.ts';
import { flagCandidates, vlanCandidates } from './switch-candidates.ts';

const fixesMax = 3;
const changesMax = 3;
/** Building a network takes as long as it is large, so large ones are built less often. */
const recordsBuiltMax = 20_000;
const triesMin = 4;
const triesMax = 100;
/** Of the candidates for one loss. */
const candidatesMax = 24;
/** States that got farther, of which the next changes are tried. */
const widthMax = 4;

interface State {
  readonly text: string;
  readonly opened: Opened;
  readonly result: TraceResult;
  readonly sentences: readonly string[];
  readonly edits: readonly Edit[];
}

export function findFixes(
  text: string,
  opened: Opened,
  question: TraceQuestion,
  result: TraceResult,
): readonly Fix[] {
  if (opened.scenario === null) return [];
  // A question that leaves the service open is not answered by letting everything through.
  const service = result.protocol === 'any' ? {} : { protocol: result.protocol, port: result.port };
  const asked = { ...service, ...question } as TraceQuestion;
  let tries = triesFor(opened);
  let front: State[] = [{ text, opened, result, sentences: [], edits: [] }];
  for (let changes = 1; changes <= changesMax; changes++) {
    const fixes: Fix[] = [];
    const farther: State[] = [];
    const fixed = new Set<string>();
    for (const state of front) {
      for (const candidate of candidatesFor(state)) {
        if (tries-- <= 0) return fixes;
        const next = tried(state, candidate, asked);
        if (next === null) continue;
        if (works(next.result)) {
          // Of changes that come to the same way one is enough.
          if (fixed.has(wayOf(next.result))) continue;
          fixed.add(wayOf(next.result));
          fixes.push(fixOf(next));
        } else if (progress(next.result) > progress(state.result)) farther.push(next);
        if (fixes.length === fixesMax) return fixes;
      }
    }
    if (fixes.length > 0) return fixes;
    farther.sort((a, b) => progress(b.result) - progress(a.result));
    front = farther.slice(0, widthMax);
  }
  return [];
}

function triesFor({ scenario }: Opened): number {
  const records = Object.values(scenario ?? {}).reduce(
    (sum: number, part) => sum + (typeof part === 'object' && part !== null ? Object.keys(part).length : 0),
    1,
  );
  return Math.min(triesMax, Math.max(triesMin, Math.floor(recordsBuiltMax / records)));
}

export const works = ({ forward, reverse }: TraceResult): boolean =>
  forward.fate === 'delivered' && reverse.fate === 'delivered';

/** How far it gets: the answer counts after the request. */
const progress = ({ forward, reverse }: TraceResult): number =>
  forward.fate === 'delivered' ? 1000 + reverse.steps.length : forward.steps.length;

/** What it passes and what decides there. */
const wayOf = ({ forward, reverse }: TraceResult): string =>
  [...forward.steps, ...reverse.steps]
    .map(({ at, decidedBy, vlan }) => `${at} ${decidedBy.record} ${vlan}`)
    .join();

function candidatesFor({ opened, result }: State): readonly Candidate[] {
  const { scenario, planned } = opened;
  const failure: Failure | null =
    scenario === null || planned === null ? null : failureOf(scenario, planned, result);
  if (failure === null) return [];
  const all = [
    ...learningCandidates(failure),
    ...routeCandidates(failure),
    ...ruleCandidates(failure),
    ...flagCandidates(failure),
    ...vlanCandidates(failure),
  ];
  return all.sort((a, b) => a.rank - b.rank).slice(0, candidatesMax);
}

/** Null where the change cannot be written, or makes an error of the document. */
function tried(state: State, { sentence, edits }: Candidate, question: TraceQuestion): State | null {
  const changed = applyEdits(state.text, edits);
  if ('problem' in changed) return null;
  const opened = openScenario(changed.text, { intents: 'left' });
  if (opened.fabric === null || errors(opened) > errors(state.opened)) return null;
  try {
    const result = trace(opened.fabric, question);
    return {
      text: changed.text,
      opened,
      result,
      sentences: [...state.sentences, sentence],
      edits: [...state.edits, ...edits],
    };
  } catch (refused) {
    if (refused instanceof TraceRefusal) return null;
    throw refused;
  }
}

const errors = ({ problems }: Opened): number =>
  problems.filter(({ severity }) => severity === 'error').length;

const fixOf = ({ sentences, edits }: State): Fix => ({
  sentence: sentences
    .join(', and ')
    .replaceAll(/, and ([A-Z])/g, (_, first: string) => `, and ${first.toLowerCase()}`),
  edits,
  verified: true,
});
