/** What the design is for, and whether it does it, above the problems. */
import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import type { IntentResult } from '../../src-sim/index.ts';
import { useActions } from '../ui/use-actions.ts';

const icons = { holds: CircleCheck, broken: CircleX, 'not-judged': CircleHelp } as const;
const words = { holds: 'Holds', broken: 'Broken', 'not-judged': 'Not judged' } as const;

export function IntentList({ intents }: { readonly intents: readonly IntentResult[] }) {
  const actions = useActions();
  if (intents.length === 0) return null;
  return (
    <ul aria-label="Intents" className="intents">
      {intents.map(({ id, name, kind, status, sentence }) => {
        const Icon = icons[status];
        return (
          <li key={id} className={`intent ${status}`}>
            <Icon size={14} role="img" aria-label={words[status]} />
            <button type="button" className="problem-text" onClick={() => actions.select(id)}>
              {name}
              <span className="quiet problem-place">
                {kind} · {sentence}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
