/** Starts the real application with a home of its own, and ends it with the test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { electronPath } from '../../../src-main/start/electron-path.ts';

const root = dirname(dirname(dirname(import.meta.dirname)));
const binary = electronPath();

export const test = base.extend<{ application: ElectronApplication; window: Page }>({
  application: async ({ browserName: _none }, use) => {
    const home = mkdtempSync(join(tmpdir(), 'netwright-electron-'));
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const application = await _electron.launch({
      executablePath: binary ?? '',
      args: [
        ...asRoot,
        `--user-data-dir=${join(home, 'profile')}`,
        root,
        join(root, 'scenarios/hello-hub/scenario.yaml'),
      ],
      env: { ...(process.env as Record<string, string>), NETWRIGHT_HOME: home },
    });
    await use(application);
    await application.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  },
  window: async ({ application }, use) => {
    await use(await application.firstWindow());
  },
});

test.skip(binary === null, 'the Electron binary is not installed (npm run electron:fetch gets it)');
test.skip(
  process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'],
  'there is no display to open an Electron window on',
);

export { expect } from '@playwright/test';
