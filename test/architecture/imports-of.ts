// The imports of one source file: static, re-exporting, dynamic, and workers named by `new URL('./x.ts', …)`.
import { codeOnly } from './code-only.ts';
import type { SourceFile } from './source-files.ts';

export interface Import {
  readonly from: string;
  /** The path from the top for a relative import, otherwise the package: `zod`, `d3`, `node:fs`, `@scope/name`. */
  readonly target: string;
  readonly relative: boolean;
  readonly typeOnly: boolean;
}

const patterns = [
  /\b(?:import|export)\s+(?<type>type\s+)?(?:[\w$*\s{},]*?\bfrom\s*)?(?<quote>['"])/g,
  /\bimport\s*\(\s*(?<quote>['"`])/g,
  /\bnew\s+URL\s*\(\s*(?<quote>['"])/g,
];

export function importsOf({ path, text }: SourceFile): Import[] {
  const code = codeOnly(text);
  return patterns.flatMap((pattern, kind) =>
    Array.from(code.matchAll(pattern)).flatMap((match) => {
      const start = match.index + match[0].length;
      const specifier = text.slice(start, code.indexOf(match.groups!['quote'], start));
      // A URL that is no TypeScript file is an asset or a built file, not one of our modules.
      if (kind === 2 && !/\.tsx?$/.test(specifier)) return [];
      return [resolveImport(path, specifier, match.groups!['type'] !== undefined)];
    }),
  );
}

function resolveImport(from: string, specifier: string, typeOnly: boolean): Import {
  if (!specifier.startsWith('.')) {
    const parts = specifier.split('/');
    const target = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
    return { from, target, relative: false, typeOnly };
  }
  const parts = from.split('/').slice(0, -1);
  // What follows a question mark tells the bundler how to load the file (`./x.yaml?raw`).
  for (const part of specifier.replace(/\?.*$/, '').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return { from, target: parts.join('/'), relative: true, typeOnly };
}
