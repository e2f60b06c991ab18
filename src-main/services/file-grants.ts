/**
 * Which files a window may touch. A window knows files by ids that were handed out for files its user named, in a
 * dialog or on the command line, and for the examples and the workspace; no path comes back from it.
 */
import { randomUUID } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { FileEntry } from '../contract/host.ts';
import { fileFailure, HostFailure } from './host-failure.ts';

export type Place = FileEntry['place'];

export interface Grant {
  readonly id: string;
  /** Real path: later changes of links on the way do not move it. */
  readonly path: string;
  readonly place: Place;
  /** Shown instead of the file's own name and folder. */
  readonly name: string;
  readonly folder: string;
  readonly about?: string | null;
}

export interface FileGrants {
  /** The same file always gets the same id. */
  grant(path: string, place: Place, shown?: Pick<Grant, 'name' | 'folder' | 'about'>): Promise<Grant>;
  /** Throws for an id that was not handed out. */
  find(id: string): Grant;
  idOf(path: string): string | null;
}

const extensions = new Set(['.yaml', '.yml', '.json']);

export function hasDocumentName(path: string): boolean {
  return extensions.has(extname(path).toLowerCase());
}

export function createFileGrants(): FileGrants {
  const byId = new Map<string, Grant>();
  const idByPath = new Map<string, string>();
  return {
    async grant(path, place, shown) {
      const real = await realTarget(path);
      // Checked on the real name too: a link called x.yaml may lead to a key file.
      if (!hasDocumentName(path) || !hasDocumentName(real)) {
        throw new HostFailure('host/bad-request', `${basename(path)} is not a .yaml, .yml or .json file.`);
      }
      const known = byId.get(idByPath.get(real) ?? '');
      if (known !== undefined) return known;
      const made: Grant = {
        id: randomUUID(),
        path: real,
        place,
        name: shown?.name ?? basename(real),
        folder: shown?.folder ?? dirname(real),
        about: shown?.about ?? null,
      };
      byId.set(made.id, made);
      idByPath.set(real, made.id);
      return made;
    },
    find(id) {
      const found = byId.get(id);
      if (found === undefined) throw new HostFailure('host/unknown-file', 'This file was not opened here.');
      return found;
    },
    idOf: (path) => idByPath.get(path) ?? null,
  };
}

/** As the window sees it. */
export async function fileEntry(grant: Grant): Promise<FileEntry> {
  const found = await stat(grant.path).catch(() => null);
  return {
    id: grant.id,
    name: grant.name,
    folder: grant.folder,
    place: grant.place,
    writable: grant.place !== 'example',
    modifiedMs: found?.mtimeMs ?? null,
    about: grant.about ?? null,
  };
}

/** Where writing to a path ends up. A file that is yet to be written has no real path; its folder has. */
export async function realTarget(path: string): Promise<string> {
  try {
    return await realpath(path).catch(async () => join(await realpath(dirname(path)), basename(path)));
  } catch (error) {
    throw fileFailure(error, basename(path));
  }
}
