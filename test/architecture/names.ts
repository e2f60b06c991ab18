// Judges file and folder names: what a name may look like, and the words that say nothing.
import type { SourceFile } from './source-files.ts';

/** Everything at the top of the repository that git keeps. */
export const topLevel = [
  '.ci',
  '.gitignore',
  '.npmrc',
  '.oxlintrc.json',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'LICENSE',
  'NOTICE',
  'README.md',
  'biome.json',
  'docs',
  'electron-builder.yml',
  'package-lock.json',
  'package.json',
  'scenarios',
  'src-main',
  'src-renderer',
  'src-sim',
  'test',
  'tsconfig.json',
];

const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const pascal = /^[A-Z][A-Za-z0-9]*$/;
const emptyWords = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'misc', 'common']);
// Only as the whole name or its end: `x-new` beside `x` is a twin, `new-scenario` says what it makes.
const emptyEnds = ['new', 'old'];

/** One sentence per bad name on the way to a source file. */
export function nameViolations(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const folders = path.split('/').slice(1, -1);
    const file = path.split('/').at(-1)!;
    const stem = file.replace(/(?:\.test|\.spec|\.config|\.d)?\.[a-z]+$/, '');
    const shape = file.endsWith('.tsx') && stem !== 'main' ? pascal : kebab;
    const reasons = [
      ...folders
        .filter((folder) => !kebab.test(folder))
        .map((folder) => `the folder ${folder} is not kebab-case`),
      ...(shape.test(stem) ? [] : [`${file} is not ${shape === pascal ? 'PascalCase' : 'kebab-case'}`]),
      ...[...folders, stem].flatMap(emptyWordIn).map((word) => `"${word}" says nothing`),
    ];
    return reasons.map((reason) => `${path}: ${reason}`);
  });
}

function emptyWordIn(name: string): string[] {
  const words = name.split('-').map((word) => word.toLowerCase());
  return [
    ...words.filter((word) => emptyWords.has(word)),
    ...emptyEnds.filter((word) => words.at(-1) === word),
  ];
}

/** A component's file carries the component's name. */
export function componentViolations(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const name = /([^/]+)\.tsx$/.exec(path)?.[1];
    if (name === undefined || name === 'main') return [];
    const exported = new RegExp(String.raw`\bexport\s+(?:default\s+)?(?:function|const|class)\s+${name}\b`);
    return exported.test(text) ? [] : [`${path} does not export ${name}`];
  });
}
