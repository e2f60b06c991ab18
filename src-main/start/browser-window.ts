/**
 * A window without Electron: a Chromium-family browser in application mode, with a profile of its own. Without that
 * profile it would hand the address to a browser that already runs, and end at once.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** 0 for root. */
  readonly userId: number | null;
}

export const here = (): Surroundings => ({
  env: process.env,
  platform: process.platform,
  userId: process.getuid?.() ?? null,
});

export function hasDisplay({ env, platform }: Surroundings): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/** `NETWRIGHT_BROWSER`, else the first known browser there is. */
export function findBrowser(surroundings: Surroundings): string | null {
  const named = surroundings.env['NETWRIGHT_BROWSER'];
  if (named) return existsSync(named) ? named : null;
  return browserPlaces(surroundings).find((path) => existsSync(path)) ?? null;
}

function browserPlaces({ env, platform }: Surroundings): string[] {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform === 'win32') {
    const programs = [
      join('Google', 'Chrome', 'Application', 'chrome.exe'),
      join('Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ];
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']];
    return roots.flatMap((root) => (root ? programs.map((program) => join(root, program)) : []));
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

export function browserArguments(
  address: string,
  profile: string,
  { platform, userId }: Surroundings,
): string[] {
  return [
    `--app=${address}`,
    `--user-data-dir=${profile}`,
    '--window-size=1360,860',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-component-update',
    // Chromium refuses to start as root with its sandbox; --test-type silences the bar that says so.
    ...(platform === 'linux' && userId === 0 ? ['--no-sandbox', '--test-type'] : []),
  ];
}

export interface BrowserWindow {
  /** Resolves with the exit code when its last window is closed. */
  readonly ended: Promise<number>;
  close(): void;
}

export function openBrowserWindow(
  browser: string,
  address: string,
  surroundings: Surroundings,
): BrowserWindow {
  const profile = mkdtempSync(join(tmpdir(), 'netwright-window-'));
  const child = spawn(browser, browserArguments(address, profile, surroundings), { stdio: 'ignore' });
  return {
    ended: ending(child).finally(() => {
      // Its helpers may still write for a moment after it ended.
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }),
    close: () => {
      child.kill();
    },
  };
}

function ending(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
