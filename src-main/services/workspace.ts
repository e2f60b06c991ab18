/**
 * Files a window may list without a dialog: the examples that come with the program, and the user's workspace, one
 * flat folder. What a link inside the workspace leads out to is not listed.
 */
import { mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FileEntry } from '../contract/host.ts';
import { type FileGrants, fileEntry, type Grant, hasDocumentName } from './file-grants.ts';
import { HostFailure } from './host-failure.ts';
import { readTextFile } from './read-text.ts';

const listedMax = 1000;
const shownFolder = { example: 'Examples', workspace: 'Workspace' } as const;

/** Every example is a folder with a `scenario.yaml`; it is shown under the folder's name. */
export async function exampleFiles(folder: string, grants: FileGrants): Promise<FileEntry[]> {
  const entries: FileEntry[] = [];
  for (const id of await exampleNames(folder)) {
    const about = await firstComment(examplePath(folder, id));
    const shown = { name: `${id}.yaml`, folder: shownFolder.example, about };
    entries.push(await fileEntry(await grants.grant(examplePath(folder, id), 'example', shown)));
  }
  return entries;
}

/** The line an example opens with says what it shows. */
async function firstComment(path: string): Promise<string | null> {
  const { text } = await readTextFile(path).catch(() => ({ text: '' }));
  return /^#\s*(\S.*)$/m.exec(text.slice(0, text.indexOf('\n') + 1))?.[1] ?? null;
}

export async function exampleNames(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    if (entry.isDirectory() && (await isFile(examplePath(folder, entry.name)))) found.push(entry.name);
  }
  return found.sort();
}

export const examplePath = (folder: string, id: string): string => join(folder, id, 'scenario.yaml');

/** Newest first. */
export async function workspaceFiles(folder: string, grants: FileGrants): Promise<FileEntry[]> {
  const entries: FileEntry[] = [];
  const names = (await readdir(folder).catch(() => [])).filter(
    (name) => !name.startsWith('.') && hasDocumentName(name),
  );
  for (const name of names.slice(0, listedMax)) {
    const path = join(folder, name);
    if (await isOwnFile(path)) entries.push(await fileEntry(await grantWorkspaceFile(path, grants)));
  }
  return entries.sort((a, b) => (b.modifiedMs ?? 0) - (a.modifiedMs ?? 0));
}

/** The workspace file of that name, to be written. */
export async function workspaceTarget(
  folder: string,
  name: string,
  replace: boolean,
  grants: FileGrants,
): Promise<Grant> {
  if (!isPlainName(name)) {
    throw new HostFailure(
      'host/bad-request',
      'Choose a name of letters, digits, spaces, dots or dashes that ends in .yaml, .yml or .json.',
    );
  }
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  const taken = await stat(path).catch(() => null);
  if (taken !== null && !replace)
    throw new HostFailure('file/name-taken', `There is already a file ${name}.`);
  if (taken !== null && !(await isOwnFile(path))) {
    throw new HostFailure('file/not-a-file', `${name} is not a file of the workspace.`);
  }
  return grantWorkspaceFile(path, grants);
}

const grantWorkspaceFile = (path: string, grants: FileGrants): Promise<Grant> =>
  grants.grant(path, 'workspace', { name: basename(path), folder: shownFolder.workspace });

// Names Windows gives to devices would reach them from any folder.
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

function isPlainName(name: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(name) && hasDocumentName(name) && !deviceName.test(name);
}

async function isOwnFile(path: string): Promise<boolean> {
  const [real, folder] = await Promise.all([realpath(path), realpath(dirname(path))]).catch(() => ['', ' ']);
  return real === join(folder, basename(path)) && (await isFile(path));
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}
