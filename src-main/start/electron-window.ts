/** Opens the window in Electron where there is one, or where it can be fetched in time. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { applicationFolder } from '../services/application-folder.ts';
import { electronPackage, electronPath } from './electron-path.ts';
import { failedLately, fetchElectron } from './fetch-electron.ts';

export type FoundElectron = { readonly path: string } | { readonly path: null; readonly obstacle: string };

const fetchLimitMs = 120_000;
const absent = 'its binary is not installed (npm run electron:fetch gets it)';

export async function findElectron(say: (sentence: string) => void): Promise<FoundElectron> {
  const path = electronPath();
  if (path !== null) return { path };
  const packageFolder = electronPackage();
  if (packageFolder === null || process.env['NETWRIGHT_FETCH_ELECTRON'] === '0') {
    return { path: null, obstacle: absent };
  }
  const cache = join(applicationFolder(), 'node_modules', '.cache', 'netwright');
  const wish = {
    packageFolder,
    failureMark: join(cache, 'electron-fetch-failed'),
    limitMs: fetchLimitMs,
    nowMs: Date.now(),
  };
  if (failedLately(wish)) return { path: null, obstacle: absent };
  say(`fetching Electron, once; this takes up to ${fetchLimitMs / 1000} s.`);
  const failure = await fetchElectron(wish);
  const fetched = electronPath();
  return fetched === null ? { path: null, obstacle: failure ?? absent } : { path: fetched };
}

/** Resolves when the last window is closed: null, or why Electron ended otherwise. */
export function runElectron(binary: string, file: string | null): Promise<string | null> {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(binary, [...asRoot, applicationFolder(), ...(file === null ? [] : [file])], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  // The terminal sends Ctrl-C to both; this process only has to outlive the other.
  process.on('SIGINT', outlive);
  return new Promise((resolve) => {
    child.once('error', () => resolve('it could not be started'));
    child.once('exit', (code, signal) => {
      process.off('SIGINT', outlive);
      const asked = code === 0 || signal === 'SIGINT' || signal === 'SIGTERM';
      resolve(asked ? null : `it ended with ${signal ?? `code ${code}`}`);
    });
  });
}

const outlive = (): void => undefined;
