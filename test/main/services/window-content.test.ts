import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, windowFile } from '../../../src-main/services/window-content.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

function content(): string {
  const folder = join(scratchFolder(), 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'app.js'), 'run()');
  writeFileSync(join(folder, 'README'), 'no type');
  writeFileSync(join(folder, '..', 'secret.json'), '{}');
  symlinkSync(join(folder, '..', 'secret.json'), join(folder, 'assets', 'link.json'));
  return folder;
}

describe("the window's own files", () => {
  it('are served with their type, the page at the root', async () => {
    const folder = content();
    expect((await windowFile(folder, '/'))?.type).toBe('text/html; charset=utf-8');
    expect(String((await windowFile(folder, '/assets/app.js'))?.bytes)).toBe('run()');
  });

  it.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/%2e%2e%5c..%5csecret.json',
    '/assets/link.json',
    '//etc/passwd.json',
    '/assets',
    '/README',
    '/missing.js',
    '/%00.js',
    '/%zz.js',
    '/C:/secret.json',
  ])('do not include %s', async (path) => {
    expect(await windowFile(content(), path)).toBeNull();
  });
});

const directive = (name: string): string =>
  contentSecurityPolicy.split('; ').find((each) => each.startsWith(`${name} `)) ?? '';

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('the content security policy', () => {
  it('allows scripts of our own only, and nothing inline or evaluated', () => {
    expect(directive('script-src')).toBe("script-src 'self'");
    expect(directive('default-src')).toBe("default-src 'none'");
    expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('allows exactly the two style texts that libraries add', () => {
    const require = createRequire(import.meta.url);

    const cytoscapeStyle = '.__________cytoscape_container { position: relative; }';
    const cytoscape = readFileSync(require.resolve('cytoscape'), 'utf8');
    expect(cytoscape).toContain("'__________cytoscape_container'");
    expect(cytoscape).toContain("'.' + className + ' { position: relative; }'");

    const pressStyle =
      '@layer {\n  [data-react-aria-pressable] {\n    touch-action: pan-x pan-y pinch-zoom;\n  }\n}';
    const aria = join(dirname(require.resolve('react-aria/package.json')), 'dist', 'private', 'interactions');
    const press = readFileSync(join(aria, 'usePress.mjs'), 'utf8');
    expect(press).toContain("= 'data-react-aria-pressable'");
    expect(press.replace(/\$\{[^}]*PRESSABLE_ATTRIBUTE\}/, 'data-react-aria-pressable')).toContain(
      pressStyle,
    );

    expect(directive('style-src')).toBe(`style-src 'self' ${digest(cytoscapeStyle)} ${digest(pressStyle)}`);
  });
});
