/** Which machines, which protocol, which port: the question a path answers. */
import { ArrowLeftRight } from 'lucide-react';
import { useState } from 'react';
import type { TraceQuestion } from '../../../src-sim/index.ts';
import type { Picture } from '../../canvas/elements.ts';
import { textField } from '../../document/records.ts';
import { useApp } from '../../ui/app-context.ts';
import { useAnswers, useDesk } from '../../ui/use-desk.ts';

type Protocol = NonNullable<TraceQuestion['protocol']>;

export interface FirstQuestion {
  readonly from: string | null;
  readonly to: string | null;
  readonly protocol: Protocol;
  readonly port: string;
}

/** The way of the document's first flow is what people ask about first. */
export function firstQuestion(picture: Picture | null): FirstQuestion {
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

export function PathQuestion({ ids, first }: PathQuestionProps) {
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
