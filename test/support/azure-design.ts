// Small documents with an Azure region, a data centre and the internet in them, for tests.
import type { Fabric } from '../../src-sim/fabric/fabric.ts';
import type { Problem } from '../../src-sim/scenario/problem.ts';
import { openScenario } from '../../src-sim/session/open.ts';

const start = `netwright: 1
name: Test
sites:
  europe: { kind: azure-region, region: westeurope }
  america: { kind: azure-region, region: eastus }
  cellar: { kind: data-centre }
  net: { kind: internet }
`;

export function azureFabric(text: string): Fabric {
  const { fabric, problems } = openScenario(start + text);
  if (fabric === null) throw new Error(problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return fabric;
}

/** Errors and warnings, or all with the given code. */
export function azureProblems(text: string, code?: string): Problem[] {
  const { problems } = openScenario(start + text);
  return problems.filter((problem) =>
    code === undefined ? problem.severity !== 'info' : problem.code === code,
  );
}
