/** Everything the checks found, gravest first, in the order of the file within that. */
import { CircleCheck } from 'lucide-react';
import type { Severity } from '../../src-sim/index.ts';
import { useAnswers, useDocument } from '../ui/use-desk.ts';
import { IntentList } from './IntentList.tsx';
import { ProblemItem } from './ProblemItem.tsx';

/** More than anybody reads would only make the window slow. */
const shownMax = 300;
const rank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

export function ProblemsPanel() {
  const problems = useAnswers((state) => state.problems);
  const intents = useAnswers((state) => state.intents);
  const checkedText = useAnswers((state) => state.checkedText);
  const text = useDocument((state) => state.text);
  if (checkedText === null) return <p className="quiet empty">Checking…</p>;
  const sorted = problems.toSorted((a, b) => rank[a.severity] - rank[b.severity] || a.line - b.line);
  return (
    <div aria-busy={checkedText !== text} className="problems" data-checked={checkedText === text}>
      <IntentList intents={intents} />
      {sorted.length === 0 ? (
        <p className="empty good">
          <CircleCheck size={16} aria-hidden /> No problems found.
        </p>
      ) : (
        <ul aria-label="Problems">
          {sorted.slice(0, shownMax).map((problem, index) => (
            <ProblemItem key={`${problem.code} ${problem.path} ${index}`} problem={problem} />
          ))}
          {sorted.length > shownMax && (
            <li className="quiet more">{sorted.length - shownMax} more appear as these are cured.</li>
          )}
        </ul>
      )}
    </div>
  );
}
