/**
 * Gets the Electron binary once, by Electron's own installer, within a time limit it does not have itself. A failed
 * attempt is remembered for a day, so that starting without a network does not wait each time.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface FetchSettings {
  /** Folder of the `electron` package. */
  readonly packageFolder: string;
  /** File whose age tells when an attempt last failed. */
  readonly failureMark: string;
  readonly limitMs: number;
  readonly nowMs: number;
}

const rememberedMs = 24 * 3600 * 1000;

export function failedLately(settings: Pick<FetchSettings, 'failureMark' | 'nowMs'>): boolean {
  const found = statSync(settings.failureMark, { throwIfNoEntry: false });
  return found !== undefined && settings.nowMs - found.mtimeMs < rememberedMs;
}

/** Null when the binary is there now, else why it is not. */
export async function fetchElectron(settings: FetchSettings): Promise<string | null> {
  const failure = await runInstaller(join(settings.packageFolder, 'install.js'), settings.limitMs);
  if (failure === null) {
    rmSync(settings.failureMark, { force: true });
  } else {
    mkdirSync(dirname(settings.failureMark), { recursive: true });
    writeFileSync(settings.failureMark, `${failure}\n`);
  }
  return failure;
}

function runInstaller(installer: string, limitMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [installer], {
      stdio: 'ignore',
      timeout: limitMs,
      killSignal: 'SIGKILL',
    });
    child.once('error', () => resolve('its installer could not be started'));
    child.once('exit', (code, signal) => {
      if (code === 0) resolve(null);
      else resolve(signal === null ? 'the download failed' : `no answer within ${limitMs / 1000} s`);
    });
  });
}
