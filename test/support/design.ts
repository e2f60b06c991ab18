// Small documents for tests: a region and a data centre are there already.
import type { Fabric } from '../../src-sim/fabric/fabric.ts';
import type { Problem } from '../../src-sim/scenario/problem.ts';
import { type Opened, openScenario } from '../../src-sim/session/open.ts';
import { trace } from '../../src-sim/trace/trace.ts';
import type { TraceResult } from '../../src-sim/trace/trace-result.ts';
import type { TraceQuestion } from '../../src-sim/trace/question.ts';

const start = `netwright: 1
name: Test
sites:
  frankfurt: { kind: aws-region, region: eu-central-1 }
  ireland: { kind: aws-region, region: eu-west-1 }
  cellar: { kind: data-centre }
`;

/** The whole document. */
export const designText = (text: string): string => start + text;

export const openDesign = (text: string): Opened => openScenario(designText(text));

export function fabricOf(text: string): Fabric {
  const { fabric, problems } = openDesign(text);
  if (fabric === null) throw new Error(problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return fabric;
}

/** Errors and warnings, or all with the given code. */
export function problemsOf(text: string, code?: string): Problem[] {
  const { problems } = openDesign(text);
  return problems.filter((problem) =>
    code === undefined ? problem.severity !== 'info' : problem.code === code,
  );
}

export const ask = (
  fabric: Fabric,
  from: string,
  to: string,
  rest: Partial<TraceQuestion> = {},
): TraceResult => trace(fabric, { from, to, ...rest });

/** Nodes a packet passes, in order. */
export function nodesPassed({ forward }: TraceResult): string[] {
  const nodes: string[] = [];
  for (const { at } of forward.steps) if (nodes.at(-1) !== at) nodes.push(at);
  return nodes;
}

/** Sum of the delays of the links a packet passes. */
export function delayNs(fabric: Fabric, { forward }: TraceResult): number {
  const links = new Map(fabric.links.map((link) => [link.id, link.delayNs]));
  return forward.steps.reduce((sum, { link }) => sum + (link === undefined ? 0 : links.get(link)!), 0);
}
