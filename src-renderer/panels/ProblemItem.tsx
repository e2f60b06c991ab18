/** One problem: what is wrong, where, by which rule, and the cure where there is one. */
import { Wand } from 'lucide-react';
import type { Problem } from '../../src-sim/index.ts';
import { useActions } from '../ui/use-actions.ts';
import { SeverityIcon } from './SeverityIcon.tsx';

interface ProblemItemProps {
  readonly problem: Problem;
  /** Beside the object itself: without where it is. */
  readonly compact?: boolean;
}

export function ProblemItem({ problem, compact = false }: ProblemItemProps) {
  const actions = useActions();
  return (
    <li className={`problem ${problem.severity}`} data-code={problem.code}>
      <SeverityIcon severity={problem.severity} />
      <button type="button" className="problem-text" onClick={() => actions.goTo(problem)}>
        {problem.message}
        <span className="quiet problem-place">
          {problem.code}
          {!compact && problem.path !== '' && ` · ${problem.path}`}
          {!compact && problem.line > 0 && ` · line ${problem.line}`}
          {problem.source !== undefined && ` · ${problem.source.title}`}
          {problem.source?.asOf !== undefined && `, ${problem.source.asOf}`}
        </span>
      </button>
      {problem.cure !== undefined && (
        <button type="button" className="small cure" onClick={() => actions.cure(problem)}>
          <Wand size={13} aria-hidden /> {problem.cure.title}
        </button>
      )}
    </li>
  );
}
