// Small documents with Google Cloud regions, a data centre and the internet in them, for tests.
import type { Fabric } from '../../src-sim/fabric/fabric.ts';
import type { Problem } from '../../src-sim/scenario/problem.ts';
import { openScenario } from '../../src-sim/session/open.ts';

const start = `netwright: 1
name: Test
sites:
  belgium: { kind: gcp-region, region: europe-west1 }
  frankfurt: { kind: gcp-region, region: europe-west3 }
  iowa: { kind: gcp-region, region: us-central1 }
  cellar: { kind: data-centre }
  net: { kind: internet }
`;

export function gcpFabric(text: string): Fabric {
  const { fabric, problems } = openScenario(start + text);
  if (fabric === null) throw new Error(problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return fabric;
}

/** Errors and warnings, or all with the given code. */
export function gcpProblems(text: string, code?: string): Problem[] {
  const { problems } = openScenario(start + text);
  return problems.filter((problem) =>
    code === undefined ? problem.severity !== 'info' : problem.code === code,
  );
}

/** A rule that lets everything into a network. */
export const openTo = (...networks: string[]): string =>
  networks
    .map((network) => `  open-${network}: { kind: gcp-firewall-rule, network: ${network}, action: allow }\n`)
    .join('');
