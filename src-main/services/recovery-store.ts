/**
 * Unsaved work, kept beside the documents until it is saved or given up. Each piece is one JSON file, saved as
 * documents are; a piece that cannot be read is passed over and left where it is.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { documentBytesMax } from '../contract/host-validation.ts';
import { hostPresence } from './host-presence.ts';
import { readTextFile } from './read-text.ts';
import { saveTextFile } from './save-text.ts';

export interface KeptWork {
  readonly key: string;
  readonly name: string;
  /** File it belongs to; null for a document never saved. */
  readonly path: string | null;
  readonly savedMs: number;
  readonly text: string;
}

export interface RecoveryStore {
  keep(work: KeptWork): Promise<void>;
  /** Newest first; without the work of other hosts that still run. */
  list(): Promise<KeptWork[]>;
  drop(key: string): Promise<void>;
}

const keptMax = 50;
/** JSON writes a character in up to six. */
const fileBytesMax = 6 * documentBytesMax + 4096;

const keptWork = z.object({
  key: z.string(),
  name: z.string(),
  path: z.string().nullable(),
  savedMs: z.number(),
  text: z.string(),
  /** Absent in what older versions kept. */
  host: z.string().optional(),
});

export function createRecoveryStore(folder: string): RecoveryStore {
  const presence = hostPresence(folder);
  const fileOf = (key: string): string => join(folder, `${key}.json`);

  async function list(): Promise<KeptWork[]> {
    const names = (await readdir(folder).catch(() => [])).filter((name) => /^[\w-]+\.json$/.test(name));
    const read = await Promise.all(names.map((name) => readKept(join(folder, name))));
    return read
      .filter((work) => work !== null)
      .filter(({ host }) => !presence.isOther(host))
      .sort((a, b) => b.savedMs - a.savedMs);
  }

  return {
    async keep(work) {
      presence.announce();
      const kept = JSON.stringify({ ...work, host: presence.id });
      await saveTextFile(fileOf(work.key), kept, { keepPrevious: false });
    },
    async list() {
      const all = await list();
      for (const work of all.splice(keptMax)) await rm(fileOf(work.key), { force: true });
      return all;
    },
    async drop(key) {
      await rm(fileOf(key), { force: true });
    },
  };
}

async function readKept(path: string): Promise<z.infer<typeof keptWork> | null> {
  try {
    const { text } = await readTextFile(path, fileBytesMax);
    return keptWork.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
