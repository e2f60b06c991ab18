/** Colours of what a run measured on links: load, queue, drops. The legend shows the same table. Zero has no colour, only load has. */
import type { LinkMeasure } from '../ui/workbench.ts';
import { loadSteps } from './utilisation-scale.ts';

interface MeasureStep {
  readonly from: number;
  readonly label: string;
}

export interface Measure {
  readonly title: string;
  readonly about: string;
  readonly steps: readonly MeasureStep[];
}

export const measures: Readonly<Record<LinkMeasure, Measure>> = {
  load: { title: 'Load', about: 'busiest direction of each link', steps: loadSteps },
  queue: {
    title: 'Queue',
    about: 'packets that wait in front of each link',
    steps: [
      { from: 1, label: '1 to 4' },
      { from: 5, label: '5 to 19' },
      { from: 20, label: '20 to 99' },
      { from: 100, label: '100 to 999' },
      { from: 1000, label: '1000 and more' },
    ],
  },
  drops: {
    title: 'Drops',
    about: 'packets that each link refused',
    steps: [
      { from: 1, label: '1 to 9' },
      { from: 10, label: '10 to 99' },
      { from: 100, label: '100 to 999' },
      { from: 1000, label: '1000 to 9999' },
      { from: 10_000, label: '10000 and more' },
    ],
  },
};

export interface Stroke {
  readonly colour: string;
  readonly width: number;
}

/** Null: nothing to show. */
export function strokeOf(measure: LinkMeasure, value: number, dark: boolean): Stroke | null {
  const step = measures[measure].steps.findLastIndex(({ from }) => value >= from);
  if (step < 0) return null;
  const width = measure === 'load' ? 2.5 + 4 * Math.min(1, value) : 3 + step;
  return { colour: stepColour(step, dark), width };
}

export const stepColour = (step: number, dark: boolean): string =>
  dark ? loadSteps[step].dark : loadSteps[step].light;
