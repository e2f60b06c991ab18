// Finds import cycles: the strongly connected components of the import graph with more than one file, or with a
// file that imports itself. R. E. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1972.
import type { Import } from './imports-of.ts';

/** Each cycle as the sorted paths of its files. Type-only imports count: they too tie two files together. */
export function importCycles(imports: readonly Import[]): string[][] {
  const edges = new Map<string, string[]>();
  for (const { from, target, relative } of imports) {
    if (relative) edges.set(from, [...(edges.get(from) ?? []), target]);
  }
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const cycles: string[][] = [];

  const visit = (file: string) => {
    const own = index.size;
    index.set(file, own);
    low.set(file, own);
    stack.push(file);
    onStack.add(file);
    for (const next of edges.get(file) ?? []) {
      if (!index.has(next)) {
        visit(next);
        low.set(file, Math.min(low.get(file)!, low.get(next)!));
      } else if (onStack.has(next)) low.set(file, Math.min(low.get(file)!, index.get(next)!));
    }
    if (low.get(file) !== own) return;
    const component = stack.splice(stack.lastIndexOf(file));
    for (const member of component) onStack.delete(member);
    if (component.length > 1 || edges.get(file)?.includes(file)) cycles.push(component.toSorted());
  };
  for (const file of edges.keys()) if (!index.has(file)) visit(file);
  return cycles;
}
