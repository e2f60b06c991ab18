/** The capacity plan of an opened design: load now, and as far as wished failures, growth and cost. */
import { growthStudy } from '../../plan/growth.ts';
import { planSummary } from '../../plan/load-tables.ts';
import type { PlanResult } from '../../plan/plan-result.ts';
import { engineVersion } from '../../packet/version.ts';
import type { Opened } from '../open.ts';
import { assumptionsOf } from './assumptions.ts';
import { costEstimate } from './cost-estimate.ts';
import { failureStudy, type Progress } from './failure-study.ts';
import { loadedNetwork } from './network-state.ts';
import type { PlanChoices } from './plan-choices.ts';

/** Null where the document has errors that keep it from being built. */
export function planScenario(
  opened: Opened,
  choices: PlanChoices = {},
  progress: Progress = () => {},
): PlanResult | null {
  const { fabric, planned } = opened;
  if (fabric === null || planned === null) return null;
  const whole = loadedNetwork(fabric);
  const { demands, links, load } = whole;
  const { failures, growth, cost = false } = choices;
  return {
    version: engineVersion,
    summary: planSummary(demands, links),
    demands,
    links,
    ...(failures === undefined ? {} : { failures: failureStudy(opened, whole, failures, progress) }),
    ...(growth === undefined ? {} : { growth: growthStudy(fabric, load, growth.perMonth, growth.start) }),
    ...(cost ? { cost: costEstimate(planned, opened.facts, whole) } : {}),
    assumptions: assumptionsOf(whole, choices),
  };
}
