/** One direction of a traced way as numbered hops, each with the record that decided it. */
import type { TracePath } from '../../src-sim/index.ts';

export function hopLines(path: TracePath): string[] {
  const steps = path.steps.flatMap((step, index) => {
    const mtu = step.mtu ? `, MTU ${step.mtu}` : '';
    // What happens to the packet around this one stands further in.
    const inside = '  '.repeat(step.depth ?? 0);
    return [
      `${String(index + 1).padStart(4)}  ${inside}${step.at}: ${step.sentence}`,
      `      ${inside}${step.decidedBy.record}${mtu}`,
    ];
  });
  const branches = (path.branches ?? []).flatMap((branch, index) => [
    `      other next hop ${index + 1}: ${branch.fate}, ${branch.reason}`,
  ]);
  const mtu =
    path.pathMtu === undefined ? [] : [`      the largest packet that passes has ${path.pathMtu} B`];
  const hole = path.blackHole === undefined ? [] : [`      black hole: ${path.blackHole.sentence}`];
  return [...steps, ...branches, ...mtu, ...hole, `      ${path.fate}: ${path.reason}`];
}
