/**
 * Saves so that a kill or a power cut at any instant leaves the old document or the new one, whole: written aside in
 * the same folder, flushed, renamed over the old one, folder flushed. The copy before last stays as `NAME~`.
 * Permissions are kept; the owner and extended attributes of a file that belongs to somebody else are not.
 */
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileFailure } from './host-failure.ts';
import { isRunning } from './is-running.ts';

let savesSoFar = 0;

export interface SaveOptions {
  /** Keep what the file held as `NAME~`. */
  readonly keepPrevious: boolean;
}

/** `path` must not be a symbolic link: it would be replaced, not followed. */
export async function saveTextFile(path: string, text: string, options: SaveOptions): Promise<void> {
  const folder = dirname(path);
  const name = basename(path);
  const aside = asideOf(path);
  try {
    await mkdir(folder, { recursive: true });
    await removeAbandoned(folder, name);
    const existing = await stat(path).catch(() => null);
    await writeFlushed(aside, text, existing === null ? null : existing.mode & 0o777);
    if (existing !== null && options.keepPrevious) await keepPrevious(path, `${aside}~`);
    await rename(aside, path);
    await flushFolder(folder);
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined);
    throw fileFailure(error, name);
  }
}

/** Where `path` is written until it is whole. */
export function asideOf(path: string): string {
  savesSoFar += 1;
  return join(dirname(path), `${asidePrefix(basename(path))}${process.pid}-${savesSoFar}.tmp`);
}

// Cut by characters, none of which takes more than four bytes: a file name may have 255 bytes.
const asidePrefix = (name: string): string => `.${Array.from(name).slice(0, 50).join('')}.`;

async function writeFlushed(path: string, text: string, mode: number | null): Promise<void> {
  // Exclusive: in a folder others can write to, the name could have been planted as a link.
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text, 'utf8');
    if (mode !== null && process.platform !== 'win32') await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function keepPrevious(path: string, aside: string): Promise<void> {
  // A second name for the old content costs nothing; disks without links get a copy.
  await link(path, aside).catch(() => copyFile(path, aside));
  await rename(aside, `${path}~`);
}

export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes what a killed save left behind. */
export async function removeAbandoned(folder: string, name: string): Promise<void> {
  const prefix = asidePrefix(name);
  for (const entry of await readdir(folder)) {
    if (!entry.startsWith(prefix)) continue;
    const writer = /^(\d+)-\d+\.tmp~?$/.exec(entry.slice(prefix.length));
    if (writer !== null && !isRunning(Number(writer[1]))) await rm(join(folder, entry), { force: true });
  }
}
