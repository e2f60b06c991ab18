/** What the colours of a run mean; shown while they are shown. */
import { useApp, useWorkbench } from '../ui/app-context.ts';
import { useDark } from '../ui/theme.ts';
import { useLitWay } from '../ui/use-lit-way.ts';
import { useAnswers, useDocument } from '../ui/use-desk.ts';
import { loadSteps } from './utilisation-scale.ts';

export function LoadLegend() {
  const { workbench } = useApp();
  const dark = useDark();
  const run = useAnswers((state) => state.run);
  const text = useDocument((state) => state.text);
  const showLoad = useWorkbench((state) => state.showLoad);
  const litWay = useLitWay();
  if (run === null || run.text !== text || litWay !== null) return null;
  return (
    <div className="legend" role="group" aria-label="Legend: busiest direction of each link">
      <label>
        <input
          type="checkbox"
          checked={showLoad}
          onChange={(event) => workbench.setState({ showLoad: event.target.checked })}
        />
        Link load
      </label>
      <ul>
        {loadSteps.map((step) => (
          <li key={step.from}>
            <svg width="16" height="8" aria-hidden>
              <rect width="16" height="6" y="1" rx="3" fill={dark ? step.dark : step.light} />
            </svg>
            {step.label}
          </li>
        ))}
      </ul>
    </div>
  );
}
