/** What the colours of a run mean, and which of its figures they show; there while they are. */
import { useApp, useWorkbench } from '../ui/app-context.ts';
import { formatSimulated } from '../ui/number-format.ts';
import { useDark } from '../ui/theme.ts';
import { useLitWay } from '../ui/use-lit-way.ts';
import { useShownRun } from '../ui/use-shown-run.ts';
import type { LinkMeasure } from '../ui/workbench.ts';
import { measures, stepColour } from './measure-scale.ts';

export function LoadLegend() {
  const { workbench } = useApp();
  const dark = useDark();
  const shown = useShownRun();
  const showLoad = useWorkbench((state) => state.showLoad);
  const measure = useWorkbench((state) => state.measure);
  const litWay = useLitWay();
  if (shown === null || litWay !== null) return null;
  const { about, steps } = measures[measure];
  const when = shown.instant === null ? 'whole run' : `at ${formatSimulated(shown.instant.ns)}`;
  return (
    <div className="legend" role="group" aria-label={`Legend: ${about}`}>
      <input
        type="checkbox"
        aria-label="Colour the links"
        checked={showLoad}
        onChange={(event) => workbench.setState({ showLoad: event.target.checked })}
      />
      <select
        aria-label="What the colours show"
        value={measure}
        onChange={(event) => workbench.setState({ measure: event.target.value as LinkMeasure })}
      >
        {Object.entries(measures).map(([key, { title }]) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
      <span className="quiet">{when}</span>
      <ul>
        {steps.map((step, place) => (
          <li key={step.from}>
            <svg width="16" height="8" aria-hidden>
              <rect width="16" height="6" y="1" rx="3" fill={stepColour(place, dark)} />
            </svg>
            {step.label}
          </li>
        ))}
      </ul>
    </div>
  );
}
