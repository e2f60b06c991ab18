/** Who can reach whom, and why not: two machines, the way of a packet between them and back, and what decided at each step. */
import { ArrowLeftRight, CircleCheck, CircleX } from 'lucide-react';
import { useId, useState } from 'react';
import type { TracePath, TraceQuestion } from '../../src-sim/index.ts';
import type { Picture } from '../canvas/elements.ts';
import { recordOfPath } from '../document/record-path.ts';
import { textField } from '../document/records.ts';
import { useApp, useWorkbench } from '../ui/app-context.ts';
import { useActions } from '../ui/use-actions.ts';
import { useAnswers, useDesk, useDocument, usePicture } from '../ui/use-desk.ts';

type Protocol = NonNullable<TraceQuestion['protocol']>;

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

interface FirstQuestion {
  readonly from: string | null;
  readonly to: string | null;
  readonly protocol: Protocol;
  readonly port: string;
}

/** The way of the document's first flow is what people ask about first. */
function firstQuestion(picture: Picture | null): FirstQuestion {
  const flow = [...(picture?.records.values() ?? [])].find((entry) => entry.collection === 'traffic');
  if (flow === undefined) return { from: null, to: null, protocol: 'tcp', port: '443' };
  const protocol = protocols.find((known) => known === flow.fields['protocol']) ?? 'udp';
  const port = flow.fields['port'];
  const shown = typeof port === 'number' || typeof port === 'string' ? String(port) : '443';
  return { from: textField(flow, 'from'), to: textField(flow, 'to'), protocol, port: shown };
}

const protocols: readonly Protocol[] = ['tcp', 'udp', 'icmp'];

interface PathQuestionProps {
  readonly ids: readonly string[];
  readonly first: FirstQuestion;
}

function PathQuestion({ ids, first }: PathQuestionProps) {
  const { workbench } = useApp();
  const { answers } = useDesk();
  const tracing = useAnswers((state) => state.tracing);
  const [ends, setEnds] = useState({ from: first.from ?? ids[0], to: first.to ?? ids[1] });
  const [protocol, setProtocol] = useState<Protocol>(first.protocol);
  const [port, setPort] = useState(first.port);
  const portNumber = Number(port);
  const portFits = protocol === 'icmp' || (/^\d{1,5}$/.test(port) && portNumber <= 65535);
  // A machine that was deleted or renamed meanwhile gives way to one that is there.
  const from = ids.includes(ends.from) ? ends.from : ids[0];
  const to = ids.includes(ends.to) ? ends.to : ids[1];
  const ask = (): void => {
    const question = { from, to, protocol, ...(protocol === 'icmp' ? {} : { port: portNumber }) };
    void answers.trace(question).then(() => workbench.setState({ litWay: 'forward' }));
  };
  return (
    <form
      className="question"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <Choice label="From" value={from} options={ids} onChange={(id) => setEnds({ from: id, to })} />
      <button
        type="button"
        className="icon-button"
        aria-label="Swap the ends"
        title="Swap the ends"
        onClick={() => setEnds({ from: to, to: from })}
      >
        <ArrowLeftRight size={15} aria-hidden />
      </button>
      <Choice label="To" value={to} options={ids} onChange={(id) => setEnds({ from, to: id })} />
      <Choice
        label="Protocol"
        value={protocol}
        options={protocols}
        onChange={(value) => setProtocol(value as Protocol)}
      />
      <label>
        <span>Port</span>
        <input
          value={port}
          inputMode="numeric"
          size={6}
          disabled={protocol === 'icmp'}
          aria-invalid={!portFits}
          onChange={(event) => setPort(event.target.value.trim())}
        />
      </label>
      <button type="submit" className="primary" disabled={!portFits || tracing || from === to}>
        Find the path
      </button>
      {from === to && <span className="quiet">Choose two different machines.</span>}
      {!portFits && <span className="fault">A port is a number from 0 to 65535.</span>}
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly string[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </label>
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
      <div className="ways">
        <Way title="There" direction="forward" path={result.forward} />
        <Way title="Back" direction="reverse" path={result.reverse} />
      </div>
    </>
  );
}

interface WayProps {
  readonly title: string;
  readonly direction: 'forward' | 'reverse';
  readonly path: TracePath;
}

function Way({ title, direction, path }: WayProps) {
  const { workbench } = useApp();
  const actions = useActions();
  const headingId = useId();
  const lit = useWorkbench((state) => state.litWay === direction);
  const last = path.steps.length - 1;
  return (
    <section className="way" aria-labelledby={headingId} data-fate={path.fate}>
      <h3 id={headingId}>
        {title} <span className={path.fate === 'delivered' ? 'fate good' : 'fate bad'}>{path.fate}</span>
        <button
          type="button"
          className="small"
          aria-pressed={lit}
          onClick={() => workbench.setState({ litWay: lit ? null : direction })}
        >
          {lit ? 'Shown on the canvas' : 'Show on the canvas'}
        </button>
      </h3>
      <ol>
        {path.steps.map((step, index) => (
          // The same node may be passed twice: only the place in the list tells the steps apart.
          <li key={index} className={index === last && path.fate !== 'delivered' ? 'ends-here' : ''}>
            <button type="button" onClick={() => actions.select(recordOfPath(step.record))}>
              <b>{recordOfPath(step.record) ?? step.at}</b> <span className="quiet">{step.noun}</span>
              <span className="sentence">{step.sentence}</span>
              <span className="quiet entry">
                {step.decidedBy.table}: {step.decidedBy.entry}
                {step.mtu !== undefined && step.mtu > 0 && ` · MTU ${step.mtu}`}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <p className="quiet">{path.reason}</p>
    </section>
  );
}
