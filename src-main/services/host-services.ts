/** The host's contract over this machine's files. Both doors offer it; they differ in the dialogs they can show. */
import { basename, extname } from 'node:path';
import { describeTemplates, fillTemplate, templates } from '../../src-sim/index.ts';
import type { FileEntry, FilledTemplate, Host, HostDescription, Recovery } from '../contract/host.ts';
import { createFileGrants, fileEntry, type Grant, realTarget } from './file-grants.ts';
import { HostFailure } from './host-failure.ts';
import { readTextFile } from './read-text.ts';
import { createRecoveryStore } from './recovery-store.ts';
import { saveTextFile } from './save-text.ts';
import type { UserFolders } from './user-folders.ts';
import { exampleFiles, workspaceFiles, workspaceTarget } from './workspace.ts';

/** Native file dialogs; each answers with a path, or null when it was dismissed. */
export interface FileDialogs {
  chooseFile(): Promise<string | null>;
  /** Asks before an existing file is replaced. */
  chooseTarget(name: string): Promise<string | null>;
  /** As chooseTarget, for a file with the extension of `name`. */
  chooseExport(name: string): Promise<string | null>;
}

export interface HostSettings {
  readonly kind: HostDescription['kind'];
  readonly version: string;
  readonly folders: UserFolders;
  readonly examplesFolder: string;
  readonly dialogs: FileDialogs | null;
  /** Path of the file to open first. */
  readonly openAtStart: string | null;
}

export async function createHost(settings: HostSettings): Promise<Host> {
  const { folders, dialogs } = settings;
  const grants = createFileGrants();
  const recovery = createRecoveryStore(folders.recovery);
  /** Files that the user has agreed to replace. */
  const replaceable = new Set<string>();
  const picked = async (path: string | null): Promise<FileEntry | null> =>
    path === null ? null : fileEntry(await grants.grant(path, 'picked'));

  const openAtStart = (await picked(settings.openAtStart))?.id ?? null;
  // Two saves of one file must not overlap: the later would find the former's time, not the one its window knows.
  const saves = new Map<string, Promise<unknown>>();

  return {
    async describe() {
      return { kind: settings.kind, version: settings.version, nativeDialogs: dialogs !== null, openAtStart };
    },
    async files() {
      const [own, examples] = await Promise.all([
        workspaceFiles(folders.workspace, grants),
        exampleFiles(settings.examplesFolder, grants),
      ]);
      return [...own, ...examples];
    },
    async chooseFile() {
      return dialogs === null ? null : picked(await dialogs.chooseFile());
    },
    async chooseTarget(name, replace) {
      const target =
        dialogs === null
          ? await fileEntry(await workspaceTarget(folders.workspace, name, replace, grants))
          : await picked(await dialogs.chooseTarget(name));
      if (target !== null && (dialogs !== null || replace)) replaceable.add(target.id);
      return target;
    },
    async templates() {
      return describeTemplates();
    },
    async fillTemplate(id, values) {
      return filledTemplate(id, values);
    },
    async readFile(id) {
      const grant = grants.find(id);
      const { text } = await readTextFile(grant.path);
      return { file: await fileEntry(grant), text };
    },
    async writeFile(id, text, expectedModifiedMs) {
      const grant = grants.find(id);
      const before = saves.get(id) ?? Promise.resolve();
      const save = before
        .catch(() => undefined)
        .then(() => {
          const replace = replaceable.has(id);
          return saveGranted(grant, text, { expectedModifiedMs, replace });
        });
      saves.set(id, save);
      return save;
    },
    async exportFile(name, content) {
      const path = dialogs === null ? null : await dialogs.chooseExport(name);
      if (path === null) return null;
      if (extname(path).toLowerCase() !== extname(name)) {
        throw new HostFailure('host/bad-request', `${basename(path)} does not end in ${extname(name)}.`);
      }
      await saveTextFile(await realTarget(path), content, { keepPrevious: false });
      return basename(path);
    },
    async keepRecovery(key, name, fileId, text) {
      const path = fileId === null ? null : grants.find(fileId).path;
      await recovery.keep({ key, name, path, savedMs: Date.now(), text });
    },
    async recoveries() {
      const kept = await recovery.list();
      return Promise.all(
        kept.map(async ({ key, name, path, savedMs, text }): Promise<Recovery> => {
          const file = await picked(path).catch(() => null);
          return { key, name, fileId: file?.modifiedMs == null ? null : file.id, savedMs, text };
        }),
      );
    },
    dropRecovery: (key) => recovery.drop(key),
  };
}

function filledTemplate(id: string, values: Readonly<Record<string, string>>): FilledTemplate {
  const template = templates.find((each) => each.id === id);
  if (template === undefined) throw new HostFailure('host/bad-request', 'There is no such template.');
  const outcome = fillTemplate(template, values);
  if (!outcome.ok) throw new HostFailure('host/bad-request', outcome.message);
  return { name: `${id}.yaml`, ...outcome.value };
}

interface SaveTerms {
  readonly expectedModifiedMs: number | null;
  /** The user has agreed to replace what is there. */
  readonly replace: boolean;
}

async function saveGranted(
  grant: Grant,
  text: string,
  { expectedModifiedMs, replace }: SaveTerms,
): Promise<FileEntry> {
  if (grant.place === 'example') {
    throw new HostFailure('file/read-only', `${grant.name} is an example; save it under another name.`);
  }
  const now = await fileEntry(grant);
  if (expectedModifiedMs !== null && now.modifiedMs !== null && now.modifiedMs !== expectedModifiedMs) {
    throw new HostFailure(
      'file/changed-elsewhere',
      `${grant.name} was changed by another program since it was opened.`,
    );
  }
  if (expectedModifiedMs === null && now.modifiedMs !== null && !replace) {
    throw new HostFailure('file/name-taken', `There is already a file ${grant.name}.`);
  }
  await saveTextFile(grant.path, text, { keepPrevious: true });
  return fileEntry(grant);
}
