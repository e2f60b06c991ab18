import { chmodSync, existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserArguments, findBrowser, hasDisplay } from '../../../src-main/start/browser-window.ts';
import { electronPath } from '../../../src-main/start/electron-path.ts';
import { failedLately, fetchElectron } from '../../../src-main/start/fetch-electron.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

function file(...parts: string[]): string {
  const path = join(...parts);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '');
  return path;
}

describe('looking for the Electron binary', () => {
  it('follows what its installer wrote down, and believes the disk only', () => {
    const folder = scratchFolder();
    expect(electronPath(folder, {}, 'linux')).toBeNull();
    writeFileSync(join(folder, 'path.txt'), 'electron\n');
    expect(electronPath(folder, {}, 'linux')).toBeNull();
    const binary = file(folder, 'dist', 'electron');
    expect(electronPath(folder, {}, 'linux')).toBe(binary);
    expect(electronPath(null, {}, 'linux')).toBeNull();
  });

  it('looks elsewhere when told', () => {
    const [folder, other] = [scratchFolder(), scratchFolder()];
    const env = { ELECTRON_OVERRIDE_DIST_PATH: other };
    expect(electronPath(folder, env, 'linux')).toBeNull();
    const binary = file(other, 'electron');
    expect(electronPath(folder, env, 'linux')).toBe(binary);
    const forWindows = file(other, 'electron.exe');
    expect(electronPath(folder, env, 'win32')).toBe(forWindows);
  });
});

const settings = (script: string, limitMs: number) => {
  const packageFolder = scratchFolder();
  writeFileSync(join(packageFolder, 'install.js'), script);
  return {
    packageFolder,
    failureMark: join(packageFolder, 'cache', 'failed'),
    limitMs,
    nowMs: 1_000_000_000_000,
  };
};

describe('fetching Electron', () => {
  it('gives a silent server up at the limit and remembers it for a day', async () => {
    const wish = settings('setInterval(() => {}, 1000)', 300);
    expect(failedLately(wish)).toBe(false);
    expect(await fetchElectron(wish)).toBe('no answer within 0.3 s');
    expect(existsSync(wish.failureMark)).toBe(true);
    const hourMs = 3_600_000;
    // The mark is made as old as 23 hours, then as old as 25.
    utimesSync(wish.failureMark, (wish.nowMs - 23 * hourMs) / 1000, (wish.nowMs - 23 * hourMs) / 1000);
    expect(failedLately(wish)).toBe(true);
    utimesSync(wish.failureMark, (wish.nowMs - 25 * hourMs) / 1000, (wish.nowMs - 25 * hourMs) / 1000);
    expect(failedLately(wish)).toBe(false);
  });

  it('says that a download failed, and forgets it after one that worked', async () => {
    const failing = settings('process.exitCode = 1', 30_000);
    expect(await fetchElectron(failing)).toBe('the download failed');
    writeFileSync(join(failing.packageFolder, 'install.js'), '');
    expect(await fetchElectron(failing)).toBeNull();
    expect(existsSync(failing.failureMark)).toBe(false);
  });
});

const args = (userId: number, platform: NodeJS.Platform) =>
  browserArguments('http://127.0.0.1:1/', '/profile', { env: {}, platform, userId });

describe('the browser window', () => {
  it('needs a display on Linux only', () => {
    expect(hasDisplay({ env: {}, platform: 'linux', userId: 1 })).toBe(false);
    expect(hasDisplay({ env: { DISPLAY: ':0' }, platform: 'linux', userId: 1 })).toBe(true);
    expect(hasDisplay({ env: { WAYLAND_DISPLAY: 'w' }, platform: 'linux', userId: 1 })).toBe(true);
    expect(hasDisplay({ env: {}, platform: 'darwin', userId: 1 })).toBe(true);
  });

  it('takes the browser it is told, else one on the path', () => {
    const folder = scratchFolder();
    const chrome = file(folder, 'google-chrome');
    chmodSync(chrome, 0o755);
    const surroundings = { platform: 'linux', userId: 1 } as const;
    expect(findBrowser({ ...surroundings, env: { PATH: `:/nowhere:${folder}` } })).toBe(chrome);
    const named = file(folder, 'mine');
    expect(findBrowser({ ...surroundings, env: { PATH: folder, NETWRIGHT_BROWSER: named } })).toBe(named);
    expect(findBrowser({ ...surroundings, env: { PATH: folder, NETWRIGHT_BROWSER: '/gone' } })).toBeNull();
    expect(findBrowser({ ...surroundings, env: {} })).toBeNull();
  });

  it('gives up the sandbox only where Chromium would not start with it', () => {
    expect(args(0, 'linux')).toContain('--no-sandbox');
    expect(args(1000, 'linux')).not.toContain('--no-sandbox');
    expect(args(0, 'darwin')).not.toContain('--no-sandbox');
    expect(args(1000, 'linux')).toContain('--user-data-dir=/profile');
  });
});
