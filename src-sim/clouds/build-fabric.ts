/**
 * From the document to the fabric: every noun adds its nodes, links, tables and filters, in phases: places of all clouds,
 * connections between them, tables, and what the exchange of routes adds to the tables. Needs a scenario without errors
 * whose addresses are planned; what it cannot express it says as a finding, never silently.
 */
import { FabricBuilder } from '../fabric/builder.ts';
import type { Fabric } from '../fabric/fabric.ts';
import type { FactBook } from '../facts/fact-book.ts';
import type { Outcome } from '../routing/outcome.ts';
import type { Finding } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/schema.ts';
import { buildAws } from './aws/build-aws.ts';
import { buildAzure } from './azure/build-azure.ts';
import { buildVmware } from './vmware/build-vmware.ts';
import type { BuildContext } from './build-context.ts';
import { buildExchange } from './exchange/build-exchange.ts';
import { buildGcp } from './gcp/build-gcp.ts';
import { buildDatacentre } from './datacentre/build-datacentre.ts';
import { placeMachines } from './machine.ts';
import { buildOnprem } from './onprem/build-onprem.ts';
import { RoutingPlan } from './routing-plan.ts';
import { type ChangedLinks, relearnings } from './relearning.ts';
import { planRun, reactionsOf } from './run-plan.ts';

export interface BuiltFabric {
  readonly fabric: Fabric;
  readonly findings: Finding[];
  /** What the exchange of routes came to, and why. */
  readonly routes: Outcome;
}

export function buildFabric(scenario: Scenario, facts: FactBook): BuiltFabric {
  const { context, routes } = assemble(scenario, facts, new Map());
  const run = planRun(context);
  const fabric = context.builder.build(run);
  const rebuild = (changed: ChangedLinks): Fabric =>
    assemble(scenario, facts, changed).context.builder.build(run);
  const learned = relearnings(fabric, run.events, reactionsOf(context, run.events), rebuild);
  const events = [...run.events, ...learned];
  return {
    fabric: learned.length === 0 ? fabric : { ...fabric, events },
    findings: context.findings,
    routes,
  };
}

/** All but the run, with links as they are at the beginning or after some events. */
function assemble(
  scenario: Scenario,
  facts: FactBook,
  changed: ChangedLinks,
): { readonly context: BuildContext; readonly routes: Outcome } {
  const builder = new FabricBuilder();
  const context: BuildContext = {
    scenario,
    facts,
    builder,
    findings: [],
    machines: new Map(),
    routing: new RoutingPlan(),
    junctions: new Map(),
    hostPlugs: new Map(),
    attached: [],
    seats: new Map(),
    changed,
    later: { connect: [], fill: [] },
  };
  placeMachines(context);
  buildAws(context);
  buildAzure(context);
  buildGcp(context);
  buildVmware(context);
  buildDatacentre(context);
  buildOnprem(context);
  buildExchange(context);
  for (const connect of context.later.connect) connect();
  for (const fill of context.later.fill) fill();
  const routes = context.routing.run(
    context.findings,
    (port) => changed.get(builder.linkOfPort(port)) !== false,
  );
  return { context, routes };
}
