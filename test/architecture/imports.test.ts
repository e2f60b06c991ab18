import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importViolations } from './import-rules.ts';
import { importsOf } from './imports-of.ts';
import { engineRooms, exemptions } from './rooms.ts';
import { pathsUnder, repository, sourcesUnder } from './source-files.ts';

const sources = ['src-sim', 'src-main', 'src-renderer'];

/** The violations of one line written in one file, where every file exists. */
function verdict(path: string, text: string): string[] {
  return importViolations(importsOf({ path, text }), () => true);
}

/** How the page writes a list. */
function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.join(', ');
}

describe('imports', () => {
  it('follow the table of rooms everywhere', () => {
    const paths = new Set(pathsUnder(...sources, 'scenarios'));
    const imports = sourcesUnder(...sources).flatMap(importsOf);
    expect(imports.length).toBeGreaterThan(0);
    const violations = importViolations(imports, (path) => paths.has(path));
    expect(violations.filter((violation) => !exemptions.includes(violation))).toEqual([]);
  });

  it('have no exemptions', () => {
    expect(exemptions).toEqual([]);
  });

  it('are shown in docs/architecture.md exactly as they are tested', () => {
    const page = readFileSync(join(repository, 'docs', 'architecture.md'), 'utf8');
    const documented = page
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) =>
        line
          .split('|')
          .map((cell) => cell.replaceAll('`', '').trim())
          .slice(1, 4),
      );
    const tested = engineRooms.map(({ name, imports, types, packages }) => [
      name,
      types === undefined ? listed(imports) : `${listed(imports)}; types of ${listed(types)}`,
      listed(packages),
    ]);
    expect(documented).toEqual(tested);
  });
});

describe('the import rules', () => {
  it.each([
    ['src-sim/fabric/node.ts', "import { x } from '../routing/x.ts';", 'fabric may not import routing'],
    ['src-sim/quantity/rate.ts', "export * from '../fabric/x.ts';", 'quantity may not import fabric'],
    [
      'src-sim/clouds/aws/vpc.ts',
      "import { x } from '../azure/x.ts';",
      'clouds/aws may not import clouds/azure',
    ],
    [
      'src-sim/packet/kernel/heap.ts',
      "import type { X } from '../../quantity/x.ts';",
      'may not import quantity',
    ],
    ['src-sim/packet/wire/udp.ts', "import { x } from '../kernel/x.ts';", 'may not import packet/kernel'],
    ['src-sim/fluid/share.ts', "const x = await import('../fabric/x.ts');", 'fluid may not import fabric'],
    ['src-sim/report/html.ts', "import { x } from '../trace/x.ts';", 'may import only types of trace'],
    ['src-sim/trace/trace.ts', "import { x } from '../index.ts';", 'the door is for code outside the engine'],
    ['src-sim/session/run.ts', "import { x } from '../../src-main/x.ts';", 'imports nothing outside src-sim'],
    [
      'src-sim/attic/x.ts',
      "import { x } from '../fabric/x.ts';",
      'src-sim has no room for src-sim/attic/x.ts',
    ],
    ['src-sim/fabric/node.ts', "import { z } from 'zod';", 'fabric may not use the package zod'],
    ['src-sim/quantity/file.ts', "import fs from 'node:fs';", 'quantity may not use the package node:fs'],
    [
      'src-main/cli/run.ts',
      "import type { X } from '../../src-sim/fabric/x.ts';",
      'itself and src-sim/index.ts only',
    ],
    ['src-main/services/x.ts', "import { app } from 'electron';", 'in src-main/electron only'],
    ['src-main/services/x.ts', "import express from 'express';", 'may not use the package express'],
    [
      'src-renderer/ui/x.ts',
      "import { x } from '../../src-main/services/x.ts';",
      'src-renderer may import itself',
    ],
    [
      'src-renderer/ui/x.ts',
      "new Worker(new URL('../../src-sim/session/x.ts', y));",
      'src-renderer may import itself',
    ],
    ['src-renderer/ui/x.ts', "import { readFile } from 'node:fs';", 'may not use the package node:fs'],
    ['src-renderer/document/store.ts', "import { useRef } from 'react';", 'document must run without React'],
  ])('report that in %s the line %s is wrong', (path, text, reason) => {
    expect(verdict(path, text)).toEqual([expect.stringContaining(reason)]);
  });

  it.each([
    ['src-sim/fabric/node.ts', "import { x } from './link.ts';"],
    ['src-sim/clouds/aws/vpc.ts', "import { x } from '../cloud.ts';"],
    ['src-sim/clouds/compile.ts', "import { x } from './aws/vpc.ts';"],
    ['src-sim/report/html.ts', "import type { X } from '../trace/x.ts';"],
    ['src-sim/session/run.ts', "import { x } from '../packet/kernel/x.ts';"],
    ['src-sim/scenario/schema.ts', "import { z } from 'zod';"],
    ['src-main/electron/main.ts', "import { app } from 'electron';"],
    ['src-renderer/ui/x.ts', "import type { X } from '../../src-sim/index.ts';"],
  ])('let pass that in %s stands %s', (path, text) => {
    expect(verdict(path, text)).toEqual([]);
  });

  it('report an import of a file that does not exist', () => {
    const imports = importsOf({ path: 'src-sim/fabric/node.ts', text: "import { x } from './gone.ts';" });
    expect(importViolations(imports, () => false)).toEqual([
      'src-sim/fabric/node.ts imports src-sim/fabric/gone.ts: there is no such file',
    ]);
  });

  it('see through line breaks and are not misled by comments, strings and templates', () => {
    const text = [
      "// import { a } from '../routing/a.ts';",
      'const b = "import { b } from \'../routing/b.ts\'";',
      "const c = `import '../routing/c.ts' ${`${1}`} /* `;",
      'const d = /[\'"`]/;',
      'import {',
      '  e,',
      "} from '../routing/e.ts';",
    ].join('\n');
    expect(verdict('src-sim/fabric/node.ts', text)).toEqual([
      'src-sim/fabric/node.ts imports src-sim/routing/e.ts: fabric may not import routing',
    ]);
  });
});
