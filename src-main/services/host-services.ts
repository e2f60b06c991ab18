/** The host's contract over this machine's files. Both doors offer it; they differ in the dialogs they can show. */
import type { FileEntry, Host, HostDescription, Recovery } from '../contract/host.ts';
import { createFileGrants, fileEntry, type Grant } from './file-grants.ts';
import { HostFailure } from './host-failure.ts';
import { readTextFile } from './read-text.ts';
import { createRecoveryStore } from './recovery-store.ts';
import { saveTextFile } from './save-text.ts';
import type { UserFolders } from './user-folders.ts';
import { exampleFiles, workspaceFiles, workspaceTarget } from './workspace.ts';

/** Native file dialogs; each answers with a path, or null when it was dismissed. */
export interface FileDialogs {
  chooseFile(): Promise<string | null>;
  chooseTarget(name: string): Promise<string | null>;
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
      if (dialogs !== null) return picked(await dialogs.chooseTarget(name));
      return fileEntry(await workspaceTarget(folders.workspace, name, replace, grants));
    },
    async readFile(id) {
      const grant = grants.find(id);
      const { text } = await readTextFile(grant.path);
      return { file: await fileEntry(grant), text };
    },
    async writeFile(id, text, expectedModifiedMs) {
      const grant = grants.find(id);
      const before = saves.get(id) ?? Promise.resolve();
      const save = before.catch(() => undefined).then(() => saveGranted(grant, text, expectedModifiedMs));
      saves.set(id, save);
      return save;
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

async function saveGranted(
  grant: Grant,
  text: string,
  expectedModifiedMs: number | null,
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
  await saveTextFile(grant.path, text, { keepPrevious: true });
  return fileEntry(grant);
}
