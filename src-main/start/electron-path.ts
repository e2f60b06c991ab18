/**
 * The Electron binary, looked for on the disk only. Requiring the `electron` package from Node would download it, with
 * no time limit; so nothing outside src-main/electron ever does.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export function electronPackage(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

export function electronPath(
  folder: string | null = electronPackage(),
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | null {
  if (folder === null) return null;
  // Written by Electron's installer when it has unpacked the binary.
  const record = join(folder, 'path.txt');
  const recorded = existsSync(record) ? readFileSync(record, 'utf8').trim() : null;
  const elsewhere = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const usual = platform === 'win32' ? 'electron.exe' : 'electron';
  const path = elsewhere
    ? join(elsewhere, recorded ?? usual)
    : recorded === null
      ? null
      : join(folder, 'dist', recorded);
  return path !== null && existsSync(path) ? path : null;
}
