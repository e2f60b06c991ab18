/** Designs to start from: each opens a form of its parameters, with a word on what they would make. */
import { useEffect, useState } from 'react';
import { LayoutTemplate } from 'lucide-react';
import type { TemplateDescription } from '../../src-sim/index.ts';
import { sentenceOf } from '../host/host-refusal.ts';
import { useApp } from './app-context.ts';
import { TemplateForm } from './TemplateForm.tsx';

export function TemplateList() {
  const app = useApp();
  const [templates, setTemplates] = useState<readonly TemplateDescription[]>([]);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    app.host.templates().then(setTemplates, (error: unknown) => {
      app.workbench.setState({ notice: { tone: 'error', text: sentenceOf(error) } });
    });
  }, [app]);
  return (
    <section aria-label="Templates">
      <h2>Templates</h2>
      <ul>
        {templates.map((template) => (
          <li key={template.id}>
            <button
              type="button"
              className="file"
              aria-label={template.title}
              aria-description={template.description}
              aria-expanded={chosen === template.id}
              onClick={() => setChosen(chosen === template.id ? null : template.id)}
            >
              <LayoutTemplate size={16} aria-hidden />
              <span className="grow">
                {template.title}
                <span className="quiet about">{template.description}</span>
              </span>
            </button>
            {chosen === template.id && <TemplateForm template={template} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
