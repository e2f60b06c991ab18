/**
 * `npm start [-- FILE]`: Electron if its binary is there or can be fetched in time, else the same window in a browser,
 * else its address. Says which, and why. Ends when the window is closed.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { HostFailure } from '../services/host-failure.ts';
import { hasDisplay, here } from './browser-window.ts';
import { findElectron, runElectron } from './electron-window.ts';
import { runServedWindow } from './served-window.ts';

const say = (sentence: string): void => console.log(`netwright: ${sentence}`);
const given = process.argv[2];

if (given !== undefined && !existsSync(given)) {
  console.error(`netwright: There is no file ${given}.`);
  process.exitCode = 2;
} else {
  try {
    await start(given === undefined ? null : resolve(given));
  } catch (error) {
    const known = error instanceof HostFailure;
    console.error(`netwright: ${known ? error.message : 'The window could not be opened.'}`);
    process.exitCode = 2;
  }
}

async function start(file: string | null): Promise<void> {
  const obstacle = await openInElectron(file);
  if (obstacle !== null) await runServedWindow(file, obstacle, say);
}

/** Null when the window was opened and closed, else why it was not. */
async function openInElectron(file: string | null): Promise<string | null> {
  if (!hasDisplay(here())) return 'there is no display to open a window on';
  const electron = await findElectron(say);
  if (electron.path === null) return electron.obstacle;
  say('opening in Electron.');
  return runElectron(electron.path, file);
}
