/**
 * What a window may ask of the machine it runs on. One contract, two doors: Electron's preload and the loopback
 * server. Files are named by ids that the host hands out; a window never names a path.
 */
import type { TemplateDescription } from '../../src-sim/index.ts';

export interface FileEntry {
  readonly id: string;
  /** File name, for a title bar. */
  readonly name: string;
  /** Folder as a person would say it; never used to open anything. */
  readonly folder: string;
  readonly place: 'example' | 'workspace' | 'picked';
  readonly writable: boolean;
  /** Milliseconds since 1970; null where the file does not exist yet. */
  readonly modifiedMs: number | null;
  /** One sentence on what an example shows; null for everything else. */
  readonly about: string | null;
}

export interface FileContent {
  readonly file: FileEntry;
  readonly text: string;
}

/** Unsaved work that a window left behind when it ended without saving. */
export interface Recovery {
  readonly key: string;
  readonly name: string;
  /** File it belongs to, where it had one that still exists. */
  readonly fileId: string | null;
  readonly savedMs: number;
  readonly text: string;
}

export interface HostDescription {
  readonly kind: 'electron' | 'loopback';
  readonly version: string;
  /** The host shows file dialogs itself; otherwise the window lists `files()` and asks for a name. */
  readonly nativeDialogs: boolean;
  /** File named on the command line or by a double click. */
  readonly openAtStart: string | null;
}

/** A document made from a template. */
export interface FilledTemplate {
  /** File name to save it under. */
  readonly name: string;
  readonly text: string;
  /** How many objects are in it. */
  readonly objects: number;
}

export interface Host {
  describe(): Promise<HostDescription>;
  /** Examples and the user's own workspace, newest first. */
  files(): Promise<readonly FileEntry[]>;
  /** Native dialog; null when it was dismissed or there is none. */
  chooseFile(): Promise<FileEntry | null>;
  /** Native dialog, or without one the workspace file of that name (`replace` false refuses a name that is taken). */
  chooseTarget(name: string, replace: boolean): Promise<FileEntry | null>;
  /** Designs to start from, with their parameters. */
  templates(): Promise<readonly TemplateDescription[]>;
  /** Values by parameter, as written; those left out are the defaults. Refuses what a parameter does not take, with a sentence. */
  fillTemplate(id: string, values: Readonly<Record<string, string>>): Promise<FilledTemplate>;
  readFile(id: string): Promise<FileContent>;
  /**
   * Written aside, flushed and renamed; the previous copy is kept. `expectedModifiedMs` refuses to overwrite somebody
   * else's change; null writes a new file, or over one that `chooseTarget` was told to replace.
   */
  writeFile(id: string, text: string, expectedModifiedMs: number | null): Promise<FileEntry>;
  /**
   * A finished file for other people: native dialog, then written as documents are. Its name, or null when it was
   * dismissed. Hosts without native dialogs write nothing: the window downloads the file.
   */
  exportFile(name: string, content: string): Promise<string | null>;
  keepRecovery(key: string, name: string, fileId: string | null, text: string): Promise<void>;
  recoveries(): Promise<readonly Recovery[]>;
  dropRecovery(key: string): Promise<void>;
}

export type HostMethod = keyof Host;

/** Why the host did not do as asked; the sentence is shown to the user. */
export interface HostError {
  readonly code:
    | 'file/missing'
    | 'file/not-a-file'
    | 'file/not-text'
    | 'file/too-large'
    | 'file/no-permission'
    | 'file/disk-full'
    | 'file/changed-elsewhere'
    | 'file/name-taken'
    | 'file/read-only'
    | 'host/bad-request'
    | 'host/unknown-file'
    | 'host/failed';
  readonly message: string;
}

export type HostReply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: HostError };
