/** Who can reach whom, and why not: two machines, the way of a packet between them and back, and what decided at each step. */
import { CircleCheck, CircleX } from 'lucide-react';
import { useAnswers, useDocument, usePicture } from '../../ui/use-desk.ts';
import { FixList } from './FixList.tsx';
import { firstQuestion, PathQuestion } from './PathQuestion.tsx';
import { Way } from './Way.tsx';

export function PathsPanel() {
  const picture = usePicture();
  const session = useDocument((state) => state.session);
  const workloads = [...(picture?.records.values() ?? [])].filter(
    (entry) => entry.collection === 'workloads',
  );
  if (workloads.length < 2)
    return <p className="quiet empty">A path leads from one machine to another: add two machines.</p>;
  return (
    <div className="paths">
      <PathQuestion key={session} ids={workloads.map(({ id }) => id)} first={firstQuestion(picture)} />
      <PathAnswer />
    </div>
  );
}

function PathAnswer() {
  const trace = useAnswers((state) => state.trace);
  const refusal = useAnswers((state) => state.traceRefusal);
  const text = useDocument((state) => state.text);
  if (refusal !== null)
    return (
      <p className="fault" role="alert">
        {refusal}
      </p>
    );
  if (trace === null) return null;
  const { result } = trace;
  const good = result.class === 'delivered';
  return (
    <>
      <p className={good ? 'verdict good' : 'verdict bad'} role="status" data-class={result.class}>
        {good ? <CircleCheck size={16} aria-hidden /> : <CircleX size={16} aria-hidden />} {result.verdict}
        {trace.text !== text && <strong className="stale-mark"> The document has changed since.</strong>}
      </p>
      {trace.text === text && <FixList answer={result} />}
      <div className="ways">
        <Way title="There" direction="forward" path={result.forward} />
        <Way title="Back" direction="reverse" path={result.reverse} />
      </div>
    </>
  );
}
