/** What would make a way work: changes of the document that were tried out, to be made with one press and undone with one. */
import { Wand } from 'lucide-react';
import type { Fix, TraceAnswer } from '../../../src-sim/index.ts';
import { useApp } from '../../ui/app-context.ts';
import { useDesk } from '../../ui/use-desk.ts';

export function FixList({ answer }: { readonly answer: TraceAnswer }) {
  const { workbench } = useApp();
  const { answers, document } = useDesk();
  const { fixes, from, to, protocol, port } = answer;
  if (fixes === undefined) return null;
  if (fixes.length === 0)
    return <p className="quiet">No small change of the document was found that would make it work.</p>;
  const apply = (fix: Fix): void => {
    const changed = document.change({ label: fix.sentence, edits: fix.edits });
    if (!changed.ok) return workbench.setState({ notice: { tone: 'error', text: changed.message } });
    const known = (['icmp', 'tcp', 'udp'] as const).find((each) => each === protocol);
    void answers.trace({ from, to, port, ...(known === undefined ? {} : { protocol: known }) });
  };
  return (
    <section className="fixes" aria-label="What would fix it">
      <h3>What would fix it</h3>
      <ul>
        {fixes.map((fix) => (
          <li key={fix.sentence}>
            <button type="button" className="small cure" onClick={() => apply(fix)}>
              <Wand size={13} aria-hidden /> {fix.sentence}
            </button>
          </li>
        ))}
      </ul>
      <p className="quiet">Each was tried out on a copy: with it, the two talk both ways.</p>
    </section>
  );
}
