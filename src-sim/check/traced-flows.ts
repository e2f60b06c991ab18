/** The way of each flow of the document, traced once for all rules that ask. */
import type { TraceResult } from '../trace/trace-result.ts';
import { trace, TraceRefusal } from '../trace/trace.ts';
import type { Fabric } from '../fabric/fabric.ts';
import { entries } from './design.ts';
import type { RuleContext } from './rule.ts';

/** More are not looked at: those of one pair of networks show the same. */
const flowsMax = 200;

export interface TracedFlow {
  readonly flow: string;
  readonly from: string;
  readonly to: string;
  readonly result: TraceResult;
}

const known = new WeakMap<object, TracedFlow[]>();

const askers: ReadonlySet<string> = new Set(['azure-vnet', 'gcp-vpc']);

/** None in documents without networks of Azure or Google Cloud: nobody asks there. */
export function tracedFlows({ scenario, fabric }: RuleContext): TracedFlow[] {
  if (fabric === null || !entries(scenario.networks).some(([, { kind }]) => askers.has(kind))) return [];
  let flows = known.get(fabric);
  if (flows === undefined) {
    const ends = new Set(fabric.endpoints.map(({ id }) => id));
    flows = entries(scenario.traffic)
      .flatMap(([flow, { from, to }]) => [to].flat().map((each) => ({ flow, from, to: each })))
      .filter(({ from, to }) => from !== to && ends.has(from) && ends.has(to))
      .slice(0, flowsMax)
      .flatMap((ask) => traced(fabric, ask));
    known.set(fabric, flows);
  }
  return flows;
}

/** Nothing for two machines that share no address family. */
function traced(fabric: Fabric, ask: Omit<TracedFlow, 'result'>): TracedFlow[] {
  try {
    return [{ ...ask, result: trace(fabric, { from: ask.from, to: ask.to }) }];
  } catch (refusal) {
    if (refusal instanceof TraceRefusal) return [];
    throw refusal;
  }
}
