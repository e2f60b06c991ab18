import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostGlobalUses } from './host-globals.ts';
import { repository, sourcesUnder } from './source-files.ts';

function compilerOptions(path: string): Record<string, unknown> {
  const settings = JSON.parse(readFileSync(join(repository, path), 'utf8')) as {
    compilerOptions?: Record<string, unknown>;
  };
  return settings.compilerOptions ?? {};
}

describe('the engine', () => {
  it('reaches for no clock, chance, timer, I/O or locale of its host', () => {
    const files = sourcesUnder('src-sim');
    expect(files.length).toBeGreaterThan(0);
    expect(files.flatMap(hostGlobalUses)).toEqual([]);
  });

  it('is compiled without the types of Node and the browser', () => {
    const effective = { ...compilerOptions('tsconfig.json'), ...compilerOptions('src-sim/tsconfig.json') };
    expect(effective).toMatchObject({ lib: ['es2023'], types: [] });
  });
});

describe('the search for host globals', () => {
  it.each([
    'const at = Date.now();',
    'const now = new Date();',
    'const chance = Math.random();',
    'const started = performance.now();',
    'setTimeout(step, 0);',
    'setInterval(step, 0);',
    'const home = process.env.HOME;',
    'const width = window.innerWidth;',
    'document.title = name;',
    "console.log('x');",
    'const id = crypto.randomUUID();',
    'const page = await fetch(address);',
    'const language = navigator.language;',
    'const key = globalThis[name];',
    'declare const host: unknown;',
    'names.sort((a, b) => a.localeCompare(b));',
    'const text = count.toLocaleString();',
    'const text = `${Date.now()}`;',
  ])('reports %s', (text) => {
    expect(hostGlobalUses({ path: 'src-sim/x.ts', text })).toHaveLength(1);
  });

  it.each([
    '// Date.now() would differ from run to run',
    '/* no Math.random */',
    "const sentence = 'the Date and the process. of it';",
    'const pattern = /Date|console/;',
    'const asOfDate = fact.Date;',
    'function advertised(window: number) { return window.valueOf(); }',
    "const document = parse(text); document.get('sites');",
    'interface Frame { fetch: number }',
  ])('lets %s pass', (text) => {
    expect(hostGlobalUses({ path: 'src-sim/x.ts', text })).toEqual([]);
  });

  it('names the line', () => {
    const text = "const a = 'x';\n\nconst b = Math.random();\n";
    expect(hostGlobalUses({ path: 'src-sim/x.ts', text })).toEqual(['src-sim/x.ts:3 uses Math.random']);
  });
});
