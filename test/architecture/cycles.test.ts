import { describe, expect, it } from 'vitest';
import { importCycles } from './import-cycles.ts';
import { importsOf } from './imports-of.ts';
import { sourcesUnder } from './source-files.ts';

describe('import cycles', () => {
  it('are nowhere in the sources and the tests', () => {
    const imports = sourcesUnder('src-sim', 'src-main', 'src-renderer', 'test').flatMap(importsOf);
    expect(imports.length).toBeGreaterThan(0);
    expect(importCycles(imports)).toEqual([]);
  });

  it('are found when three files import each other in a ring, types included', () => {
    const files = [
      { path: 'src-sim/fabric/a.ts', text: "import { b } from './b.ts';" },
      { path: 'src-sim/fabric/b.ts', text: "import type { C } from './c.ts';" },
      { path: 'src-sim/fabric/c.ts', text: "export { a } from './a.ts';" },
      { path: 'src-sim/fabric/d.ts', text: "import { a } from './a.ts';" },
    ];
    // d leads into the ring but nothing leads back to it.
    expect(importCycles(files.flatMap(importsOf))).toEqual([
      ['src-sim/fabric/a.ts', 'src-sim/fabric/b.ts', 'src-sim/fabric/c.ts'],
    ]);
  });

  it('are found when a file imports itself', () => {
    const file = { path: 'src-sim/fabric/a.ts', text: "import { a } from './a.ts';" };
    expect(importCycles(importsOf(file))).toEqual([['src-sim/fabric/a.ts']]);
  });
});
