/** The parameters of one template as fields; what they make is worked out while they are typed. */
import { useEffect, useState } from 'react';
import type { FilledTemplate } from '../../src-main/contract/host.ts';
import type { Parameter, TemplateDescription } from '../../src-sim/index.ts';
import { sentenceOf } from '../host/host-refusal.ts';
import { useApp } from './app-context.ts';
import { bringIn } from './opening.ts';

type Values = Readonly<Record<string, string>>;

/** What came of the latest values; the sentence says what is wrong with them. */
type Outcome = { readonly filled: FilledTemplate } | { readonly refusal: string };

const defaults = ({ parameters }: TemplateDescription): Values =>
  Object.fromEntries(parameters.map((each) => [each.name, String(each.default)]));

export function TemplateForm({ template }: { readonly template: TemplateDescription }) {
  const app = useApp();
  const [values, setValues] = useState(() => defaults(template));
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useEffect(() => {
    let isLatest = true;
    app.host.fillTemplate(template.id, values).then(
      (filled) => isLatest && setOutcome({ filled }),
      (error: unknown) => isLatest && setOutcome({ refusal: sentenceOf(error) }),
    );
    return () => {
      isLatest = false;
    };
  }, [app, template, values]);
  // While an answer is on its way, the last one belongs to other values.
  const change = (name: string, value: string): void => {
    setValues({ ...values, [name]: value });
    setOutcome(null);
  };
  const create = (): void => {
    if (outcome === null || 'refusal' in outcome) return;
    const { text, name } = outcome.filled;
    bringIn(app, { text, file: null, name, recoveryKey: null });
  };
  return (
    <form
      className="template-form"
      aria-label={`Values of ${template.title}`}
      onSubmit={(event) => {
        event.preventDefault();
        create();
      }}
    >
      {template.parameters.map((parameter) => (
        <label key={parameter.name}>
          <span>
            {parameter.name} <span className="quiet">{parameter.meaning}</span>
          </span>
          <ParameterInput
            parameter={parameter}
            value={values[parameter.name]}
            onChange={(value) => change(parameter.name, value)}
          />
        </label>
      ))}
      <div className="template-outcome">
        <Preview outcome={outcome} />
        <button type="submit" className="primary" disabled={outcome === null || 'refusal' in outcome}>
          Create
        </button>
      </div>
    </form>
  );
}

function Preview({ outcome }: { readonly outcome: Outcome | null }) {
  if (outcome === null) return <span className="grow" />;
  if ('refusal' in outcome) {
    return (
      <span className="grow template-refusal" role="alert">
        {outcome.refusal}
      </span>
    );
  }
  return <output className="grow quiet">{outcome.filled.objects} objects</output>;
}

interface InputProps {
  readonly parameter: Parameter;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
}

function ParameterInput({ parameter, value = '', onChange }: InputProps) {
  if (parameter.kind === 'choice') {
    return (
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {parameter.choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  }
  return (
    <input
      value={value}
      inputMode={parameter.kind === 'number' ? 'numeric' : 'text'}
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
