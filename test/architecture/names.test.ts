import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { componentViolations, nameViolations, topLevel } from './names.ts';
import { pathsUnder, repository, sourcesUnder } from './source-files.ts';

describe('names', () => {
  it('of source files and their folders follow the rules', () => {
    const paths = pathsUnder('src-sim', 'src-main', 'src-renderer', 'test').filter((path) =>
      /\.(?:tsx?|mjs|css)$/.test(path),
    );
    expect(paths.length).toBeGreaterThan(0);
    expect(nameViolations(paths)).toEqual([]);
  });

  it('of components are the names of their files', () => {
    expect(componentViolations(sourcesUnder('src-renderer'))).toEqual([]);
  });

  it('at the top of the repository are the agreed ones', () => {
    const lines = readFileSync(join(repository, '.gitignore'), 'utf8').split('\n');
    const ignored = new Set(['.git', ...lines.map((line) => line.replace(/\/$/, ''))]);
    const present = readdirSync(repository).filter((name) => !ignored.has(name));
    expect(present.toSorted()).toEqual(topLevel);
  });
});

describe('the name rules', () => {
  it.each([
    ['src-sim/fabric/LinkTable.ts', 'LinkTable.ts is not kebab-case'],
    ['src-sim/fabric/link_table.ts', 'link_table.ts is not kebab-case'],
    ['src-renderer/panels/inspector.tsx', 'inspector.tsx is not PascalCase'],
    ['src-renderer/Panels/Inspector.tsx', 'the folder Panels is not kebab-case'],
    ['src-sim/utils/rate.ts', '"utils" says nothing'],
    ['src-main/services/file-manager.ts', '"manager" says nothing'],
    ['src-sim/fabric/common-types.ts', '"common" says nothing'],
    ['src-sim/fabric/links-new.ts', '"new" says nothing'],
    ['src-sim/old/links.ts', '"old" says nothing'],
  ])('report %s', (path, reason) => {
    expect(nameViolations([path])).toEqual([`${path}: ${reason}`]);
  });

  it('let good names pass', () => {
    const good = [
      'src-sim/packet/link/token-bucket.ts',
      'src-renderer/panels/Inspector.tsx',
      'test/sim/x.test.ts',
    ];
    expect(nameViolations([...good, 'src-main/cli/new-scenario.ts', 'src-renderer/main.tsx'])).toEqual([]);
  });

  it('report a component that is not what its file says', () => {
    const file = { path: 'src-renderer/panels/Inspector.tsx', text: 'export function Details() {}' };
    expect(componentViolations([file])).toEqual([
      'src-renderer/panels/Inspector.tsx does not export Inspector',
    ]);
  });
});
