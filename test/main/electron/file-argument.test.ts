import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { applicationMenu } from '../../../src-main/electron/application-menu.ts';
import { fileArgument } from '../../../src-main/electron/file-argument.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

vi.mock('electron', () => ({ dialog: {} }));
const { withExtension } = await import('../../../src-main/electron/dialogs.ts');

describe('a file named from outside', () => {
  it('is found among what desktops and Chromium add to the command line', () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'a.yaml'), '');
    const argv = ['/opt/netwright.yaml', '--no-sandbox', '--x=b.yaml', '.', 'gone.yaml', 'a.yaml'];
    expect(fileArgument(argv, folder)).toBe(join(folder, 'a.yaml'));
    expect(fileArgument(argv.slice(0, 5), folder)).toBeNull();
  });

  it('gets an ending when it is saved without one', () => {
    expect(withExtension('/x/design')).toBe('/x/design.yaml');
    expect(withExtension('/x/design.YML')).toBe('/x/design.YML');
  });
});

it('leaves undo and redo to the document, and developer tools out of the packed application', () => {
  const text = JSON.stringify(applicationMenu('linux', true));
  expect(text).not.toMatch(/"undo"|"redo"|toggleDevTools/);
  expect(JSON.stringify(applicationMenu('darwin', false))).toContain('toggleDevTools');
});
