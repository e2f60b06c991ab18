// Finds the engine reaching for its host: clocks, chance, timers, I/O, or anything that depends on locale or garbage
// collection. src-sim is compiled without the types of Node and the browser, so most of these do not even compile;
// this catches the ones that do (Date, Math.random, Intl) and the ways around (globalThis, declare).
import { codeOnly } from './code-only.ts';
import type { SourceFile } from './source-files.ts';

const globals = [
  'Date',
  'Intl',
  'WeakRef',
  'FinalizationRegistry',
  'globalThis',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
  'console',
  'crypto',
  'fetch',
  'navigator',
  'localStorage',
  'XMLHttpRequest',
  'require',
  'Buffer',
];
// Good names for things of ours too (a TCP window, the scenario's document), so only their members tell.
const sharedNames = ['window', 'document', 'process'];
const members = ['toLocaleString', 'toLocaleUpperCase', 'toLocaleLowerCase', 'localeCompare'];

const global = new RegExp(String.raw`(?<![.\w$])(?:${globals.join('|')})(?![\w$]|\s*:)`, 'g');
const member = new RegExp(String.raw`\bMath\s*\.\s*random\b|\.\s*(?:${members.join('|')})\b`, 'g');
const ambient = /\bdeclare\s+(?:const|let|var|function|class|global|module|namespace)\b/g;

/** One sentence per use, with the line. */
export function hostGlobalUses({ path, text }: SourceFile): string[] {
  const code = codeOnly(text);
  const uses = [global, member, ambient, ...sharedNames.map((name) => unboundMember(name, code))]
    .flatMap((pattern) => Array.from(code.matchAll(pattern)))
    .toSorted((a, b) => a.index - b.index);
  return uses.map((use) => `${path}:${lineAt(code, use.index)} uses ${use[0].replace(/\s+/g, ' ')}`);
}

/** Matches a member of the global, and nothing in a file that gives the name a meaning of its own. */
function unboundMember(name: string, code: string): RegExp {
  const bound = new RegExp(
    String.raw`\b(?:const|let|var|function)\s+${name}\b|\b${name}\s*\??\s*:|[{,(]\s*${name}\s*[,}=)]`,
  );
  return bound.test(code) ? /(?!)/g : new RegExp(String.raw`(?<![.\w$])${name}\s*\??\.`, 'g');
}

function lineAt(code: string, index: number): number {
  return code.slice(0, index).split('\n').length;
}
