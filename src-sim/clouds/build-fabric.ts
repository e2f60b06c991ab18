/**
 * From the document to the fabric: every noun adds its nodes, links, tables and filters, in phases. Needs a scenario
 * without errors whose addresses are planned; what it cannot express it says as a finding, never silently.
 */
import { FabricBuilder } from '../fabric/builder.ts';
import type { Fabric } from '../fabric/fabric.ts';
import type { FactBook } from '../facts/fact-book.ts';
import type { Finding } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/schema.ts';
import { buildAws } from './aws/build-aws.ts';
import type { BuildContext } from './build-context.ts';
import { placeMachines } from './machine.ts';
import { tellNotSimulated } from './not-simulated.ts';
import { buildOnprem } from './onprem/build-onprem.ts';
import { planRun } from './run-plan.ts';

export interface BuiltFabric {
  readonly fabric: Fabric;
  readonly findings: Finding[];
}

export function buildFabric(scenario: Scenario, facts: FactBook): BuiltFabric {
  const builder = new FabricBuilder();
  const context: BuildContext = { scenario, facts, builder, findings: [], machines: new Map() };
  placeMachines(context);
  buildAws(context);
  buildOnprem(context);
  tellNotSimulated(context);
  return { fabric: builder.build(planRun(context)), findings: context.findings };
}
