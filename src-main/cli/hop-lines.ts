/** One direction of a traced way as numbered hops, each with the record that decided it. */
import type { TracePath } from '../../src-sim/index.ts';

export function hopLines(path: TracePath): string[] {
  const steps = path.steps.flatMap((step, index) => {
    const mtu = step.mtu ? `, MTU ${step.mtu}` : '';
    return [
      `${String(index + 1).padStart(4)}  ${step.at}: ${step.sentence}`,
      `      ${step.decidedBy.record}${mtu}`,
    ];
  });
  const branches = (path.branches ?? []).flatMap((branch, index) => [
    `      other next hop ${index + 1}: ${branch.fate}, ${branch.reason}`,
  ]);
  return [...steps, ...branches, `      ${path.fate}: ${path.reason}`];
}
